#pragma once

#include <catch2/catch_test_macros.hpp>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/instrument/library.hpp"
#include "landfall/instrument/response.hpp"

// What the server made of what a phone sent.
namespace landfall::clinic::test {

struct Found {
    std::vector<store::FlagView> flags;
    std::vector<store::TaskView> tasks;
    std::optional<store::ScoreView> score;
};

inline Found look(TestClinic& clinic, const std::string& response) {
    Found found;
    REQUIRE(clinic.clinic->store()
                .read([&](store::Reading& reading) -> Result<void> {
                    LF_CHECK(reading.flags(clinic.patient, [&](const store::FlagView& view) {
                        found.flags.push_back(view);
                        return ok();
                    }));
                    LF_CHECK(reading.tasks(clinic.patient, [&](const store::TaskView& view) {
                        found.tasks.push_back(view);
                        return ok();
                    }));
                    LF_TRY(found.score, reading.score(response));
                    return ok();
                })
                .has_value());
    return found;
}

inline http::Response sendTo(TestClinic& clinic, const std::vector<std::string>& entries) {
    const auto id = clinic.id();
    return clinic.send(clinic.phone, id, bundle(id, entries));
}

inline void sendAll(TestClinic& clinic, const std::vector<std::string>& entries) {
    REQUIRE(sendTo(clinic, entries).status == 200);
}

inline const instrument::Form& formOf(const std::string& id) {
    static const auto library = *instrument::Library::bundled();
    return *library.find(id);
}

inline std::string answered(TestClinic& clinic, const std::string& questionnaire,
                            const std::string& response, const std::vector<std::string>& tokens) {
    const auto& form = formOf(questionnaire);
    return put({"QuestionnaireResponse", response,
                landfall::fhir::buildResponse(instrument::toResponse(
                    form, *instrument::answersFromOrdinals(form, tokens),
                    {response, clinic.patient, {1'790'000'000'000, 60}, ""}))});
}

inline landfall::fhir::ScoreRecord scoreOf(TestClinic& clinic, const std::string& questionnaire,
                                           const std::string& response) {
    const auto& form = formOf(questionnaire);
    landfall::fhir::ScoreRecord score;
    score.id = clinic.id();
    score.patient = clinic.patient;
    score.response = response;
    score.questionnaire = form.canonical();
    score.code = form.scoring().front().code;
    score.authored = {1'790'000'000'000, 60};
    score.algorithm = form.scoring().front().algorithm;
    return score;
}

inline std::string putScore(const landfall::fhir::ScoreRecord& score) {
    return put({"Observation", score.id, landfall::fhir::buildScore(score)});
}

/// The text with one place in it changed, which has to be there.
inline std::string with(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

/// The patient's page as the clinician gets it.
inline landfall::fhir::Json pageOf(TestClinic& clinic) {
    return parsed(
        clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient}).body);
}

/// The response of this id on the patient's page.
inline landfall::fhir::Node responseOn(const landfall::fhir::Json& page, const std::string& id) {
    for (const auto one : page.get("responses").elements())
        if (one.get("id").textOr() == id) return one;
    return {};
}

}  // namespace landfall::clinic::test
