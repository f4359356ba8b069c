#include "unit/patient/patient_world.hpp"

using namespace landfall;
using namespace landfall::patient;
using namespace landfall::patient::testing;

namespace {
std::string responseOf(std::string_view status, std::string_view subject) {
    std::string out = R"({"resourceType":"QuestionnaireResponse",)";
    if (!status.empty()) out += R"("status":")" + std::string(status) + R"(",)";
    if (!subject.empty())
        out += R"("subject":{"reference":"Patient/)" + std::string(subject) + R"("},)";
    return out + R"("questionnaire":"https://landfall.example/fhir/Questionnaire/phq-9|1.0.0",)" +
           R"("item":[]})";
}
}  // namespace

TEST_CASE("a response file is submitted for this phone's patient only") {
    PatientWorld world;
    world.setUp();
    auto& answering = world.phone().answering;
    const auto patient = support::confirmedPairing().patient;
    CHECK(answering.answerFrom("phq-9", responseOf("completed", patient)).has_value());
    CHECK(answering.answerFrom("phq-9", responseOf("amended", "")).has_value());
    const auto other = answering.answerFrom(
        "phq-9", responseOf("completed", "0195a000-0000-7000-8000-0000000000a2"));
    CHECK(other.error().is(patient::Fault::OtherSubject));
    CHECK(world.phone().overview.timeline()->size() == 2);
}

TEST_CASE("a response file that is not finished is not submitted") {
    PatientWorld world;
    world.setUp();
    for (const auto* status : {"in-progress", "entered-in-error", "stopped", "", "Completed"})
        CHECK(world.phone()
                  .answering.answerFrom("phq-9", responseOf(status, ""))
                  .error()
                  .is(patient::Fault::NotFinished));
    CHECK(world.phone().overview.timeline()->empty());
}

TEST_CASE("a response file to another questionnaire is not submitted") {
    PatientWorld world;
    world.setUp();
    CHECK(world.phone()
              .answering.answerFrom("gad-7", responseOf("completed", ""))
              .error()
              .is(patient::Fault::OtherQuestionnaire));
}

TEST_CASE("an entry that is no text is refused with its reason") {
    PatientWorld world;
    world.setUp();
    auto& journal = world.phone().journaling;
    using namespace std::string_view_literals;
    for (const auto text : {"a\0b"sv, "\xff\xfe"sv, "\xed\xa0\x80"sv})
        CHECK(journal.add(text, false).error().is(patient::Fault::NotText));
    CHECK(journal.list(10)->empty());
}

namespace {
constexpr const char* bundledUrl = "https://landfall.example/fhir/Questionnaire/";

std::string answered(const std::string& canonical, const std::string& items) {
    return R"({"resourceType":"QuestionnaireResponse","status":"completed","questionnaire":")" +
           canonical + R"(","item":[)" + items + "]}";
}
std::string yesNo(const std::string& linkId, bool yes) {
    return R"({"linkId":")" + linkId + R"(","answer":[{"valueBoolean":)" +
           (yes ? "true" : "false") + "}]}";
}
std::string phqNine(const std::string& code) {
    return R"({"linkId":"phq9-9","answer":[{"valueCoding":{"system":"http://loinc.org","code":")" +
           code + R"("}}]})";
}
constexpr const char* own =
    R"({"resourceType":"Questionnaire","id":"own","url":"https://x.example/own","version":"1.0.0","status":"active","item":[
        {"linkId":"words","type":"string","text":"Words"},
        {"linkId":"photo","type":"attachment","text":"A picture"},
        {"linkId":"who","type":"reference","text":"Who"},
        {"linkId":"site","type":"integer","text":"Site","readOnly":true,"initial":[{"valueInteger":7}]}]})";
}  // namespace

TEST_CASE("a response to a version that is not known is refused, and names those that are") {
    PatientWorld world;
    world.setUp();
    auto& answering = world.phone().answering;
    const std::string url = std::string(bundledUrl) + "phq-9";
    for (const auto* id : {"phq-9", ""})
        for (const auto* version : {"99.0.0", "0.0.1", "abc", ""}) {
            const auto refused =
                answering.answerFrom(id, answered(url + '|' + version, phqNine("LA6570-1")));
            INFO(version);
            REQUIRE(refused.has_error());
            CHECK(refused.error().is(patient::Fault::UnknownVersion));
            CHECK(refused.error().where.find("known: 1.0.0") != std::string::npos);
        }
    CHECK(world.phone().overview.timeline()->empty());
    // The newest where none is named, and every one that is here.
    CHECK(answering.answerFrom("", answered(url, phqNine("LA6570-1"))).has_value());
    CHECK(answering.answerFrom("phq-9", answered(url + "|1.0.0", "")).has_value());
    CHECK(world.phone().overview.timeline()->size() == 2);
}

TEST_CASE("an answer that this program cannot keep is refused and not lost without a word") {
    PatientWorld world;
    const auto file = world.folder() / "instruments" / "own.json";
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << own;
    world.open();
    world.setUp();
    auto& answering = world.phone().answering;
    const auto refused = [&](const std::string& items) {
        const auto outcome = answering.answerFrom("own", answered("https://x.example/own", items));
        REQUIRE(outcome.has_error());
        return outcome.error();
    };
    const std::string words = R"({"linkId":"words","answer":[{"valueString":"here"}]},)";
    const auto photo = refused(
        words + R"({"linkId":"photo","answer":[{"valueAttachment":{"contentType":"image/png"}}]})");
    CHECK(photo.is(instrument::Fault::NotAnswerable));
    CHECK(photo.where == "photo");
    CHECK(refused(R"({"linkId":"who","answer":[{"valueReference":{"reference":"Patient/x"}}]})")
              .where == "who");
    const auto site = refused(R"({"linkId":"site","answer":[{"valueInteger":8}]})");
    CHECK(site.is(instrument::Fault::ReadOnly));
    CHECK(site.where == "site");
    CHECK(world.store().records().responses("")->empty());
    for (const auto& items : {words + R"({"linkId":"site","answer":[{"valueInteger":7}]})",
                              words + R"({"linkId":"photo"})"})
        CHECK(answering.answerFrom("own", answered("https://x.example/own", items)).has_value());
    // What was answered stays readable where the form is no longer there.
    const auto response = world.store().records().responses("")->front().id;
    std::filesystem::remove(file);
    world.open();
    REQUIRE(world.phone().access.unlock(PatientWorld::passphrase()).has_value());
    const auto shown = world.phone().progress.answers(response);
    REQUIRE(shown.has_value());
    REQUIRE_FALSE(shown->lines.empty());
    CHECK(shown->lines[0].item.text == "Words");
    CHECK(shown->lines[0].answer == instrument::Answer{std::string("here")});
}

TEST_CASE("an answer that signals danger stays in the response its flag is about (clinical 5.2)") {
    PatientWorld world;
    world.setUp();
    auto& answering = world.phone().answering;
    const auto keeps = [&](const Result<Submission>& submission) {
        REQUIRE(submission.has_value());
        CHECK(submission->tier == safety::Tier::Emergency);
        CHECK(submission->result == "acute-positive");
        const auto record = world.store().records().read(fhir::ResourceType::QuestionnaireResponse,
                                                         submission->response);
        REQUIRE(record.has_value());
        CHECK(record->bytes.find("asq-5") != std::string::npos);
        // And it is read again with the others.
        const auto shown = world.phone().progress.answers(submission->response);
        REQUIRE(shown.has_value());
        CHECK(shown->lines.back().item.linkId == "asq-5");
    };
    keeps(answering.answerAll("asq", {"0", "0", "0", "0", "1"}));
    std::string items;
    for (int i = 1; i <= 4; ++i) items += yesNo("asq-" + std::to_string(i), false) + ",";
    keeps(answering.answerFrom(
        "", answered(std::string(bundledUrl) + "asq|1.0.0", items + yesNo("asq-5", true))));
    // A "no" to what is not asked says nothing and drops out.
    const auto calm = answering.answerAll("asq", {"0", "0", "0", "0", "0"});
    REQUIRE(calm.has_value());
    CHECK(calm->result == "negative");
    CHECK(answering.answerAll("pc-ptsd-5", {"0", "1"}).error().is(instrument::Fault::NotEnabled));
    keeps([&] {
        // In the app: said, and then the question before it was answered otherwise.
        REQUIRE(answering.open("asq").has_value());
        for (const auto* item : {"asq-1", "asq-2", "asq-3", "asq-4"})
            REQUIRE(answering.answer(item, std::string_view(item) == "asq-1").has_value());
        REQUIRE(answering.answer("asq-5", true).has_value());
        REQUIRE(answering.answer("asq-1", false).has_value());
        return answering.submit();
    }());
}
