#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

#include "landfall/safety/delivery.hpp"
#include "landfall/safety/impairment.hpp"
#include "landfall/safety/side_effect.hpp"
#include "unit/instrument/sample_forms.hpp"

using namespace landfall;
using safety::Tier;

namespace {
struct Row {
    const char* answers;
    int soFar;
    int submitted;
};
template <std::size_t N>
void check(const char* id, const Row (&table)[N]) {
    const auto form = sample::bundled(id);
    REQUIRE(form);
    for (const auto& row : table) {
        INFO(id << ": " << row.answers);
        const auto answers = sample::answers(*form, row.answers);
        CHECK(safety::numberOf(safety::tierOfAnswers(*form, answers)) == row.soFar);
        CHECK(safety::numberOf(safety::tierOfSubmitted(*form, answers)) == row.submitted);
    }
}
base::WallTime at(const char* text) {
    return *base::fromFhirDateTime(text);
}
}  // namespace

TEST_CASE("destabilisation: energy, senses, feeling unreal (clinical rules 5.5)") {
    // Less sleep, thoughts, mood, active, risks, trouble; senses, messages, controlled, trouble;
    // unreal, upset.
    check("destabilisation",
          {
              {"0 0 0 0 0 - 0 0 0 - 0 -", 0, 0},
              {"1 0 0 0 0 3 0 0 0 - 0 -", 0, 0},
              {"0 1 1 0 0 3 0 0 0 - 0 -", 0, 0},  // two without less sleep
              {"0 1 1 1 0 0 0 0 0 - 0 -", 2, 2},  // three, whatever the trouble
              {"1 1 1 1 1 3 0 0 0 - 0 -", 2, 2},
              {"1 1 0 0 0 0 0 0 0 - 0 -", 0, 0},  // two with less sleep, no trouble
              {"1 1 0 0 0 1 0 0 0 - 0 -", 2, 2},
              {"1 0 0 0 1 3 0 0 0 - 0 -", 2, 2},
              {"1 1 0 0 0 - 0 0 0 - 0 -", 0, 2},  // the trouble was left out
              {"1 1 0 0 0 r 0 0 0 - 0 -", 2, 2},
              {"0 0 0 0 0 - 1 0 0 0 0 -", 1, 1},
              {"0 0 0 0 0 - 1 0 0 1 0 -", 2, 2},
              {"0 0 0 0 0 - 0 1 0 2 0 -", 2, 2},
              {"0 0 0 0 0 - 0 0 1 3 0 -", 2, 2},
              {"0 0 0 0 0 - 0 0 1", 1, 2},
              {"0 0 0 0 0 - r 0 0 - 0 -", 1, 1},
              {"0 0 0 0 0 - 0 0 0 - 1 0", 1, 1},
              {"0 0 0 0 0 - 0 0 0 - 1 1", 2, 2},
              {"0 0 0 0 0 - 0 0 0 - 1 -", 1, 2},
          });
}

TEST_CASE("delayed effects: what upsets and is in the way asks for contact (clinical rules 5.6)") {
    // Vision, how often, upset, in the way; ten domains; help, substances, conduct.
    check("delayed-effects", {
                                 {"0 - - - 0 0 0 0 0 0 0 0 0 0 0 0 0", 0, 0},
                                 {"1 2 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", 0, 0},
                                 {"1 2 3 0 0 0 0 0 0 0 0 0 0 0 0 0 0", 0, 0},
                                 {"1 2 0 3 0 0 0 0 0 0 0 0 0 0 0 0 0", 0, 0},
                                 {"1 0 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0", 1, 1},
                                 {"1 3 3 3 3 3 3 3 3 3 3 3 3 3 1 1 1", 1, 1},
                                 // What is left open or not said counts as trouble, once the form
                                 // is submitted or the refusal is given.
                                 {"1 2 3 - 0 0 0 0 0 0 0 0 0 0 0 0 0", 0, 1},
                                 {"1 2 3 r 0 0 0 0 0 0 0 0 0 0 0 0 0", 1, 1},
                                 {"1 2 r 3 0 0 0 0 0 0 0 0 0 0 0 0 0", 1, 1},
                                 {"1 2 - 3 0 0 0 0 0 0 0 0 0 0 0 0 0", 0, 1},
                                 {"1 2 r r 0 0 0 0 0 0 0 0 0 0 0 0 0", 1, 1},
                                 {"1 2 - - 0 0 0 0 0 0 0 0 0 0 0 0 0", 0, 1},
                                 {"1 2 0 - 0 0 0 0 0 0 0 0 0 0 0 0 0", 0, 0},
                             });
}

TEST_CASE("delayed effects: what staff did that felt wrong reaches somebody (clinical rules 5.6)") {
    check("delayed-effects", {
                                 {"0 - - - 0 0 0 0 0 0 0 0 0 0 0 0 1", 1, 1},
                                 // Whoever would rather not say is not sent to the team for it.
                                 {"0 - - - 0 0 0 0 0 0 0 0 0 0 0 0 r", 0, 0},
                             });
    const auto form = sample::bundled("delayed-effects");
    const auto& text = form->item(*form->indexOf("dl-conduct")).text;
    CHECK(text.find("outside the team") != std::string::npos);
    CHECK(text.find("team reads this answer") != std::string::npos);
}

TEST_CASE("pressure to take part reaches a clinician the same day (clinical rules 6.2, item 25)") {
    // Day, risks, stop, trust, talked, afterwards, how ready; pressure; what is open.
    check("readiness", {
                           {"2 2 2 2 2 2 10 0 -", 0, 0},
                           {"0 0 0 0 0 0 0 0 -", 0, 0},
                           {"2 2 2 2 2 2 10 1 -", 2, 2},
                           {"2 2 2 2 2 2 10 r -", 2, 2},
                       });
}

TEST_CASE(
    "side effects: a grade for each tier, and what is urgent at once (clinical rules 8, 5.1)") {
    for (int grade = 1; grade <= 4; ++grade)
        CHECK(safety::numberOf(safety::tierOfGrade(grade)) == grade - 1);
    CHECK(safety::tierOfGrade(5) == Tier::Emergency);
    // Now; what (1 is pain where the drip was); strength; daily life; still there; help; hospital;
    // life.
    check("side-effects", {
                              {"0 1 1 0 0 0 0 0", 0, 0},
                              {"0 1 1 1 0 1 0 0", 0, 0},
                              {"0 1 2 0 0 0 0 0", 1, 1},
                              {"0 1 1 2 0 0 0 0", 1, 1},
                              {"0 1 3 0 0 0 0 0", 2, 2},
                              {"0 1 1 3 0 0 0 0", 2, 2},
                              {"0 1 1 0 0 0 1 0", 2, 2},
                              {"0 1 1 0 0 0 0 1", 3, 3},
                              {"1", 3, 3},
                              {"0 31 1 0 0 0 0 0", 2, 2},
                              {"0 32 1 0 0 0 0 0", 3, 3},
                              // Severe in the body (5 dizzy, 6 a tight chest, 9 short of breath):
                              // an emergency unless it is over.
                              {"0 6 3 0 1 0 0 0", 3, 3},
                              {"0 5 3 0 1 0 0 0", 3, 3},
                              {"0 9 3 0 1 0 0 0", 3, 3},
                              {"0 6 3 0 r 0 0 0", 3, 3},
                              {"0 6 3", 2, 3},
                              {"0 6 3 0 0 0 0 0", 2, 2},
                              {"1 6 3 0 0 0 0 0", 3, 3},
                              {"0 6 2 0 1 0 0 0", 1, 1},
                              {"0 4 3 0 1 0 0 0", 2, 2},
                          });
    const auto form = sample::bundled("side-effects");
    const auto grade = [&](const char* line) {
        return safety::gradeOfReport(*form, sample::answers(*form, line));
    };
    CHECK_FALSE(grade(""));
    // A visit asks everybody; whoever has nothing to tell has not reported anything.
    CHECK_FALSE(grade("0"));
    CHECK_FALSE(grade("0 0"));
    CHECK(grade("1 0") == 4);
    CHECK(grade("0 1 1 0") == 1);
    CHECK(grade("0 1 2 0") == 2);
    CHECK(grade("0 1 1 3") == 3);
    CHECK(grade("0 1 1 0 0 0 0 1") == 4);
    const auto& what = form->item(*form->indexOf("se-what"));
    CHECK(what.options[31].coding.code == "self-harm-thoughts");
    CHECK(what.options[32].coding.code == "harmed-self");
    CHECK(safety::offersOf(*form, sample::answers(*form, "0 31")) ==
          std::vector<std::string>{"asq"});
    // Something else can always be told, and every field of the report is there.
    CHECK(what.options.back().coding.code == "other");
    for (const auto* field :
         {"se-words", "se-onset", "se-end", "se-ongoing", "se-strength", "se-daily", "se-helped",
          "se-help", "se-hospital", "se-medicine", "se-else"})
        CHECK(form->indexOf(field));
}

TEST_CASE("no disorder is named where changes are asked about (clinical rules 5.5)") {
    for (const auto* id : {"destabilisation", "delayed-effects", "side-effects"}) {
        const auto form = sample::bundled(id);
        std::string all = form->title() + form->description();
        for (const auto& item : form->items()) {
            all += item.text;
            for (const auto& option : item.options) all += option.text;
        }
        for (const auto* word : {"mania", "manic", "psycho", "bipolar", "schizo", "dissociat",
                                 "depersonal", "HPPD", "disorder", "PTSD", "delusion", "hallucin"})
            CHECK(all.find(word) == std::string::npos);
    }
}

TEST_CASE("until the next day after a sleep, and 24 hours at least (clinical rules 5.8)") {
    const auto rules = *safety::ImpairmentRules::bundled();
    CHECK(rules.hoursMin == 24);
    CHECK(rules.companionHours == 24);
    CHECK(rules.activities.size() == 5);
    safety::AfterSession after{at("2026-03-10T10:00+01:00"), std::nullopt, std::nullopt};
    const auto isOver = [&](const char* now) {
        return safety::impairmentOf(rules, after, at(now)).isOver;
    };
    CHECK(safety::impairmentOf(rules, after, at("2026-03-10T11:00+01:00")).notBefore ==
          at("2026-03-11T10:00+01:00"));
    CHECK_FALSE(isOver("2026-03-11T10:00+01:00"));  // nobody has slept
    CHECK_FALSE(isOver("2026-03-20T10:00+01:00"));
    after.rested = at("2026-03-10T18:00+01:00");  // a nap
    CHECK_FALSE(isOver("2026-03-12T10:00+01:00"));
    after.rested = at("2026-03-11T08:00+01:00");
    CHECK_FALSE(isOver("2026-03-11T09:59+01:00"));
    CHECK(isOver("2026-03-11T10:00+01:00"));
    CHECK_FALSE(isOver("2026-03-11T07:00+01:00"));
    // The clinic may lengthen and never shorten.
    after.clinicHours = 12;
    CHECK(safety::impairmentOf(rules, after, at("2026-03-11T10:00+01:00")).hours == 24);
    CHECK_FALSE(isOver("2026-03-11T09:00+01:00"));
    after.clinicHours = 48;
    CHECK_FALSE(isOver("2026-03-12T09:59+01:00"));
    CHECK(isOver("2026-03-12T10:00+01:00"));
    after.clinicHours = -5;
    CHECK_FALSE(isOver("2026-03-11T09:00+01:00"));
    const auto shorter = *fhir::Json::parse(R"({"hoursMin":23,"companionHours":24})");
    CHECK(safety::ImpairmentRules::read(shorter.root()).error().where == "hoursMin");
}

TEST_CASE(
    "a flag is saved, then sent, then seen, and never called more than it is (clinical rules "
    "5.1)") {
    using safety::Delivery;
    using safety::deliveryOf;
    CHECK(deliveryOf({}) == Delivery::Saved);
    CHECK(deliveryOf({.waiting = true, .received = true}) == Delivery::Saved);
    CHECK(deliveryOf({.waiting = false, .received = false}) == Delivery::Saved);
    CHECK(deliveryOf({.waiting = false, .received = true}) == Delivery::Sent);
    CHECK(deliveryOf({.waiting = false, .received = true, .acknowledged = true}) == Delivery::Seen);
    CHECK(deliveryOf(
              {.waiting = true, .received = true, .acknowledged = true, .raisedSince = true}) ==
          Delivery::Saved);
    CHECK(deliveryOf(
              {.waiting = false, .received = true, .acknowledged = true, .raisedSince = true}) ==
          Delivery::Sent);
    CHECK(safety::wordOf(Delivery::Saved) == "saved");
    CHECK(safety::wordOf(Delivery::Sent) == "sent");
    CHECK(safety::wordOf(Delivery::Seen) == "seen");
}
