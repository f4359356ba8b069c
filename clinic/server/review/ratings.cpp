#include "server/review/ratings.hpp"

#include "landfall/base/ids.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/splice.hpp"
#include "landfall/fhir/visit_mark.hpp"
#include "landfall/instrument/response.hpp"
#include "landfall/safety/tier.hpp"
#include "server/fhir/courses.hpp"
#include "server/fhir/receipt.hpp"
#include "server/review/form_list.hpp"
#include "server/review/handler_parts.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;

namespace {

Result<instrument::Answers> answersOf(const instrument::Form& form, const Rating& rating) {
    std::vector<std::string> tokens;
    for (const auto& answer : rating.answers)
        tokens.push_back(answer ? std::to_string(*answer) : "-");
    return instrument::answersFromOrdinals(form, tokens);
}

/// The response with the clinician as who answered and who wrote it down.
Result<std::string> signedBy(const std::string& response, const std::string& clinician,
                             const std::string& name) {
    LF_TRY(const auto json, lf::Json::borrow(response));
    const auto person = R"({"type":"Practitioner","identifier":{"system":)" +
                        lf::quoted(lf::names::userSystem) + R"(,"value":)" + lf::quoted(clinician) +
                        R"(},"display":)" + lf::quoted(name) + '}';
    lf::Edits edits(json);
    edits.setMember(json.root(), "source", person);
    edits.setMember(json.root(), "author", person);
    return edits.apply();
}

/// A rating for a visit is for one of the patient's plan.
Result<void> checkVisit(store::Reading& reading, const PlanSources& sources, const Rating& rating) {
    if (rating.visit.empty() && rating.session == 0) return ok();
    LF_TRY(const auto plan, planOf(reading, sources, rating.patient));
    const auto* rule = plan ? plan->protocol->find(rating.visit) : nullptr;
    if (rule == nullptr && !rating.visit.empty()) return Error(RequestFault::UnknownVisit, "visit");
    const bool isOfSession = rule == nullptr || rule->anchor == pathway::Anchor::Dosing;
    if (!isOfSession && rating.session == 0) return ok();
    if (isOfSession && plan)
        for (const auto& session : plan->instance.sessions())
            if (session.number == rating.session) return ok();
    return Error(RequestFault::UnknownSession, "session");
}

Result<void> putScores(fhirapi::Recorder& recorder, const instrument::Form& form,
                       const instrument::Answers& answers, const Rating& rating,
                       const std::string& response, const base::Clock& clock,
                       base::Random& random) {
    const auto result = safety::resultOf(form, answers);
    for (const auto& score : instrument::scoresOf(form, answers)) {
        const auto id = base::makeUuidV7(clock, random).text();
        const auto record = instrument::toScoreRecord(form, score,
                                                      {.id = id,
                                                       .patient = rating.patient,
                                                       .response = response,
                                                       .authored = rating.at,
                                                       .source = "",
                                                       .result = std::string(result)});
        LF_TRY([[maybe_unused]] const auto written,
               recorder.putMade({"Observation", id}, lf::buildScore(record)));
    }
    return ok();
}

}  // namespace

Result<Rated> rate(store::Writing& writing, const PlanSources& sources, const Rating& rating,
                   const base::Clock& clock, base::Random& random) {
    const auto& forms = sources.forms;
    const auto form = forms.find(rating.questionnaire);
    if (!form) return Error(base::Fault::NotFound, "questionnaire");
    // What a patient has not answered is not answered for them.
    if (!isForClinic(sources.protocols, *form))
        return Error(RequestFault::NotForClinic, "questionnaire");
    LF_CHECK(checkVisit(writing, sources, rating));
    LF_TRY(const auto answers, answersOf(*form, rating));
    if (answers.empty()) return Error(base::Fault::Malformed, "answers");
    Rated out;
    out.response = base::makeUuidV7(clock, random).text();
    const auto response = instrument::toResponse(
        *form, answers,
        {.id = out.response, .patient = rating.patient, .authored = rating.at, .source = ""});
    LF_TRY(const auto name, writing.userName(rating.clinician));
    LF_TRY(auto bytes, signedBy(lf::buildResponse(response), rating.clinician, name.value_or("")));
    if (!rating.visit.empty()) {
        LF_TRY(bytes, lf::withAnsweredVisits(bytes, {{rating.session, rating.visit, false}}));
    }
    fhirapi::Recorder recorder(writing, forms,
                               {.patient = rating.patient,
                                .device = std::nullopt,
                                .receivedMs = clock.now().unixMs,
                                .forClinic = true});
    LF_TRY([[maybe_unused]] const auto written,
           recorder.putMade({"QuestionnaireResponse", out.response}, bytes));
    LF_CHECK(putScores(recorder, *form, answers, rating, out.response, clock, random));
    LF_CHECK(fhirapi::checkSafety(writing, forms, recorder, response, clock, random));
    LF_CHECK(fhirapi::checkWorsening(writing, forms, recorder, response, clock, random));
    LF_TRY(const auto score, writing.score(out.response));
    if (score) out.score = *score;
    LF_TRY(out.tier, writing.tierOfResponse(out.response));
    return out;
}

}  // namespace landfall::clinic::review
