#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "landfall/pathway/gates.hpp"
#include "landfall/pathway/missed.hpp"
#include "unit/pathway/some_plan.hpp"

// What an answer that lacks answers does, and does not do.
namespace landfall::pathway {
namespace {
using namespace test;

Answered empty(std::string_view form, std::string_view dateTime) {
    auto answer = answered(form, dateTime);
    answer.extent = fhir::Extent::Nothing;
    return answer;
}
Answered part(std::string_view form, std::string_view dateTime) {
    auto answer = answered(form, dateTime);
    answer.extent = fhir::Extent::Part;
    return answer;
}
void mark(std::vector<Answered>& answers, fhir::Extent extent) {
    for (auto& answer : answers) answer.extent = extent;
}

Gate gateOf(const Computed& computed, GateId id, std::string_view now) {
    const auto gates =
        gatesOf({computed.schedule, computed.instance, computed.answers, GateFacts{}, 1, at(now)});
    for (const auto& gate : gates.value())
        if (gate.id == id) return gate;
    FAIL("no such gate");
    return {};
}
const Missed* find(const std::vector<Missed>& all, const VisitKey& key) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Missed& one) { return one.visit == key; });
    return found == all.end() ? nullptr : &*found;
}

TEST_CASE("a response in which nothing is answered answers nothing") {
    std::vector<Answered> answers;
    answerAll(answers, "BASE", "2026-02-25T10:00:00Z");
    mark(answers, fhir::Extent::Nothing);
    const auto computed = compute(londonPlan(), "2026-02-26T10:00:00Z", answers);
    CHECK(computed.visit("BASE").state != State::Done);
    for (const auto& form : computed.visit("BASE").forms) {
        CHECK(form.state != State::Done);
        CHECK(form.response.empty());
    }
    // It stays a response like any other, of no visit and out of no window.
    for (const auto& answer : computed.schedule.answers) {
        CHECK(answer.visits.empty());
        CHECK_FALSE(answer.outOfWindow);
    }
}

TEST_CASE("half an answer to a safety form is shown as that, and the form is still asked") {
    const auto noon = "2026-02-26T10:00:00Z";
    const auto computed =
        compute(londonPlan(), noon,
                {part("asq", "2026-02-25T10:00:00Z"), part("phq-9", "2026-02-25T10:01:00Z")});
    const auto* asq = computed.form("BASE", "asq");
    REQUIRE(asq != nullptr);
    CHECK(asq->state == State::Due);
    CHECK(asq->partly);
    CHECK(asq->response == "asq@2026-02-25T10:00:00Z");
    // Of a form on which nobody's safety hangs somebody answers what they want to.
    const auto* phq = computed.form("BASE", "phq-9");
    REQUIRE(phq != nullptr);
    CHECK(phq->state == State::Done);
    CHECK_FALSE(phq->partly);

    const auto whole =
        compute(londonPlan(), noon,
                {part("asq", "2026-02-25T10:00:00Z"), answered("asq", "2026-02-25T11:00:00Z")});
    CHECK(whole.form("BASE", "asq")->state == State::Done);
    CHECK_FALSE(whole.form("BASE", "asq")->partly);
    CHECK(whole.form("BASE", "asq")->response == "asq@2026-02-25T11:00:00Z");
}

TEST_CASE("an empty or half answered form opens no gate, and the gate says which one it is") {
    const auto now = "2026-03-01T12:00:00Z";
    const auto transport = canonicalOf("transport");
    std::vector<Answered> answers = {empty("day-before", "2026-03-01T10:00:00Z"),
                                     empty("asq", "2026-03-01T10:00:00Z"),
                                     empty("transport", "2026-03-01T10:00:00Z")};
    const auto nothing = compute(londonPlan(), now, answers);
    CHECK(gateOf(nothing, GateId::DayBefore, now).reason == GateReason::NotAnswered);
    CHECK(gateOf(nothing, GateId::DayBefore, now).missing.size() == 2);
    CHECK(gateOf(nothing, GateId::Transport, now).reason == GateReason::NotAnswered);

    mark(answers, fhir::Extent::Part);
    const auto half = compute(londonPlan(), now, answers);
    CHECK(gateOf(half, GateId::DayBefore, now).reason == GateReason::AnsweredPartly);
    CHECK(gateOf(half, GateId::DayBefore, now).missing.size() == 2);
    CHECK(gateOf(half, GateId::Transport, now).reason == GateReason::AnsweredPartly);
    CHECK(sentenceOf(GateReason::AnsweredPartly) ==
          "A form was sent without every answer it needs.");

    mark(answers, fhir::Extent::Whole);
    const auto whole = compute(londonPlan(), now, answers);
    CHECK(gateOf(whole, GateId::DayBefore, now).isOpen());
    CHECK(gateOf(whole, GateId::Transport, now).isOpen());
}

TEST_CASE("the whole answer counts whether it comes before or after half of one") {
    const auto now = "2026-03-01T14:00:00Z";
    for (const auto* other : {"2026-03-01T09:00:00Z", "2026-03-01T13:00:00Z"}) {
        const auto computed =
            compute(londonPlan(), now,
                    {answered("day-before", "2026-03-01T10:00:00Z"),
                     answered("asq", "2026-03-01T10:00:00Z"), part("day-before", other)});
        CHECK(gateOf(computed, GateId::DayBefore, now).isOpen());
    }
    // Half an answer on the right day says more than a whole one of another day.
    const auto early = compute(
        londonPlan(), now,
        {answered("asq", "2026-03-01T10:00:00Z"), answered("day-before", "2026-02-28T10:00:00Z"),
         part("day-before", "2026-03-01T10:00:00Z")});
    CHECK(gateOf(early, GateId::DayBefore, now).reason == GateReason::AnsweredPartly);
}

TEST_CASE(
    "clinical rules 4: an empty or half answered safety form does not silence a missed visit") {
    const auto now = "2026-04-20T12:00:00Z";
    std::vector<Answered> answers;
    answerAll(answers, "W4", "2026-03-30T10:00:00Z");
    CHECK(find(missedOf(compute(londonPlan(), now, answers).schedule,
                        Zone::named("Europe/London").value(), at(now)),
               {1, "W4"}) == nullptr);
    for (const auto extent : {fhir::Extent::Nothing, fhir::Extent::Part}) {
        mark(answers, extent);
        const auto computed = compute(londonPlan(), now, answers);
        const auto all = missedOf(computed.schedule, computed.instance.zone(), at(now));
        const auto* missed = find(all, {1, "W4"});
        REQUIRE(missed != nullptr);
        CHECK(std::find(missed->forms.begin(), missed->forms.end(),
                        "https://landfall.example/fhir/Questionnaire/asq") != missed->forms.end());
    }
    // Nor does a late one, and a whole one after it still belongs to the visit.
    const auto late =
        compute(londonPlan(), now,
                {part("asq", "2026-04-18T10:00:00Z"), answered("asq", "2026-04-19T10:00:00Z")});
    CHECK(late.form("W4", "asq")->state == State::Done);
    CHECK(late.form("W4", "asq")->outOfWindow);
    CHECK(late.form("W4", "asq")->response == "asq@2026-04-19T10:00:00Z");
}

}  // namespace
}  // namespace landfall::pathway
