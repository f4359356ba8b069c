#include "landfall/patient/overview.hpp"

#include <algorithm>

#include "landfall/fhir/read.hpp"

namespace landfall::patient {

namespace {
std::string urlOf(std::string_view canonical) {
    return std::string(canonical.substr(0, canonical.find('|')));
}

// FHIR dates of full precision sort as text.
DueView::State stateOf(const store::AssignmentRow& task, const base::WallTime& now) {
    if (task.opens.unixMs > now.unixMs) return DueView::State::Later;
    if (!task.due.empty() && task.due < base::toFhirDate(now)) return DueView::State::Overdue;
    return DueView::State::Due;
}

bool isInWindow(const store::ScorePoint& point, const std::vector<store::AssignmentRow>& tasks) {
    for (const auto& task : tasks) {
        if (task.response != point.response) continue;
        const bool early = point.authored.unixMs < task.opens.unixMs;
        const bool late = !task.due.empty() && base::toFhirDate(point.authored) > task.due;
        return !early && !late;
    }
    return true;
}

/// What the projection does not hold: digits after the point, details and results are in the
/// record.
Result<void> addFromRecord(store::Store& store, const instrument::Form& form,
                           const std::string& observation, ScoreView& view) {
    LF_TRY(const auto record, store.records().read(fhir::ResourceType::Observation, observation));
    LF_TRY(const auto json, fhir::Json::borrow(record.bytes));
    LF_TRY(const auto score, fhir::readScore(json.root()));
    view.value = score.value;
    view.decimals = score.decimals;
    view.details = score.details;
    view.result = score.result.code;
    for (const auto& known : form.scoring().front().resultCodes)
        if (known.code.code == score.result.code) view.result = known.result;
    return ok();
}
}  // namespace

Result<std::vector<DueView>> Overview::today() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto tasks, store->records().assignments());
    LF_TRY(const auto drafts, store->drafts().open());
    const auto now = profile_.surroundings().clock.now();
    std::vector<DueView> due;
    for (const auto& task : tasks) {
        LF_TRY(const auto answered,
               store->settings().get(std::string(setting::answeredPrefix) + task.id));
        if (answered) continue;
        const auto form = profile_.library().find(task.questionnaire);
        DueView view{.id = form ? form->id() : urlOf(task.questionnaire),
                     .title = !task.title.empty() || !form ? task.title : form->title(),
                     .due = task.due,
                     .opens = base::toFhirDateTime(task.opens),
                     .closes = task.due,
                     .state = stateOf(task, now),
                     .questions = form ? form->countedPages() : 0};
        const bool isThere = std::any_of(due.begin(), due.end(),
                                         [&](const auto& other) { return other.id == view.id; });
        if (isThere) continue;  // one answer serves every open request for the same form
        view.begun = form && std::any_of(drafts.begin(), drafts.end(), [&](const auto& draft) {
                         return !draft.state.empty() && urlOf(draft.questionnaire) == form->url();
                     });
        due.push_back(std::move(view));
    }
    // What was begun can be finished, also when the clinic has its answer from elsewhere by now.
    for (const auto& draft : drafts) {
        const auto form = profile_.library().find(draft.questionnaire);
        if (!form || draft.state.empty()) continue;
        const bool isThere = std::any_of(due.begin(), due.end(),
                                         [&](const auto& other) { return other.id == form->id(); });
        if (isThere) continue;
        due.push_back({.id = form->id(),
                       .title = form->title(),
                       .due = {},
                       .opens = base::toFhirDateTime(draft.begun),
                       .closes = {},
                       .state = DueView::State::Due,
                       .begun = true,
                       .questions = form->countedPages()});
    }
    return due;
}

Result<std::vector<ScoreView>> Overview::scores(std::string_view questionnaire) {
    LF_TRY(auto* const store, profile_.store());
    const auto form = profile_.library().find(questionnaire);
    if (!form) return Fault::UnknownQuestionnaire;
    LF_TRY(const auto points, store->records().scores(form->url()));
    LF_TRY(const auto tasks, store->records().assignments(false));
    std::vector<ScoreView> views;
    for (const auto& point : points) {
        const bool isTotal =
            !form->scoring().empty() && form->scoring().front().code.code == point.code;
        const bool saysMore = std::any_of(
            form->scoring().begin(), form->scoring().end(),
            [&](const auto& rule) { return rule.code.code == point.code && rule.saysMore(); });
        views.push_back({.id = isTotal ? form->id() : point.code,
                         .value = point.value,
                         .decimals = 0,
                         .band = point.band,
                         .pattern = point.pattern,
                         .prorated = point.prorated,
                         .authored = base::toFhirDateTime(point.authored),
                         .response = point.response,
                         .result = {},
                         .inWindow = isInWindow(point, tasks)});
        if (saysMore) LF_CHECK(addFromRecord(*store, *form, point.id, views.back()));
    }
    return views;
}

Result<std::vector<ResponseView>> Overview::timeline() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto rows, store->records().responses(""));
    std::vector<ResponseView> views;
    for (const auto& row : rows) {
        const auto form = profile_.library().find(row.questionnaire);
        views.push_back({.response = row.id,
                         .questionnaire = form ? form->id() : urlOf(row.questionnaire),
                         .authored = base::toFhirDateTime(row.authored),
                         .delivery = row.delivery});
    }
    return views;
}

StatusView Overview::status() {
    StatusView view;
    view.standing = profile_.standing();
    const auto store = profile_.store();
    if (store.has_error()) return view;
    if (const auto pairing = profile_.pairing(); pairing.has_value()) {
        view.clinic = pairing->clinic.name;
        view.device = pairing->clientId;
    }
    if (const auto count = (*store)->outbox().count(); count.has_value()) {
        view.pending = count->pending;
        view.rejected = count->rejected;
        view.conflicts = count->conflicts;
    }
    const auto setting = [&](std::string_view name) {
        const auto value = (*store)->settings().get(name);
        return value.has_value() ? value->value_or("") : std::string();
    };
    view.lastSync = setting(setting::lastSync);
    view.lastSyncState = setting(setting::lastSyncState);
    if (const auto tier = (*store)->records().highestOpenTier(); tier.has_value())
        view.tier = *tier;
    if (const auto flags = (*store)->records().flags(); flags.has_value())
        for (const auto& flag : *flags)
            if (flag.acknowledged) {
                const auto at = base::toFhirDateTime(*flag.acknowledged);
                if (view.seenAt.empty() || at > view.seenAt) view.seenAt = at;
            }
    return view;
}

Result<std::vector<DeviceView>> Overview::devices() {
    LF_TRY(const auto pairing, profile_.pairing());
    return std::vector<DeviceView>{{.id = pairing.clientId,
                                    .name = net::Enrolment::Options{}.deviceName,
                                    .state = std::string(net::name(pairing.state)),
                                    .isThis = true}};
}

}  // namespace landfall::patient
