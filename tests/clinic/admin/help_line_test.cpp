#include <catch2/catch_test_macros.hpp>

#include "clinic/store/test_clinic.hpp"
#include "server/admin/fault.hpp"
#include "server/admin/help_line.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;
namespace safety = landfall::safety;

namespace {

const std::string nightLine =
    "line_name = \"Harbour night line\"\nline_number = \"+44 20 7946 0001\"\n"
    "line_languages = [\"en\", \"cy\"]\nline_verified_on = \"2026-09-01\"\n"
    "line_source = \"Dr Lin\"\n";

std::string tomlWith(const std::string& help) {
    return "name = \"Harbour\"\ncountry = \"GB\"\nhosts = [\"127.0.0.1\"]\n[help]\n" + help;
}

/// clinic.toml is written and the server started again.
void restartWith(TestClinic& clinic, const std::string& help) {
    const auto path = clinic.folder / admin::settingsFile;
    REQUIRE(clinic.files.replace(path, landfall::base::viewOf(tomlWith(help))).has_value());
    clinic.reopen();
    REQUIRE(admin::shareHelpLine(*clinic.clinic).has_value());
}

/// Every version of the line that a phone's feed holds; "-" where there is none any more.
std::vector<std::string> linesInFeed(TestClinic& clinic, const std::string& patient) {
    std::vector<std::string> lines;
    REQUIRE(clinic.clinic->store()
                .read([&](store::Reading& reading) {
                    return reading.changes(
                        patient, 0, 1000,
                        [&](const store::ChangeView& change) -> landfall::Result<void> {
                            if (change.type != "DocumentReference") return landfall::ok();
                            LF_TRY(const auto json, landfall::fhir::Json::borrow(change.body));
                            LF_TRY(const auto sent, safety::readHelpLine(json.root()));
                            lines.push_back(sent.line ? sent.line->line.channels.front().dialled()
                                                      : "-");
                            return landfall::ok();
                        });
                })
                .has_value());
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("clinical rules 5.3: the clinic's crisis line reaches every phone, once") {
    TestClinic clinic;
    REQUIRE(admin::shareHelpLine(*clinic.clinic).has_value());
    CHECK(linesInFeed(clinic, clinic.patient).empty());
    restartWith(clinic, nightLine);
    restartWith(clinic, nightLine);
    CHECK(linesInFeed(clinic, clinic.patient) == Lines{"+442079460001"});
    CHECK(linesInFeed(clinic, clinic.otherPatient) == Lines{"+442079460001"});
    const auto added =
        clinic.run("patient add", {{"name", "Cleo Example"}, {"clinician", "lin@example.org"}});
    REQUIRE(added.has_value());
    CHECK(linesInFeed(clinic, added->at("id").as_string().c_str()) == Lines{"+442079460001"});
    // A phone can neither change nor take away what others rely on.
    const auto seen =
        clinic.ask(clinic.phone, {.target = "/fhir/DocumentReference?patient=" + clinic.patient});
    CHECK(seen.body.find("help-line") != std::string::npos);

    restartWith(clinic, "line_name = \"Night line\"\nline_number = \"020 7\"\n");
    restartWith(clinic, "");
    CHECK(linesInFeed(clinic, clinic.patient) == Lines{"+442079460001", "0207", "-"});
}

TEST_CASE("clinical rules 5.3: the clinic hears that numbers were not verified; phones show them") {
    const auto noticesOn = [](const std::string& help, std::string_view today) {
        return admin::helpNotices(*admin::readSettings(tomlWith(help)), today);
    };
    const auto never = noticesOn("", "2026-09-21");
    REQUIRE(never.size() == 1);
    CHECK(never.front().find("for GB were verified by nobody") != std::string::npos);
    CHECK(noticesOn("numbers_verified_on = \"2026-09-01\"\n", "2026-09-21").empty());
    const auto late = noticesOn("numbers_verified_on = \"2026-09-01\"\n", "2027-03-01");
    REQUIRE(late.size() == 1);
    CHECK(late.front().find("2026-09-01, over 180 days ago") != std::string::npos);
    CHECK(noticesOn("numbers_verified_on = \"2026-09-01\"\n" + nightLine, "2027-03-01").size() ==
          2);
    // Without a country there is no line of a country to verify.
    const auto nowhere = admin::helpNotices(
        *admin::readSettings("name = \"Harbour\"\nhosts = [\"127.0.0.1\"]\n"), "2026-09-21");
    REQUIRE(nowhere.size() == 1);
    CHECK(nowhere.front().find("No country is set") != std::string::npos);

    TestClinic clinic;
    const auto checked = clinic.run("check", {});
    REQUIRE(checked.has_value());
    CHECK(checked->at("notices").as_array().size() == 1);
    CHECK(clinic.clinic->facts().notices("2026-09-21").size() == 1);
}

TEST_CASE("a crisis line that phones could not dial is refused by the name of the setting") {
    const auto placeOf = [](const std::string& help) {
        const auto read = admin::readSettings(tomlWith(help));
        return read.has_error() ? read.error().where : "";
    };
    CHECK(placeOf(nightLine).empty());
    CHECK(placeOf("line_name = \"Night line\"\n") == "line_number");
    CHECK(placeOf("line_name = \"Night line\"\nline_number = \"call us\"\n") == "line_number");
    CHECK(placeOf("line_number = \"020 7\"\n") == "line_name");
    CHECK(placeOf("numbers_verified_on = \"yesterday\"\n") == "numbers_verified_on");
    CHECK(placeOf("emergency = \"113\"\n") == "emergency");
}
