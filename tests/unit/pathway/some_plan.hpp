#pragma once

#include <catch2/catch_test_macros.hpp>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "landfall/pathway/library.hpp"
#include "landfall/pathway/schedule.hpp"

// A patient's plan for tests of the pathway: start on 2 February 2026, dosing on 2 March, in
// London.
namespace landfall::pathway::test {

inline std::shared_ptr<const Protocol> protocol() {
    static const auto library = Library::bundled().value();
    return library.find("dmt-trd");
}

inline base::WallTime at(std::string_view dateTime) {
    return base::fromFhirDateTime(dateTime).value();
}
inline Day day(std::string_view date) {
    return dayFrom(date).value();
}

inline fhir::CarePlan planIn(const std::string& zone, const std::string& start = "2026-02-02") {
    return beginPlan({.id = "plan-1",
                      .patient = "patient-1",
                      .protocol = protocol()->canonical(),
                      .zone = zone,
                      .start = start},
                     at(start + "T08:00:00Z"))
        .value();
}
inline fhir::CarePlan londonPlan(const std::string& dosing = "2026-03-02") {
    return withSession(planIn("Europe/London"), dosing, at("2026-02-02T08:00:00Z")).value();
}

inline std::string canonicalOf(std::string_view form) {
    return "https://landfall.example/fhir/Questionnaire/" + std::string(form) + "|1.0.0";
}

/// An answer to a form; its response is called like the form and its time, to be found again.
inline Answered answered(std::string_view form, std::string_view dateTime) {
    return {.response = std::string(form) + "@" + std::string(dateTime),
            .questionnaire = canonicalOf(form),
            .authored = at(dateTime)};
}
/// Answers to every form that a patient fills in at a visit.
inline void answerAll(std::vector<Answered>& answers, std::string_view visit,
                      std::string_view dateTime) {
    for (const auto& form : protocol()->find(visit)->forms) {
        if (form.forClinic || form.isConsent()) continue;
        const auto name = form.questionnaire.substr(form.questionnaire.rfind('/') + 1);
        answers.push_back(answered(name, dateTime));
    }
}

/// A schedule together with what it points into.
struct Computed {
    Instance instance;
    std::vector<Answered> answers;
    Schedule schedule;

    [[nodiscard]] const Visit& visit(const std::string& code, int session = 1) const {
        const auto* found = schedule.find({session, code});
        REQUIRE(found != nullptr);
        return *found;
    }
    [[nodiscard]] const FormOfVisit* form(const std::string& code, std::string_view form,
                                          int session = 1) const {
        for (const auto& one : visit(code, session).forms)
            if (one.form->questionnaire.ends_with('/' + std::string(form))) return &one;
        return nullptr;
    }
};
inline Computed compute(const fhir::CarePlan& plan, std::string_view now,
                        std::vector<Answered> answers = {}, const Participation& consent = {}) {
    auto instance = Instance::from(plan).value();
    auto schedule = scheduleOf({*protocol(), instance, answers, at(now), {}, consent});
    return {std::move(instance), std::move(answers), std::move(schedule)};
}

}  // namespace landfall::pathway::test
