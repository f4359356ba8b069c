#include "landfall/fhir/values.hpp"

#include <catch2/catch_test_macros.hpp>

#include "landfall/fhir/build.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/fhir/temporal.hpp"

using namespace landfall;
using fhir::Decimal;

namespace {
std::weak_ordering order(const char* a, const char* b) {
    return Decimal::parse(a)->compare(*Decimal::parse(b));
}
}  // namespace

TEST_CASE("a decimal keeps its digits and is compared by its value") {
    for (const auto* text : {"0", "-0", "1.00", "0.1", "-12.50", "1e3", "1E-7", "1.5e+2",
                             "123456789012345678901234567890.12"}) {
        INFO(text);
        REQUIRE(Decimal::parse(text).has_value());
        CHECK(Decimal::parse(text)->text() == text);
    }
    for (const auto* text : {"", "-", "+1", "01", "1.", ".5", "1e", "1e+-2", "1e400", "0x1", "1 ",
                             "NaN", "1,5", "12345678901234567890123456789012345678901"})
        CHECK_FALSE(Decimal::parse(text).has_value());
    CHECK(order("1.0", "1.00") == 0);
    CHECK(order("-0", "0") == 0);
    CHECK(order("0.1", "0.10000000000000001") < 0);
    CHECK(order("1e3", "999.9") > 0);
    CHECK(order("1e3", "1000") == 0);
    CHECK(order("-2", "-10") > 0);
    CHECK(order("-0.5", "0.4") < 0);
    CHECK(order("0", "0.001") < 0);
    CHECK(order("10", "9") > 0);
    CHECK(Decimal::parse("1.50")->places() == 2);
    CHECK(Decimal::parse("1.5e-2")->places() == 3);
    CHECK(Decimal::parse("15e1")->places() == 0);
    CHECK(Decimal::parse("-2.0")->whole() == -2);
    CHECK(Decimal::parse("2e2")->whole() == 200);
    CHECK_FALSE(Decimal::parse("2.5")->whole());
    CHECK_FALSE(Decimal::parse("1e30")->whole());
    CHECK_FALSE(Decimal::parse("1.0") == Decimal::parse("1.00"));
}

TEST_CASE("dates and times are what exists, at the precision they have") {
    for (const auto* text : {"2026", "2026-05", "2026-05-12", "2024-02-29"})
        CHECK(fhir::isDateValue(text));
    for (const auto* text : {"", "26", "2026-13", "2026-02-30", "2026-5-1", "2026-05-12T10:00:00Z"})
        CHECK_FALSE(fhir::isDateValue(text));
    CHECK(fhir::isDateTimeValue("2026-05-12T10:00:00+02:00"));
    CHECK(fhir::isDateTimeValue("2026-05"));
    CHECK_FALSE(fhir::isDateTimeValue("2026-05-12T25:00:00Z"));
    for (const auto* text : {"00:00:00", "23:59:59", "08:30:00.250"})
        CHECK(fhir::isTimeValue(text));
    for (const auto* text : {"24:00:00", "8:30:00", "08:30", "08:60:00", "08:30:00.", "08:30:00.x"})
        CHECK_FALSE(fhir::isTimeValue(text));
    using fhir::compareDateTimes;
    CHECK(*compareDateTimes("2026-05-12T10:00:00+02:00", "2026-05-12T08:00:00Z") == 0);
    CHECK(*compareDateTimes("2025", "2026-05") < 0);
    CHECK_FALSE(compareDateTimes("2026", "2026-05"));
    CHECK(*compareDateTimes("2026-05-12T10:00:00+02:00", "2026-05-11") > 0);
    CHECK_FALSE(compareDateTimes("2026-05-12T10:00:00+02:00", "2026-05-12"));
    CHECK(fhir::compareTimes("08:30:00.100", "08:30:00.1") == 0);
    CHECK(fhir::compareTimes("08:30:00", "08:30:00.1") < 0);
}

TEST_CASE("every kind of answer goes into a response and comes back as it was") {
    fhir::Response response;
    response.id = "r";
    response.patient = "p";
    response.questionnaire = "https://x/q|1";
    response.authored = *base::fromFhirDateTime("2026-05-12T09:31:00.000+02:00");
    response.items = {
        {"many",
         "Which?",
         {fhir::Coding{"s", "a", "A"}, true, std::int64_t{-3}, std::string("\"x\"\n"),
          *Decimal::parse("1.500"), fhir::Date{"2026-05"}, fhir::DateTime{"2026-05-12T10:00:00Z"},
          fhir::Time{"08:30:00"}, fhir::Uri{"https://x/y"},
          fhir::Quantity{Decimal::parse("70.0"), "<", "kg", "http://unitsofmeasure.org", "kg"}},
         false,
         {}},
        {"outer", "", {true}, false, {{"inner", "", {std::int64_t{1}}, false, {}}}}};
    const auto bytes = fhir::buildResponse(response);
    CHECK(bytes.find("\"valueDecimal\":1.500") != std::string::npos);
    CHECK(bytes.find(R"("answer":[{"valueBoolean":true,"item":[{"linkId":"inner")") !=
          std::string::npos);
    const auto json = *fhir::Json::parse(bytes);
    const auto back = *fhir::readResponse(json.root());
    CHECK(back.items[0].answers == response.items[0].answers);
    REQUIRE(back.items[1].items.size() == 1);
    CHECK(back.items[1].items[0].answers == response.items[1].items[0].answers);
}

TEST_CASE("a value that is not what its name says is kept as it was sent and is no answer") {
    for (const auto* text : {R"({"valueDate":"2026-02-30"})", R"({"valueTime":"8"})",
                             R"({"valueAttachment":{"url":"x"}})", R"({"valueInteger":1.5})"}) {
        const auto json = *fhir::Json::parse(text);
        INFO(text);
        CHECK(std::holds_alternative<fhir::OtherValue>(fhir::valueIn(json.root(), "value")));
    }
}

TEST_CASE("items may nest deeper than other values, and not without end") {
    const auto nested = [](const std::string& open, const std::string& close, int times) {
        std::string text;
        for (int i = 0; i < times; ++i) text += open;
        text += "0";
        for (int i = 0; i < times; ++i) text += close;
        return text;
    };
    const std::string open = R"({"item":[)";
    CHECK(fhir::Json::parse(nested(open, "]}", 32)).has_value());
    CHECK(fhir::Json::parse(nested(open, "]}", 40)).error().is(fhir::Fault::TooDeep));
    CHECK(fhir::Json::parse(nested(open, "]}", 100'000)).error().is(fhir::Fault::TooDeep));
    CHECK(fhir::Json::parse(nested(R"({"other":[)", "]}", 17)).error().is(fhir::Fault::TooDeep));
    CHECK(fhir::Json::parse(R"({"item":)" + nested("[", "]", 33) + "}")
              .error()
              .is(fhir::Fault::TooDeep));
}
