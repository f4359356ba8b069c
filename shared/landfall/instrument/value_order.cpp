#include "landfall/instrument/value_order.hpp"

#include "landfall/fhir/temporal.hpp"

namespace landfall::instrument {

namespace {
std::optional<fhir::Decimal> numberIn(const fhir::ResponseValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return fhir::Decimal::of(*whole);
    if (const auto* decimal = std::get_if<fhir::Decimal>(&value)) return *decimal;
    return std::nullopt;
}

std::optional<std::string_view> momentIn(const fhir::ResponseValue& value) {
    if (const auto* date = std::get_if<fhir::Date>(&value)) return date->text;
    if (const auto* moment = std::get_if<fhir::DateTime>(&value)) return moment->text;
    return std::nullopt;
}

/// Quantities of different units are not converted. One that names no unit is taken to be in the
/// unit of the other.
bool haveOneUnit(const fhir::Quantity& a, const fhir::Quantity& b) {
    if (!a.code.empty() && !b.code.empty())
        return a.code == b.code && (a.system.empty() || b.system.empty() || a.system == b.system);
    return a.unit.empty() || b.unit.empty() || a.unit == b.unit;
}
}  // namespace

std::optional<std::weak_ordering> orderOf(const fhir::ResponseValue& a,
                                          const fhir::ResponseValue& b) {
    if (const auto left = numberIn(a)) {
        const auto right = numberIn(b);
        if (!right) return std::nullopt;
        return left->compare(*right);
    }
    if (const auto left = momentIn(a)) {
        const auto right = momentIn(b);
        if (!right) return std::nullopt;
        return fhir::compareDateTimes(*left, *right);
    }
    if (a.index() != b.index()) return std::nullopt;
    if (const auto* left = std::get_if<fhir::Time>(&a))
        return fhir::compareTimes(left->text, std::get<fhir::Time>(b).text);
    if (const auto* left = std::get_if<std::string>(&a)) return *left <=> std::get<std::string>(b);
    if (const auto* left = std::get_if<fhir::Quantity>(&a)) {
        const auto& right = std::get<fhir::Quantity>(b);
        if (!left->value || !right.value || !haveOneUnit(*left, right)) return std::nullopt;
        return left->value->compare(*right.value);
    }
    return std::nullopt;
}

bool isSame(const fhir::ResponseValue& a, const fhir::ResponseValue& b) {
    if (const auto* left = std::get_if<fhir::Coding>(&a)) {
        const auto* right = std::get_if<fhir::Coding>(&b);
        if (right == nullptr || left->code != right->code) return false;
        return left->system.empty() || right->system.empty() || left->system == right->system;
    }
    if (const auto order = orderOf(a, b)) return *order == 0;
    return a == b;
}

}  // namespace landfall::instrument
