#include "server/review/dosing_refusals.hpp"

#include "server/review/dosing_facts.hpp"

namespace landfall::clinic::review {
namespace {

/// A time is refused where it is none, where it lies ahead, and where a dose would end before it
/// began.
std::string whyNotTime(const fhir::Node& at, const base::WallTime& now) {
    const auto time = base::fromFhirDateTime(at.textOr());
    if (at && !at.isNull() && time.has_error())
        return "at is not a time with its offset, written like 2026-03-01T09:30:00+00:00";
    if (time.has_value() && time->unixMs > now.unixMs) return "at lies ahead";
    return "the dose would end before it began";
}

std::string whyNotReadings(std::string_view member, const fhir::Node& body) {
    const auto has = [&](std::string_view key) {
        const auto node = body.get(key);
        return node && !node.isNull();
    };
    if (has("systolic") && has("diastolic")) return "diastolic is above systolic";
    if (has("systolic") || has("diastolic"))
        return std::string(member) + " is missing: a blood pressure has both numbers";
    return "nothing is measured: give systolic with diastolic, pulse, spo2, temperature or qtcF";
}

/// Of what no fact shows by itself.
std::string whyNotBeside(std::string_view step, std::string_view member, const fhir::Node& body,
                         const base::WallTime& now) {
    if (member == "at") return whyNotTime(body.get("at"), now);
    if (member == "step") return "there is no step of that name";
    if (member == "unknown") return "it says something that this step does not ask for";
    if (member == "facts") return "nothing is filled in";
    if (member == "corrects") return "corrects names no such entry of this session";
    if (member == "reason") return "reason is not a text of 1 to 2,000 characters";
    if (step == "vitals") return whyNotReadings(member, body);
    if (step == "go-no-go" && member == "words")
        return "words are missing: something speaks against a dose, and a go then gives its reason";
    if (member == "nextContact") return "nextContact lies before the day of the entry";
    if (member == "prepared" || member == "start")
        return std::string(member) + " names no such entry of this session";
    return std::string(member) + " is missing, or is not of the expected kind";
}

}  // namespace

std::string dosingRefusalText(std::string_view member, const fhir::Node& body,
                              const base::WallTime& now) {
    const auto step = body.get("step").textOr();
    const auto ofFact = whyNotFact(step, member, body);
    const auto why =
        ofFact.empty() ? whyNotBeside(step, member, body, now) : std::string(member) + ' ' + ofFact;
    return "The entry was not stored: " + why +
           ". Nothing was stored. Correct it, and send it again.";
}

}  // namespace landfall::clinic::review
