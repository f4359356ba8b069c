#include "server/fhir/refresh.hpp"

#include "landfall/fhir/read.hpp"
#include "server/fhir/courses.hpp"
#include "server/fhir/projection.hpp"
#include "server/fhir/receipt.hpp"
#include "server/fhir/sent_total.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;
using store::Writing;

namespace {

constexpr std::int64_t replayPage = 500;

/// Of a total the questionnaire of its answers, whatever its sender calls it.
Result<std::string> canonicalOfTotal(Writing& writing, const lf::Node& node) {
    const auto sent = readSentTotal(node);
    if (!sent) return std::string();
    LF_TRY(const auto response, writing.response(sent->response));
    return response ? response->canonical : sent->questionnaire;
}

/// The questionnaire that a record speaks of, "" for one that speaks of none.
Result<std::string> canonicalOf(Writing& writing, std::string_view type, const lf::Node& node) {
    const auto named = [](const auto& read) {
        return read.has_value() ? read->questionnaire : std::string();
    };
    if (type == "QuestionnaireResponse") return named(lf::readResponse(node));
    if (type == "Observation") return canonicalOfTotal(writing, node);
    if (type == "Flag") return named(lf::readFlag(node));
    if (type == "Task") return named(lf::readAssignment(node));
    return std::string();
}

/// Every version that speaks of the questionnaire, in the order it came.
Result<void> replay(Writing& writing, const Forms& forms, const std::string& patient,
                    const std::string& canonical) {
    std::int64_t after = 0;
    for (;;) {
        // Gathered first: nothing is written while a query is open on the same connection.
        std::vector<store::Record> page;
        const auto before = after;
        LF_CHECK(writing.changes(patient, after, replayPage, [&](const store::ChangeView& change) {
            after = change.sequence;
            if (change.deleted || change.type == "DocumentReference") return ok();
            store::Record record;
            record.row = change.row;
            record.patient = patient;
            record.type = change.type;
            record.id = change.id;
            record.version = change.version;
            record.receivedMs = change.receivedMs;
            record.body = change.body;
            page.push_back(std::move(record));
            return ok();
        }));
        if (after == before) return ok();
        for (const auto& record : page) {
            LF_TRY(const auto json, lf::Json::borrow(record.body));
            LF_TRY(const auto about, canonicalOf(writing, record.type, json.root()));
            if (about == canonical) LF_CHECK(project(writing, forms, record, json.root()));
        }
    }
}

Result<std::int64_t> raiseMissingFlags(Writing& writing, const Forms& forms,
                                       const std::string& patient, const std::string& canonical,
                                       const base::Clock& clock, base::Random& random) {
    std::vector<std::string> ids;
    LF_CHECK(writing.responses(patient, [&](const store::ResponseView& view) {
        if (view.canonical == canonical) ids.push_back(view.id);
        return ok();
    }));
    Recorder recorder(
        writing, forms,
        {.patient = patient, .device = std::nullopt, .receivedMs = clock.now().unixMs});
    for (const auto& id : ids) {
        LF_TRY(const auto record, writing.current({"QuestionnaireResponse", id}));
        if (!record || record->deleted) continue;
        LF_TRY(const auto json, lf::Json::borrow(record->body));
        const auto response = lf::readResponse(json.root());
        if (response.has_error()) continue;
        LF_CHECK(checkSafety(writing, forms, recorder, *response, clock, random));
        LF_CHECK(checkWorsening(writing, forms, recorder, *response, clock, random));
    }
    return recorder.finish();
}

}  // namespace

Result<std::vector<Refreshed>> refreshAnswersTo(Writing& writing, const Forms& forms,
                                                const std::string& canonical,
                                                const base::Clock& clock, base::Random& random) {
    LF_TRY(const auto patients, writing.patientsAnswering(canonical));
    std::vector<Refreshed> refreshed;
    for (const auto& patient : patients) {
        LF_CHECK(writing.dropScores(patient, canonical));
        LF_CHECK(replay(writing, forms, patient, canonical));
        LF_TRY(const auto head,
               raiseMissingFlags(writing, forms, patient, canonical, clock, random));
        refreshed.push_back({patient, head});
    }
    return refreshed;
}

}  // namespace landfall::clinic::fhirapi
