#include "server/review/dosing_facts.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "server/review/acknowledgement.hpp"
#include "server/review/eligibility_review.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;

namespace {

enum class Kind { YesNo, Whole, Number, Text, Choice, Day, Time };

struct FactRule {
    std::string_view key;
    Kind kind = Kind::YesNo;
    bool required = false;
    std::int64_t low = 0;  ///< of a number, also one with digits after the point
    std::int64_t high = 0;
    int places = 0;              ///< digits after the point
    std::string_view choices{};  ///< with spaces between them
};
constexpr bool must = true;
constexpr bool may = false;

constexpr FactRule arrival[] = {
    {"identityFirst", Kind::YesNo, must},
    {"identitySecond", Kind::YesNo, must},
    {"asqDone", Kind::YesNo, must},
    {"companion", Kind::YesNo, must},
    {"transport", Kind::YesNo, must},
    {"fasting", Kind::YesNo, may},
    {"pregnancyTest", Kind::Choice, must, 0, 0, 0, "negative positive not-needed not-done"},
    {"lastFood", Kind::Text, may},
    {"lastAlcohol", Kind::Text, may},
    {"symptoms", Kind::Text, may}};
constexpr FactRule team[] = {
    {"leadMonitor", Kind::Text, must},         {"assistant", Kind::Text, must},
    {"physicianReachable", Kind::YesNo, must}, {"rescueMedicines", Kind::YesNo, must},
    {"rescueMedicinesBy", Kind::Text, must},   {"crashKit", Kind::YesNo, must},
    {"crashKitBy", Kind::Text, must}};
constexpr FactRule consent[] = {
    {"willing", Kind::YesNo, must},
    {"mayWithdrawTold", Kind::YesNo, must},
    {"touch", Kind::Choice, must, 0, 0, 0, "agreed ask-first not-agreed"},
    {"stopWord", Kind::Text, may}};
constexpr FactRule vitals[] = {{"series", Kind::Choice, must, 0, 0, 0, "baseline monitoring"},
                               {"systolic", Kind::Whole, may, 30, 300},
                               {"diastolic", Kind::Whole, may, 10, 250},
                               {"pulse", Kind::Whole, may, 10, 300},
                               {"spo2", Kind::Whole, may, 0, 100},
                               {"temperature", Kind::Number, may, 25, 45, 1},
                               {"qtcF", Kind::Whole, may, 200, 800},
                               {"minute", Kind::Whole, may, -1440, 2880},
                               {"intensity", Kind::Whole, may, 0, 10}};
constexpr FactRule goNoGo[] = {{"go", Kind::YesNo, must}, {"words", Kind::Text, may}};
constexpr FactRule prepared[] = {
    {"protocol", Kind::Text, must},
    {"product", Kind::Text, must},
    {"batch", Kind::Text, must},
    {"expiry", Kind::Day, must},
    {"doseMg", Kind::Number, must, 0, 10'000, 3},
    {"salt", Kind::Choice, must, 0, 0, 0, "fumarate free-base"},
    {"volumeMl", Kind::Number, may, 0, 10'000, 3},
    {"route", Kind::Choice, must, 0, 0, 0, "intravenous intramuscular inhaled"}};
constexpr FactRule secondCheck[] = {{"prepared", Kind::Text, must}};
constexpr FactRule start[] = {{"prepared", Kind::Text, must}};
constexpr FactRule stop[] = {
    {"start", Kind::Text, must}, {"complete", Kind::YesNo, must}, {"words", Kind::Text, may}};
constexpr FactRule event[] = {{"term", Kind::Text, must},
                              {"grade", Kind::Whole, must, 1, 5},
                              {"action", Kind::Text, may},
                              {"resolved", Kind::Time, may}};
constexpr FactRule recovery[] = {
    {"orientation", Kind::YesNo, may},   {"gait", Kind::YesNo, may},
    {"bloodPressure", Kind::YesNo, may}, {"noRisk", Kind::YesNo, may},
    {"companionHere", Kind::YesNo, may}, {"writtenAdvice", Kind::YesNo, may},
    {"mood", Kind::Text, may},           {"nextContact", Kind::Day, may}};
constexpr FactRule discharge[] = {{"words", Kind::Text, may}};
constexpr FactRule after[] = {{"effectsForm", Kind::YesNo, may},
                              {"moodForm", Kind::YesNo, may},
                              {"note", Kind::Text, may},
                              {"patientGuess", Kind::Choice, may, 0, 0, 0, "active placebo unsure"},
                              {"staffGuess", Kind::Choice, may, 0, 0, 0, "active placebo unsure"}};

struct StepRule {
    std::string_view step;
    std::span<const FactRule> facts;
};
constexpr StepRule steps[] = {
    {"arrival", arrival},    {"team", team},         {"consent", consent},
    {"vitals", vitals},      {"prepared", prepared}, {"start", start},
    {"stop", stop},          {"event", event},       {"second-check", secondCheck},
    {"go-no-go", goNoGo},    {"after", after},       {"recovery", recovery},
    {"discharge", discharge}};

const StepRule* ruleOf(std::string_view step) {
    const auto* found = std::find_if(std::begin(steps), std::end(steps),
                                     [&](const StepRule& rule) { return rule.step == step; });
    return found == std::end(steps) ? nullptr : found;
}

bool isChoice(std::string_view choices, std::string_view word) {
    while (!choices.empty()) {
        const auto space = choices.find(' ');
        if (choices.substr(0, space) == word) return true;
        choices = space == std::string_view::npos ? "" : choices.substr(space + 1);
    }
    return false;
}

bool isWithin(const FactRule& rule, const lf::Decimal& number) {
    // A dose and a volume are more than nothing.
    const auto low = number.compare(lf::Decimal::of(rule.low));
    const bool above = rule.low == 0 ? low > 0 : low >= 0;
    return above && number.compare(lf::Decimal::of(rule.high)) <= 0 &&
           number.places() <= rule.places;
}

std::optional<lf::FactValue> valueFrom(const FactRule& rule, const lf::Node& node) {
    switch (rule.kind) {
        case Kind::YesNo:
            if (const auto yes = node.boolean()) return lf::FactValue(*yes);
            break;
        case Kind::Whole:
            if (const auto whole = node.integer();
                whole && *whole >= rule.low && *whole <= rule.high)
                return lf::FactValue(*whole);
            break;
        case Kind::Number:
            if (auto number = lf::Decimal::parse(node.numberText().value_or(""));
                number && isWithin(rule, *number))
                return lf::FactValue(*std::move(number));
            break;
        case Kind::Text:
            if (const auto text = node.text(); text && isNote(*text))
                return lf::FactValue(std::string(*text));
            break;
        case Kind::Choice:
            if (const auto text = node.text();
                text && !text->empty() && isChoice(rule.choices, *text))
                return lf::FactValue(std::string(*text));
            break;
        case Kind::Day:
            if (base::isFhirDate(node.textOr()))
                return lf::FactValue(lf::Moment{std::string(node.textOr())});
            break;
        case Kind::Time:
            if (base::fromFhirDateTime(node.textOr()).has_value())
                return lf::FactValue(lf::Moment{std::string(node.textOr())});
            break;
    }
    return std::nullopt;
}

bool isAboutTheEntry(std::string_view member) {
    return member == "step" || member == "at" || member == "corrects" || member == "reason";
}

/// What no single fact shows: a pressure has two numbers, vitals are of something, and an entry
/// that may be saved in parts says something.
Result<void> checkTogether(std::string_view step, const std::vector<lf::DosingFact>& facts) {
    if ((step == "recovery" || step == "after") && facts.empty())
        return Error(base::Fault::Malformed, "facts");
    if (step != "vitals") return ok();
    const auto has = [&](std::string_view key) {
        return std::any_of(facts.begin(), facts.end(),
                           [&](const auto& fact) { return fact.key == key; });
    };
    if (has("systolic") != has("diastolic"))
        return Error(base::Fault::Malformed, has("systolic") ? "diastolic" : "systolic");
    const auto pressure = [&](std::string_view key) {
        for (const auto& fact : facts)
            if (fact.key == key) return std::get<std::int64_t>(fact.value);
        return std::int64_t{0};
    };
    if (pressure("diastolic") > pressure("systolic"))
        return Error(base::Fault::Malformed, "diastolic");
    for (const auto* key : {"systolic", "pulse", "spo2", "temperature", "qtcF"})
        if (has(key)) return ok();
    return Error(base::Fault::Malformed, "systolic");
}

}  // namespace

bool isDosingStep(std::string_view step) {
    return ruleOf(step) != nullptr;
}

Result<std::vector<lf::DosingFact>> factsFrom(std::string_view step, const lf::Node& body) {
    const auto* rule = ruleOf(step);
    if (rule == nullptr) return Error(base::Fault::Malformed, "step");
    std::vector<lf::DosingFact> facts;
    for (const auto& fact : rule->facts) {
        const auto node = body.get(fact.key);
        if (!node || node.isNull()) {
            if (fact.required) return Error(base::Fault::Malformed, std::string(fact.key));
            continue;
        }
        auto value = valueFrom(fact, node);
        if (!value) return Error(base::Fault::Malformed, std::string(fact.key));
        facts.push_back({std::string(fact.key), *std::move(value)});
    }
    // A fact that is not kept must not look as if it were.
    for (const auto member : body.members()) {
        const auto known =
            std::any_of(rule->facts.begin(), rule->facts.end(),
                        [&](const FactRule& fact) { return fact.key == member.key(); });
        if (!known && !isAboutTheEntry(member.key()))
            return Error(base::Fault::Malformed, "unknown");
    }
    LF_CHECK(checkTogether(step, facts));
    return facts;
}

namespace {
std::string wantedOf(const FactRule& rule) {
    const auto range = [&](std::string_view from) {
        return std::string(from) + std::to_string(rule.low) +
               (rule.kind == Kind::Number && rule.low == 0 ? " and up to " : " to ") +
               std::to_string(rule.high);
    };
    switch (rule.kind) {
        case Kind::YesNo:
            return "is neither true nor false";
        case Kind::Whole:
            return "is not " + range("a whole number from ");
        case Kind::Number:
            return "is not " + range(rule.low == 0 ? "a number above " : "a number from ") +
                   " with up to " + std::to_string(rule.places) +
                   (rule.places == 1 ? " digit" : " digits") + " after the point";
        case Kind::Text:
            return "is not a text of 1 to 2,000 characters";
        case Kind::Choice: {
            std::string words = "is none of ";
            for (const char c : rule.choices)
                words += c == ' ' ? std::string(", ") : std::string(1, c);
            return words;
        }
        case Kind::Day:
            return "is not a day of the calendar, written like 2026-03-01";
        case Kind::Time:
            return "is not a time with its offset, written like 2026-03-01T09:30:00+00:00";
    }
    return "is not of the expected kind";
}
}  // namespace

std::string whyNotFact(std::string_view step, std::string_view key, const lf::Node& body) {
    const auto* rule = ruleOf(step);
    if (rule == nullptr) return {};
    for (const auto& fact : rule->facts) {
        if (fact.key != key) continue;
        const auto node = body.get(fact.key);
        if (!node || node.isNull()) return fact.required ? "is missing" : "";
        return valueFrom(fact, node) ? "" : wantedOf(fact);
    }
    return {};
}

const lf::FactValue* factOf(const lf::DosingStep& step, std::string_view key) {
    for (const auto& fact : step.facts)
        if (fact.key == key) return &fact.value;
    return nullptr;
}

std::string textOf(const lf::DosingStep& step, std::string_view key) {
    const auto* value = factOf(step, key);
    if (value == nullptr) return {};
    if (const auto* moment = std::get_if<lf::Moment>(value)) return moment->text;
    const auto* text = std::get_if<std::string>(value);
    return text == nullptr ? std::string() : *text;
}

Result<safety::ClinicLimits> clinicLimits(const DosingSettings& settings) {
    LF_TRY(const auto& rules, bundledEligibilityRules());
    auto limits = rules.clinicLimits();
    limits.systolicAbove = settings.systolicAbove.value_or(limits.systolicAbove);
    limits.diastolicAbove = settings.diastolicAbove.value_or(limits.diastolicAbove);
    limits.pulseBelow = settings.pulseBelow.value_or(limits.pulseBelow);
    limits.pulseAbove = settings.pulseAbove.value_or(limits.pulseAbove);
    limits.qtcFAboveMs = settings.qtcFAboveMs.value_or(limits.qtcFAboveMs);
    if (!settings.confirmedBy.empty()) limits.confirmedBy = settings.confirmedBy;
    return limits;
}

std::vector<std::string> stopsOf(const lf::DosingStep& step) {
    std::vector<std::string> stops;
    if (step.step != "arrival" && step.step != "team" && step.step != "consent") return stops;
    for (const auto& fact : step.facts) {
        const auto* yes = std::get_if<bool>(&fact.value);
        if (yes != nullptr && !*yes) stops.push_back(fact.key);
        if (fact.key == "pregnancyTest") {
            const auto word = textOf(step, fact.key);
            if (word == "positive" || word == "not-done") stops.push_back(fact.key);
        }
    }
    return stops;
}

std::string_view stopInWords(const lf::DosingStep& step, std::string_view fact) {
    struct Stop {
        std::string_view fact;
        std::string_view text;
    };
    static constexpr Stop stops[] = {
        {"identityFirst", "The first check of the identity failed"},
        {"identitySecond", "The second check of the identity failed"},
        {"asqDone", "The ASQ of the day was not done"},
        {"companion", "No companion had come"},
        {"transport", "The way home was not arranged"},
        {"fasting", "The patient was not fasting as the protocol says"},
        {"physicianReachable", "The physician was not reachable"},
        {"rescueMedicines", "The rescue medicines were not checked"},
        {"crashKit", "The crash kit was not checked"},
        {"willing", "The patient was not willing"},
        {"mayWithdrawTold", "The patient was not told that they may withdraw"}};
    if (fact == "pregnancyTest")
        return textOf(step, fact) == "positive" ? "The pregnancy test was positive"
                                                : "The pregnancy test was not done";
    for (const auto& stop : stops)
        if (stop.fact == fact) return stop.text;
    return "An entry said no";
}

std::vector<std::string> outOfLimits(const safety::ClinicLimits& limits,
                                     const lf::DosingStep& step) {
    std::vector<std::string> out;
    const auto whole = [&](std::string_view key) -> std::optional<std::int64_t> {
        const auto* value = factOf(step, key);
        if (value == nullptr) return std::nullopt;
        const auto* number = std::get_if<std::int64_t>(value);
        return number == nullptr ? std::nullopt : std::optional(*number);
    };
    const auto above = [&](std::string_view key, std::int64_t limit) {
        if (const auto number = whole(key); number && *number > limit) out.emplace_back(key);
    };
    above("systolic", limits.systolicAbove);
    above("diastolic", limits.diastolicAbove);
    above("qtcF", limits.qtcFAboveMs);
    if (const auto pulse = whole("pulse");
        pulse && (*pulse < limits.pulseBelow || *pulse > limits.pulseAbove))
        out.emplace_back("pulse");
    return out;
}

std::vector<std::string_view> recoveryFacts() {
    std::vector<std::string_view> names;
    for (const auto& fact : recovery) names.push_back(fact.key);
    return names;
}

}  // namespace landfall::clinic::review
