#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/admin/clinic.hpp"
#include "server/fhir/recorder.hpp"

// The crisis line of `[help]` in clinic.toml, on its way to the phones (clinical rules 5.3).
namespace landfall::clinic::admin {

/// Where the clinic's folder keeps what the phones were told last.
constexpr const char* helpLineFile = "help-line.sent";

/// Gives every patient's phone the line, or that there is none any more, when clinic.toml or the
/// store is another than last time: a document of the clinic in their feed.
Result<void> shareHelpLine(Clinic& clinic);

/// The same for a patient who is new; nothing without a line.
Result<void> giveHelpLine(fhirapi::Recorder& recorder, const Clinic& clinic,
                          const std::string& patient);

/// What the clinic should see to about the numbers that phones show in an emergency, in sentences:
/// numbers that nobody has verified, or not for 180 days. Patients are shown the numbers all the
/// same and are told nothing of this.
[[nodiscard]] std::vector<std::string> helpNotices(const Settings& settings,
                                                   std::string_view today);

}  // namespace landfall::clinic::admin
