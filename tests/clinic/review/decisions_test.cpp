#include <catch2/catch_test_macros.hpp>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/instrument/library.hpp"
#include "landfall/instrument/response.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

// A decision about eligibility is about one self-check (clinical rules 6.2, 6.3).
namespace {

constexpr std::int64_t hourMs = 60LL * 60 * 1000;

/// A clinic whose two clinicians treat the patient, who has a plan with one session.
struct Deciding {
    TestClinic clinic;

    Deciding() {
        clinic.beginPlan({"2026-10-05"});
        REQUIRE(clinic
                    .run("patient add-clinician",
                         {{"patient", clinic.patient}, {"clinician", "ito@example.org"}})
                    .has_value());
    }

    /// The id of a self-check in which these items are answered with yes and all else is well.
    std::string selfCheck(const std::string& yes = {}) {
        clinic.clock.advanceMs(hourMs);
        const auto form = landfall::instrument::Library::bundled().value().find("eligibility");
        REQUIRE(form);
        std::vector<std::string> tokens;
        for (const auto index : form->questions()) {
            const auto& item = form->item(index);
            if (item.kind == landfall::instrument::ItemKind::Choice)
                tokens.emplace_back(item.linkId == "el-23" || item.linkId == yes ? "1" : "0");
        }
        const auto id = clinic.id();
        const auto bundleId = clinic.id();
        const auto bytes = landfall::fhir::buildResponse(landfall::instrument::toResponse(
            *form, *landfall::instrument::answersFromOrdinals(*form, tokens),
            {id, clinic.patient, clinic.clock.now(), "urn:uuid:" + clinic.id()}));
        REQUIRE(clinic
                    .send(clinic.phone, bundleId,
                          bundle(bundleId, {put({"QuestionnaireResponse", id, bytes})}))
                    .status == 200);
        return id;
    }

    /// A response that says this much of itself and answers nothing, or what `items` says.
    std::string respond(const std::string& form, const std::string& items = {},
                        const std::string& corrects = {}) {
        clinic.clock.advanceMs(hourMs);
        const auto id = corrects.empty() ? clinic.id() : corrects;
        const auto bundleId = clinic.id();
        const auto status = corrects.empty() ? "completed" : "amended";
        const auto bytes = R"({"resourceType":"QuestionnaireResponse","id":")" + id +
                           R"(","questionnaire":"https://landfall.example/fhir/Questionnaire/)" +
                           form + R"(|1.0.0","status":")" + status +
                           R"(","subject":{"reference":"Patient/)" + clinic.patient +
                           R"("},"authored":")" +
                           landfall::base::toFhirDateTime(clinic.clock.now()) + '"' + items + '}';
        const auto seen = corrects.empty() ? std::optional<int>() : std::optional(1);
        const auto sent =
            clinic.send(clinic.phone, bundleId,
                        bundle(bundleId, {put({"QuestionnaireResponse", id, bytes, seen})}));
        INFO(sent.body);
        REQUIRE(sent.status == 200);
        return id;
    }

    http::Response decide(const http::Actor& actor, const std::string& letter,
                          const std::string& about = {}, bool goesOn = true) {
        // Two decisions of one millisecond have no order.
        clinic.clock.advanceMs(1000);
        std::string body = R"({"do":"decide","reason":"Seen twice.","class":")" + letter + '"';
        // house(words): the key of what two clinicians decide; nobody reads the word.
        body += goesOn ? R"(,"eligible":true)" : R"(,"eligible":false)";
        if (!about.empty()) body += R"(,"response":")" + about + '"';
        return clinic.ask(actor, {.method = "POST",
                                  .target = "/review/api/patients/" + clinic.patient + "/plan",
                                  .body = body + '}'});
    }
    /// "" when the gate is open.
    std::string shut() {
        const auto page = parsed(
            clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient})
                .body);
        const auto gate = page.get("plan").get("sessions")[0].get("gates")[0];
        CHECK(gate.get("gate").textOr() == "eligibility");
        return std::string(gate.get("reason").textOr());
    }
};

/// Both decide this about the newest self-check.
void bothDecide(Deciding& here, const std::string& letter) {
    here.decide(here.clinic.clinician, letter);
    here.decide(here.clinic.otherClinician, letter);
}

landfall::fhir::Json eligibilityOf(Deciding& here) {
    return parsed(here.clinic
                      .ask(here.clinic.clinician, {.target = "/review/api/patients/" +
                                                             here.clinic.patient + "/eligibility"})
                      .body);
}

http::Response book(Deciding& here) {
    return here.clinic.ask(here.clinic.clinician,
                           {.method = "POST",
                            .target = "/review/api/patients/" + here.clinic.patient + "/plan",
                            .body = R"({"do":"session","date":"2026-11-02"})"});
}

constexpr auto outdated =
    "The patient has answered the self-check anew since this was decided. Decide again.";

}  // namespace

TEST_CASE("clinical rules 6: without a self-check a decision takes two people") {
    Deciding here;
    const auto first = here.decide(here.clinic.clinician, "C");
    CHECK(parsed(first.body).get("class").textOr() == "A");
    CHECK(parsed(first.body).get("needsSecond").boolean() == true);
    CHECK_FALSE(here.shut().empty());
    here.decide(here.clinic.otherClinician, "C");
    CHECK(here.shut().empty());
}

TEST_CASE("clinical rules 6: a no takes one person, whatever the class") {
    Deciding here;
    const auto no = here.decide(here.clinic.clinician, "A", {}, false);
    CHECK(parsed(no.body).get("needsSecond").boolean() == false);
    CHECK(here.shut() == "A clinician decided that this is not possible now.");
}

TEST_CASE("clinical rules 6: a newer self-check of a higher class closes the gate again") {
    Deciding here;
    const auto about = here.selfCheck("el-7");
    CHECK(here.decide(here.clinic.clinician, "B", about).status == 200);
    CHECK(here.shut().empty());
    // The same class again leaves the decision as it is.
    here.selfCheck("el-7");
    CHECK(here.shut().empty());
    const auto isOutdated = [&] {
        const auto answer = here.clinic.ask(
            here.clinic.clinician, {.target = "/review/api/patients/" + here.clinic.patient});
        return parsed(answer.body).get("plan").get("decision").get("outdated").boolean();
    };
    CHECK(isOutdated() == false);
    here.selfCheck("el-6");
    CHECK(here.shut() == outdated);
    CHECK(isOutdated() == true);
    here.decide(here.clinic.clinician, "B");
    here.decide(here.clinic.otherClinician, "B");
    CHECK(here.shut().empty());
    // Class A anew, even where class A was decided: nobody has looked at these answers.
    here.selfCheck("el-8");
    CHECK(here.shut() == outdated);
}

TEST_CASE("clinical rules 6: a signature about another self-check is no second one") {
    Deciding here;
    here.selfCheck("el-6");
    here.decide(here.clinic.clinician, "A");
    here.selfCheck("el-8");
    const auto other = here.decide(here.clinic.otherClinician, "A");
    CHECK(parsed(other.body).get("needsSecond").boolean() == true);
    CHECK(here.shut() == "An answer of class A needs the decision of a second person.");
    here.decide(here.clinic.clinician, "A");
    CHECK(here.shut().empty());
}

TEST_CASE("a decision about a self-check that is not the newest any more is refused") {
    Deciding here;
    const auto before = here.selfCheck("el-7");
    here.selfCheck("el-6");
    const auto late = here.decide(here.clinic.clinician, "B", before);
    CHECK(late.status == 412);
    CHECK(codeOf(late) == "version_conflict");
}

TEST_CASE("clinical rules 6.2: an answer of class A stays one until it is decided") {
    Deciding here;
    here.selfCheck("el-6");
    const auto clean = here.selfCheck();
    auto page = eligibilityOf(here);
    CHECK(page.get("response").textOr() == clean);
    CHECK(page.get("result").textOr() == "A");
    CHECK(page.get("findings").size() == 0);
    REQUIRE(page.get("earlier").size() == 1);
    CHECK(page.get("earlier")[0].get("result").textOr() == "A");
    CHECK_FALSE(page.get("earlier")[0].get("authored").textOr().empty());
    CHECK(page.get("earlier")[0].get("findings")[0].get("rule").textOr() == "E-06");

    const auto first = here.decide(here.clinic.clinician, "C");
    CHECK(parsed(first.body).get("class").textOr() == "A");
    CHECK(parsed(first.body).get("needsSecond").boolean() == true);
    CHECK(here.shut() == "An answer of class A needs the decision of a second person.");
    CHECK(eligibilityOf(here).get("earlier").size() == 1);
    here.decide(here.clinic.otherClinician, "C");
    CHECK(here.shut().empty());
    // It is decided: what comes afterwards stands by itself.
    CHECK(eligibilityOf(here).get("earlier").size() == 0);
    CHECK(eligibilityOf(here).get("result").textOr() == "none");
}

TEST_CASE("clinical rules 6.2: a clean self-check does not open what one of class A has closed") {
    Deciding here;
    here.selfCheck();
    bothDecide(here, "C");
    CHECK(here.shut().empty());
    here.selfCheck("el-6");
    CHECK(here.shut() == outdated);
    here.selfCheck();
    CHECK(here.shut() == outdated);
    const auto one = here.decide(here.clinic.clinician, "C");
    CHECK(parsed(one.body).get("needsSecond").boolean() == true);
    // A no in between does not make one person enough.
    here.decide(here.clinic.otherClinician, "C", {}, false);
    here.decide(here.clinic.clinician, "C");
    CHECK(here.shut() == "An answer of class A needs the decision of a second person.");
    here.decide(here.clinic.otherClinician, "C");
    CHECK(here.shut().empty());
}

TEST_CASE("an earlier finding that still stands is not shown twice") {
    Deciding here;
    here.selfCheck("el-7");
    here.selfCheck("el-7");
    CHECK(eligibilityOf(here).get("findings").size() == 1);
    CHECK(eligibilityOf(here).get("earlier").size() == 0);
}

TEST_CASE("clinical rules 6.2: nobody is booked while class A is undecided, nor after a no") {
    Deciding here;
    here.selfCheck("el-6");
    auto refused = book(here);
    CHECK(refused.status == 400);
    CHECK(expressionOf(refused) == "date");
    CHECK(parsed(refused.body).get("issue")[0].get("details").get("text").textOr() ==
          "The session was not added: the patient has given an answer of class A, and no decision "
          "lets it pass. Nothing was stored. Decide about the self-check first; class A takes two "
          "people.");
    // Answering it anew changes nothing, and half a decision is none.
    here.selfCheck();
    CHECK(book(here).status == 400);
    here.decide(here.clinic.clinician, "A");
    CHECK(book(here).status == 400);
    here.decide(here.clinic.clinician, "A", {}, false);
    CHECK(parsed(book(here).body).get("issue")[0].get("details").get("text").textOr() ==
          "The session was not added: a clinician has decided that it is not possible now. "
          "Nothing was stored. Decide again first, if that has changed.");
    bothDecide(here, "A");
    CHECK(book(here).status == 200);
    // Another answer of class A closes it again.
    here.selfCheck("el-8");
    CHECK(expressionOf(book(here)) == "date");
}

TEST_CASE("whoever gave no answer of class A is booked before anybody decides") {
    Deciding here;
    here.selfCheck("el-7");
    CHECK(book(here).status == 200);
}

TEST_CASE("nobody is asked about the experience of a session that is still to come") {
    Deciding here;
    const auto ready = here.clinic.ask(
        here.clinic.clinician, {.method = "POST",
                                .target = "/review/api/patients/" + here.clinic.patient + "/plan",
                                .body = R"({"do":"ready","session":1})"});
    CHECK(ready.status == 400);
    CHECK(expressionOf(ready) == "session");
}

namespace {
const std::string takesNardil =
    R"(,"item":[{"linkId":"any","answer":[{"valueBoolean":true}]},)"
    R"({"linkId":"medicine","item":[{"linkId":"name","answer":[{"valueString":"Nardil"}]}]}])";
}  // namespace

TEST_CASE("a self-check in which nothing is answered makes no class, and the page shows it came") {
    Deciding here;
    const auto blank = here.respond("eligibility");
    const auto none = eligibilityOf(here);
    CHECK(none.get("response").isNull());
    CHECK(none.get("result").isNull());
    CHECK(none.get("wording").isNull());
    CHECK(none.get("findings").size() == 0);
    const auto page = parsed(
        here.clinic
            .ask(here.clinic.clinician, {.target = "/review/api/patients/" + here.clinic.patient})
            .body);
    REQUIRE(page.get("responses").size() == 1);
    CHECK(page.get("responses")[0].get("id").textOr() == blank);
    CHECK(book(here).status == 200);
    // Nobody knows anything: it takes two people, as without one.
    const auto first = here.decide(here.clinic.clinician, "C");
    CHECK(parsed(first.body).get("class").textOr() == "A");
    here.decide(here.clinic.otherClinician, "C");
    CHECK(here.shut().empty());
}

TEST_CASE("a blank self-check closes no open gate and takes nothing back of what was answered") {
    Deciding here;
    const auto about = here.selfCheck("el-7");
    CHECK(here.decide(here.clinic.clinician, "B", about).status == 200);
    CHECK(here.shut().empty());
    here.respond("eligibility");
    CHECK(here.shut().empty());
    CHECK(eligibilityOf(here).get("response").textOr() == about);
    CHECK(eligibilityOf(here).get("result").textOr() == "B");
    // Whoever has read the answered one has read all there is.
    CHECK(here.decide(here.clinic.clinician, "B", about).status == 200);
    const auto stop = here.selfCheck("el-6");
    here.respond("eligibility");
    CHECK(here.shut() == outdated);
    CHECK(eligibilityOf(here).get("response").textOr() == stop);
    CHECK(eligibilityOf(here).get("findings").size() == 1);
    CHECK(eligibilityOf(here).get("earlier").size() == 0);
    // A correction that answers nothing either.
    here.respond("eligibility", {}, stop);
    CHECK(here.shut() == outdated);
    CHECK(eligibilityOf(here).get("result").textOr() == "A");
    CHECK(eligibilityOf(here).get("findings").size() == 1);
}

TEST_CASE("a blank list of medicines takes none off the one before it") {
    Deciding here;
    const auto list = here.respond("medicines", takesNardil);
    here.selfCheck();
    CHECK(eligibilityOf(here).get("medicines").size() == 1);
    CHECK(eligibilityOf(here).get("result").textOr() == "A");
    here.respond("medicines");
    here.respond("medicines", {}, list);
    CHECK(eligibilityOf(here).get("medicines").size() == 1);
    CHECK(eligibilityOf(here).get("result").textOr() == "A");
    // Nor does a list without it, before somebody has decided.
    here.respond("medicines", R"(,"item":[{"linkId":"any","answer":[{"valueBoolean":false}]}])");
    CHECK(eligibilityOf(here).get("medicines").size() == 1);
    CHECK(eligibilityOf(here).get("result").textOr() == "A");
    bothDecide(here, "A");
    CHECK(eligibilityOf(here).get("medicines").size() == 0);
}
