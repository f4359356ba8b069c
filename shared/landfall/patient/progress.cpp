#include "landfall/patient/progress.hpp"

#include <algorithm>
#include <set>

#include "landfall/fhir/read.hpp"
#include "landfall/fhir/values.hpp"
#include "landfall/instrument/enablement.hpp"
#include "landfall/instrument/extent.hpp"
#include "landfall/instrument/response.hpp"
#include "landfall/patient/course.hpp"
#include "landfall/safety/eligibility.hpp"
#include "landfall/safety/medicines.hpp"
#include "landfall/safety/side_effect.hpp"

namespace landfall::patient {

namespace {
using instrument::Form;

std::int64_t tenTo(int digits) {
    std::int64_t out = 1;
    for (int i = 0; i < digits; ++i) out *= 10;
    return out;
}

/// The highest total there is, in units of its decimals.
std::int64_t highestOf(const instrument::ScoringRule& rule) {
    if (!rule.table.empty()) return rule.table.back().value;
    if (rule.total.method != instrument::Method::Mean) return rule.total.most * rule.weight;
    return rule.total.most * tenTo(rule.total.decimals) / std::max(1, rule.total.asked());
}

/// Forms of the visits that have opened.
std::set<std::string> askedBy(const Course& course, const instrument::Library& library) {
    std::set<std::string> ids;
    for (const auto& visit : course.schedule.visits)
        for (const auto& one : visit.forms) {
            if (one.state == pathway::State::Later || !visit.opens) continue;
            if (const auto form = library.find(one.form->questionnaire)) ids.insert(form->id());
        }
    return ids;
}

struct Answered {
    std::shared_ptr<const Form> form;
    instrument::Answers answers;
    std::string authored;
    bool isAny = true;  ///< anything is answered or declined
};

Result<Answered> readAnswered(Profile& profile, std::string_view response) {
    LF_TRY(auto* const store, profile.store());
    LF_TRY(const auto record,
           store->records().read(fhir::ResourceType::QuestionnaireResponse, response));
    LF_TRY(const auto json, fhir::Json::borrow(record.bytes));
    LF_TRY(const auto read, fhir::readResponse(json.root()));
    auto form = profile.library().find(read.questionnaire);
    if (!form) return Fault::UnknownQuestionnaire;
    LF_TRY(auto answers, instrument::fromResponse(*form, read));
    const bool isAny = instrument::isAnyAnswered(form.get(), read);
    return Answered{std::move(form), std::move(answers), base::toFhirDateTime(read.authored),
                    isAny};
}

/// Answers as they were written, with the words that were shown, where the form that could say more
/// is not here: an answer stays readable whatever version it was given in.
void addWritten(const std::vector<fhir::ResponseItem>& items, std::vector<AnswerLine>& lines) {
    for (const auto& item : items) {
        AnswerLine line;
        line.item.linkId = item.linkId;
        line.item.text = item.text.empty() ? item.linkId : item.text;
        line.item.kind = instrument::ItemKind::Text;
        std::string words;
        for (const auto& value : item.answers)
            words += (words.empty() ? "" : ", ") + fhir::plainText(value);
        if (item.declined)
            line.answer = instrument::Declined{};
        else if (!item.answers.empty())
            line.answer = std::move(words);
        if (line.answer) lines.push_back(std::move(line));
        addWritten(item.items, lines);
    }
}

Result<AnswersView> writtenAnswers(Profile& profile, std::string_view response) {
    LF_TRY(auto* const store, profile.store());
    LF_TRY(const auto record,
           store->records().read(fhir::ResourceType::QuestionnaireResponse, response));
    LF_TRY(const auto json, fhir::Json::borrow(record.bytes));
    LF_TRY(const auto read, fhir::readResponse(json.root()));
    const auto newest =
        profile.library().find(read.questionnaire.substr(0, read.questionnaire.find('|')));
    AnswersView view{newest ? newest->id() : read.questionnaire,
                     newest ? newest->title() : read.questionnaire,
                     base::toFhirDateTime(read.authored),
                     {}};
    addWritten(read.items, view.lines);
    return view;
}

/// Title of AUDIT-C when its newest total is at or above the cut; a later answer with gaps says
/// nothing.
Result<std::string> auditAboveCut(Profile& profile) {
    const auto form = profile.library().find(Progress::alcohol);
    if (!form || form->scoring().empty()) return std::string();
    LF_TRY(auto* const store, profile.store());
    LF_TRY(const auto points, store->records().scores(form->url()));
    for (auto point = points.rbegin(); point != points.rend(); ++point)
        if (point->value && point->code == form->scoring().front().code.code)
            return safety::isAuditAboveCut(*point->value) ? form->title() : std::string();
    return std::string();
}
/// What the newest response to the form `medicines` names; nothing without one. One in which
/// nothing is answered takes nothing back.
Result<std::vector<std::string>> medicinesListed(Profile& profile) {
    const auto form = profile.library().find(Progress::medicines);
    if (!form) return std::vector<std::string>{};
    LF_TRY(auto* const store, profile.store());
    LF_TRY(const auto rows, store->records().responses(form->url()));
    for (const auto& row : rows) {
        LF_TRY(const auto answered, readAnswered(profile, row.id));
        if (answered.isAny) return safety::namedMedicines(*answered.form, answered.answers);
    }
    return std::vector<std::string>{};
}

/// When an effect was reported, oldest first. A response that cannot be read here is counted: the
/// number beside the measures is never too small.
Result<std::vector<std::string>> effectsOf(Profile& profile,
                                           const std::vector<store::ResponseRow>& newestFirst) {
    std::vector<std::string> out;
    for (auto row = newestFirst.rbegin(); row != newestFirst.rend(); ++row) {
        const auto form = profile.library().find(row->questionnaire);
        if (!form || std::find(std::begin(safety::effectForms), std::end(safety::effectForms),
                               form->id()) == std::end(safety::effectForms))
            continue;
        const auto answered = readAnswered(profile, row->id);
        if (answered.has_value() && !safety::reportsAnEffect(*answered->form, answered->answers))
            continue;
        out.push_back(base::toFhirDateTime(row->authored));
    }
    return out;
}
}  // namespace

Result<MeasureView> Progress::measureOf(const Form& form, bool isAnswered, bool numbersShown) {
    const auto& rule = form.scoring().front();
    MeasureView measure{.id = form.id(),
                        .title = form.title(),
                        .decimals = rule.total.decimals,
                        .lowest = 0,
                        .highest = highestOf(rule),
                        .points = {}};
    if (!isAnswered) return measure;
    LF_TRY(const auto scores, overview_.scores(form.id()));
    for (const auto& score : scores) {
        if (score.id != form.id()) continue;  // a scale below the total
        auto value = numbersShown ? score.value : std::nullopt;
        if (value) {
            measure.decimals = std::max(measure.decimals, score.decimals);
            measure.lowest = std::min(measure.lowest, *value);
            measure.highest = std::max(measure.highest, *value);
        }
        measure.points.push_back({score.response, score.authored, value, score.inWindow});
    }
    return measure;
}

Result<ProgressView> Progress::look() {
    LF_TRY(auto* const store, profile_.store());
    ProgressView view;
    std::set<std::string> asked;
    // A plan that cannot be read hides no answer.
    if (const auto course = courseOf(profile_); course.has_value() && *course) {
        view.numbersShown = (*course)->instance.plan().settings.patientSeesScores;
        asked = askedBy(**course, profile_.library());
        for (const auto& session : (*course)->instance.sessions())
            if (!session.cancelled && session.day <= (*course)->schedule.today)
                view.sessions.push_back(
                    {session.number, pathway::toFhirDate(session.day), session.cancelled});
    }
    std::set<std::string> answered;  // urls
    LF_TRY(const auto responses, store->records().responses(""));
    for (const auto& row : responses)
        answered.insert(row.questionnaire.substr(0, row.questionnaire.find('|')));
    for (const auto* const entry : profile_.library().list()) {
        const auto& form = *entry->form;
        if (form.scoring().empty() ||
            form.scoring().front().total.method == instrument::Method::Result)
            continue;
        const bool isAnswered = answered.contains(form.url());
        if (!isAnswered && !asked.contains(form.id())) continue;
        LF_TRY(auto measure, measureOf(form, isAnswered, view.numbersShown));
        // Answered, and nothing that is scored came of it.
        if (measure.points.empty() && !asked.contains(form.id())) continue;
        view.measures.push_back(std::move(measure));
    }
    std::stable_sort(
        view.measures.begin(), view.measures.end(), [](const MeasureView& a, const MeasureView& b) {
            if (a.points.empty() != b.points.empty()) return b.points.empty();
            return !a.points.empty() && a.points.front().authored < b.points.front().authored;
        });
    LF_TRY(view.effects, effectsOf(profile_, responses));
    return view;
}

Result<std::vector<std::string>> Progress::effects() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto responses, store->records().responses(""));
    return effectsOf(profile_, responses);
}

Result<AnswersView> Progress::answers(std::string_view response) {
    const auto found = readAnswered(profile_, response);
    if (found.has_error() && found.error().is(Fault::UnknownQuestionnaire))
        return writtenAnswers(profile_, response);
    LF_TRY(const auto answered, found);
    const auto& form = *answered.form;
    AnswersView view{form.id(), form.title(), answered.authored, {}};
    const instrument::Enablement isAsked(form, answered.answers);
    for (const auto index : form.questions())
        for (const auto& rows : answered.answers.instancesOf(form, index)) {
            const auto given = answered.answers.at(index, rows);
            // What was not asked is there only where it signals danger.
            if ((isAsked(index, rows) || given) && form.item(index).isAnswerable())
                view.lines.push_back({form.item(index), given});
        }
    return view;
}

Result<ReviewView> Progress::review(std::string_view response) {
    LF_TRY(const auto answered, readAnswered(profile_, response));
    const auto& form = *answered.form;
    if (form.id() != eligibility) return Error{Fault::OtherQuestionnaire, form.id()};
    if (!answered.isAny) return Fault::NothingAnswered;
    LF_TRY(const auto rules, safety::EligibilityRules::bundled());
    LF_TRY(const auto medicinesList, safety::Medicines::bundled());
    LF_TRY(const auto audit, auditAboveCut(profile_));
    LF_TRY(const auto listed, medicinesListed(profile_));
    const auto found = safety::reviewOf(
        rules, medicinesList, form, answered.answers,
        {.dayBefore = false, .auditAboveCut = !audit.empty(), .listedMedicines = listed});
    ReviewView view{.authored = answered.authored,
                    .wording = std::string(found.wording),
                    .result = found.result >= safety::ReviewClass::Review
                                  ? std::string(safety::letterOf(found.result))
                                  : "none",
                    .rules = rules.version(),
                    .isUrgent = found.result == safety::ReviewClass::Urgent,
                    .lines = {},
                    .alsoFrom = {}};
    if (!audit.empty()) view.alsoFrom.push_back({std::string(alcohol), audit});
    const bool listCounts = std::any_of(listed.begin(), listed.end(), [&](const auto& words) {
        const auto named = medicinesList.find(words);
        return std::any_of(named.begin(), named.end(), [](const auto& one) {
            return one.reviewClass >= safety::ReviewClass::Review;
        });
    });
    if (listCounts)
        view.alsoFrom.push_back(
            {std::string(medicines), profile_.library().find(medicines)->title()});
    std::set<std::size_t> shown;  // several medicines may be named in one answer
    for (const auto& finding : found.findings)
        if (finding.item && finding.reviewClass >= safety::ReviewClass::Review &&
            shown.insert(*finding.item).second)
            view.lines.push_back({form.item(*finding.item), answered.answers.at(*finding.item)});
    return view;
}

}  // namespace landfall::patient
