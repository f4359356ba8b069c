#include "server/review/dosing_given.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;

std::optional<lf::DoseGiven> doseOf(const DosingDay& day) {
    const auto* start = day.newest("start");
    const auto* prepared = day.given();
    if (start == nullptr || prepared == nullptr) return std::nullopt;
    const auto* check = day.about("second-check", "prepared", prepared->step.id);
    const auto* stop = day.stopOf(*start);
    const auto decimal = [&](std::string_view key) -> std::optional<lf::Decimal> {
        const auto* value = factOf(prepared->step, key);
        const auto* number = value == nullptr ? nullptr : std::get_if<lf::Decimal>(value);
        return number == nullptr ? std::nullopt : std::optional(*number);
    };
    lf::DoseGiven dose{.id = madeBy(start->step, "MedicationAdministration"),
                       .patient = start->step.patient,
                       .session = start->step.session,
                       .protocol = textOf(prepared->step, "protocol"),
                       .product = textOf(prepared->step, "product"),
                       .batch = textOf(prepared->step, "batch"),
                       .expiry = textOf(prepared->step, "expiry"),
                       .doseMg = decimal("doseMg").value_or(lf::Decimal::of(0)),
                       .salt = textOf(prepared->step, "salt"),
                       .volumeMl = decimal("volumeMl"),
                       .route = textOf(prepared->step, "route"),
                       .start = start->step.at,
                       .stop = std::nullopt,
                       .preparer = prepared->step.by,
                       // Whoever corrects the time did not give the dose.
                       .giver = day.original(start->step.id)->step.by,
                       .checker = check == nullptr ? lf::ClinicUser{} : check->step.by};
    if (stop != nullptr) {
        dose.status = std::get<bool>(*factOf(stop->step, "complete")) ? "completed" : "stopped";
        dose.stop = stop->step.at;
    }
    return dose;
}

}  // namespace landfall::clinic::review
