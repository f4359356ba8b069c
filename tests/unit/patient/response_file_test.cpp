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
