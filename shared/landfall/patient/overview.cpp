#include "landfall/patient/overview.hpp"

#include <algorithm>
#include <tuple>

#include "landfall/fhir/read.hpp"
#include "landfall/pathway/appointments.hpp"
#include "landfall/pathway/phase.hpp"
#include "landfall/patient/consents.hpp"
#include "landfall/patient/course.hpp"

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

std::string dateOf(const std::optional<pathway::Day>& day) {
    return day ? pathway::toFhirDate(*day) : std::string();
}

/// What is open comes first, then by date; what has no date last.
auto urgencyOf(const DueView& view) {
    return std::tuple(view.state == DueView::State::Later, view.due.empty(), view.due);
}

/// The forms of the pathway that can be answered now or later.
std::vector<DueView> dueOf(const Course& course, const instrument::Library& library) {
    std::vector<DueView> out;
    for (const auto& visit : course.schedule.visits) {
        if (visit.ended) continue;
        for (const auto& one : visit.forms) {
            const bool open =
                one.state == pathway::State::Due || one.state == pathway::State::Overdue;
            const auto form = library.find(one.form->questionnaire);
            if (!form || (!open && one.state != pathway::State::Later)) continue;
            if (!visit.opens) continue;  // it waits for another visit
            out.push_back({.id = form->id(),
                           .title = form->title(),
                           .due = dateOf(visit.target),
                           .opens = dateOf(visit.opens),
                           .closes = dateOf(visit.closes),
                           .state = one.state == pathway::State::Overdue ? DueView::State::Overdue
                                    : open                               ? DueView::State::Due
                                                                         : DueView::State::Later,
                           .questions = form->countedPages()});
        }
    }
    return out;
}

/// One card for each form: an answer serves whatever is open, and what comes next can wait.
void addUnlessThere(std::vector<DueView>& due, DueView view) {
    const auto there = std::find_if(due.begin(), due.end(),
                                    [&](const auto& other) { return other.id == view.id; });
    if (there == due.end())
        due.push_back(std::move(view));
    else if (urgencyOf(view) < urgencyOf(*there))
        *there = std::move(view);
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

/// What one flag's row says. A version that waits here although the clinic has acknowledged one was
/// written since.
safety::Delivery deliveryOf(const store::FlagRow& flag) {
    const bool received =
        flag.delivery == store::Delivery::Received || flag.delivery == store::Delivery::Seen;
    return safety::deliveryOf({.waiting = !received,
                               .received = received,
                               .acknowledged = flag.acknowledged.has_value(),
                               .raisedSince = !received});
}

/// The flag that is spoken of: of the open ones the one that has come least far, else the newest.
const store::FlagRow* toldOf(const std::vector<store::FlagRow>& newestFirst) {
    const store::FlagRow* least = nullptr;
    for (const auto& flag : newestFirst)
        if (flag.active && (least == nullptr || deliveryOf(flag) < deliveryOf(*least)))
            least = &flag;
    return least != nullptr || newestFirst.empty() ? least : &newestFirst.front();
}
}  // namespace

Result<std::vector<DueView>> Overview::today() {
    LF_TRY(auto* const store, profile_.store());
    // Nobody is pressed who has stopped taking part. Every form can still be answered.
    LF_TRY(const auto consent, participationOf(*store));
    if (consent.withdrawn) return std::vector<DueView>{};
    LF_TRY(const auto tasks, store->records().assignments());
    LF_TRY(const auto drafts, store->drafts().open());
    const auto now = profile_.surroundings().clock.now();
    std::vector<DueView> due;
    for (const auto& task : tasks) {
        LF_TRY(const auto answered,
               store->settings().get(std::string(setting::answeredPrefix) + task.id));
        if (answered) continue;
        const auto form = profile_.library().find(task.questionnaire);
        if (!form) continue;  // nobody can answer what this phone does not have
        DueView view{.id = form->id(),
                     .title = !task.title.empty() ? task.title : form->title(),
                     .due = task.due,
                     .opens = base::toFhirDateTime(task.opens),
                     .closes = task.due,
                     .state = stateOf(task, now),
                     .questions = form->countedPages()};
        const bool isThere = std::any_of(due.begin(), due.end(),
                                         [&](const auto& other) { return other.id == view.id; });
        if (isThere) continue;  // one answer serves every open request for the same form
        due.push_back(std::move(view));
    }
    if (const auto course = courseOf(profile_); course.has_value() && *course) {
        for (auto& view : dueOf(**course, profile_.library())) addUnlessThere(due, std::move(view));
        std::stable_sort(due.begin(), due.end(),
                         [](const auto& a, const auto& b) { return urgencyOf(a) < urgencyOf(b); });
    }
    for (auto& view : due) {
        const auto form = profile_.library().find(view.id);
        view.begun = form && std::any_of(drafts.begin(), drafts.end(), [&](const auto& draft) {
                         return !draft.state.empty() && urlOf(draft.questionnaire) == form->url();
                     });
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
    const auto read = courseOf(profile_);
    const auto& course = read.has_value() ? *read : std::optional<Course>{};
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
                         .inWindow = isInWindow(point.response, point.authored, tasks, course)});
        if (saysMore) LF_CHECK(addFromRecord(*store, *form, point.id, views.back()));
    }
    return views;
}

Result<std::vector<FormView>> Overview::forms() {
    LF_TRY([[maybe_unused]] auto* const store, profile_.store());
    constexpr std::string_view ownPage = "safety-plan";
    std::vector<FormView> views;
    for (const auto* const entry : profile_.library().list()) {
        const auto& form = *entry->form;
        if (form.description() == instrument::neutralDescription || form.id() == ownPage) continue;
        views.push_back({form.id(), form.title(), form.description()});
    }
    std::sort(views.begin(), views.end(),
              [](const auto& a, const auto& b) { return a.title < b.title; });
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

Result<std::optional<WayView>> Overview::way() {
    LF_TRY(const auto course, courseOf(profile_));
    if (!course) return std::optional<WayView>{};
    const auto& schedule = course->schedule;
    WayView way{.protocol = course->protocol->canonical(),
                .title = course->protocol->title,
                .phase = std::string(pathway::nameOf(pathway::phaseOf(schedule, course->instance))),
                .zone = course->instance.zone().name(),
                .start = pathway::toFhirDate(course->instance.start()),
                .sessions = {},
                .visits = {},
                .appointments = pathway::appointmentsOf(course->instance.plan()),
                .next = pathway::nextAppointment(course->instance.plan(),
                                                 profile_.surroundings().clock.now())};
    for (const auto& session : course->instance.sessions())
        way.sessions.push_back(
            {session.number, pathway::toFhirDate(session.day), session.cancelled});
    for (const auto& visit : schedule.visits)
        way.visits.push_back({.session = visit.session,
                              .visit = visit.rule->code,
                              .title = visit.rule->title,
                              .phase = std::string(pathway::nameOf(visit.rule->phase)),
                              .opens = dateOf(visit.opens),
                              .due = dateOf(visit.target),
                              .closes = dateOf(visit.closes),
                              .state = std::string(pathway::nameOf(visit.state)),
                              .ended = visit.ended});
    return std::optional(std::move(way));
}

StatusView Overview::status() {
    const auto read = readStatus();
    if (read.has_value()) return *read;
    StatusView view;
    view.standing = profile_.standing();
    // Nobody is told numbers that were not read.
    if (view.standing == Standing::Unpaired || view.standing == Standing::Waiting) {
        // Nothing can have been written yet.
        view.pending = view.rejected = view.conflicts = 0;
        view.tier = 0;
    }
    if (const auto waiting = profile_.waiting(); waiting.has_value()) {
        view.device = waiting->clientId;
        if (waiting->state == net::DeviceState::Pending) view.digits = waiting->digits;
    }
    if (view.standing == Standing::Unlocked) view.standing = Standing::DatabaseDamaged;
    view.clinic = helping_.card().clinicName;
    return view;
}

Result<StatusView> Overview::readStatus() {
    LF_TRY(auto* const store, profile_.store());
    StatusView view;
    view.standing = profile_.standing();
    LF_TRY(const auto pairing, profile_.pairing());
    view.clinic = pairing.clinic.name;
    view.device = pairing.clientId;
    if (pairing.state == net::DeviceState::Pending) view.digits = pairing.digits;
    LF_TRY(view.stopped, profile_.isStopped());
    LF_TRY(const auto count, store->outbox().count());
    view.pending = count.pending;
    view.rejected = count.rejected;
    view.conflicts = count.conflicts;
    const auto setting = [&](std::string_view name) -> Result<std::string> {
        LF_TRY(auto value, store->settings().get(name));
        return std::move(value).value_or("");
    };
    LF_TRY(view.lastSync, setting(setting::lastSync));
    LF_TRY(view.lastReceived, setting(setting::lastReceived));
    LF_TRY(view.lastSyncState, setting(setting::lastSyncState));
    LF_TRY(view.refusal, setting(setting::lastRefusal));
    LF_TRY(view.tier, store->records().highestOpenTier());
    LF_TRY(const auto flags, store->records().flags());
    if (const auto* const told = toldOf(flags); told != nullptr) {
        view.flag = deliveryOf(*told);
        view.flagRaised = base::toFhirDateTime(told->raised);
        if (const auto form = profile_.library().find(told->questionnaire))
            view.flagForm = form->title();
        if (told->acknowledged) view.seenAt = base::toFhirDateTime(*told->acknowledged);
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
