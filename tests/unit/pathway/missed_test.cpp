#include "landfall/pathway/missed.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "unit/pathway/some_plan.hpp"

namespace landfall::pathway {
namespace {
using namespace test;

std::vector<Missed> missedAt(const fhir::CarePlan& plan, std::string_view now,
                             std::vector<Answered> answers = {}) {
    const auto computed = compute(plan, now, std::move(answers));
    return missedOf(computed.schedule, computed.instance.zone(), at(now));
}
const Missed* find(const std::vector<Missed>& all, const VisitKey& key) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Missed& one) { return one.visit == key; });
    return found == all.end() ? nullptr : &*found;
}

TEST_CASE("clinical rules 4: the day after is missed 24 hours after its day") {
    CHECK(find(missedAt(londonPlan(), "2026-03-04T23:59:59Z"), {1, "D+1"}) == nullptr);
    const auto all = missedAt(londonPlan(), "2026-03-05T00:00:00Z");
    const auto* missed = find(all, {1, "D+1"});
    REQUIRE(missed != nullptr);
    CHECK(missed->safety);
    CHECK(base::toFhirInstant(missed->sinceMs) == "2026-03-05T00:00:00.000Z");
    // Any form of that day, not only the safety forms.
    CHECK(std::find(missed->forms.begin(), missed->forms.end(),
                    "https://landfall.example/fhir/Questionnaire/daily-check-in") !=
          missed->forms.end());
}

TEST_CASE("clinical rules 4: the first week is missed after 48 hours, whichever form is missing") {
    std::vector<Answered> answers;
    answerAll(answers, "W1", "2026-03-09T10:00:00Z");
    answers.erase(answers.begin());  // the PHQ-9, no safety form
    CHECK(find(missedAt(londonPlan(), "2026-03-11T23:59:59Z", answers), {1, "W1"}) == nullptr);
    const auto all = missedAt(londonPlan(), "2026-03-12T00:00:00Z", answers);
    const auto* missed = find(all, {1, "W1"});
    REQUIRE(missed != nullptr);
    CHECK_FALSE(missed->safety);
    CHECK(missed->forms ==
          std::vector<std::string>{"https://landfall.example/fhir/Questionnaire/phq-9"});
}

TEST_CASE("clinical rules 4: of other visits only the safety forms are asked after, 48 hours on") {
    CHECK(find(missedAt(londonPlan(), "2026-03-18T23:59:59Z"), {1, "W2"}) == nullptr);
    const auto all = missedAt(londonPlan(), "2026-03-19T00:00:00Z");
    const auto* missed = find(all, {1, "W2"});
    REQUIRE(missed != nullptr);
    CHECK(missed->forms.size() == 4);
    CHECK(missed->safety);
}

TEST_CASE("hours are real hours when the clocks change") {
    // Target day 29 March (23 hours); it ends at 23:00 UTC, and 48 hours later it is 23:00 UTC.
    CHECK(find(missedAt(londonPlan("2026-03-22"), "2026-03-31T22:59:59Z"), {1, "W1"}) == nullptr);
    CHECK(find(missedAt(londonPlan("2026-03-22"), "2026-03-31T23:00:00Z"), {1, "W1"}) != nullptr);
}

TEST_CASE("a late answer takes its form out, and a whole visit answered is not missed") {
    std::vector<Answered> answers;
    answerAll(answers, "D+1", "2026-03-05T10:00:00Z");
    CHECK(find(missedAt(londonPlan(), "2026-03-05T12:00:00Z", answers), {1, "D+1"}) == nullptr);
}

TEST_CASE("clinical rules 4: the day after a moved session is missed again, whatever came before") {
    std::vector<Answered> answers;
    answerAll(answers, "D+1", "2026-03-03T10:00:00Z");
    const auto moved =
        withSessionMoved(londonPlan(), 1, "2026-04-01", at("2026-03-10T12:00:00Z")).value();
    const auto all = missedAt(moved, "2026-04-06T10:00:00Z", answers);
    const auto* missed = find(all, {1, "D+1"});
    REQUIRE(missed != nullptr);
    CHECK(missed->safety);
}

TEST_CASE("nobody is asked after who has stopped taking part") {
    Participation consent;
    consent.withdrawn = true;
    consent.withdrawnAt = at("2026-03-10T10:00:00Z");
    const auto* const now = "2026-03-20T10:00:00Z";
    const auto computed = compute(londonPlan(), now, {}, consent);
    CHECK(missedOf(computed.schedule, computed.instance.zone(), at(now)).empty());
}

TEST_CASE("nobody is asked about a session that was cancelled or has moved on") {
    const auto cancelled =
        withSessionCancelled(londonPlan(), 1, at("2026-02-20T12:00:00Z")).value();
    for (const auto& missed : missedAt(cancelled, "2026-06-01T12:00:00Z"))
        CHECK(missed.visit.session == 0);
    const auto moved =
        withSessionMoved(londonPlan(), 1, "2026-06-01", at("2026-03-04T12:00:00Z")).value();
    for (const auto& missed : missedAt(moved, "2026-03-20T12:00:00Z"))
        CHECK(missed.visit.session == 0);
}

TEST_CASE("whoever comes back is asked for what comes, and not for what passed meanwhile") {
    Participation consent;
    consent.withdrawnAt = at("2026-03-03T12:00:00Z");
    consent.returnedAt = consent.signedAt = at("2026-03-25T09:00:00Z");
    const auto computed = compute(londonPlan(), "2026-03-28T09:00:00Z", {}, consent);
    CHECK(computed.visit("W1").withdrawn);
    CHECK(computed.visit("W2").withdrawn);
    CHECK_FALSE(computed.visit("W4").ended);
    for (const auto& one :
         missedOf(computed.schedule, computed.instance.zone(), at("2026-03-28T09:00:00Z"))) {
        CHECK(one.visit.visit != "W1");
        CHECK(one.visit.visit != "W2");
    }
}

}  // namespace
}  // namespace landfall::pathway
