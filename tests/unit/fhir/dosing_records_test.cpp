#include <catch2/catch_test_macros.hpp>

#include "landfall/fhir/build.hpp"
#include "landfall/fhir/dosing_records.hpp"
#include "landfall/fhir/read.hpp"

using namespace landfall;
using fhir::Fault;
using fhir::Json;

namespace {
const base::WallTime at = *base::fromFhirDateTime("2026-05-12T09:31:00.000+02:00");
const base::WallTime later = *base::fromFhirDateTime("2026-05-12T09:51:30.000+02:00");

/// What the server's own gate asks of every record.
Json valid(const std::string& bytes) {
    auto json = Json::parse(bytes);
    REQUIRE(json.has_value());
    const auto envelope = fhir::validateResource(json->root());
    if (envelope.has_error()) FAIL(bytes << envelope.error().line());
    CHECK(envelope->patient == "p");
    return *std::move(json);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto where = text.find(from);
    REQUIRE(where != std::string::npos);
    return text.replace(where, from.size(), to);
}

template <typename T>
bool failsAs(const Result<T>& result, Fault fault) {
    return result.has_error() && result.error().is(fault);
}

fhir::DosingStep drawnUp() {
    return {.id = "s2",
            .patient = "p",
            .session = 2,
            .step = "prepared",
            .at = at,
            .by = {"u1", "Dr \"Lin\""},
            .facts = {{"product", std::string("Study drug")},
                      {"doseMg", *fhir::Decimal::parse("21.500")},
                      {"expiry", fhir::Moment{"2030-01-31"}},
                      {"companion", true},
                      {"grade", std::int64_t{2}}},
            .corrects = "s1",
            .reason = "Read the label again.",
            .made = {"Observation/v1", "MedicationAdministration/d1"}};
}

fhir::VitalSign pressure() {
    return {.id = "v1",
            .patient = "p",
            .vital = fhir::Vital::BloodPressure,
            .at = at,
            .by = {"u1", "Dr Lin"},
            .value = fhir::Decimal::of(128),
            .second = fhir::Decimal::of(80),
            .session = 1};
}

fhir::DoseGiven dose() {
    return {.id = "d1",
            .patient = "p",
            .session = 1,
            .protocol = "Trial 1",
            .product = "Study drug",
            .batch = "B-17",
            .expiry = "2030-01-31",
            .doseMg = *fhir::Decimal::parse("21.5"),
            .salt = "fumarate",
            .volumeMl = *fhir::Decimal::parse("20.25"),
            .route = "intravenous",
            .start = at,
            .stop = std::nullopt,
            .preparer = {"u3", "Dr Ito"},
            .giver = {"u1", "Dr Lin"},
            .checker = {"u2", "Dr Osei"}};
}
}  // namespace

TEST_CASE("a step of a dosing day comes back with every fact, its digits and what it corrects") {
    const auto step = drawnUp();
    const auto json = valid(fhir::buildDosingStep(step));
    const auto read = fhir::readDosingStep(json.root());
    REQUIRE(read.has_value());
    CHECK(read->id == "s2");
    CHECK(read->patient == "p");
    CHECK(read->session == 2);
    CHECK(read->step == "prepared");
    CHECK(read->at.unixMs == at.unixMs);
    CHECK(read->at.offsetMinutes == at.offsetMinutes);
    CHECK(read->by == step.by);
    CHECK(read->facts == step.facts);
    CHECK(std::get<fhir::Decimal>(read->facts[1].value).text() == "21.500");
    CHECK(read->corrects == "s1");
    CHECK(read->reason == "Read the label again.");
    CHECK(read->made == step.made);
    CHECK(fhir::buildDosingStep(*read) == fhir::buildDosingStep(step));
}

TEST_CASE("a step without facts, correction or further records is whole too") {
    fhir::DosingStep step;
    step.id = "s1";
    step.patient = "p";
    step.step = "discharge";
    step.at = at;
    const auto json = valid(fhir::buildDosingStep(step));
    const auto read = fhir::readDosingStep(json.root());
    REQUIRE(read.has_value());
    CHECK(read->facts.empty());
    CHECK(read->corrects.empty());
    CHECK(read->made.empty());
}

TEST_CASE("what is no step of a dosing day is refused, and says where") {
    const auto bytes = fhir::buildDosingStep(drawnUp());
    const auto readOf = [](const std::string& text) {
        return fhir::readDosingStep(Json::parse(text)->root());
    };
    CHECK(failsAs(readOf(fhir::buildVitalSign(pressure())), Fault::BadCode));
    CHECK(failsAs(readOf(fhir::buildDoseGiven(dose())), Fault::UnknownResource));
    // Without its session it belongs to no day.
    const auto nameless = readOf(replaced(bytes, R"("url":"session")", R"("url":"sitting")"));
    CHECK(failsAs(nameless, Fault::Missing));
    CHECK(nameless.error().where == "extension");
    for (const auto* number : {"0", "-1", "1001"}) {
        INFO(number);
        CHECK(failsAs(readOf(replaced(bytes, R"("valueInteger":2)",
                                      std::string(R"("valueInteger":)") + number)),
                      Fault::Missing));
    }
    CHECK(readOf(replaced(bytes, "2026-05-12T", "2026-05-32T")).has_error());
    CHECK(readOf(replaced(bytes, R"("effectiveDateTime":)", R"("effectiveDay":)")).has_error());
}

TEST_CASE("vital signs carry the codes and units of FHIR's own profile, and come back") {
    const auto sign = pressure();
    const auto json = valid(fhir::buildVitalSign(sign));
    CHECK(json.get("category")[0].get("coding")[0].get("code").textOr() == "vital-signs");
    CHECK(json.get("code").get("coding")[0].get("code").textOr() == "85354-9");
    CHECK(json.get("component")[0].get("valueQuantity").get("code").textOr() == "mm[Hg]");
    const auto read = fhir::readVitalSign(json.root());
    REQUIRE(read.has_value());
    CHECK(read->value == fhir::Decimal::of(128));
    CHECK(read->second == fhir::Decimal::of(80));
    CHECK(read->session == 1);
    CHECK(read->by == sign.by);

    using Row = std::tuple<fhir::Vital, const char*, const char*, const char*>;
    for (const auto& [vital, code, unit, value] :
         {Row{fhir::Vital::Pulse, "8867-4", "/min", "72"},
          Row{fhir::Vital::OxygenSaturation, "59408-5", "%", "98"},
          Row{fhir::Vital::Temperature, "8310-5", "Cel", "36.60"}}) {
        INFO(code);
        auto one = pressure();
        one.vital = vital;
        one.value = *fhir::Decimal::parse(value);
        const auto document = valid(fhir::buildVitalSign(one));
        CHECK(document.get("code").get("coding")[0].get("code").textOr() == code);
        CHECK(document.get("valueQuantity").get("code").textOr() == unit);
        const auto back = fhir::readVitalSign(document.root());
        REQUIRE(back.has_value());
        CHECK(back->vital == vital);
        CHECK(back->value.text() == value);
    }
}

TEST_CASE("a blood pressure needs both of its numbers, and another Observation is none") {
    const auto bytes = fhir::buildVitalSign(pressure());
    const auto readOf = [](const std::string& text) {
        return fhir::readVitalSign(Json::parse(text)->root());
    };
    CHECK(failsAs(readOf(fhir::buildDosingStep(drawnUp())), Fault::BadCode));
    CHECK(failsAs(readOf(replaced(bytes, "8480-6", "8480-7")), Fault::Missing));
    CHECK(failsAs(readOf(replaced(bytes, "8462-4", "8462-5")), Fault::Missing));
    CHECK(failsAs(readOf(replaced(bytes, R"("value":128)", R"("valve":128)")), Fault::Missing));
    CHECK(failsAs(readOf(replaced(bytes, R"("value":128)", R"("value":"128")")), Fault::Missing));
    CHECK(failsAs(readOf(replaced(bytes, "85354-9", "85354-0")), Fault::BadCode));
}

TEST_CASE("a dose comes back with its salt, its digits and both people, open and ended") {
    auto given = dose();
    const auto open = valid(fhir::buildDoseGiven(given));
    CHECK(open.get("status").textOr() == "in-progress");
    CHECK_FALSE(open.get("effectivePeriod").get("end"));
    // Milligrams of what, also for a reader who knows none of our extensions.
    CHECK(open.get("dosage").get("text").textOr() == "21.5 mg, as fumarate");
    const auto read = fhir::readDoseGiven(open.root());
    REQUIRE(read.has_value());
    CHECK(read->doseMg.text() == "21.5");
    REQUIRE(read->volumeMl.has_value());
    CHECK(read->volumeMl->text() == "20.25");
    CHECK(read->salt == "fumarate");
    CHECK(read->route == "intravenous");
    CHECK(read->protocol == "Trial 1");
    CHECK(read->product == "Study drug");
    CHECK(read->batch == "B-17");
    CHECK(read->expiry == "2030-01-31");
    CHECK(read->preparer == given.preparer);
    CHECK(read->giver == given.giver);
    CHECK(read->checker == given.checker);
    CHECK_FALSE(read->stop.has_value());
    CHECK(fhir::buildDoseGiven(*read) == fhir::buildDoseGiven(given));

    given.status = "stopped";
    given.stop = later;
    given.volumeMl.reset();
    const auto ended = valid(fhir::buildDoseGiven(given));
    const auto back = fhir::readDoseGiven(ended.root());
    REQUIRE(back.has_value());
    CHECK(back->status == "stopped");
    REQUIRE(back->stop.has_value());
    CHECK(back->stop->unixMs == later.unixMs);
    CHECK_FALSE(back->volumeMl.has_value());
}

TEST_CASE("a dose without its milligrams, its session or its beginning is refused") {
    const auto bytes = fhir::buildDoseGiven(dose());
    const auto readOf = [](const std::string& text) {
        return fhir::readDoseGiven(Json::parse(text)->root());
    };
    CHECK(failsAs(readOf(replaced(bytes, R"("value":21.5)", R"("valve":21.5)")), Fault::Missing));
    CHECK(failsAs(readOf(replaced(bytes, R"("valueInteger":1)", R"("valueInteger":0)")),
                  Fault::Missing));
    CHECK(readOf(replaced(bytes, R"("start":)", R"("begin":)")).has_error());
    CHECK(readOf(fhir::buildDosingStep(drawnUp())).has_error());
}

TEST_CASE("another status is another version with all else as it was") {
    const auto document = valid(fhir::buildVitalSign(pressure()));
    const auto wrong = fhir::withStatus(document, "entered-in-error");
    REQUIRE(wrong.has_value());
    const auto json = valid(*wrong);
    CHECK(json.get("status").textOr() == "entered-in-error");
    const auto read = fhir::readVitalSign(json.root());
    REQUIRE(read.has_value());
    CHECK(read->value == fhir::Decimal::of(128));
    CHECK(fhir::withStatus(*Json::parse(R"({"status":"final"})"), "x").has_error());
}
