#include "clinic/fhir/found.hpp"
#include "landfall/fhir/names.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

// Answers that a phone of ours does not write: refused, or kept and marked, and never silent.

namespace {

constexpr const char* phq9Url = "https://landfall.example/fhir/Questionnaire/phq-9";
const std::string phq9Known = std::string(phq9Url) + "|1.0.0";

std::string phq9Of(TestClinic& clinic, const std::string& response,
                   const std::vector<int>& numbers) {
    return phq9({response, clinic.patient, numbers});
}

/// The PHQ-9 with these numbers, said to be of another questionnaire.
std::string phq9As(TestClinic& clinic, const std::string& response, const std::string& canonical,
                   const std::vector<int>& numbers) {
    return with(phq9Of(clinic, response, numbers), phq9Known, canonical);
}

std::vector<std::string> unreadOf(TestClinic& clinic, const std::string& response) {
    const auto page = pageOf(clinic);
    std::vector<std::string> out;
    for (const auto one : responseOn(page, response).get("unread").elements())
        out.emplace_back(one.textOr());
    return out;
}

std::string textOf(const http::Response& response) {
    return std::string(parsed(response.body).get("issue")[0].get("details").get("text").textOr());
}

}  // namespace

TEST_CASE("answers without a time of day are refused, and the words say what to do") {
    TestClinic clinic;
    for (const std::string authored : {"2027", "2027-01", "2027-01-01", "yesterday"}) {
        INFO(authored);
        const auto response = clinic.id();
        auto text = phq9Of(clinic, response, {0, 0, 0, 0, 0, 0, 0, 0, 3});
        const std::string member = R"("authored":")";
        const auto at = text.find(member) + member.size();
        text.replace(at, text.find('"', at) - at, authored);
        const auto answer = sendTo(clinic, {put({"QuestionnaireResponse", response, text})});
        CHECK(answer.status == 422);
        CHECK(codeOf(answer) == "invalid_resource");
        CHECK(expressionOf(answer) == "Bundle.entry[0]");
        CHECK(textOf(answer).find("authored") != std::string::npos);
        CHECK(textOf(answer).find("Nothing of this bundle was kept") != std::string::npos);
        CHECK(textOf(answer).find("Send it again") != std::string::npos);
    }
    CHECK(clinic.records("QuestionnaireResponse").empty());
}

TEST_CASE("a correction is of the same questionnaire as what it corrects") {
    TestClinic clinic;
    const auto response = clinic.id();
    sendAll(clinic, {put({"QuestionnaireResponse", response,
                          phq9Of(clinic, response, {1, 1, 1, 1, 0, 0, 0, 0, 0})})});
    const auto other = [&](const std::string& canonical) {
        return put({"QuestionnaireResponse", response,
                    with(phq9({response, clinic.patient, {0, 0, 0, 0, 0, 0, 0, 0, 0}, "amended"}),
                         phq9Known, canonical),
                    1});
    };
    for (const std::string& canonical : {std::string("https://landfall.example/fhir/Questionnaire/"
                                                     "gad-7|1.0.0"),
                                         std::string(phq9Url) + "|2.0.0"}) {
        const auto answer = sendTo(clinic, {other(canonical)});
        CHECK(answer.status == 422);
        CHECK(codeOf(answer) == "immutable");
        CHECK(textOf(answer).find("questionnaire") != std::string::npos);
    }
    CHECK(look(clinic, response).score->value == 4);
}

TEST_CASE("danger is looked for in a version of a known form that is not known here") {
    for (const std::string& canonical :
         {std::string(phq9Url) + "|99.0.0", std::string(phq9Url) + "|",
          std::string(phq9Url) + "|1.0.0#x", std::string(phq9Url) + "#x"}) {
        INFO(canonical);
        TestClinic clinic;
        const auto response = clinic.id();
        const auto sent = [&](const std::vector<int>& numbers) {
            return put(
                {"QuestionnaireResponse", response, phq9As(clinic, response, canonical, numbers)});
        };
        SECTION("an answer that brings a tier: " + canonical) {
            sendAll(clinic, {sent({0, 0, 0, 0, 0, 0, 0, 0, 3})});
            const auto found = look(clinic, response);
            REQUIRE(found.flags.size() == 1);
            CHECK(found.flags[0].tier == 2);
            CHECK(found.flags[0].item == "phq9-9");
            CHECK(found.flags[0].questionnaire == "phq-9");
            CHECK_FALSE(found.score);
            REQUIRE(clinic.records("Task", "unknown-form-").size() == 1);
            CHECK(pageOf(clinic).get("flags")[0].get("title").textOr() == "PHQ-9");
        }
        SECTION("one that brings none: " + canonical) {
            sendAll(clinic, {sent({3, 3, 3, 3, 3, 0, 0, 0, 0})});
            CHECK(look(clinic, response).flags.empty());
        }
        SECTION("one that cannot be read: " + canonical) {
            sendAll(clinic, {with(sent({0, 0, 0, 0, 0, 0, 0, 0, 1}), "LA6569-3", "LA0000-0")});
            const auto found = look(clinic, response);
            REQUIRE(found.flags.size() == 1);
            CHECK(found.flags[0].tier == 1);
            CHECK(found.flags[0].item == "phq9-9");
        }
        SECTION("none at all, or under another name: " + canonical) {
            auto entry = sent({0, 0, 0, 0, 0, 0, 0, 0, 3});
            SECTION("under another name") {
                entry = with(entry, R"("phq9-9")", R"("item-9")");
            }
            SECTION("not there") {
                entry = sent({3, 3, 0, 0, 0, 0, 0, 0, -1});
            }
            sendAll(clinic, {entry});
            const auto found = look(clinic, response);
            REQUIRE(found.flags.size() == 1);
            CHECK(found.flags[0].tier == 1);
            CHECK_FALSE(found.flags[0].item);
            CHECK_FALSE(found.flags[0].answer);
            const auto flag = pageOf(clinic);
            CHECK(flag.get("flags")[0].get("cause").textOr() == "unreadable-answer");
            CHECK(flag.get("flags")[0].get("item").isNull());
        }
    }
}

TEST_CASE("a form without danger, or of nobody, asks for no contact by its version") {
    TestClinic clinic;
    const auto response = clinic.id();
    std::string canonical;
    SECTION("without danger") {
        canonical = "https://landfall.example/fhir/Questionnaire/gad-7|99.0.0";
    }
    SECTION("of nobody") {
        canonical = "http://else.where/x|1";
    }
    SECTION("nothing answered") {
        canonical = std::string(phq9Url) + "|99.0.0";
        sendAll(clinic, {put({"QuestionnaireResponse", response,
                              phq9As(clinic, response, canonical, std::vector<int>(9, -1))})});
        CHECK(look(clinic, response).flags.empty());
        return;
    }
    sendAll(clinic, {put({"QuestionnaireResponse", response,
                          phq9As(clinic, response, canonical, {0, 0, 0, 0, 0, 0, 0, 0, 3})})});
    CHECK(look(clinic, response).flags.empty());
    CHECK(clinic.records("Task", "unknown-form-").size() == 1);
}

TEST_CASE("answers that do not fit their form are kept and named, and the rest has its words") {
    TestClinic clinic;
    const auto response = clinic.id();
    auto entry = answered(clinic, "gad-7", response, std::vector<std::string>(7, "3"));
    std::vector<std::string> unread{"gad7-2"};
    SECTION("a code that is no option") {
        // The GAD-7 files of pco-ig and CIRG (clinical rules 11).
        const auto at = entry.find(R"("gad7-2")");
        entry = entry.substr(0, at) + with(entry.substr(at), "LA6571-9", "LA18938-3");
    }
    SECTION("a value of another kind") {
        const auto at = entry.find(R"("gad7-2")");
        const auto from = entry.find(R"("valueCoding":{)", at);
        entry.replace(from, entry.find('}', from) + 1 - from, R"("valueInteger":3)");
    }
    SECTION("an item of another form") {
        entry = with(entry, R"("gad7-2")", R"("nobody-knows")");
        unread = {"nobody-knows"};
    }
    SECTION("an item twice") {
        const auto at = entry.find(R"({"linkId":"gad7-2")");
        const auto next = entry.find(R"({"linkId":"gad7-3")");
        entry.insert(at, entry.substr(at, next - at));
    }
    sendAll(clinic, {entry});
    CHECK(unreadOf(clinic, response) == unread);
    const auto page = pageOf(clinic);
    const auto shown = responseOn(page, response);
    CHECK(shown.get("items").size() >= 7);
    const auto first = shown.get("items")[0];
    CHECK(first.get("linkId").textOr() == "gad7-1");
    CHECK(first.get("label").textOr() == "1");
    CHECK_FALSE(first.get("text").textOr().empty());
    CHECK(first.get("answer").textOr() == "Nearly every day");
    CHECK(first.get("value").integer() == 3);
    const auto second = shown.get("items")[1];
    CHECK_FALSE(second.get("answer").textOr().empty());
    const auto score = look(clinic, response).score;
    REQUIRE(score);
    CHECK_FALSE(score->value);
    CHECK(page.get("missing").get("totals")[0].get("reason").textOr() == "incomplete");
}

TEST_CASE("a number outside its range does not fit") {
    TestClinic clinic;
    const auto response = clinic.id();
    const auto entry = with(answered(clinic, "edi", response, std::vector<std::string>(8, "50")),
                            R"("valueInteger":50)", R"("valueInteger":101)");
    sendAll(clinic, {entry});
    REQUIRE(unreadOf(clinic, response).size() == 1);
    CHECK_FALSE(look(clinic, response).score->value);
}

TEST_CASE("danger beside an answer that does not fit is marked on the page") {
    TestClinic clinic;
    const auto response = clinic.id();
    const auto text =
        with(phq9Of(clinic, response, {1, 0, 0, 0, 0, 0, 0, 0, 3}), "LA6569-3", "LA18938-3");
    sendAll(clinic, {put({"QuestionnaireResponse", response, text})});
    REQUIRE(look(clinic, response).flags.size() == 1);
    const auto page = pageOf(clinic);
    const auto shown = responseOn(page, response);
    CHECK(shown.get("unread").size() == 1);
    CHECK(shown.get("items")[8].get("linkId").textOr() == "phq9-9");
    CHECK(shown.get("items")[8].get("danger").boolean() == true);
}

TEST_CASE("answers that fit have none that do not") {
    TestClinic clinic;
    const auto response = clinic.id();
    sendAll(clinic, {put({"QuestionnaireResponse", response,
                          phq9Of(clinic, response, {1, 1, 1, 1, 0, 0, 0, 0, 0})})});
    const auto page = pageOf(clinic);
    CHECK(responseOn(page, response).get("unread").type() == landfall::fhir::Type::Array);
    CHECK(unreadOf(clinic, response).empty());
}

TEST_CASE("a phone writes nothing into the dosing record") {
    TestClinic clinic;
    const auto response = clinic.id();
    const auto id = clinic.id();
    const auto observation = phq9Score(id, clinic.patient, response, 13);
    std::string forged;
    SECTION("by the code of a step") {
        forged = with(observation, R"("system":"http://loinc.org")",
                      R"("system":")" + std::string(landfall::fhir::names::dosingStepSystem) + '"');
    }
    SECTION("by a session") {
        forged = with(observation, R"("extension":[{)",
                      R"("extension":[{"url":")" + std::string(landfall::fhir::names::dosingEntry) +
                          R"(","extension":[{"url":"session","valueInteger":1}]},{)");
    }
    SECTION("in the name of one of the clinic") {
        forged = with(observation, R"("status":"final")",
                      R"("status":"final","performer":[{"identifier":{"system":")" +
                          std::string(landfall::fhir::names::userSystem) +
                          R"(","value":"x"},"display":"Dr Lin"}])");
    }
    const auto answer = sendTo(clinic, {put({"Observation", id, forged})});
    CHECK(answer.status == 403);
    CHECK(codeOf(answer) == "forbidden");
    CHECK(clinic.records("Observation").empty());
}
