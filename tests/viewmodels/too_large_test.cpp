#include <fstream>

#include "landfall/store/drafts.hpp"
#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

// A form whose answers no record can hold (docs/adr/0015), at the questions and when it is sent.
namespace {
constexpr std::size_t longest = 10'000;

constexpr const char* wordy = R"({
  "resourceType": "Questionnaire", "id": "wordy", "version": "1.0.0", "status": "active",
  "url": "https://x/wordy", "title": "Wordy",
  "item": [
    {"linkId": "many", "type": "text", "repeats": true, "text": "What happened?"},
    {"linkId": "more", "type": "text", "text": "What else?"},
    {"linkId": "harm", "type": "choice", "text": "Are you in danger?", "extension": [
      {"url": "https://landfall.example/fhir/StructureDefinition/danger", "extension": [
        {"url": "atLeast", "valueInteger": 1}, {"url": "tier", "valueInteger": 2}]}],
     "answerOption": [
      {"valueCoding": {"system": "https://x/c", "code": "no", "display": "No"}, "extension": [
        {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 0}]},
      {"valueCoding": {"system": "https://x/c", "code": "yes", "display": "Yes"}, "extension": [
        {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 1}]}]}]})";

struct Writer : PhoneWorld {
    /// The first two questions are answered, and the draft has this many bytes left.
    explicit Writer(std::size_t bytesLeft) {
        std::filesystem::create_directories(folder() / "instruments");
        std::ofstream(folder() / "instruments" / "wordy.json") << wordy;
        restart();
        setUp();
        onPhone([&](patient::Phone& phone) {
            auto& answering = phone.answering;
            REQUIRE(answering.open("wordy").has_value());
            instrument::Several many;
            for (int i = 0; i < 71; ++i) many.values.emplace_back(std::string(longest, 'x'));
            REQUIRE(answering.answer("many", many).has_value());
            REQUIRE(answering.answer("more", std::string("x")).has_value());
            const auto left = store::draftBytesMax - answering.state().bytes().size();
            REQUIRE(answering.answer("more", std::string(left - bytesLeft + 1, 'x')).has_value());
            answering.close();
        });
        shell().today()->begin("wordy");
        REQUIRE(until([&] { return shell().questionnaireOpen(); }));
        settle();
        while (page().question() != "Are you in danger?") {
            page().next();
            settle();
        }
    }
    QuestionnaireModel& page() { return *shell().questionnaire(); }
    void choose(int option) {
        page().choose(option);
        settle();
    }
    void goOn() {
        shell().help()->goOn();
        settle();
    }
    void submit() {
        page().submit();
        settle();
    }
    int tier() {
        return onPhone(
            [](patient::Phone& phone) { return phone.overview.status().tier.value_or(-1); });
    }
};
}  // namespace

TEST_CASE("an answer that has no room any more is kept for the clinic, and its page stays") {
    Writer world(10);
    world.choose(1);
    CHECK(world.shell().helpOpen());
    CHECK(world.shell().help()->reasonText().contains("Your care team will see your answer"));
    CHECK(world.tier() == 2);
    world.goOn();
    CHECK_FALSE(world.shell().helpOpen());
    CHECK(world.page().stage() == QuestionnaireModel::Asking);
    CHECK(world.page().question() == "Are you in danger?");
    CHECK_FALSE(column(world.page().options(), "chosen").contains("true"));
    CHECK(world.page().error().contains("What happened?\nWhat else?"));
    CHECK(world.page().error().contains("still here"));
    CHECK(world.page().error().contains("Your clinic will still be told"));
    // One without danger is told of to nobody.
    world.choose(0);
    CHECK_FALSE(world.shell().helpOpen());
    CHECK(world.page().question() == "Are you in danger?");
    CHECK(world.page().error().contains("What happened?"));
    CHECK_FALSE(world.page().error().contains("clinic"));
}

TEST_CASE("a form that is too long to be sent says what to shorten, and all of it stays") {
    Writer world(100);
    world.choose(1);
    world.goOn();
    REQUIRE(world.page().stage() == QuestionnaireModel::Reviewing);
    world.submit();
    CHECK(world.page().stage() == QuestionnaireModel::Reviewing);
    CHECK_FALSE(world.page().busy());
    CHECK(world.page().error().contains("What happened?\nWhat else?"));
    CHECK(world.page().error().contains("still here"));
    CHECK(world.page().error().contains("Your clinic will still be told"));
    CHECK(world.tier() == 2);
    // The longest is shortened, and then it goes.
    world.page().edit(1);
    world.settle();
    world.page().setText("short");
    world.page().next();
    world.settle();
    world.page().next();
    world.settle();
    REQUIRE(world.page().stage() == QuestionnaireModel::Reviewing);
    CHECK(world.page().error().isEmpty());
    world.submit();
    CHECK(world.page().stage() == QuestionnaireModel::Done);
    CHECK(world.tier() == 2);
}
