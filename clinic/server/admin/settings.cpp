#include "server/admin/settings.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <sstream>
#include <string_view>

#include "server/admin/fault.hpp"

namespace landfall::clinic::admin {
namespace {

constexpr std::size_t nameBytesMax = 200;
constexpr std::size_t phoneBytesMax = 40;
constexpr std::size_t hostsMax = 16;

// ISO 3166-1 alpha-2, officially assigned.
constexpr std::string_view countries =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM "
    "ZW";

bool isCountry(std::string_view code) {
    for (std::size_t at = 0; at < countries.size(); at += 3)
        if (countries.substr(at, 2) == code) return true;
    return false;
}

bool isHostCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == ':' || c == '[' || c == ']';
}

bool isHost(const std::string& text) {
    const auto [host, port] = splitHost(text);
    if (host.empty() || host.size() > 253 ||
        !std::all_of(text.begin(), text.end(), isHostCharacter))
        return false;
    if (port.empty()) return text.back() != ':';
    int number = 0;
    const auto [end, fault] = std::from_chars(port.data(), port.data() + port.size(), number);
    return fault == std::errc() && end == port.data() + port.size() && number >= 1 &&
           number <= 65535;
}

/// One limit of clinic.toml: its name, what it is for, and where it goes.
struct LimitRow {
    std::string_view name;
    std::string_view meaning;
    std::function<std::int64_t(const http::Limits&)> get;
    std::function<void(http::Limits&, std::int64_t)> set;
};

template <class T>
LimitRow row(std::string_view name, std::string_view meaning, T http::Limits::*member) {
    return {
        name, meaning,
        [member](const http::Limits& limits) { return static_cast<std::int64_t>(limits.*member); },
        [member](http::Limits& limits, std::int64_t value) {
            limits.*member = static_cast<T>(value);
        }};
}

const std::vector<LimitRow>& limitRows() {
    using L = http::Limits;
    static const std::vector<LimitRow> rows = {
        row("connections", "open connections in all", &L::connectionsMax),
        row("connections-per-address", "open connections of one address",
            &L::connectionsPerAddressMax),
        row("handshakes-per-second-per-address", "new connections of one address",
            &L::handshakesPerSecondPerAddress),
        row("requests-in-flight", "requests being answered at once", &L::requestsInFlightMax),
        row("buffered-bytes", "request bodies in memory at once", &L::bufferedBytesMax),
        row("requests-per-connection", "then the connection is closed",
            &L::requestsPerConnectionMax),
        row("bundle-bytes", "size of one bundle of a phone", &L::bundleBytesMax),
        row("tokens-per-minute-per-device", "access tokens", &L::tokensPerMinutePerDevice),
        row("enrolments-per-minute-per-address", "pairing attempts",
            &L::enrolmentsPerMinutePerAddress),
        row("enrolments-per-hour", "pairing attempts in all", &L::enrolmentsPerHour),
        row("syncs-per-minute-per-device", "syncs, each of 5 bundles, feed pages or reads",
            &L::syncsPerMinutePerDevice),
        row("work-threads", "threads that answer requests", &L::workThreads),
        row("password-threads", "passwords hashed at once, 64 MiB each", &L::passwordThreads),
    };
    return rows;
}

// CLI11's versions differ in how they read a backslash, and some take a # inside quotes for a
// comment: checkSettings lets no text in that has them.
std::string tomlText(std::string_view text) {
    return '"' + std::string(text) + '"';
}

std::string firstOf(const CLI::ConfigItem& item) {
    return item.inputs.empty() ? std::string() : item.inputs.front();
}

Result<void> applyLimit(http::Limits& limits, const CLI::ConfigItem& item) {
    const auto& rows = limitRows();
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const LimitRow& each) { return each.name == item.name; });
    std::int64_t value = 0;
    const auto text = firstOf(item);
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool number = fault == std::errc() && end == text.data() + text.size();
    if (found == rows.end() || !number || value < 1 || value > 1'000'000'000)
        return Error(Fault::SettingsDamaged, item.name);
    found->set(limits, value);
    return ok();
}

/// One limit of `[dosing]`.
struct DosingRow {
    std::string_view name;
    std::string_view meaning;
    std::int64_t max;
    std::optional<std::int64_t> review::DosingSettings::*member;
};

constexpr std::array<DosingRow, 5> dosingRows = {{
    {"systolic_above", "mm[Hg]", 300, &review::DosingSettings::systolicAbove},
    {"diastolic_above", "mm[Hg]", 250, &review::DosingSettings::diastolicAbove},
    {"pulse_below", "beats a minute", 300, &review::DosingSettings::pulseBelow},
    {"pulse_above", "beats a minute", 300, &review::DosingSettings::pulseAbove},
    {"qtcf_above", "ms", 800, &review::DosingSettings::qtcFAboveMs},
}};

std::optional<std::int64_t> wholeOf(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool number = fault == std::errc() && end == text.data() + text.size();
    return number ? std::optional(value) : std::nullopt;
}

/// Minutes from the start of the dose, each later than the one before it.
Result<std::vector<int>> minutesOf(const CLI::ConfigItem& item) {
    constexpr std::int64_t minuteMin = -1440;
    constexpr std::int64_t minuteMax = 2880;
    constexpr std::size_t minutesMax = 200;
    std::vector<int> minutes;
    for (const auto& text : item.inputs) {
        const auto minute = wholeOf(text);
        const bool fits = minute && *minute >= minuteMin && *minute <= minuteMax &&
                          (minutes.empty() || *minute > minutes.back());
        if (!fits) return Error(Fault::SettingsDamaged, item.name);
        minutes.push_back(static_cast<int>(*minute));
    }
    if (minutes.empty() || minutes.size() > minutesMax)
        return Error(Fault::SettingsDamaged, item.name);
    return minutes;
}

Result<void> applyDosing(review::DosingSettings& dosing, const CLI::ConfigItem& item) {
    if (item.name == "confirmed_by") {
        dosing.confirmedBy = firstOf(item);
        return dosing.confirmedBy.size() <= nameBytesMax
                   ? ok()
                   : Result<void>(Error(Fault::SettingsDamaged, item.name));
    }
    if (item.name == "monitoring_minutes") {
        LF_TRY(dosing.monitoringMinutes, minutesOf(item));
        return ok();
    }
    for (const auto& row : dosingRows) {
        if (row.name != item.name) continue;
        const auto value = wholeOf(firstOf(item));
        if (!value || *value < 1 || *value > row.max)
            return Error(Fault::SettingsDamaged, item.name);
        dosing.*row.member = *value;
        return ok();
    }
    return Error(Fault::SettingsDamaged, item.name);
}

Result<void> applyHelp(HelpSettings& help, const CLI::ConfigItem& item) {
    const auto text = firstOf(item);
    const auto fits = [&](bool good) {
        return good && text.size() <= nameBytesMax
                   ? ok()
                   : Result<void>(Error(Fault::SettingsDamaged, item.name));
    };
    if (item.name == "numbers_verified_on") {
        help.numbersVerifiedOn = text;
        return fits(text.empty() || base::isFhirDate(text));
    }
    if (!help.line) help.line.emplace();
    auto& line = help.line->line;
    if (item.name == "line_name") {
        line.name = text;
        return fits(!text.empty());
    }
    if (item.name == "line_number") {
        line.channels = {{safety::Channel::Call, text, ""}};
        return fits(isPhoneNumber(text));
    }
    if (item.name == "line_hours") {
        line.hours = text;
        return fits(true);
    }
    if (item.name == "line_languages") {
        line.languages = item.inputs;
        return fits(!text.empty());
    }
    if (item.name == "line_verified_on") {
        help.line->verifiedOn = text;
        return fits(text.empty() || base::isFhirDate(text));
    }
    if (item.name == "line_source") {
        help.line->source = text;
        return fits(true);
    }
    return Error(Fault::SettingsDamaged, item.name);
}

/// Asked of the whole, because the order of the settings is free. What phones would not show is
/// refused here, where somebody can see to it.
Result<void> checkHelp(const HelpSettings& help) {
    if (!help.line) return ok();
    if (help.line->line.name.empty()) return Error(Fault::SettingsDamaged, "line_name");
    const auto& channels = help.line->line.channels;
    if (channels.empty() || !safety::isDiallable(channels.front().number))
        return Error(Fault::SettingsDamaged, "line_number");
    return ok();
}

Result<void> applyItem(Settings& settings, const CLI::ConfigItem& item) {
    // CLI11 marks the beginning and the end of a section with items of these names.
    if (item.name == "++" || item.name == "--") return ok();
    if (item.parents == std::vector<std::string>{"limits"})
        return applyLimit(settings.limits, item);
    if (item.parents == std::vector<std::string>{"dosing"})
        return applyDosing(settings.dosing, item);
    if (item.parents == std::vector<std::string>{"help"}) return applyHelp(settings.help, item);
    if (!item.parents.empty()) return Error(Fault::SettingsDamaged, item.parents.front());
    if (item.name == "name") {
        settings.name = firstOf(item);
    } else if (item.name == "phone") {
        settings.phone = firstOf(item);
    } else if (item.name == "country") {
        settings.country = firstOf(item);
    } else if (item.name == "store") {
        settings.store = firstOf(item);
    } else if (item.name == "hosts") {
        settings.hosts = item.inputs;
    } else {
        return Error(Fault::SettingsDamaged, item.name);
    }
    return ok();
}

}  // namespace

bool isPhoneNumber(std::string_view text) {
    constexpr std::string_view dialling = "0123456789 +()-./";
    constexpr std::string_view digits = "0123456789";
    return text.size() <= phoneBytesMax &&
           text.find_first_not_of(dialling) == std::string_view::npos &&
           text.find_first_of(digits) != std::string_view::npos;
}

HostPort splitHost(const std::string& text) {
    const auto colon = text.rfind(':');
    const auto bracket = text.rfind(']');
    const bool port = colon != std::string::npos &&
                      (bracket == std::string::npos ? text.find(':') == colon : colon > bracket);
    if (!port) return {text, {}};
    return {text.substr(0, colon), text.substr(colon + 1)};
}

Result<void> checkSettings(const Settings& settings) {
    const auto unfit = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '#';
    };
    if (settings.name.empty() || settings.name.size() > nameBytesMax ||
        std::any_of(settings.name.begin(), settings.name.end(), unfit))
        return Fault::NameMissing;
    if (!settings.country.empty() && !isCountry(settings.country)) return Fault::CountryUnknown;
    if (!settings.phone.empty() && !isPhoneNumber(settings.phone)) return Fault::PhoneMalformed;
    if (settings.hosts.empty() || settings.hosts.size() > hostsMax ||
        !std::all_of(settings.hosts.begin(), settings.hosts.end(), isHost))
        return Fault::HostMalformed;
    if (settings.store.starts_with("postgres")) return Fault::PostgresqlUnavailable;
    if (settings.store != "sqlcipher") return Fault::StoreUnknown;
    return ok();
}

namespace {
/// What `[dosing]` can say, in comments: the limits that come with the program hold without it.
std::string dosingText() {
    std::string text =
        "[dosing]\n"
        "# Limits of this clinic for what is measured on a dosing day; without them those hold "
        "that\n"
        "# come with the program. The responsible physician confirms them by name.\n"
        "# confirmed_by = \"Dr Example\"\n";
    for (const auto& row : dosingRows)
        text.append("# ").append(row.name).append(" = ... in ").append(row.meaning).append("\n");
    text += "# When blood pressure and pulse are read, in minutes from the start of the dose.\n";
    text += "# monitoring_minutes = [";
    for (const auto minute : review::defaultDosingSettings().monitoringMinutes)
        text += (text.back() == '[' ? "" : ", ") + std::to_string(minute);
    return text + "]\n";
}
}  // namespace

namespace {
/// What `[help]` can say, in comments.
std::string helpText() {
    return "[help]\n"
           "# The emergency and crisis numbers that phones show come with the program. Call those "
           "of "
           "your\n"
           "# country, and say here when; after 180 days the clinic is reminded. Phones show them "
           "in "
           "any case.\n"
           "# numbers_verified_on = \"2026-01-31\"\n"
           "# The clinic's own crisis line; phones show it before the lines of the country.\n"
           "# line_name = \"Harbour night line\"\n"
           "# line_number = \"+44 20 7946 0001\"\n"
           "# line_hours = \"every night from 8 to 8\"\n"
           "# line_languages = [\"en\"]\n"
           "# line_verified_on = \"2026-01-31\"\n"
           "# line_source = \"Dr Example\"\n";
}
}  // namespace

std::string settingsText(const Settings& settings) {
    std::string text = "# A Landfall clinic. Changes hold from the next start of the server.\n";
    text += "name = " + tomlText(settings.name) + "\n";
    text += "phone = " + tomlText(settings.phone) + "\n";
    text += "country = " + tomlText(settings.country) + "\n";
    text += "# Where phones reach the clinic; the first one is in pairing codes.\nhosts = [";
    for (std::size_t index = 0; index < settings.hosts.size(); ++index)
        text += (index != 0 ? ", " : "") + tomlText(settings.hosts[index]);
    text += "]\nstore = " + tomlText(settings.store) + "\n\n" + helpText() + "\n" + dosingText() +
            "\n[limits]\n";
    for (const auto& each : limitRows()) {
        text.append("# ").append(each.meaning).append("\n# ").append(each.name);
        text += " = " + std::to_string(each.get(settings.limits)) + "\n";
    }
    return text;
}

Result<Settings> readSettings(const std::string& text) {
    Settings settings;
    std::vector<CLI::ConfigItem> items;
    try {
        std::istringstream stream(text);
        items = CLI::ConfigTOML().from_config(stream);
    } catch (const CLI::Error&) {
        return Fault::SettingsDamaged;
    }
    for (const auto& item : items) LF_CHECK(applyItem(settings, item));
    LF_CHECK(checkHelp(settings.help));
    LF_CHECK(checkSettings(settings));
    return settings;
}

}  // namespace landfall::clinic::admin
