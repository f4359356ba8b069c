#include "landfall/safety/impairment.hpp"

#include <algorithm>

namespace landfall::safety {

using fhir::Fault;
using fhir::Node;

namespace {
constexpr int hoursLeast = 24;
constexpr int hoursMost = 24 * 365;
constexpr std::int64_t hourMs = 60LL * 60 * 1000;

Result<int> hoursIn(const Node& root, std::string_view element) {
    const auto hours = root.get(element).integer();
    if (!hours || *hours < hoursLeast || *hours > hoursMost)
        return faultAt(Fault::BadValue, root, element);
    return static_cast<int>(*hours);
}

Result<std::vector<std::string>> textsIn(const Node& root, std::string_view element) {
    std::vector<std::string> out;
    for (const auto node : root.get(element).elements()) {
        if (node.textOr().empty()) return Error{Fault::BadValue, node.path()};
        out.emplace_back(node.textOr());
    }
    if (out.empty()) return faultAt(Fault::Missing, root, element);
    return out;
}
}  // namespace

Result<ImpairmentRules> ImpairmentRules::bundled() {
    LF_TRY(const auto json, bundledJson("safety/impairment.json"));
    return read(json.root());
}

Result<ImpairmentRules> ImpairmentRules::read(const Node& root) {
    ImpairmentRules out;
    LF_TRY(out.hoursMin, hoursIn(root, "hoursMin"));
    LF_TRY(out.companionHours, hoursIn(root, "companionHours"));
    LF_TRY(out.activities, textsIn(root, "activities"));
    LF_TRY(out.advice, textsIn(root, "advice"));
    LF_TRY(out.version, textIn(root, "version"));
    // The rest is part of the rule: a file that says otherwise is not one of ours.
    if (root.get("untilRested").boolean() != true)
        return faultAt(Fault::BadValue, root, "untilRested");
    return out;
}

Impairment impairmentOf(const ImpairmentRules& rules, const AfterSession& after,
                        const base::WallTime& now) {
    Impairment out;
    out.hours = std::clamp(after.clinicHours.value_or(0), rules.hoursMin, hoursMost);
    out.notBefore = after.session;
    out.notBefore.unixMs += out.hours * hourMs;
    // A nap on the day of the session is not the night after it.
    out.needsRest = !after.rested || after.rested->unixMs > now.unixMs ||
                    after.rested->unixMs < after.session.unixMs ||
                    base::toFhirDate(*after.rested) <= base::toFhirDate(after.session);
    out.isOver = !out.needsRest && now.unixMs >= out.notBefore.unixMs;
    return out;
}

}  // namespace landfall::safety
