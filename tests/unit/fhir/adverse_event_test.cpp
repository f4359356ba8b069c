#include "landfall/fhir/adverse_event.hpp"

#include <catch2/catch_test_macros.hpp>

#include "landfall/fhir/build.hpp"
#include "landfall/fhir/read.hpp"

using namespace landfall;
using fhir::Fault;
using fhir::Json;

namespace {
const base::WallTime aware = *base::fromFhirDateTime("2026-05-13T10:00:00.000+02:00");
const base::WallTime recorded = *base::fromFhirDateTime("2026-05-13T10:20:00.000+02:00");
const base::WallTime told = *base::fromFhirDateTime("2026-05-13T18:00:00.000+02:00");

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

fhir::AdverseEvent faint() {
    fhir::AdverseEvent event;
    event.id = "e2";
    event.patient = "p";
    event.session = 1;
    event.acute = true;
    event.report = "r1";
    event.dose = "d1";
    event.term = "Faint";
    event.words = "Fell beside the chair.\nFound by her sister.";
    event.onset = "2026-05-12";
    event.end = "2026-05-12T11:00:00.000+02:00";
    event.grade = 3;
    event.criteria = {"hospital", "important"};
    event.causality = "possible";
    event.expectedness = "unexpected";
    event.action = "Lay down, ambulance.";
    event.outcome = "resolved-with-sequelae";
    event.aware = aware;
    event.recorded = recorded;
    event.reported = told;
    event.by = {"u1", "Dr Lin"};
    event.replaces = "e1";
    event.reason = "The sponsor was told.";
    return event;
}
}  // namespace

TEST_CASE("an adverse event comes back with everything that a clinician said of it") {
    const auto event = faint();
    const auto json = valid(fhir::buildAdverseEvent(event));
    const auto read = fhir::readAdverseEvent(json.root());
    REQUIRE(read.has_value());
    CHECK(read->session == 1);
    CHECK(read->acute);
    CHECK(read->report == "r1");
    CHECK(read->dose == "d1");
    CHECK(read->term == "Faint");
    CHECK(read->words == event.words);
    CHECK(read->onset == "2026-05-12");
    CHECK(read->end == event.end);
    CHECK(read->grade == 3);
    CHECK(read->criteria == event.criteria);
    CHECK(read->isSerious());
    CHECK(read->causality == "possible");
    CHECK(read->expectedness == "unexpected");
    CHECK(read->action == event.action);
    CHECK(read->outcome == "resolved-with-sequelae");
    CHECK(read->aware.unixMs == aware.unixMs);
    CHECK(read->recorded.unixMs == recorded.unixMs);
    REQUIRE(read->reported.has_value());
    CHECK(read->reported->unixMs == told.unixMs);
    CHECK(read->by == event.by);
    CHECK(read->replaces == "e1");
    CHECK(read->reason == "The sponsor was told.");
    CHECK(fhir::buildAdverseEvent(*read) == fhir::buildAdverseEvent(event));
}

TEST_CASE("other readers see seriousness, severity and outcome in FHIR's own codes") {
    const auto codeIn = [](const Json& json, std::string_view member) {
        return std::string(json.get(member).get("coding")[0].get("code").textOr());
    };
    const auto json = valid(fhir::buildAdverseEvent(faint()));
    CHECK(json.get("actuality").textOr() == "actual");
    CHECK(codeIn(json, "seriousness") == "serious");
    CHECK(codeIn(json, "severity") == "severe");
    CHECK(codeIn(json, "outcome") == "resolvedWithSequelae");
    auto slight = faint();
    slight.criteria.clear();
    slight.outcome = "ongoing";
    for (const auto& [grade, severity] :
         {std::pair(1, "mild"), std::pair(2, "moderate"), std::pair(3, "severe"),
          std::pair(4, "severe"), std::pair(5, "severe")}) {
        slight.grade = grade;
        const auto one = valid(fhir::buildAdverseEvent(slight));
        CHECK(codeIn(one, "seriousness") == "non-serious");
        CHECK(codeIn(one, "severity") == severity);
        CHECK(fhir::readAdverseEvent(one.root())->grade == grade);
    }
}

TEST_CASE("an event with nothing but what is needed says nothing of the rest") {
    fhir::AdverseEvent event;
    event.id = "e1";
    event.patient = "p";
    event.term = "Headache";
    event.grade = 1;
    event.causality = "not-assessable";
    event.expectedness = "not-assessed";
    event.outcome = "unknown";
    event.aware = aware;
    event.recorded = recorded;
    event.by = {"u1", "Dr Lin"};
    const auto json = valid(fhir::buildAdverseEvent(event));
    const auto read = fhir::readAdverseEvent(json.root());
    REQUIRE(read.has_value());
    CHECK(read->session == 0);
    CHECK_FALSE(read->acute);
    CHECK(read->report.empty());
    CHECK(read->dose.empty());
    CHECK(read->onset.empty());
    CHECK(read->end.empty());
    CHECK_FALSE(read->reported.has_value());
    CHECK_FALSE(read->isSerious());
    CHECK(read->replaces.empty());
}

TEST_CASE("an event without a grade from 1 to 5, a name or its times is refused") {
    const auto bytes = fhir::buildAdverseEvent(faint());
    const auto failsAs = [](const std::string& text, Fault fault) {
        const auto read = fhir::readAdverseEvent(Json::parse(text)->root());
        return read.has_error() && read.error().is(fault);
    };
    for (const auto* grade : {"0", "6", "-3"}) {
        INFO(grade);
        CHECK(failsAs(
            replaced(bytes, R"("valueInteger":3)", std::string(R"("valueInteger":)") + grade),
            Fault::BadValue));
    }
    CHECK(failsAs(replaced(bytes, R"("url":"grade")", R"("url":"shade")"), Fault::BadValue));
    CHECK(failsAs(replaced(bytes, R"("text":"Faint")", R"("test":"Faint")"), Fault::Missing));
    CHECK(failsAs(replaced(bytes, R"("event":)", R"("affair":)"), Fault::Missing));
    const auto broken = [&](const std::string& from, const std::string& to) {
        return fhir::readAdverseEvent(Json::parse(replaced(bytes, from, to))->root()).has_error();
    };
    CHECK(broken(R"("detected":)", R"("noticed":)"));
    CHECK(broken(R"("recordedDate":)", R"("writtenDate":)"));
    CHECK(broken("2026-05-13T18:00", "2026-05-13T25:00"));
    CHECK(broken(R"("resourceType":"AdverseEvent")", R"("resourceType":"Flag")"));
}
