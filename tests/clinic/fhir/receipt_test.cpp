#include "clinic/fhir/found.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

TEST_CASE("the server computes score and band from its own questionnaire") {
    TestClinic clinic;
    const auto response = clinic.id();
    sendAll(clinic, {put({"QuestionnaireResponse", response,
                          phq9({response, clinic.patient, {2, 2, 2, 2, 2, 0, 0, 0, 0}})})});
    const auto found = look(clinic, response);
    REQUIRE(found.score.has_value());
    CHECK(found.score->value == 10);
    CHECK(found.score->band == "moderate");
    CHECK(found.score->pattern == "major");
    CHECK_FALSE(found.score->differs);
    CHECK(found.flags.empty());
}

TEST_CASE("a total that does not fit the answers is kept beside the computed one and marked") {
    TestClinic clinic;
    const auto response = clinic.id();
    const auto score = clinic.id();
    const auto answers = put({"QuestionnaireResponse", response,
                              phq9({response, clinic.patient, {1, 1, 1, 0, 0, 0, 0, 0, 0}})});
    SECTION("in either order") {
        sendAll(clinic, {put({"Observation", score, phq9Score(score, clinic.patient, response, 7)}),
                         answers});
    }
    SECTION("response first") {
        sendAll(
            clinic,
            {answers, put({"Observation", score, phq9Score(score, clinic.patient, response, 7)})});
    }
    const auto found = look(clinic, response);
    REQUIRE(found.score.has_value());
    CHECK(found.score->value == 3);
    CHECK(found.score->sentValue == 7);
    CHECK(found.score->differs);
    CHECK(found.score->observation == score);
}

TEST_CASE("C-SSRS: all answers no, and a stored level Low, is marked (clinical rules 3.7, 11)") {
    TestClinic clinic;
    const auto response = clinic.id();
    auto score = scoreOf(clinic, "cssrs-screener", response);
    const auto answers =
        answered(clinic, "cssrs-screener", response, {"0", "0", "0", "0", "0", "0", "0"});
    SECTION("Low differs") {
        score.result = {"http://loinc.org", "LA9194-7", ""};
        sendAll(clinic, {answers, putScore(score)});
        CHECK(look(clinic, response).score->differs);
    }
    SECTION("a sum differs") {
        score.value = 0;
        sendAll(clinic, {answers, putScore(score)});
        CHECK(look(clinic, response).score->differs);
    }
    SECTION("none agrees") {
        score.result = {"https://landfall.example/fhir/CodeSystem/result", "none", ""};
        sendAll(clinic, {answers, putScore(score)});
        CHECK_FALSE(look(clinic, response).score->differs);
    }
    const auto found = look(clinic, response);
    CHECK_FALSE(found.score->value);
    CHECK(found.score->band == "none");
    CHECK(found.flags.empty());
}

TEST_CASE("a sent mean is compared digit by digit with the one the answers give") {
    TestClinic clinic;
    const auto response = clinic.id();
    const auto answers =
        answered(clinic, "edi", response, {"50", "50", "50", "50", "50", "50", "50", "51"});
    auto score = scoreOf(clinic, "edi", response);
    score.value = 50'125;
    score.decimals = 3;
    bool differs = false;
    SECTION("the same") {}
    SECTION("rounded") {
        score.value = 5'013;
        score.decimals = 2;
        differs = true;
    }
    SECTION("finer than the rules give") {
        score.value = 501'251;
        score.decimals = 4;
        differs = true;
    }
    sendAll(clinic, {answers, putScore(score)});
    const auto found = look(clinic, response);
    CHECK(found.score->value == 50'125);
    CHECK(found.score->differs == differs);
}

TEST_CASE("a sent total where answers are missing is marked (clinical rules 3.9, 11)") {
    TestClinic clinic;
    const auto response = clinic.id();
    auto score = scoreOf(clinic, "pcl-5", response);
    score.value = 40;
    sendAll(clinic, {answered(clinic, "pcl-5", response, std::vector<std::string>(10, "4")),
                     putScore(score)});
    const auto found = look(clinic, response);
    CHECK_FALSE(found.score->value);
    CHECK(found.score->sentValue == 40);
    CHECK(found.score->differs);
}

TEST_CASE("a danger answer without a flag gets one from the server, in the patient's feed too") {
    TestClinic clinic;
    const auto response = clinic.id();
    sendAll(clinic, {put({"QuestionnaireResponse", response,
                          phq9({response, clinic.patient, {0, 0, 0, 0, 0, 0, 0, 0, 2}})})});
    const auto found = look(clinic, response);
    REQUIRE(found.flags.size() == 1);
    CHECK(found.flags[0].tier == 2);
    CHECK(found.flags[0].status == "active");
    CHECK(found.flags[0].item == "phq9-9");
    const auto feed = clinic.ask(
        clinic.phone, {.target = "/fhir/Patient/" + clinic.patient + "/$landfall-changes"});
    CHECK(feed.body.find("\"url\":\"Flag/" + found.flags[0].id) != std::string::npos);
}

TEST_CASE("declining the danger item asks for contact") {
    TestClinic clinic;
    const auto response = clinic.id();
    sendAll(clinic, {put({"QuestionnaireResponse", response,
                          phq9({response, clinic.patient, {0, 0, 0, 0, 0, 0, 0, 0, 9}})})});
    const auto found = look(clinic, response);
    REQUIRE(found.flags.size() == 1);
    CHECK(found.flags[0].tier == 1);
    REQUIRE(found.score.has_value());
    CHECK_FALSE(found.score->value.has_value());
}

namespace {
/// Only item 9 of this PHQ-9 is answered with anything but "not at all".
std::string phq9With(TestClinic& clinic, const std::string& response, const std::string& what,
                     const std::string& by) {
    return put({"QuestionnaireResponse", response,
                with(phq9({response, clinic.patient, {0, 0, 0, 0, 0, 0, 0, 0, 1}}), what, by)});
}

void checkUnreadable(const Found& found, const std::string& item) {
    REQUIRE(found.flags.size() == 1);
    CHECK(found.flags[0].tier == 1);
    CHECK(found.flags[0].status == "active");
    CHECK(found.flags[0].item == item);
    CHECK_FALSE(found.flags[0].answer);
}
}  // namespace

TEST_CASE("an answer about danger that cannot be read is kept and asks for contact") {
    TestClinic clinic;
    const auto response = clinic.id();
    SECTION("a code that is no option") {
        sendAll(clinic, {phq9With(clinic, response, "LA6569-3", "LA0000-0")});
        checkUnreadable(look(clinic, response), "phq9-9");
    }
    SECTION("a value of another kind") {
        sendAll(clinic,
                {phq9With(clinic, response,
                          R"("valueCoding":{"system":"http://loinc.org","code":"LA6569-3",)",
                          R"("valueReference":{)")});
        checkUnreadable(look(clinic, response), "phq9-9");
    }
    SECTION("in an item that only a rule of the form looks at") {
        sendAll(clinic, {with(answered(clinic, "asq", response, {"0", "0", "1", "0"}),
                              R"("valueBoolean":true)", R"("valueInteger":7)")});
        checkUnreadable(look(clinic, response), "asq-3");
    }
    SECTION("of a record that is read back as it came") {
        const auto entry = phq9With(clinic, response, "LA6569-3", "LA0000-0");
        sendAll(clinic, {entry});
        const auto read =
            clinic.ask(clinic.phone, {.target = "/fhir/QuestionnaireResponse/" + response});
        CHECK(read.status == 200);
        CHECK(read.body.find("LA0000-0") != std::string::npos);
        const auto page =
            clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient});
        const auto json = parsed(page.body);
        CHECK(json.get("flags")[0].get("cause").textOr() == "unreadable-answer");
        CHECK(json.get("flags")[0].get("itemLabel").textOr() == "9");
        CHECK(json.get("responses")[0].get("id").textOr() == response);
    }
}

TEST_CASE("what cannot be read asks for contact only where it may hide danger and nobody looks") {
    TestClinic clinic;
    const auto response = clinic.id();
    const auto entry = phq9With(clinic, response, "LA6569-3", "LA0000-0");
    SECTION("not in another item") {
        sendAll(clinic, {put({"QuestionnaireResponse", response,
                              with(phq9({response, clinic.patient, {1, 0, 0, 0, 0, 0, 0, 0, 0}}),
                                   "LA6569-3", "LA0000-0")})});
        CHECK(look(clinic, response).flags.empty());
    }
    SECTION("not beside a flag of the phone") {
        const auto own = clinic.id();
        sendAll(clinic, {put({"Flag", own, flag(own, clinic.patient, response, 1)}), entry});
        CHECK(look(clinic, response).flags.size() == 1);
    }
    SECTION("not for one that was entered in error") {
        sendAll(clinic, {put({"QuestionnaireResponse", response,
                              with(phq9({.id = response,
                                         .patient = clinic.patient,
                                         .numbers = {0, 0, 0, 0, 0, 0, 0, 0, 1},
                                         .status = "entered-in-error"}),
                                   "LA6569-3", "LA0000-0")})});
        CHECK(look(clinic, response).flags.empty());
    }
    SECTION("below what can be read") {
        sendAll(clinic, {with(answered(clinic, "asq", response, {"1", "0", "1", "0", "0"}),
                              R"("valueBoolean":true)", R"("valueInteger":7)")});
        const auto found = look(clinic, response);
        REQUIRE(found.flags.size() == 1);
        CHECK(found.flags[0].tier > 1);
    }
}

TEST_CASE("a rule over several answers raises a flag too (clinical rules 5.5)") {
    TestClinic clinic;
    const auto response = clinic.id();
    const auto yes = [](const std::string& linkId) {
        return R"({"linkId":")" + linkId + R"(","answer":[{"valueBoolean":true}]})";
    };
    const auto answered = [&](const std::string& items) {
        return put(
            {"QuestionnaireResponse", response,
             R"({"resourceType":"QuestionnaireResponse","id":")" + response +
                 R"(","questionnaire":"https://landfall.example/fhir/Questionnaire/destabilisation|1.0.0","status":"completed","subject":{"reference":"Patient/)" +
                 clinic.patient +
                 R"("},"authored":"2026-03-01T09:00:00.000+01:00","item":[{"linkId":"de-energy","item":[)" +
                 items + "]}]}"});
    };
    SECTION("three of them") {
        sendAll(clinic,
                {answered(yes("de-thoughts") + "," + yes("de-mood") + "," + yes("de-active"))});
        const auto found = look(clinic, response);
        REQUIRE(found.flags.size() == 1);
        CHECK(found.flags[0].tier == 2);
        CHECK(found.flags[0].item == "de-thoughts");
    }
    SECTION("two of them are not enough") {
        sendAll(clinic, {answered(yes("de-thoughts") + "," + yes("de-mood"))});
        CHECK(look(clinic, response).flags.empty());
    }
    SECTION("an item of another form hides none of them") {
        sendAll(clinic, {answered(yes("nobody-knows") + "," + yes("de-thoughts") + "," +
                                  yes("de-mood") + "," + yes("de-active"))});
        REQUIRE(look(clinic, response).flags.size() == 1);
    }
}

TEST_CASE("a flag that the phone raised before or beside is not doubled, a lower one is topped") {
    TestClinic clinic;
    const auto response = clinic.id();
    const auto own = clinic.id();
    const auto answers = put({"QuestionnaireResponse", response,
                              phq9({response, clinic.patient, {0, 0, 0, 0, 0, 0, 0, 0, 3}})});
    const auto flagOf = [&](int tier) {
        return put({"Flag", own, flag(own, clinic.patient, response, tier)});
    };
    SECTION("before") {
        sendAll(clinic, {flagOf(2)});
        sendAll(clinic, {answers});
        CHECK(look(clinic, response).flags.size() == 1);
    }
    SECTION("in the same bundle, after the response") {
        sendAll(clinic, {answers, flagOf(2)});
        CHECK(look(clinic, response).flags.size() == 1);
    }
    SECTION("of a lower tier") {
        sendAll(clinic, {flagOf(1), answers});
        const auto found = look(clinic, response);
        REQUIRE(found.flags.size() == 2);
        CHECK(found.flags[0].tier == 2);
    }
}

TEST_CASE("an answer completes the oldest open assignment of its questionnaire and no other") {
    TestClinic clinic;
    for (const char* id : {"phq-9", "phq-9", "gad-7"}) {
        REQUIRE(
            clinic.run("assign", {{"patient", clinic.patient}, {"questionnaire", id}}).has_value());
        clinic.clock.advanceMs(1000);
    }
    const auto response = clinic.id();
    sendAll(clinic, {put({"QuestionnaireResponse", response,
                          phq9({response, clinic.patient, std::vector<int>(9, 0)})})});
    const auto tasks = look(clinic, response).tasks;
    REQUIRE(tasks.size() == 3);
    CHECK(tasks[2].questionnaire == "phq-9");
    CHECK(tasks[2].status == "completed");
    CHECK(tasks[1].status == "requested");
    CHECK(tasks[0].status == "requested");
}

TEST_CASE("a response in which nothing is answered completes no assignment") {
    TestClinic clinic;
    REQUIRE(clinic.run("assign", {{"patient", clinic.patient}, {"questionnaire", "phq-9"}})
                .has_value());
    const auto empty = clinic.id();
    sendAll(clinic, {put({"QuestionnaireResponse", empty,
                          phq9({empty, clinic.patient, std::vector<int>(9, -1)})})});
    CHECK(look(clinic, empty).tasks.at(0).status == "requested");
    const auto one = clinic.id();
    auto numbers = std::vector<int>(9, -1);
    numbers[0] = 0;
    sendAll(clinic, {put({"QuestionnaireResponse", one, phq9({one, clinic.patient, numbers})})});
    CHECK(look(clinic, one).tasks.at(0).status == "completed");
}

TEST_CASE("reindex makes the same projections again") {
    TestClinic clinic;
    REQUIRE(clinic.run("assign", {{"patient", clinic.patient}, {"questionnaire", "phq-9"}})
                .has_value());
    const auto response = clinic.id();
    const auto entry = clinic.id();
    const auto score = clinic.id();
    sendAll(clinic, {put({"QuestionnaireResponse", response,
                          phq9({response, clinic.patient, {1, 2, 0, 0, 0, 0, 0, 0, 1}})}),
                     put({"Observation", score, phq9Score(score, clinic.patient, response, 4)}),
                     put({"DocumentReference", entry, journal(entry, clinic.patient, "words")})});
    const auto flagId = look(clinic, response).flags.at(0).id;
    REQUIRE(clinic
                .ask(clinic.clinician, {.method = "POST",
                                        .target = "/review/api/flags/" + flagId + "/acknowledge",
                                        .body = R"({"note":"called"})"})
                .status == 200);
    const auto page = [&] {
        return clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient})
            .body;
    };
    const auto list = [&] {
        return clinic.ask(clinic.clinician, {.target = "/review/api/patients"}).body;
    };
    const auto pageBefore = page();
    const auto listBefore = list();
    REQUIRE(clinic.run("reindex", {}).has_value());
    CHECK(page() == pageBefore);
    CHECK(list() == listBefore);
}
