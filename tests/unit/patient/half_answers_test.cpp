#include <algorithm>

#include "landfall/fhir/care_plan.hpp"
#include "unit/patient/unlocked_phone.hpp"

namespace landfall::patient {
namespace {
using namespace testing;

/// A phone in the screening, with a PHQ-9 that was assigned beside it.
struct Asked : UnlockedPhone {
    std::string patient = support::confirmedPairing().patient;

    Asked() {
        fhir::CarePlan plan;
        plan.id = "0195a000-0000-7000-8000-00000000ca04";
        plan.patient = patient;
        plan.protocol = "https://landfall.example/fhir/PlanDefinition/dmt-trd|1.0.0";
        plan.zone = "Europe/Berlin";
        plan.start = "2026-03-01";
        plan.created = morning;
        receive("CarePlan", plan.id, fhir::buildCarePlan(plan));
        const std::string task = "0195a000-0000-7000-8000-00000000ca05";
        receive("Task", task,
                fhir::buildAssignment(
                    {.id = task,
                     .patient = patient,
                     .questionnaire = "https://landfall.example/fhir/Questionnaire/who-5|1.0.0",
                     .title = "WHO-5",
                     .assigned = morning,
                     .opens = morning,
                     .due = "2026-03-08",
                     .status = "requested",
                     .response = "",
                     .source = ""}));
    }
    Submission answer(const std::string& form, const std::vector<std::string>& tokens) {
        advanceMinutes(1);
        const auto made = phone->answering.answerAll(form, tokens);
        REQUIRE(made.has_value());
        return *made;
    }
    bool isAsked(const std::string& form) {
        const auto due = *phone->overview.today();
        return std::any_of(due.begin(), due.end(), [&](const auto& one) { return one.id == form; });
    }
};

TEST_CASE("a form in which nothing is answered is kept and answers nothing that is asked for") {
    Asked here;
    const auto kept = here.answer("phq-9", {"-", "-"});
    CHECK_FALSE(kept.scores.front().value);
    here.answer("who-5", {});
    CHECK(here.isAsked("phq-9"));
    CHECK(here.isAsked("who-5"));
    CHECK(here.phone->overview.timeline()->size() == 2);
    here.answer("phq-9", {"1"});
    here.answer("who-5", {"3"});
    CHECK_FALSE(here.isAsked("phq-9"));
    CHECK_FALSE(here.isAsked("who-5"));
}

TEST_CASE("clinical rules 4: a safety form is asked for until it is whole, and its danger counts") {
    Asked here;
    CHECK(here.answer("asq", {"0", "0", "0", "-"}).result.empty());
    CHECK(here.isAsked("asq"));
    CHECK(here.answer("asq", {"1"}).tier == safety::Tier::Emergency);
    CHECK(here.isAsked("asq"));
    CHECK(here.answer("asq", {"0", "0", "0", "0"}).result == "negative");
    CHECK_FALSE(here.isAsked("asq"));
}

TEST_CASE("a score says at once whether it came in its window") {
    Asked here;
    CHECK(here.answer("phq-9", {"1", "1", "1", "1", "1", "1", "1", "1", "0"})
              .scores.front()
              .inWindow);
    // Nothing asks for it at this time, though the protocol does at others.
    const auto made = here.answer("delayed-effects", std::vector<std::string>(17, "0"));
    for (const auto& score : made.scores) CHECK_FALSE(score.inWindow);
    const auto early = here.answer("who-5", {"3", "3", "3", "3", "3"});
    CHECK(early.scores.front().inWindow == here.phone->overview.scores("who-5")->back().inWindow);
}

}  // namespace
}  // namespace landfall::patient
