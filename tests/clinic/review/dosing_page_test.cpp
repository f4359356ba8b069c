#include <catch2/catch_test_macros.hpp>

#include "clinic/store/bundles.hpp"
#include "clinic/store/dosing_day.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;
namespace lf = landfall::fhir;

// What the dosing record shows beside its entries. The clock stands at 15:13:20 on the session's
// day, 21 September 2026.
namespace {

constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;

/// "open", or why a gate of the session is closed.
std::string gateIn(const lf::Json& page, std::string_view gate) {
    for (const auto one : page.get("sessions")[0].get("gates").elements())
        if (one.get("gate").textOr() == gate)
            return one.get("open").boolean().value_or(false)
                       ? "open"
                       : std::string(one.get("reason").textOr());
    return "not there";
}

std::vector<std::string> sinceIn(const lf::Json& page) {
    std::vector<std::string> out;
    for (const auto one : page.get("sessions")[0].get("gatesSince").elements())
        out.push_back(std::string(one.get("gate").textOr()) + ": " +
                      std::string(one.get("text").textOr()));
    return out;
}

/// A form whose answer raised this tier, as a phone sends its flag.
void raise(DosingDay& day, int tier) {
    const auto id = day.clinic.id();
    const auto bundleId = day.clinic.id();
    REQUIRE(
        day.clinic
            .send(day.clinic.phone, bundleId,
                  bundle(bundleId,
                         {put({"Flag", id, flag(id, day.clinic.patient, day.clinic.id(), tier)})}))
            .status == 200);
}

}  // namespace

TEST_CASE("a dose that began is shown with the gates of its time, and what changed since beside") {
    DosingDay day;
    CHECK(day.page().get("sessions")[0].get("gatesAt").isNull());
    day.give();
    CHECK(sinceIn(day.page()).empty());
    day.clinic.clock.advanceMs(dayMs);
    day.withdraw();
    const auto page = day.page();
    CHECK(gateIn(page, "consent") == "open");
    CHECK(gateIn(page, "eligibility") == "open");
    const auto session = page.get("sessions")[0];
    CHECK(session.get("gatesAt").textOr() == session.get("started").textOr("none"));
    CHECK(sinceIn(page) ==
          std::vector<std::string>{"consent: The consent was withdrawn on 22 September 2026."});
    CHECK(session.get("gatesSince")[0].get("open").boolean() == false);
    // The plan of the patient's page says the same.
    const auto patient = parsed(
        day.clinic
            .ask(day.clinic.clinician, {.target = "/review/api/patients/" + day.clinic.patient})
            .body);
    const auto planned = patient.get("plan").get("sessions")[0];
    CHECK(planned.get("gatesAt").textOr() == session.get("started").textOr("none"));
    for (const auto gate : planned.get("gates").elements())
        CHECK(gate.get("open").boolean() == true);
    CHECK(planned.get("gatesSince").size() == 1);
}

TEST_CASE("before a dose its record shows the gates of now") {
    DosingDay day;
    day.saveBeforeDose();
    day.withdraw();
    const auto page = day.page();
    CHECK(gateIn(page, "consent") == "The consent was withdrawn.");
    CHECK(sinceIn(page).empty());
}

TEST_CASE("a decision after the dose is said as what came since, with its day") {
    DosingDay day;
    day.give();
    day.clinic.clock.advanceMs(dayMs);
    CHECK(day.plan(R"({"do":"decide","eligible":false,"class":"A","reason":"Not again."})") == 200);
    const auto page = day.page();
    CHECK(gateIn(page, "eligibility") == "open");
    CHECK(sinceIn(page) == std::vector<std::string>{"eligibility: On 22 September 2026 a clinician "
                                                    "decided that this is not possible now."});
}

TEST_CASE("the dosing record names the patient, and every open flag of whatever tier") {
    DosingDay day;
    day.closeFlags();
    CHECK(day.page().get("openFlags").size() == 0);
    raise(day, 1);
    const auto page = day.page();
    REQUIRE(page.get("openFlags").size() == 1);
    const auto flag = page.get("openFlags")[0];
    CHECK(flag.get("tier").integer() == 1);
    CHECK(flag.get("title").textOr() == "PHQ-9");
    CHECK(flag.get("itemLabel").textOr() == "9");
    CHECK_FALSE(flag.get("received").textOr().empty());
    CHECK(page.get("patient").get("id").textOr() == day.clinic.patient);
    CHECK_FALSE(page.get("patient").get("name").textOr().empty());
    CHECK(page.get("patient").get("birthDate").isNull());
    day.closeFlags();
    CHECK(day.page().get("openFlags").size() == 0);
}

TEST_CASE("a fact that cannot be is refused with its name, its limits and what to do") {
    struct Row {
        std::string body;
        std::string member;
        std::string why;
    };
    const std::string dose =
        R"({"step":"prepared","protocol":"P","product":"X","batch":"B","expiry":"2030-01-31",)"
        R"("salt":"fumarate","route":"inhaled","doseMg":)";
    const std::string vitals = R"({"step":"vitals","series":"baseline",)";
    const Row rows[] = {
        {vitals + R"("systolic":1200,"diastolic":80})", "systolic",
         "systolic is not a whole number from 30 to 300"},
        {vitals + R"("systolic":120})", "diastolic",
         "diastolic is missing: a blood pressure has both numbers"},
        {vitals + R"("minute":2})", "systolic",
         "nothing is measured: give systolic with diastolic, pulse, spo2, temperature or qtcF"},
        {vitals + R"("temperature":36.65})", "temperature",
         "temperature is not a number from 25 to 45 with up to 1 digit after the point"},
        {vitals + R"("pulse":80,"at":"2026-09-21T16:00:00+01:00"})", "at", "at lies ahead"},
        {vitals + R"("pulse":80,"at":"today"})", "at",
         "at is not a time with its offset, written like 2026-03-01T09:30:00+00:00"},
        {dose + "-3}", "doseMg",
         "doseMg is not a number above 0 and up to 10000 with up to 3 digits after the point"},
        {dose + R"(1,"volume":3})", "unknown", "it says something that this step does not ask for"},
        {R"({"step":"go-no-go"})", "go", "go is missing"},
        {R"({"step":"dance"})", "step", "there is no step of that name"},
        {R"({"step":"event","term":"x","grade":2,"resolved":"soon"})", "resolved",
         "resolved is not a time with its offset, written like 2026-03-01T09:30:00+00:00"},
        {R"({"step":"consent","willing":true,"mayWithdrawTold":true,"touch":"yes"})", "touch",
         "touch is none of agreed, ask-first, not-agreed"},
        {R"({"step":"recovery","nextContact":"2026-09-20"})", "nextContact",
         "nextContact lies before the day of the entry"},
        {R"({"step":"second-check","prepared":"x"})", "prepared",
         "prepared names no such entry of this session"}};
    DosingDay day;
    for (const auto& row : rows) {
        const auto answer = day.post(day.clinic.clinician, row.body);
        INFO(answer.body);
        CHECK(answer.status == 422);
        CHECK(codeOf(answer) == "invalid_fact");
        CHECK(expressionOf(answer) == row.member);
        CHECK(parsed(answer.body).get("issue")[0].get("details").get("text").textOr() ==
              "The entry was not stored: " + row.why +
                  ". Nothing was stored. Correct it, and send it again.");
    }
}

TEST_CASE("a go without words where something speaks against a dose is asked for them") {
    DosingDay day;
    day.answer("day-before", R"({"illness":true})", "D-1");
    const auto answer = day.post(day.clinic.clinician, R"({"step":"go-no-go","go":true})");
    CHECK(answer.status == 422);
    CHECK(expressionOf(answer) == "words");
    CHECK(parsed(answer.body)
              .get("issue")[0]
              .get("details")
              .get("text")
              .textOr()
              .find("words are missing: something speaks against a dose") != std::string::npos);
}

TEST_CASE("a step of the consent names its text by the title") {
    DosingDay day;
    const auto page = parsed(
        day.clinic
            .ask(day.clinic.clinician, {.target = "/review/api/patients/" + day.clinic.patient})
            .body);
    const auto consent = page.get("consents")[0];
    CHECK_FALSE(consent.get("title").textOr().empty());
    CHECK(consent.get("title").textOr() != consent.get("document").textOr());
}
