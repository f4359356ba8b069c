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
        facts.consentCountersigned = true;
    }
    [[nodiscard]] std::vector<Gate> gates() const {
        const auto computed = compute(plan, now, answers);
        return gatesOf({computed.schedule, computed.instance, answers, facts, 1, at(now)}).value();
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

TEST_CASE("clinical rules 4 and 7: consent is signed, countersigned, and not taken back") {
    Ready ready;
    CHECK(ready.reasonOf(GateId::Consent) == GateReason::None);
    ready.facts.consentCountersigned = false;
    CHECK(ready.reasonOf(GateId::Consent) == GateReason::NotCountersigned);
    ready.facts.consentCountersigned = true;
    ready.facts.consentOfTemplate = true;
    CHECK(ready.reasonOf(GateId::Consent) == GateReason::TemplateSigned);
    ready.facts.consentSigned.reset();
    ready.facts.consentChanged = true;
    CHECK(ready.reasonOf(GateId::Consent) == GateReason::ConsentChanged);
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
    ready.now = "2026-03-29T12:00:00Z";
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
    CHECK(ready.reasonOf(GateId::DayBefore) == GateReason::AnsweredTooEarly);
    CHECK(ready.reasonOf(GateId::Transport) == GateReason::None);
}

TEST_CASE("a session that is not there or was cancelled has no gates") {
    const auto faultOf = [](const fhir::CarePlan& plan, int session) {
        const auto now = "2026-03-02T12:00:00Z";
        const auto computed = compute(plan, now);
        return gatesOf({computed.schedule, computed.instance, {}, {}, session, at(now)}).error();
    };
    CHECK(faultOf(londonPlan(), 2).is(Fault::UnknownSession));
    const auto plan = withSessionCancelled(londonPlan(), 1, at("2026-03-01T12:00:00Z")).value();
    CHECK(faultOf(plan, 1).is(Fault::SessionCancelled));
}

TEST_CASE("clinical rules 4: a preparation counts when it was held, in its days, after the start") {
    Ready ready;
    const auto reason = [&](std::string_view held) {
        ready.plan.preparations = {{1, at(held)}};
        return ready.reasonOf(GateId::Preparation);
    };
    // 28 days before 2 March.
    CHECK(reason("2026-02-02T10:00:00Z") == GateReason::None);
    CHECK(reason("2026-02-01T10:00:00Z") == GateReason::PreparedTooEarly);
    CHECK(reason("2025-06-01T10:00:00Z") == GateReason::PreparedTooEarly);
    CHECK(reason("2026-03-02T09:00:00Z") == GateReason::PreparedTooLate);
    // One that is to come is none, though it lies more than a day before the session.
    ready.now = "2026-02-20T10:00:00Z";
    CHECK(reason("2026-02-28T10:00:00Z") == GateReason::NotPrepared);
    CHECK(reason("2026-02-19T10:00:00Z") == GateReason::None);
    // And never before the pathway began.
    ready.plan = londonPlan("2026-02-20");
    CHECK(reason("2026-02-01T10:00:00Z") == GateReason::PreparedTooEarly);
}

TEST_CASE("clinical rules 4: the day before is answered on the day before, and not to come") {
    Ready ready;
    const auto reason = [&](std::string_view authored) {
        ready.answers.clear();
        answerAll(ready.answers, "PREP", "2026-02-27T11:00:00Z");
        for (const auto form : {"asq", "day-before"}) {
            ready.answers.push_back(answered(form, authored));
            ready.answers.back().marks = {{1, "D-1", false}};
        }
        return ready.reasonOf(GateId::DayBefore);
    };
    CHECK(reason("2026-03-01T11:00:00Z") == GateReason::None);
    CHECK(reason("2026-03-02T08:00:00Z") == GateReason::AnsweredTooLate);
    CHECK(sentenceOf(GateReason::AnsweredTooLate).find("Move the session") !=
          std::string_view::npos);
    CHECK(reason("2026-02-28T11:00:00Z") == GateReason::AnsweredTooEarly);
    ready.now = "2026-03-01T10:00:00Z";
    CHECK(reason("2026-03-01T11:00:00Z") == GateReason::NotAnswered);
}

TEST_CASE("clinical rules 6: a self-check answered anew asks for another decision") {
    Ready ready;
    ready.facts.eligibilityOutdated = true;
    CHECK(ready.reasonOf(GateId::Eligibility) == GateReason::Outdated);
    CHECK(sentenceOf(GateReason::Outdated).ends_with("Decide again."));
    // A no stays a no.
    ready.facts.eligibility->eligible = false;
    CHECK(ready.reasonOf(GateId::Eligibility) == GateReason::NotEligible);
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
