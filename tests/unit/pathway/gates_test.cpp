#include "landfall/pathway/gates.hpp"

#include <catch2/catch_test_macros.hpp>

#include "unit/pathway/some_plan.hpp"

namespace landfall::pathway {
namespace {
using namespace test;

/// Everything in place at noon of the dosing day, 2 March 2026.
struct Ready {
    fhir::CarePlan plan = londonPlan();
    std::vector<Answered> answers;
    GateFacts facts;
    std::string now = "2026-03-02T12:00:00Z";

    Ready() {
        plan.preparations = {{1, at("2026-02-27T10:00:00Z")}};
        answerAll(answers, "PREP", "2026-02-27T11:00:00Z");
        answerAll(answers, "D-1", "2026-03-01T11:00:00Z");
        facts.eligibility = EligibilityDecision{.eligible = true,
                                                .riskClass = 'B',
                                                .reason = "blood pressure looked at",
                                                .by = "user-1",
                                                .second = "",
                                                .at = at("2026-02-10T10:00:00Z")};
        facts.consentSigned = at("2026-02-11T10:00:00Z");
    }
    [[nodiscard]] std::vector<Gate> gates() const {
        const auto computed = compute(plan, now, answers);
        return gatesOf(computed.schedule, computed.instance, facts, 1, at(now)).value();
    }
    [[nodiscard]] GateReason reasonOf(GateId id) const {
        for (const auto& gate : gates())
            if (gate.id == id) return gate.reason;
        return GateReason::None;
    }
};

TEST_CASE("a session may be recorded when every gate is open") {
    CHECK(mayBeRecorded(Ready().gates()));
    CHECK_FALSE(mayBeRecorded({}));
}

TEST_CASE("clinical rules 6: eligibility is a clinician's decision with a reason") {
    Ready ready;
    ready.facts.eligibility->reason = "  ";
    CHECK(ready.reasonOf(GateId::Eligibility) == GateReason::NoReason);
    ready.facts.eligibility->reason = "because";
    ready.facts.eligibility->eligible = false;
    CHECK(ready.reasonOf(GateId::Eligibility) == GateReason::NotEligible);
    ready.facts.eligibility.reset();
    CHECK(ready.reasonOf(GateId::Eligibility) == GateReason::NotDecided);
    CHECK_FALSE(mayBeRecorded(ready.gates()));
}

TEST_CASE("clinical rules 6: class A needs a second person who is another one") {
    Ready ready;
    ready.facts.eligibility->riskClass = 'A';
    CHECK(ready.reasonOf(GateId::Eligibility) == GateReason::NoSecondPerson);
    ready.facts.eligibility->second = "user-1";
    CHECK(ready.reasonOf(GateId::Eligibility) == GateReason::NoSecondPerson);
    ready.facts.eligibility->second = "user-2";
    CHECK(ready.reasonOf(GateId::Eligibility) == GateReason::None);
}

TEST_CASE("clinical rules 7: consent is signed and not taken back") {
    Ready ready;
    ready.facts.consentWithdrawn = true;
    CHECK(ready.reasonOf(GateId::Consent) == GateReason::Withdrawn);
    ready.facts = {};
    CHECK(ready.reasonOf(GateId::Consent) == GateReason::NotSigned);
}

TEST_CASE("clinical rules 4: at least one preparation, at least 24 hours before dosing") {
    Ready ready;
    ready.plan.preparations = {{1, at("2026-03-01T12:00:00Z")}};
    CHECK(ready.reasonOf(GateId::Preparation) == GateReason::None);
    ready.plan.preparations = {{1, at("2026-03-01T12:00:01Z")}};
    CHECK(ready.reasonOf(GateId::Preparation) == GateReason::PreparedTooLate);
    ready.plan.settings.preparationHours = 72;
    ready.plan.preparations = {{1, at("2026-02-27T12:00:01Z")}};
    CHECK(ready.reasonOf(GateId::Preparation) == GateReason::PreparedTooLate);
    // The preparation of another session is none for this one.
    ready.plan.preparations = {{2, at("2026-02-20T12:00:00Z")}};
    CHECK(ready.reasonOf(GateId::Preparation) == GateReason::NotPrepared);
    ready.plan.preparations = {};
    CHECK(ready.reasonOf(GateId::Preparation) == GateReason::NotPrepared);
}

TEST_CASE("before the day the hours count from its first moment, over a change of the clocks too") {
    Ready ready;
    ready.plan = londonPlan("2026-03-30");
    ready.now = "2026-03-20T12:00:00Z";
    // 30 March begins at 23:00 UTC; 24 hours before it is 28 March 23:00 UTC.
    ready.plan.preparations = {{1, at("2026-03-28T23:00:00Z")}};
    CHECK(ready.reasonOf(GateId::Preparation) == GateReason::None);
    ready.plan.preparations = {{1, at("2026-03-28T23:00:01Z")}};
    CHECK(ready.reasonOf(GateId::Preparation) == GateReason::PreparedTooLate);
}

TEST_CASE(
    "clinical rules 4 and 5.8: what is missing of the day before and of transport is listed") {
    Ready ready;
    ready.answers.clear();
    answerAll(ready.answers, "PREP", "2026-02-27T11:00:00Z");
    ready.answers.push_back(answered("asq", "2026-03-01T11:00:00Z"));
    const auto gates = ready.gates();
    CHECK(gates[3].id == GateId::DayBefore);
    CHECK(gates[3].reason == GateReason::NotAnswered);
    CHECK(gates[3].missing ==
          std::vector<std::string>{"https://landfall.example/fhir/Questionnaire/day-before"});
    CHECK(gates[4].isOpen());
    ready.answers.clear();
    CHECK(ready.reasonOf(GateId::Transport) == GateReason::NotAnswered);
}

TEST_CASE("a check of the day before a date that has moved on does not count") {
    Ready ready;
    ready.plan = withSessionMoved(ready.plan, 1, "2026-03-09", at("2026-03-02T08:00:00Z")).value();
    CHECK(ready.reasonOf(GateId::DayBefore) == GateReason::NotAnswered);
    CHECK(ready.reasonOf(GateId::Transport) == GateReason::None);
}

TEST_CASE("a session that is not there or was cancelled has no gates") {
    const auto computed = compute(londonPlan(), "2026-03-02T12:00:00Z");
    CHECK(gatesOf(computed.schedule, computed.instance, {}, 2, at("2026-03-02T12:00:00Z"))
              .error()
              .is(Fault::UnknownSession));
    const auto plan = withSessionCancelled(londonPlan(), 1, at("2026-03-01T12:00:00Z")).value();
    const auto cancelled = compute(plan, "2026-03-02T12:00:00Z");
    CHECK(gatesOf(cancelled.schedule, cancelled.instance, {}, 1, at("2026-03-02T12:00:00Z"))
              .error()
              .is(Fault::SessionCancelled));
}

TEST_CASE("clinical rules 5.8: 24 hours and until the next day, longer where the clinic says so") {
    auto plan = londonPlan("2026-10-24");
    const auto untilOf = [&](std::string_view dosingEnd) {
        const auto instance = Instance::from(plan).value();
        return base::toFhirInstant(impairedUntilMs(instance, at(dosingEnd).unixMs));
    };
    CHECK(untilOf("2026-10-24T12:00:00Z") == "2026-10-25T12:00:00.000Z");
    // A night of 25 hours: the next day begins more than 24 hours after the first moment of this.
    CHECK(untilOf("2026-10-24T23:10:00Z") == "2026-10-26T00:00:00.000Z");
    plan.settings.impairmentHours = 48;
    CHECK(untilOf("2026-10-24T12:00:00Z") == "2026-10-26T12:00:00.000Z");
    plan.settings.impairmentHours = 1;
    CHECK(untilOf("2026-10-24T12:00:00Z") == "2026-10-25T12:00:00.000Z");
}

}  // namespace
}  // namespace landfall::pathway
