#include "landfall/safety/contacts.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "landfall/fhir/resource.hpp"

using namespace landfall;
using safety::Channel;
using safety::CrisisContacts;

namespace {
struct Row {
    const char* country;
    std::vector<std::string> emergency;
    std::vector<std::string> numbers;  // of all lines, as dialled
    bool sourced;
};

std::vector<std::string> numbersOf(const safety::HelpContacts& help) {
    std::vector<std::string> numbers;
    for (const auto& line : help.lines)
        for (const auto& channel : line.channels) numbers.push_back(channel.dialled());
    return numbers;
}

Result<CrisisContacts> read(const std::string& countries) {
    const auto json = *fhir::Json::parse("{\"countries\":[" + countries + "]}");
    return CrisisContacts::read(json.root());
}

std::string country(const std::string& more) {
    return R"({"country":"XX","name":"X","source":"s","confidence":"S",)" + more + "}";
}
}  // namespace

TEST_CASE("the contacts are those of the reference (clinical 5.3)") {
    const std::vector<Row> table = {
        {"US", {"911"}, {"988", "988", "988", "741741"}, true},
        {"CA", {"911"}, {"988", "988"}, true},
        {"GB", {"999"}, {"116123", "111", "85258"}, true},
        {"IE", {"112", "999"}, {"116123"}, true},
        {"FR", {"15", "112"}, {"3114"}, true},
        {"AU", {"000"}, {"131114", "1300659467"}, true},
        {"CH", {"144"}, {"143"}, true},
        {"DE", {"112"}, {"08001110111", "08001110222", "116123"}, false},
        {"NL", {"112"}, {"113", "08000113"}, false},
        {"ES", {"112"}, {"024"}, false},
        {"AT", {"144"}, {"142"}, false},
        {"NZ", {"111"}, {"1737"}, false},
        {"IN", {"112"}, {"14416"}, false},
    };
    const auto contacts = *CrisisContacts::bundled();
    CHECK(contacts.countries().size() == table.size());
    for (const auto& row : table) {
        INFO(row.country);
        const auto help = contacts.forCountry(row.country);
        CHECK(help.country == row.country);
        CHECK(help.emergency == row.emergency);
        CHECK(numbersOf(help) == row.numbers);
        CHECK_FALSE(help.localNumberMayDiffer);
    }
    for (const auto& one : contacts.countries()) {
        INFO(one.country);
        CHECK_FALSE(one.source.empty());
        for (const auto& row : table)
            if (one.country == row.country)
                CHECK((one.confidence == safety::Confidence::Sourced) == row.sourced);
    }
}

TEST_CASE("every line says what it is, also one whose name is only its number") {
    const auto contacts = *CrisisContacts::bundled();
    for (const auto& country : contacts.countries())
        for (const auto& line : country.lines)
            for (const auto& channel : line.channels) {
                INFO(country.country << " " << line.name);
                CHECK(safety::whatItIs(channel).starts_with("Crisis line"));
            }
    CHECK(safety::whatItIs({Channel::Call, "113", ""}) == "Crisis line: somebody to talk to");
    CHECK(safety::whatItIs({Channel::Text, "85258", "SHOUT"}) ==
          "Crisis line by text message: send the word SHOUT");
    CHECK(safety::whatItIs({Channel::Text, "988", ""}) == "Crisis line by text message");
    CHECK(safety::whatItIs({Channel::Chat, "988", ""}) == "Crisis line: they answer by chat too");
}

TEST_CASE("text lines say what to write") {
    const auto help = CrisisContacts::bundled()->forCountry("US");
    CHECK(help.lines[1].channels[0].channel == Channel::Text);
    CHECK(help.lines[1].channels[0].message == "HOME");
}

TEST_CASE("there is always something to call") {
    const auto contacts = *CrisisContacts::bundled();
    const auto poland = contacts.forCountry("PL");
    CHECK(poland.emergency == std::vector<std::string>{"112"});
    CHECK(poland.lines.empty());
    CHECK_FALSE(poland.localNumberMayDiffer);
    for (const auto* code : {"JP", "", "??", "Germany", "ZZ"}) {
        const auto help = contacts.forCountry(code);
        INFO(code);
        CHECK(help.emergency == std::vector<std::string>{"112"});
        CHECK(help.localNumberMayDiffer);
        CHECK(help.country.empty());
    }
    CHECK(contacts.forCountry("de").country == "DE");
}

TEST_CASE("the clinic's own number is shown beside, never instead") {
    const auto contacts = *CrisisContacts::bundled();
    const auto help = contacts.forCountry("DE", {"Praxis", "+49 30 123"});
    CHECK(help.emergency.front() == "112");
    CHECK_FALSE(help.lines.empty());
    CHECK(help.clinic == safety::ClinicContact{"Praxis", "+49 30 123"});
    CHECK_FALSE(contacts.forCountry("DE", {"Praxis", ""}).clinic);
}

TEST_CASE("a clinic's own line comes first and takes nothing away (clinical 5.3)") {
    const auto help = CrisisContacts::bundled()->forCountry("DE");
    safety::CrisisLine line;
    line.name = "House line";
    line.channels.push_back({Channel::Call, "030 1", ""});
    const auto own = safety::withClinicLine(help, line);
    CHECK(own.emergency == help.emergency);
    REQUIRE(own.lines.size() == help.lines.size() + 1);
    CHECK(own.lines.front().name == "House line");
    for (std::size_t i = 0; i < help.lines.size(); ++i)
        CHECK(own.lines[i + 1].name == help.lines[i].name);
    line.channels.front().number = "javascript:x";
    CHECK(numbersOf(safety::withClinicLine(help, line)) == numbersOf(help));
    // "I am somewhere else" is the data's answer for that country.
    CHECK(CrisisContacts::bundled()->forCountry("FR").emergency.front() == "15");
}

TEST_CASE("the clinic's line arrives as it was sent, and so does that there is none any more") {
    safety::ClinicLine line;
    line.line.name = "House \"line\"";
    line.line.channels.push_back({Channel::Call, "+49 30 1", ""});
    line.line.hours = "day and night";
    line.line.languages = {"de", "en"};
    line.verifiedOn = "2026-11-01";
    line.source = "Dr Lin";
    const auto readBack = [](const std::optional<safety::ClinicLine>& sent) {
        const auto bytes = safety::buildHelpLine("a", "p", {1'790'000'000'000, 60}, sent);
        const auto json = fhir::Json::borrow(bytes);
        REQUIRE(json.has_value());
        CHECK(fhir::validateResource(json->root()).has_value());
        return *safety::readHelpLine(json->root());
    };
    const auto found = readBack(line);
    CHECK(found.sent.unixMs == 1'790'000'000'000);
    REQUIRE(found.line);
    CHECK(found.line->line.name == line.line.name);
    CHECK(found.line->line.channels.front().dialled() == "+49301");
    CHECK(found.line->line.hours == "day and night");
    CHECK(found.line->line.languages == line.line.languages);
    CHECK(found.line->verifiedOn == "2026-11-01");
    CHECK(found.line->source == "Dr Lin");
    CHECK_FALSE(readBack({}).line);
    const auto other = fhir::Json::parse(R"({"resourceType":"DocumentReference"})");
    CHECK(safety::readHelpLine(other->root()).error().is(fhir::Fault::BadCode));
}

TEST_CASE("contacts are to be checked again after 180 days, and when they never were") {
    CHECK_FALSE(safety::contactsExpired("2026-01-01", "2026-01-01"));
    CHECK_FALSE(safety::contactsExpired("2026-01-01", "2026-06-30"));
    CHECK(safety::contactsExpired("2026-01-01", "2026-07-01"));
    CHECK_FALSE(safety::contactsExpired("2027-12-01", "2028-05-29"));
    CHECK(safety::contactsExpired("2027-12-01", "2028-05-30"));
    CHECK(safety::contactsExpired("", "2026-01-01"));
    CHECK(safety::contactsExpired("2026-02-30", "2026-03-01"));
}

TEST_CASE("contact data that could lead nowhere is refused with its place") {
    const std::string good = R"("emergency":["112"],"verifiedOn":null,"lines":[])";
    CHECK(read(country(good)).has_value());
    CHECK(read(country(good) + "," + country(good)).error().where == "countries[1].country");
    CHECK(read("").error().where == "countries");
    const auto where = [](const std::string& more) { return read(country(more)).error().where; };
    CHECK(where(R"("emergency":[],"verifiedOn":null)") == "countries[0].emergency");
    CHECK(where(R"("emergency":["call"],"verifiedOn":null)") == "countries[0].emergency[0]");
    CHECK(where(R"("emergency":[""],"verifiedOn":null)") == "countries[0].emergency[0]");
    CHECK(where(R"("emergency":["112"])") == "countries[0].verifiedOn");
    CHECK(where(R"("emergency":["112"],"verifiedOn":"soon")") == "countries[0].verifiedOn");
    CHECK(where(R"("emergency":["112"],"verifiedOn":null,"lines":[{"name":"L","channels":[]}])") ==
          "countries[0].lines[0].channels");
    CHECK(
        where(
            R"("emergency":["112"],"verifiedOn":null,"lines":[{"name":"L","channels":[{"channel":"fax","number":"1"}]}])") ==
        "countries[0].lines[0].channels[0].channel");
    CHECK(
        where(
            R"("emergency":["112"],"verifiedOn":null,"lines":[{"name":"L","channels":[{"channel":"call","number":"javascript:x"}]}])") ==
        "countries[0].lines[0].channels[0].number");
    CHECK(read(R"({"country":"xx","name":"X"})").error().where == "countries[0].country");
}
