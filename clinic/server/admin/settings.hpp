#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "landfall/base/files.hpp"
#include "landfall/safety/contacts.hpp"
#include "server/http/limits.hpp"
#include "server/review/dosing_settings.hpp"

namespace landfall::clinic::admin {

constexpr const char* settingsFile = "clinic.toml";

/// `[help]`: what the clinic adds to the emergency and crisis numbers that come with the program.
struct HelpSettings {
    std::string numbersVerifiedOn;  ///< when the country's numbers were called; FHIR date, or ""
    std::optional<safety::ClinicLine> line;  ///< the clinic's own
};

/// What `clinic.toml` says: the clinic, and the limits that differ from the defaults, of the server
/// and of the dosing days.
struct Settings {
    std::string name;
    std::string phone;               ///< "" when there is none
    std::string country;             ///< ISO 3166-1 alpha-2, or ""
    std::vector<std::string> hosts;  ///< as phones reach the clinic; the first is in pairing codes
    std::string store = "sqlcipher";
    http::Limits limits;
    review::DosingSettings dosing;
    HelpSettings help;
};

/// NameMissing, CountryUnknown, PhoneMalformed, HostMalformed, PostgresqlUnavailable, StoreUnknown.
Result<void> checkSettings(const Settings& settings);

/// The text of a new clinic.toml, with every limit and its default in a comment.
[[nodiscard]] std::string settingsText(const Settings& settings);
/// SettingsDamaged with the name of the setting at fault.
[[nodiscard]] Result<Settings> readSettings(const std::string& text);

/// `name` and `port` of `name:port`; port "" when there is none. Brackets of an IPv6 address stay.
struct HostPort {
    std::string host;
    std::string port;
};
/// Digits and what people put between them: something that can be dialled.
[[nodiscard]] bool isPhoneNumber(std::string_view text);
[[nodiscard]] HostPort splitHost(const std::string& text);

}  // namespace landfall::clinic::admin
