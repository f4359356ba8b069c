#include "clinic/fhir/found.hpp"

#include <functional>

using namespace landfall::clinic;
using namespace landfall::clinic::test;

// What a sender says a total is, beside what the answers give (clinical rules 10.3 and 11).

namespace {

/// The HL7 SDC example: its answers sum to 10, its stored total is 13.
const std::vector<int> ten = {0, 0, 0, 1, 2, 1, 3, 2, 1};

struct Claim {
    std::string questionnaire{};  ///< that the sender names, or ""
    std::int64_t value = 13;
    std::string code = "44261-6";
};

std::string observation(TestClinic& clinic, const std::string& response, const Claim& claim) {
    auto score = scoreOf(clinic, "phq-9", response);
    score.questionnaire = claim.questionnaire;
    score.value = claim.value;
    score.code.code = claim.code;
    score.band = "severe";
    score.prorated = true;
    return putScore(score);
}

std::string phq9Entry(TestClinic& clinic, const std::string& response,
                      const std::vector<int>& numbers) {
    return put({"QuestionnaireResponse", response, phq9({response, clinic.patient, numbers})});
}

void checkTen(TestClinic& clinic, const std::string& response, bool differs) {
    const auto score = look(clinic, response).score;
    REQUIRE(score);
    CHECK(score->questionnaire == "phq-9");
    CHECK(score->value == 10);
    CHECK(score->band == "moderate");
    CHECK_FALSE(score->prorated);
    CHECK(score->differs == differs);
}

/// Sends both in one way after another and looks each time.
void inEveryOrder(const std::function<void(TestClinic&, const std::string&)>& check,
                  const std::function<std::string(TestClinic&, const std::string&)>& answers,
                  const std::function<std::string(TestClinic&, const std::string&)>& total) {
    TestClinic clinic;
    std::vector<std::string> responses;
    for (const int order : {0, 1, 2, 3}) {
        INFO("order " << order);
        const auto response = clinic.id();
        responses.push_back(response);
        const auto first = answers(clinic, response);
        const auto second = total(clinic, response);
        if (order == 0) sendAll(clinic, {first, second});
        if (order == 1) sendAll(clinic, {second, first});
        if (order == 2) {
            sendAll(clinic, {first});
            sendAll(clinic, {second});
        }
        if (order == 3) {
            sendAll(clinic, {second});
            sendAll(clinic, {first});
        }
        check(clinic, response);
    }
    REQUIRE(clinic.run("reindex", {}).has_value());
    for (const auto& response : responses) check(clinic, response);
}

}  // namespace

TEST_CASE("a total is compared with the response's own form whatever form its sender names") {
    for (const std::string named :
         {"", "https://landfall.example/fhir/Questionnaire/phq-9|7.7.7", "http://else.where/x|1",
          "https://landfall.example/fhir/Questionnaire/gad-7|1.0.0"}) {
        INFO(named);
        inEveryOrder(
            [](auto& clinic, const auto& response) { checkTen(clinic, response, true); },
            [](auto& clinic, const auto& response) { return phq9Entry(clinic, response, ten); },
            [&](auto& clinic, const auto& response) {
                return observation(clinic, response, {.questionnaire = named});
            });
        inEveryOrder(
            [](auto& clinic, const auto& response) { checkTen(clinic, response, false); },
            [](auto& clinic, const auto& response) { return phq9Entry(clinic, response, ten); },
            [&](auto& clinic, const auto& response) {
                return observation(clinic, response, {.questionnaire = named, .value = 10});
            });
    }
}

TEST_CASE("a value of another code than the total's changes and marks nothing") {
    inEveryOrder(
        [](auto& clinic, const auto& response) { checkTen(clinic, response, false); },
        [](auto& clinic, const auto& response) { return phq9Entry(clinic, response, ten); },
        [](auto& clinic, const auto& response) {
            return observation(clinic, response, {.code = "x"});
        });
}

TEST_CASE("a total is compared in whatever way it is written") {
    struct Way {
        std::string value;
        bool differs;
    };
    for (const auto& way :
         {Way{R"("valueString":"13")", true}, Way{R"("valueString":"10")", false},
          Way{R"("valueString":"10 of 27")", true}, Way{R"("valueBoolean":true)", true},
          Way{R"("valueQuantity":{"value":13.0})", true},
          Way{R"("valueQuantity":{"value":10.0,"code":"{score}"})", false},
          Way{R"("valueQuantity":{"value":10,"comparator":">"})", true},
          Way{R"("valueQuantity":{"value":10.5})", true},
          Way{R"("valueRatio":{"numerator":{"value":10}})", true},
          Way{R"("valueCodeableConcept":{"text":"moderate"})", true},
          Way{R"("dataAbsentReason":{"coding":[{"code":"unknown"}]})", true}}) {
        INFO(way.value);
        inEveryOrder(
            [&](auto& clinic, const auto& response) { checkTen(clinic, response, way.differs); },
            [](auto& clinic, const auto& response) { return phq9Entry(clinic, response, ten); },
            [&](auto& clinic, const auto& response) {
                return with(observation(clinic, response, {}), R"("valueInteger":13)", way.value);
            });
    }
}

TEST_CASE("a total of a plain date, or with its code after another, is compared too") {
    inEveryOrder(
        [](auto& clinic, const auto& response) { checkTen(clinic, response, true); },
        [](auto& clinic, const auto& response) { return phq9Entry(clinic, response, ten); },
        [](auto& clinic, const auto& response) {
            auto entry = observation(clinic, response, {});
            const std::string member = R"("effectiveDateTime":")";
            const auto at = entry.find(member) + member.size();
            entry.replace(at, entry.find('"', at) - at, "2026-09-21");
            return with(entry, R"("code":{"coding":[)",
                        R"("code":{"coding":[{"system":"http://own.code","code":"sum"},)");
        });
}

TEST_CASE("a total where the answers give none is marked in every order") {
    // Missing answers are never 0: LHC-Forms' sum of six of nine.
    inEveryOrder(
        [](auto& clinic, const auto& response) {
            const auto score = look(clinic, response).score;
            REQUIRE(score);
            CHECK_FALSE(score->value);
            CHECK(score->differs);
        },
        [](auto& clinic, const auto& response) {
            return phq9Entry(clinic, response, {1, 1, 1, 1, 1, 1, -1, -1, -1});
        },
        [](auto& clinic, const auto& response) {
            return observation(clinic, response, {.value = 6});
        });
}

TEST_CASE("a result is compared in every order: C-SSRS all no, stored as Low") {
    inEveryOrder(
        [](auto& clinic, const auto& response) {
            const auto score = look(clinic, response).score;
            REQUIRE(score);
            CHECK(score->band == "none");
            CHECK(score->differs);
        },
        [](auto& clinic, const auto& response) {
            return answered(clinic, "cssrs-screener", response,
                            {"0", "0", "0", "0", "0", "0", "0"});
        },
        [](auto& clinic, const auto& response) {
            auto score = scoreOf(clinic, "cssrs-screener", response);
            score.questionnaire.clear();
            score.result = {"http://loinc.org", "LA9194-7", ""};
            return putScore(score);
        });
}

TEST_CASE("a total is not shown as computed where there is no form, or are no answers yet") {
    TestClinic clinic;
    const auto response = clinic.id();
    const auto total = observation(clinic, response, {.questionnaire = "http://else.where/x|1"});
    const auto answers =
        with(phq9Entry(clinic, response, ten),
             "https://landfall.example/fhir/Questionnaire/phq-9|1.0.0", "http://else.where/x|1");
    SECTION("no answers yet") {
        sendAll(clinic, {total});
    }
    SECTION("answers first") {
        sendAll(clinic, {answers});
        sendAll(clinic, {total});
    }
    SECTION("total first") {
        sendAll(clinic, {total});
        sendAll(clinic, {answers});
    }
    const auto score = look(clinic, response).score;
    REQUIRE(score);
    CHECK_FALSE(score->value);
    CHECK_FALSE(score->band);
    CHECK_FALSE(score->prorated);
    CHECK(score->sentValue == 13);
    CHECK(score->differs);
    const auto page = pageOf(clinic);
    const auto point = page.get("scores")[0].get("points")[0];
    CHECK(point.get("value").isNull());
    CHECK(point.get("sentValue").integer() == 13);
    CHECK(point.get("complete").boolean() == false);
}

TEST_CASE("a total that differs stays marked when another one agrees") {
    for (const bool agreesFirst : {true, false}) {
        TestClinic clinic;
        const auto response = clinic.id();
        sendAll(clinic, {phq9Entry(clinic, response, ten)});
        sendAll(clinic, {observation(clinic, response, {.value = agreesFirst ? 10 : 13})});
        sendAll(clinic, {observation(clinic, response, {.value = agreesFirst ? 13 : 10})});
        checkTen(clinic, response, true);
    }
}

TEST_CASE("a total that was entered in error, or put right, marks nothing any more") {
    TestClinic clinic;
    const auto response = clinic.id();
    const auto id = clinic.id();
    sendAll(clinic, {phq9Entry(clinic, response, ten)});
    const auto wrong = phq9Score(id, clinic.patient, response, 13);
    sendAll(clinic, {put({"Observation", id, wrong})});
    checkTen(clinic, response, true);
    SECTION("entered in error") {
        sendAll(clinic,
                {put({"Observation", id, with(wrong, R"("final")", R"("entered-in-error")"), 1})});
    }
    SECTION("put right") {
        sendAll(clinic, {put({"Observation", id,
                              with(with(wrong, R"("final")", R"("corrected")"),
                                   R"("valueInteger":13)", R"("valueInteger":10)"),
                              1})});
    }
    checkTen(clinic, response, false);
}

TEST_CASE("a correction of the answers that cannot be read leaves no total of what was before") {
    TestClinic clinic;
    const auto response = clinic.id();
    sendAll(clinic, {phq9Entry(clinic, response, ten)});
    const auto amended =
        with(phq9({response, clinic.patient, {0, 0, 0, 0, 0, 0, 0, 1, 0}, "amended"}), "LA6569-3",
             "LA0000-0");
    sendAll(clinic, {put({"QuestionnaireResponse", response, amended, 1})});
    const auto score = look(clinic, response).score;
    REQUIRE(score);
    CHECK_FALSE(score->value);
    CHECK_FALSE(score->band);
}

namespace {
std::string rate(TestClinic& clinic) {
    const auto answer = clinic.ask(
        clinic.clinician,
        {.method = "POST",
         .target = "/review/api/patients/" + clinic.patient + "/ratings",
         .body =
             R"({"questionnaire":"madrs","answers":[4,4,4,4,4,4,4,4,4,2],"at":"2026-09-21T10:00:00+02:00"})"});
    REQUIRE(answer.status == 201);
    return std::string(parsed(answer.body).get("response").textOr());
}
}  // namespace

TEST_CASE("a phone changes nothing of a clinician's rating") {
    TestClinic clinic;
    const auto response = rate(clinic);
    const auto ratings = clinic.records("QuestionnaireResponse");
    REQUIRE(ratings.size() == 1);
    const std::string rating(ratings[0].root().raw());
    const auto own = clinic.records("Observation");
    REQUIRE(own.size() == 1);
    const std::string ownScore(own[0].root().raw());
    const std::string ownId(own[0].get("id").textOr());
    std::string entry;
    SECTION("by a value of its own beside it") {
        auto score = scoreOf(clinic, "madrs", response);
        score.value = 3;
        SECTION("of the total") {}
        SECTION("of another code and of no form") {
            score.code = {"http://loinc.org", "x", ""};
            score.questionnaire.clear();
        }
        entry = putScore(score);
    }
    SECTION("by a version of its total") {
        entry = put({"Observation", ownId, with(ownScore, R"("final")", R"("amended")"), 1});
    }
    SECTION("by a version of its answers") {
        entry = put({"QuestionnaireResponse", response,
                     with(rating, R"("completed")", R"("entered-in-error")"), 1});
    }
    SECTION("by answers in a clinician's name") {
        const auto id = clinic.id();
        entry = put({"QuestionnaireResponse", id, with(rating, response, id)});
    }
    const auto answer = sendTo(clinic, {entry});
    CHECK(answer.status == 403);
    CHECK(codeOf(answer) == "forbidden");
    CHECK(expressionOf(answer) == "Bundle.entry[0]");
    const auto score = look(clinic, response).score;
    REQUIRE(score);
    CHECK(score->value == 38);
    CHECK_FALSE(score->differs);
    CHECK(score->observation == ownId);
    CHECK(pageOf(clinic).get("responses").size() == 1);
}

TEST_CASE("a phone changes nothing of another patient's answers") {
    TestClinic clinic;
    const auto response = clinic.id();
    sendAll(clinic, {phq9Entry(clinic, response, ten)});
    const auto sendOther = [&](const std::string& entry) {
        const auto id = clinic.id();
        CHECK(clinic.send(clinic.otherPhone, id, bundle(id, {entry})).status == 200);
    };
    SECTION("by a total") {
        const auto id = clinic.id();
        sendOther(put({"Observation", id, phq9Score(id, clinic.otherPatient, response, 3)}));
        checkTen(clinic, response, false);
        CHECK_FALSE(look(clinic, response).score->observation);
    }
    SECTION("by a flag that would keep the clinic's own from being raised") {
        const auto next = clinic.id();
        const auto id = clinic.id();
        sendOther(put({"Flag", id, flag(id, clinic.otherPatient, next, 3)}));
        sendAll(clinic, {phq9Entry(clinic, next, {0, 0, 0, 0, 0, 0, 0, 0, 3})});
        CHECK(look(clinic, next).flags.size() == 2);  // with that of the first response
    }
    SECTION("by a total that came before the answers") {
        const auto next = clinic.id();
        const auto id = clinic.id();
        sendOther(put({"Observation", id, phq9Score(id, clinic.otherPatient, next, 3)}));
        sendAll(clinic, {phq9Entry(clinic, next, ten)});
        checkTen(clinic, next, false);
    }
}

TEST_CASE("a total keeps the answers it is about") {
    TestClinic clinic;
    const auto response = clinic.id();
    const auto other = clinic.id();
    const auto id = clinic.id();
    sendAll(clinic, {phq9Entry(clinic, response, ten), phq9Entry(clinic, other, ten),
                     put({"Observation", id, phq9Score(id, clinic.patient, response, 10)})});
    const auto moved = with(phq9Score(id, clinic.patient, other, 27), R"("final")", R"("amended")");
    CHECK(codeOf(sendTo(clinic, {put({"Observation", id, moved, 1})})) == "immutable");
    const auto recoded =
        with(with(phq9Score(id, clinic.patient, response, 27), R"("final")", R"("amended")"),
             "44261-6", "44249-1");
    CHECK(codeOf(sendTo(clinic, {put({"Observation", id, recoded, 1})})) == "immutable");
}
