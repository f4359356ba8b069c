#include <catch2/catch_test_macros.hpp>

#include "clinic/store/dosing_day.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;
using landfall::fhir::Json;

// What forms do that were sent empty or in part.
namespace {

const std::string emptyDayBefore =
    R"({"illness":null,"new-medicine":null,"alcohol":null,"pregnancy":null,"sleep":null,)"
    R"("companion":null,"still-willing":null})";
const std::string emptyTransport =
    R"({"way-home":null,"companion-name":null,"companion-phone":null,"companion-stays":null,)"
    R"("no-driving":null,"no-childcare-alone":null,"no-signing":null,"no-big-decisions":null,)"
    R"("no-alcohol":null,"companion-read":null})";

Json pageOf(DosingDay& day) {
    return parsed(
        day.clinic
            .ask(day.clinic.clinician, {.target = "/review/api/patients/" + day.clinic.patient})
            .body);
}

/// "open", or the reason with the forms that are missing.
std::string gateOf(DosingDay& day, std::string_view name) {
    const auto page = pageOf(day);
    for (const auto gate : page.get("plan").get("sessions")[0].get("gates").elements()) {
        if (gate.get("gate").textOr() != name) continue;
        if (gate.get("open").boolean().value_or(false)) return "open";
        std::string out(gate.get("reason").textOr());
        for (const auto form : gate.get("missing").elements())
            out += ' ' + std::string(form.textOr());
        return out;
    }
    return "no such gate";
}

std::vector<std::string> against(DosingDay& day) {
    std::vector<std::string> out;
    const auto page = day.page();
    for (const auto one : page.get("sessions")[0].get("against").elements())
        out.emplace_back(one.get("text").textOr());
    return out;
}

std::string formOf(DosingDay& day, std::string_view visit, std::string_view questionnaire) {
    const auto page = pageOf(day);
    for (const auto one : page.get("plan").get("visits").elements()) {
        if (one.get("visit").textOr() != visit) continue;
        for (const auto form : one.get("forms").elements())
            if (form.get("questionnaire").textOr() == questionnaire)
                return std::string(form.get("state").textOr()) +
                       (form.get("partly").boolean().value_or(false) ? " partly" : "") +
                       (form.get("response").textOr().empty() ? "" : " readable");
    }
    return "no such form";
}

}  // namespace

TEST_CASE("an empty form of the day before is none, and says nothing about anybody") {
    DosingDay day("day-before");
    day.answer("day-before", emptyDayBefore, "D-1");
    CHECK(gateOf(day, "day-before") == "A form is not answered. day-before");
    CHECK(against(day).empty());
    CHECK(formOf(day, "D-1", "day-before") == "closed");
}

TEST_CASE("half a form of the day before opens no gate and is said as not answered") {
    DosingDay day("day-before");
    day.answer("day-before", R"({"pregnancy":null,"illness":true})", "D-1");
    CHECK(gateOf(day, "day-before") == "A form was sent without every answer it needs. day-before");
    CHECK(against(day) == std::vector<std::string>{"The day before: ill, or a fever.",
                                                   "The day before, not answered: a pregnancy."});
    CHECK(formOf(day, "D-1", "day-before") == "closed partly readable");
    // A later half takes nothing back, and fills in what was open.
    day.answer("day-before", R"({"pregnancy":"no","sleep":null})", "D-1",
               "2026-09-20T13:00:00+01:00");
    CHECK(against(day) == std::vector<std::string>{"The day before: ill, or a fever."});
    // The whole answer does.
    day.answer("day-before", "{}", "D-1", "2026-09-20T14:00:00+01:00");
    CHECK(against(day).empty());
    CHECK(gateOf(day, "day-before") == "open");
    CHECK(formOf(day, "D-1", "day-before") == "done readable");
    // Half of one that comes after it counts for what it says.
    day.answer("day-before", R"({"alcohol":true,"sleep":null,"pregnancy":null})", "D-1",
               "2026-09-20T15:00:00+01:00");
    CHECK(against(day) ==
          std::vector<std::string>{"The day before: alcohol or other drugs in the last 24 hours."});
    CHECK(gateOf(day, "day-before") == "open");
}

TEST_CASE("clinical rules 5.1: what was dangerous the day before speaks on, whatever comes later") {
    DosingDay day;
    day.answer("asq", R"({"asq-1":true,"asq-2":false,"asq-3":false,"asq-4":false,"asq-5":false})",
               "D-1", "2026-09-20T13:00:00+01:00");
    day.answer("asq", R"({"asq-1":false,"asq-2":false,"asq-3":false,"asq-4":false})", "D-1",
               "2026-09-20T14:00:00+01:00");
    CHECK_FALSE(against(day).empty());
}

TEST_CASE("half a screen for suicide risk opens no gate, though its danger counts at once") {
    DosingDay day("asq");
    day.answer("asq", R"({"asq-1":false,"asq-2":false,"asq-3":false})", "D-1");
    CHECK(gateOf(day, "day-before") == "A form was sent without every answer it needs. asq");
    CHECK(pageOf(day).get("flags").size() == 0);
    day.answer("asq", R"({"asq-4":true})", "D-1", "2026-09-20T13:00:00+01:00");
    CHECK(gateOf(day, "day-before") == "A form was sent without every answer it needs. asq");
    CHECK(pageOf(day).get("flags")[0].get("tier").integer().value_or(0) == 3);
}

TEST_CASE("clinical rules 5.8: an empty or half plan for the way home opens no gate") {
    DosingDay day("transport");
    day.answer("transport", emptyTransport, "PREP");
    CHECK(gateOf(day, "transport") == "A form is not answered. transport");
    CHECK(against(day).empty());
    day.answer("transport", R"({"companion-stays":null})", "PREP", "2026-09-20T13:00:00+01:00");
    CHECK(gateOf(day, "transport") == "A form was sent without every answer it needs. transport");
    CHECK(against(day) ==
          std::vector<std::string>{"The way home, not answered: who stays for 24 hours."});
    day.answer("transport", "{}", "PREP", "2026-09-20T14:00:00+01:00");
    CHECK(gateOf(day, "transport") == "open");
    CHECK(against(day).empty());
}
