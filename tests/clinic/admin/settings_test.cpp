#include <catch2/catch_test_macros.hpp>

#include "server/admin/fault.hpp"
#include "server/admin/settings.hpp"

using namespace landfall;
using namespace landfall::clinic;
using admin::Settings;

namespace {

Settings harbour() {
    Settings settings;
    settings.name = "O'Brien's Harbour Clinic, Köln 1 [east] = good";
    settings.phone = "+44 20 7946 0000";
    settings.country = "GB";
    settings.hosts = {"clinic.example:8443", "10.0.0.7"};
    return settings;
}

}  // namespace

TEST_CASE("what init writes is read back the same") {
    const auto settings = harbour();
    const auto read = admin::readSettings(admin::settingsText(settings));
    REQUIRE(read.has_value());
    CHECK(read->name == settings.name);
    CHECK(read->phone == settings.phone);
    CHECK(read->country == "GB");
    CHECK(read->hosts == settings.hosts);
    CHECK(read->limits.connectionsPerAddressMax == http::Limits{}.connectionsPerAddressMax);
}

TEST_CASE("a limit in clinic.toml holds, and an unknown or senseless one is named") {
    const auto with = [](const std::string& line) {
        return admin::readSettings(admin::settingsText(harbour()) + line + "\n");
    };
    const auto read = with("syncs-per-minute-per-device = 6000");
    REQUIRE(read.has_value());
    CHECK(read->limits.syncsPerMinutePerDevice == 6000);
    CHECK(with("syncs-per-minuet = 5").error().where == "syncs-per-minuet");
    CHECK(with("connections = 0").error().is(admin::Fault::SettingsDamaged));
    CHECK(with("connections = many").error().is(admin::Fault::SettingsDamaged));
}

TEST_CASE("clinical rules 7: limits and minutes of the dosing day are the clinic's to set") {
    const auto with = [](const std::string& lines) {
        return admin::readSettings("name = \"Harbour\"\nhosts = [\"127.0.0.1\"]\n[dosing]\n" +
                                   lines + "\n");
    };
    const auto read = with(
        "systolic_above = 150\npulse_below = 45\nmonitoring_minutes = [-10, 3, 60]\n"
        "confirmed_by = \"Dr Weir\"");
    REQUIRE(read.has_value());
    CHECK(read->dosing.systolicAbove == 150);
    CHECK(read->dosing.pulseBelow == 45);
    CHECK_FALSE(read->dosing.qtcFAboveMs.has_value());
    CHECK(read->dosing.monitoringMinutes == std::vector<int>{-10, 3, 60});
    CHECK(read->dosing.confirmedBy == "Dr Weir");
    CHECK(with("").value().dosing.monitoringMinutes.front() == -5);
    CHECK(with("systolic_above = 0").error().where == "systolic_above");
    CHECK(with("monitoring_minutes = [5, 2]").error().where == "monitoring_minutes");
    CHECK(with("pulse = 5").error().where == "pulse");
}

TEST_CASE("settings that cannot be are refused with the sentence that fits") {
    auto settings = harbour();
    SECTION("country") {
        for (const char* code : {"XX", "gb", "GBR", "G", "A "}) {
            settings.country = code;
            CHECK(admin::checkSettings(settings).error().is(admin::Fault::CountryUnknown));
        }
    }
    SECTION("name") {
        for (const char* name : {"", "two\nlines", "a \"b\"", "a\\b", "No #1"}) {
            settings.name = name;
            CHECK(admin::checkSettings(settings).error().is(admin::Fault::NameMissing));
        }
    }
    SECTION("phone") {
        settings.phone = "call us";
        CHECK(admin::checkSettings(settings).error().is(admin::Fault::PhoneMalformed));
    }
    SECTION("hosts") {
        for (const char* host : {"", "a b", "https://x", "host:", "host:99999", "user@host"}) {
            settings.hosts = {host};
            CHECK(admin::checkSettings(settings).error().is(admin::Fault::HostMalformed));
        }
    }
    SECTION("store") {
        settings.store = "postgresql://db.example/landfall";
        CHECK(admin::checkSettings(settings).error().is(admin::Fault::PostgresqlUnavailable));
        settings.store = "papyrus";
        CHECK(admin::checkSettings(settings).error().is(admin::Fault::StoreUnknown));
    }
}
