#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <optional>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/instrument/library.hpp"
#include "landfall/instrument/response.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;
using landfall::fhir::Node;

// The clinic's clock stands at 21 September 2026; the dosing day was the 7th.
namespace {

constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;
constexpr std::int64_t nowMs = 1'790'000'000'000;

std::string under(const TestClinic& clinic, const std::string& rest) {
    return "/review/api/patients/" + clinic.patient + rest;
}

landfall::fhir::Json read(TestClinic& clinic, const std::string& rest) {
    const auto answer = clinic.ask(clinic.clinician, {.target = under(clinic, rest)});
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    return parsed(answer.body);
}

http::Response post(TestClinic& clinic, const http::Actor& actor, const std::string& rest,
                    const std::string& body) {
    return clinic.ask(actor, {.method = "POST", .target = under(clinic, rest), .body = body});
}

void answer(TestClinic& clinic, const std::vector<int>& numbers, std::int64_t authoredMs) {
    const auto bundleId = clinic.id();
    const auto id = clinic.id();
    REQUIRE(clinic
                .send(clinic.phone, bundleId,
                      bundle(bundleId, {put({"QuestionnaireResponse", id,
                                             phq9({.id = id,
                                                   .patient = clinic.patient,
                                                   .numbers = numbers,
                                                   .authoredMs = authoredMs})})}))
                .status == 200);
}

std::shared_ptr<const landfall::instrument::Form> bundledForm(std::string_view id) {
    static const auto library = *landfall::instrument::Library::bundled();
    return library.find(id);
}
void respond(TestClinic& clinic, const landfall::instrument::Form& form,
             const std::vector<std::string>& tokens, std::int64_t authoredMs,
             int offsetMinutes = 60) {
    const auto answers = *landfall::instrument::answersFromOrdinals(form, tokens);
    const auto bundleId = clinic.id();
    const auto id = clinic.id();
    const auto bytes = landfall::fhir::buildResponse(landfall::instrument::toResponse(
        form, answers,
        {id, clinic.patient, {authoredMs, offsetMinutes}, "urn:uuid:" + clinic.id()}));
    const auto sent = clinic.send(clinic.phone, bundleId,
                                  bundle(bundleId, {put({"QuestionnaireResponse", id, bytes})}));
    INFO(sent.body);
    REQUIRE(sent.status == 200);
}

}  // namespace

TEST_CASE("clinical rules 6.2: the newest total of AUDIT-C counts, whatever else was said") {
    TestClinic clinic;
    const auto check = bundledForm("eligibility");
    const auto audit = bundledForm("audit-c");
    REQUIRE(check);
    REQUIRE(audit);
    std::vector<std::string> calm;
    for (const auto index : check->questions())
        if (check->item(index).kind == landfall::instrument::ItemKind::Choice)
            calm.emplace_back(check->item(index).linkId == "el-23" ? "1" : "0");
    respond(clinic, *check, calm, nowMs - 9 * dayMs);
    const auto counts = [&] {
        const auto page = read(clinic, "/eligibility");
        for (const auto finding : page.get("findings").elements())
            if (finding.get("rule").textOr() == "E-17a") return true;
        return false;
    };
    CHECK_FALSE(counts());
    CHECK(read(clinic, "/eligibility")
              .get("wording")
              .textOr()
              .starts_with("Nothing in your answers"));
    respond(clinic, *audit, {"1", "1", "0"}, nowMs - 8 * dayMs);
    CHECK_FALSE(counts());
    respond(clinic, *audit, {"1", "1", "1"}, nowMs - 7 * dayMs);
    CHECK(counts());
    CHECK(read(clinic, "/eligibility").get("wording").textOr() ==
          "Your clinician will look at some of your answers with you.");
    respond(clinic, *audit, {"1"}, nowMs - 6 * dayMs);
    CHECK(counts());
    respond(clinic, *audit, {"0"}, nowMs - 5 * dayMs);
    CHECK_FALSE(counts());
}

TEST_CASE("clinical rules 5.6: delayed effects that name none are no report of a side effect") {
    TestClinic clinic;
    const auto form = bundledForm("delayed-effects");
    REQUIRE(form);
    std::vector<std::string> none;
    for (const auto index : form->questions())
        none.emplace_back(form->item(index).enableWhen.empty() &&
                                  form->item(index).kind != landfall::instrument::ItemKind::Text
                              ? "0"
                              : "-");
    const auto reports = [&] {
        return read(clinic, "/effects").get("counts").get("reports").integer().value_or(-1);
    };
    respond(clinic, *form, none, nowMs - 9 * dayMs);
    CHECK(reports() == 0);
    auto some = none;
    *std::find(some.rbegin(), some.rend(), "0") = "1";
    respond(clinic, *form, some, nowMs - 8 * dayMs);
    CHECK(reports() == 1);
}

TEST_CASE("the list of patients names the side effect that its first flag is about") {
    TestClinic clinic;
    const auto form = bundledForm("side-effects");
    REQUIRE(form);
    // Harmed oneself, severe, in need of emergency treatment.
    respond(clinic, *form, {"0", "32", "2", "3", "1", "1", "1", "1"}, nowMs - dayMs);
    const auto list = parsed(clinic.ask(clinic.clinician, {.target = "/review/api/patients"}).body);
    const auto top = list.root()[0].get("topFlag");
    CHECK(top.get("title").textOr() == form->title());
    CHECK(top.get("effect").textOr() == "I have already harmed myself");
}

TEST_CASE("clinical rules 5.4: without a threshold nothing is said of a reliable change") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto form = bundledForm("qids-sr16");
    REQUIRE(form);
    const auto changeOf = [&] {
        return std::string(read(clinic, "").get("scores")[0].get("change").textOr());
    };
    respond(clinic, *form, std::vector<std::string>(16, "2"), nowMs - 16 * dayMs);
    CHECK(changeOf() == "not-applicable");
    respond(clinic, *form, std::vector<std::string>(16, "1"), nowMs - 3 * dayMs);
    CHECK(changeOf() == "no-threshold");
}

TEST_CASE(
    "clinical rules 4: the clinic's day says what came before a session, wherever the phone was") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto form = bundledForm("phq-9");
    REQUIRE(form);
    respond(clinic, *form, {"1", "1", "1", "1", "1", "1", "0", "0", "0"}, nowMs - 16 * dayMs);
    // 20:00 on the day of the session in Honolulu is 07:00 of the next day at the clinic.
    constexpr std::int64_t sinceSix = (7 * 3600 + 33 * 60 + 20) * 1000LL;
    constexpr int honolulu = -600;
    respond(clinic, *form, {"2", "2", "2", "2", "2", "2", "1", "1", "0"},
            nowMs - 13 * dayMs - sinceSix, honolulu);
    const auto page = read(clinic, "");
    const auto score = page.get("scores")[0];
    CHECK(score.get("baseline").get("value").integer() == 6);
    CHECK(score.get("change").textOr() == "reliable-worsening");
}

TEST_CASE("clinical rules 5.4: what the phone noticed itself is not raised again") {
    TestClinic clinic;
    clinic.beginPlan();
    answer(clinic, {1, 1, 1, 1, 1, 1, 0, 0, 0}, nowMs - 16 * dayMs);
    const auto bundleId = clinic.id();
    const auto id = clinic.id();
    landfall::fhir::SafetyFlag flag;
    flag.id = clinic.id();
    flag.patient = clinic.patient;
    flag.tier = 1;
    flag.raised = {nowMs - dayMs, 60};
    flag.response = id;
    flag.questionnaire = "https://landfall.example/fhir/Questionnaire/phq-9|1.0.0";
    flag.evidenceAnswer = "12; at the baseline 6";
    flag.cause = "reliable-worsening";
    const auto sent =
        clinic.send(clinic.phone, bundleId,
                    bundle(bundleId, {put({"QuestionnaireResponse", id,
                                           phq9({.id = id,
                                                 .patient = clinic.patient,
                                                 .numbers = {2, 2, 2, 2, 2, 2, 0, 0, 0},
                                                 .authoredMs = nowMs - dayMs})}),
                                      put({"Flag", flag.id, landfall::fhir::buildFlag(flag)})}));
    INFO(sent.body);
    REQUIRE(sent.status == 200);
    const auto page = read(clinic, "");
    REQUIRE(page.get("flags").size() == 1);
    CHECK(page.get("flags")[0].get("id").textOr() == flag.id);
    CHECK(page.get("flags")[0].get("cause").textOr() == "reliable-worsening");
}

TEST_CASE("clinical rules 5.4: an answer that is reliably worse raises one flag of its own") {
    TestClinic clinic;
    clinic.beginPlan();
    answer(clinic, {1, 1, 1, 1, 1, 1, 0, 0, 0}, nowMs - 16 * dayMs);
    answer(clinic, {2, 2, 2, 2, 2, 2, 0, 0, 0}, nowMs - dayMs);
    const auto page = read(clinic, "");
    const auto score = page.get("scores")[0];
    CHECK(score.get("baseline").get("value").integer() == 6);
    CHECK(score.get("change").textOr() == "reliable-worsening");
    CHECK(score.get("response").boolean() == false);
    CHECK(score.get("points")[1].get("change").get("difference").integer() == 6);
    REQUIRE(page.get("flags").size() == 1);
    CHECK(page.get("flags")[0].get("tier").integer() == 1);
    CHECK(page.get("flags")[0].get("cause").textOr() == "reliable-worsening");
    // Reindex gives the same page.
    const auto whole = clinic.ask(clinic.clinician, {.target = under(clinic, "")}).body;
    REQUIRE(clinic.run("reindex", {}).has_value());
    CHECK(clinic.ask(clinic.clinician, {.target = under(clinic, "")}).body == whole);
}

TEST_CASE("clinical rules 5.4: a worsening told by a phone whose clock was ahead raises its flag") {
    TestClinic clinic;
    clinic.beginPlan();
    answer(clinic, {1, 1, 1, 1, 1, 1, 0, 0, 0}, nowMs - 16 * dayMs);
    answer(clinic, {2, 2, 2, 2, 2, 2, 0, 0, 0}, nowMs + 1'000 * dayMs);
    const auto page = read(clinic, "");
    CHECK(page.get("scores")[0].get("change").textOr() == "reliable-worsening");
    REQUIRE(page.get("flags").size() == 1);
    CHECK(page.get("flags")[0].get("cause").textOr() == "reliable-worsening");
    // The flag was raised when the answer came.
    CHECK(page.get("flags")[0].get("authored").textOr() ==
          landfall::base::toFhirDateTime({nowMs, 60}));
}

TEST_CASE("clinical rules 4: an answer of a clock that was ahead counts for the day it came") {
    TestClinic clinic;
    clinic.beginPlan();
    // Two weeks after the session: the form of that visit is due now, and only now.
    answer(clinic, {1, 1, 1, 1, 1, 1, 0, 0, 0}, nowMs + 1'000 * dayMs);
    const auto page = read(clinic, "");
    bool asked = false;
    for (const auto visit : page.get("plan").get("visits").elements())
        if (visit.get("visit").textOr() == "W2" && visit.get("session").integer() == 1)
            for (const auto form : visit.get("forms").elements())
                if (form.get("questionnaire").textOr() == "phq-9") {
                    asked = true;
                    CHECK(form.get("state").textOr() == "done");
                    CHECK(form.get("outOfWindow").boolean() == false);
                }
    CHECK(asked);
}

TEST_CASE("a rating has its clinician as author, its score, and stays with the clinic") {
    TestClinic clinic;
    const auto made = post(clinic, clinic.clinician, "/ratings",
                           R"({"questionnaire":"madrs","answers":[2,2,2,2,2,2,2,2,2,4]})");
    INFO(made.body);
    REQUIRE(made.status == 201);
    CHECK(parsed(made.body).get("value").integer() == 22);
    CHECK(parsed(made.body).get("tier").integer().value_or(0) >= 1);
    const auto page = read(clinic, "");
    CHECK(page.get("responses")[0].get("author").textOr() == "Dr lin");
    CHECK(page.get("flags").size() == 1);
    const std::string id(parsed(made.body).get("response").textOr());
    CHECK(clinic.ask(clinic.phone, {.target = "/fhir/QuestionnaireResponse/" + id}).status == 404);
    CHECK(post(clinic, clinic.clinician, "/ratings", R"({"questionnaire":"madrs","answers":[7]})")
              .status == 422);
}

TEST_CASE("a clinician rates what the clinic is asked for, at a visit that the plan has") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto refused = [&](const std::string& body) {
        const auto answer = post(clinic, clinic.clinician, "/ratings", body);
        INFO(answer.body);
        CHECK(answer.status == 422);
        return std::string(
            parsed(answer.body).get("issue")[0].get("expression")[0].textOr("nothing"));
    };
    // The patient's own forms, answered in their place, would open gates and become a baseline.
    CHECK(refused(R"({"questionnaire":"asq","answers":[0,0,0,0],"visit":"D-1","session":1})") ==
          "questionnaire");
    CHECK(refused(R"({"questionnaire":"phq-9","answers":[0,0,0,0,0,0,0,0,0]})") == "questionnaire");
    CHECK(refused(R"({"questionnaire":"transport","answers":[1]})") == "questionnaire");
    const std::string madrs = R"({"questionnaire":"madrs","answers":[1,1,1,1,1,1,1,1,1,1])";
    CHECK(refused(madrs + R"(,"visit":"XX","session":1})") == "visit");
    CHECK(refused(madrs + R"(,"session":42})") == "session");
    CHECK(refused(madrs + R"(,"visit":"W1","session":42})") == "session");
    CHECK(refused(madrs + R"(,"visit":"W1"})") == "session");
    CHECK(refused(madrs + R"(,"visit":"SCR","session":1})") == "session");
    CHECK(read(clinic, "").get("responses").size() == 0);
    CHECK(post(clinic, clinic.clinician, "/ratings", madrs + R"(,"visit":"SCR"})").status == 201);
    CHECK(post(clinic, clinic.clinician, "/ratings", madrs + R"(,"visit":"W1","session":1})")
              .status == 201);
    TestClinic without;
    CHECK(post(without, without.clinician, "/ratings", madrs + R"(,"visit":"W1","session":1})")
              .status == 422);
}

TEST_CASE("clinical rules 7: no dose is recorded while a gate is closed or a step is missing") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto refused = post(clinic, clinic.clinician, "/dosing/1",
                              R"({"step":"prepared","protocol":"P","product":"X","batch":"B",)"
                              R"("expiry":"2027-01-01","doseMg":21.5,"salt":"fumarate",)"
                              R"("route":"intravenous"})");
    CHECK(refused.status == 409);
    CHECK(codeOf(refused) == "not_ready");
    CHECK(parsed(refused.body).get("issue").size() > 5);
    const auto vitals = post(clinic, clinic.clinician, "/dosing/1",
                             R"({"step":"vitals","series":"baseline","systolic":150,)"
                             R"("diastolic":85,"pulse":72,"temperature":36.8})");
    INFO(vitals.body);
    REQUIRE(vitals.status == 201);
    CHECK(parsed(vitals.body).get("outOfLimits")[0].textOr() == "systolic");
    const auto dosing = read(clinic, "/dosing");
    CHECK(dosing.get("sessions")[0].get("entries").size() == 1);
    CHECK(post(clinic, clinic.clinician, "/dosing/1", R"({"step":"vitals","series":"x"})").status ==
          422);
}

TEST_CASE("clinical rules 8: a serious event has a clock, and a later word replaces it once") {
    TestClinic clinic;
    const std::string rest =
        R"("grade":3,"criteria":["hospital"],"causality":"possible","expectedness":"unexpected",)"
        R"("outcome":"recovering","term":"Faint")";
    const auto made = post(clinic, clinic.clinician, "/adverse-events", "{" + rest + "}");
    INFO(made.body);
    REQUIRE(made.status == 201);
    const std::string id(parsed(made.body).get("id").textOr());
    const auto effects = read(clinic, "/effects");
    CHECK(effects.get("events")[0].get("clock").get("state").textOr() == "running");
    CHECK(effects.get("counts").get("serious").integer() == 1);
    const auto later = "{" + rest + R"(,"reason":"told","replaces":")" + id + R"("})";
    CHECK(post(clinic, clinic.clinician, "/adverse-events", later).status == 201);
    CHECK(post(clinic, clinic.clinician, "/adverse-events", later).status == 412);
    CHECK(post(clinic, clinic.clinician, "/adverse-events", R"({"term":"x","grade":6})").status ==
          422);
}

TEST_CASE("clinical rules 8: an adverse event in an order that cannot be is refused by name") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto refused = [&](const std::string& more, const char* member, const char* why) {
        const auto answer = post(clinic, clinic.clinician, "/adverse-events",
                                 R"({"term":"Faint","grade":2,"causality":"possible",)"
                                 R"("expectedness":"expected","outcome":"resolved",)" +
                                     more + "}");
        INFO(answer.body);
        CHECK(answer.status == 422);
        CHECK(expressionOf(answer) == member);
        CHECK(answer.body.find(why) != std::string::npos);
    };
    const auto taken = [&](const std::string& more) {
        const auto answer = post(clinic, clinic.clinician, "/adverse-events",
                                 R"({"term":"Faint","grade":2,"causality":"possible",)"
                                 R"("expectedness":"expected","outcome":"resolved",)" +
                                     more + "}");
        INFO(answer.body);
        CHECK(answer.status == 201);
    };
    refused(R"("onset":"2026-09-08","end":"2026-09-07")", "end", "end before it began");
    refused(R"("onset":"2026-09-08T10:00:00+01:00","end":"2026-09-08T09:59:00+01:00")", "end",
            "end before it began");
    refused(R"("onset":"2026-09-08T10:00:00+01:00","end":"2026-09-07")", "end",
            "end before it began");
    taken(R"("onset":"2026-09-08T10:00:00+01:00","end":"2026-09-08")");
    refused(R"("session":42)", "session", "no such session");
    taken(R"("session":1)");
    refused(R"("criteria":["hospital"],"aware":"2026-09-08T10:00:00+01:00",)"
            R"("reported":"2026-09-08T09:00:00+01:00")",
            "reported", "before the clinic knew");
    TestClinic without;
    CHECK(post(without, without.clinician, "/adverse-events",
               R"({"term":"Faint","grade":2,"causality":"possible","expectedness":"expected",)"
               R"("outcome":"resolved","session":1})")
              .status == 422);
}

TEST_CASE("a missed visit's task is closed once, with a note") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto page = read(clinic, "");
    const std::string task(page.get("staffTasks")[0].get("id").textOr());
    const auto close = [&] {
        return clinic
            .ask(clinic.clinician, {.method = "POST",
                                    .target = "/review/api/tasks/" + task + "/close",
                                    .body = R"({"note":"called, is well"})"})
            .status;
    };
    CHECK(close() == 200);
    CHECK(close() == 412);
    const auto after = read(clinic, "");
    for (const auto one : after.get("staffTasks").elements())
        if (one.get("id").textOr() == task) {
            CHECK(one.get("open").boolean() == false);
            CHECK(one.get("note").textOr() == "called, is well");
        }
}

TEST_CASE(
    "clinical rules 3.7: the C-SSRS is rated by yes and no, has a result and is never summed") {
    const auto rate = [](TestClinic& clinic, const std::string& answers) {
        const auto made = post(clinic, clinic.clinician, "/ratings",
                               R"({"questionnaire":"cssrs-screener","answers":)" + answers + "}");
        INFO(made.body);
        REQUIRE(made.status == 201);
        return parsed(made.body);
    };
    struct Row {
        std::string answers;
        std::string result;
        int tier;
    };
    // Items 1 to 5, behaviour in life, behaviour in the last 3 months.
    for (const auto& row :
         {Row{"[0,0,null,null,null,0,0]", "none", 0}, Row{"[1,0,0,0,0,0,0]", "low", 1},
          Row{"[1,1,0,0,0,0,0]", "low", 1}, Row{"[1,1,1,0,0,0,0]", "moderate", 2},
          Row{"[0,0,0,0,0,1,0]", "moderate", 2}, Row{"[1,1,1,1,0,0,0]", "high", 3},
          Row{"[1,1,0,0,1,0,0]", "high", 3}, Row{"[0,0,null,null,null,1,1]", "high", 3}}) {
        INFO(row.answers);
        TestClinic clinic;
        const auto rated = rate(clinic, row.answers);
        CHECK(rated.get("value").isNull());
        CHECK(rated.get("band").textOr() == row.result);
        CHECK(rated.get("tier").integer() == row.tier);
        const auto page = read(clinic, "");
        CHECK((page.get("flags").size() > 0) == (row.tier > 0));
        CHECK(page.get("scores")[0].get("points")[0].get("value").isNull());
        CHECK(page.get("scores")[0].get("points")[0].get("differs").boolean() == false);
        CHECK(page.get("missing").get("totals").size() == 0);
    }
}

TEST_CASE("what clinicians rate is offered with its items, yes and no marked as such") {
    TestClinic clinic;
    const auto list =
        parsed(clinic.ask(clinic.clinician, {.target = "/review/api/questionnaires"}).body);
    int offered = 0;
    for (const auto form : list.root().elements()) {
        if (form.get("forClinic").boolean() != true) continue;
        ++offered;
        const bool isYesNo = form.get("id").textOr() == "cssrs-screener";
        CHECK((isYesNo || form.get("id").textOr() == "madrs"));
        CHECK(form.get("items").size() == (isYesNo ? 7U : 10U));
        for (const auto item : form.get("items").elements()) {
            CHECK(item.get("yesNo").boolean() == isYesNo);
            CHECK(item.get("min").integer() == 0);
            CHECK(item.get("max").integer() == (isYesNo ? 1 : 6));
        }
    }
    CHECK(offered == 2);
}

TEST_CASE(
    "a rating that a visit asks for is missing data until it is given, if it is always asked") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto missing = [&](std::string_view form) {
        int count = 0;
        const auto page = read(clinic, "");
        for (const auto one : page.get("missing").get("forms").elements())
            if (one.get("questionnaire").textOr() == form) {
                CHECK(one.get("forClinic").boolean() == true);
                ++count;
            }
        return count;
    };
    const int before = missing("madrs");
    CHECK(before > 0);
    // "If licensed" is nothing that a clinic owes.
    CHECK(missing("cssrs-screener") == 0);
    CHECK(post(clinic, clinic.clinician, "/ratings",
               R"({"questionnaire":"madrs","answers":[2,2,2,2,2,2,2,2,2,1],"visit":"W1",)"
               R"("session":1})")
              .status == 201);
    CHECK(missing("madrs") == before - 1);
}

TEST_CASE("the list says of everybody how the PHQ-9 changed since the baseline, known or not") {
    TestClinic clinic;
    const auto row = [&] {
        const auto list =
            parsed(clinic.ask(clinic.clinician, {.target = "/review/api/patients"}).body);
        for (const auto one : list.root().elements())
            if (one.get("id").textOr() == clinic.patient) {
                const auto since = one.get("sinceBaseline");
                CHECK(since.get("questionnaire").textOr() == "phq-9");
                CHECK(since.get("title").textOr() == "PHQ-9");
                return std::vector{since.get("value").integer(), since.get("baseline").integer(),
                                   since.get("difference").integer()};
            }
        return std::vector<std::optional<std::int64_t>>{};
    };
    using Numbers = std::vector<std::optional<std::int64_t>>;
    CHECK(row() == Numbers{std::nullopt, std::nullopt, std::nullopt});
    answer(clinic, {1, 1, 1, 1, 1, 1, 0, 0, 0}, nowMs - 16 * dayMs);
    CHECK(row() == Numbers{6, std::nullopt, std::nullopt});
    clinic.beginPlan();
    answer(clinic, {2, 1, 1, 1, 1, 1, 0, 0, 0}, nowMs - 3 * dayMs);
    CHECK(row() == Numbers{7, 6, 1});
    answer(clinic, {1, 1, 1, 0, 0, 0, 0, 0, 0}, nowMs - 2 * dayMs);
    CHECK(row() == Numbers{3, 6, -3});
    // One without a total is no zero: the newest total stands.
    answer(clinic, {1, -1, -1, -1, -1, 0, 0, 0, 0}, nowMs - dayMs);
    CHECK(row() == Numbers{3, 6, -3});
}

TEST_CASE("a flag of the phone's button has a cause and nothing behind it") {
    TestClinic clinic;
    landfall::fhir::SafetyFlag flag;
    flag.id = clinic.id();
    flag.patient = clinic.patient;
    flag.tier = 3;
    flag.raised = {nowMs - 60'000, 60};
    flag.evidenceAnswer = "Pressed: I am in danger now";
    const auto bundleId = clinic.id();
    REQUIRE(clinic
                .send(clinic.phone, bundleId,
                      bundle(bundleId, {put({"Flag", flag.id, landfall::fhir::buildFlag(flag)})}))
                .status == 200);
    const auto page = read(clinic, "");
    const auto shown = page.get("flags")[0];
    CHECK(shown.get("cause").textOr() == "help-now");
    const auto list = parsed(clinic.ask(clinic.clinician, {.target = "/review/api/patients"}).body);
    const auto top = list.root()[0].get("topFlag");
    CHECK(top.get("helpNow").boolean() == true);
    CHECK(top.get("title").isNull());
    CHECK(shown.get("tier").integer() == 3);
    for (const auto* member : {"questionnaire", "title", "item", "itemLabel", "response"})
        CHECK(shown.get(member).isNull());
}

TEST_CASE("a clinician puts their name under a signed consent, once") {
    TestClinic clinic;
    landfall::fhir::ConsentRecord consent;
    consent.patient = clinic.patient;
    consent.purpose = "participation";
    consent.at = {1'788'000'000'000, 60};
    consent.document = "study";
    consent.documentVersion = "1.0.0";
    consent.sha256 = std::string(64, 'a');
    const auto step = [&](const std::string& event) {
        consent.id = clinic.id();
        consent.event = event;
        consent.signedName = event == "signed" ? "Ada Example" : "";
        const auto bundleId = clinic.id();
        REQUIRE(clinic
                    .send(clinic.phone, bundleId,
                          bundle(bundleId, {put({"Consent", consent.id,
                                                 landfall::fhir::buildConsent(consent)})}))
                    .status == 200);
        return consent.id;
    };
    const auto countersign = [&](const http::Actor& actor, const std::string& id) {
        return post(clinic, actor, "/consents/" + id + "/countersign", "{}").status;
    };
    const auto readOnly = step("read");
    CHECK(countersign(clinic.clinician, readOnly) == 412);
    const auto signed_ = step("signed");
    CHECK(countersign(clinic.clinician, clinic.id()) == 404);
    CHECK(countersign(clinic.otherClinician, signed_) == 403);
    CHECK(countersign(clinic.clinician, signed_) == 200);
    CHECK(countersign(clinic.clinician, signed_) == 412);
    const auto reason = [&](const std::string& id) {
        return post(clinic, clinic.clinician, "/consents/" + id + "/countersign", "{}").body;
    };
    CHECK(reason(signed_).find("countersigned already") != std::string::npos);
    CHECK(reason(readOnly).find("no signature") != std::string::npos);
    consent.follows = signed_;
    const auto again = step("signed");
    consent.follows = again;
    consent.dataChoice = "keep";
    const auto withdrawn = step("withdrawn");
    CHECK(reason(again).find("has withdrawn this consent") != std::string::npos);
    CHECK(reason(withdrawn).find("has withdrawn this consent") != std::string::npos);
    CHECK(clinic.audited().back() == "clinician countersign-consent version_conflict");
    const auto page = read(clinic, "");
    for (const auto one : page.get("consents").elements())
        CHECK(one.get("countersignedBy").textOr() ==
              (one.get("id").textOr() == signed_ ? "Dr lin" : ""));
    // The patient's phone gets it.
    CHECK(clinic.ask(clinic.phone, {.target = "/fhir/Consent/" + signed_}).body.find("Dr lin") !=
          std::string::npos);
}

TEST_CASE("the list shows the main measure, not the screener that was answered last") {
    TestClinic clinic;
    const auto asq = bundledForm("asq");
    const auto gad = bundledForm("gad-7");
    REQUIRE(asq);
    REQUIRE(gad);
    const auto row = [&] {
        const auto list =
            parsed(clinic.ask(clinic.clinician, {.target = "/review/api/patients"}).body);
        for (const auto one : list.root().elements())
            if (one.get("id").textOr() == clinic.patient) {
                std::string spark;
                for (const auto value : one.get("spark").elements())
                    spark += std::to_string(value.integer().value_or(-1)) + " ";
                return std::string(one.get("latest").get("title").textOr("nothing")) + ": " + spark;
            }
        return std::string();
    };
    CHECK(row() == "nothing: ");
    respond(clinic, *asq, {"0", "0", "0", "0"}, nowMs - 9 * dayMs);
    CHECK(row() == "ASQ: -1 ");
    respond(clinic, *gad, {"1", "1", "1", "1", "0", "0", "0"}, nowMs - 8 * dayMs);
    respond(clinic, *asq, {"0", "0", "0", "0"}, nowMs - 7 * dayMs);
    CHECK(row() == "GAD-7: 4 ");
    // One without a total is no measure to show while another has one.
    answer(clinic, {1, -1, -1, -1, -1, 0, 0, 0, 0}, nowMs - 6 * dayMs);
    CHECK(row() == "GAD-7: 4 ");
    answer(clinic, {1, 1, 1, 1, 1, 1, 0, 0, 0}, nowMs - 5 * dayMs);
    respond(clinic, *gad, {"1", "1", "1", "1", "0", "0", "0"}, nowMs - 4 * dayMs);
    respond(clinic, *asq, {"0", "0", "0", "0"}, nowMs - 3 * dayMs);
    CHECK(row() == "PHQ-9: -1 6 ");
}
