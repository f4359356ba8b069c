#include "landfall/pathway/consent_answers.hpp"

#include "landfall/pathway/consent_course.hpp"
#include "unit/pathway/some_plan.hpp"

using namespace landfall;
using namespace landfall::pathway;
using namespace landfall::pathway::test;

namespace {
fhir::ConsentRecord step(const std::string& id, ConsentStep what, const std::string& follows = {},
                         std::string_view purpose = participation) {
    fhir::ConsentRecord event;
    event.id = id;
    event.event = nameOf(what);
    event.purpose = purpose;
    event.follows = follows;
    event.at = at("2026-02-05T19:30:00Z");
    return event;
}

std::vector<std::string> held(const std::vector<fhir::ConsentRecord>& events) {
    std::vector<std::string> ids;
    for (const auto& signature : signaturesInForce(events)) ids.push_back(signature.id);
    return ids;
}
}  // namespace

TEST_CASE("a signature holds until a withdrawal that follows it") {
    const auto read = step("1", ConsentStep::Read);
    const auto signature = step("2", ConsentStep::Signed, "1");
    CHECK(held({read}).empty());
    CHECK(held({read, signature}) == std::vector<std::string>{"2"});
    CHECK(held({read, signature, step("3", ConsentStep::Withdrawn, "2")}).empty());
    CHECK(held({read, signature, step("3", ConsentStep::Withdrawn, "2"),
                step("4", ConsentStep::Signed, "3")}) == std::vector<std::string>{"4"});
    // One that does not say what it follows ends everything.
    CHECK(held({read, signature, step("3", ConsentStep::Withdrawn)}).empty());
    // An opt-in is no signature of taking part, and its withdrawal ends none.
    CHECK(held({signature, step("3", ConsentStep::Withdrawn, "", "research"),
                step("4", ConsentStep::Signed, "", "research")}) == std::vector<std::string>{"2"});
}

TEST_CASE("steps that follow each other in a circle end") {
    CHECK(held({step("1", ConsentStep::Signed, "2"), step("2", ConsentStep::Withdrawn, "1")})
              .empty());
}

TEST_CASE("a signed consent is the answer to the form that the protocol asks for it by") {
    const auto answers =
        consentAnswers(*protocol(), std::vector{step("s", ConsentStep::Signed, "")});
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].response == "s");
    CHECK(answers[0].questionnaire == "https://landfall.example/fhir/Questionnaire/consent");
    CHECK(answers[0].authored == at("2026-02-05T19:30:00Z"));
}
