#include <catch2/catch_test_macros.hpp>
#include <memory>

#include "landfall/base/log.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/net/event_loop.hpp"
#include "landfall/patient/check_ins.hpp"
#include "landfall/patient/pairing_record.hpp"
#include "landfall/patient/phone.hpp"
#include "landfall/patient/ready_answers.hpp"
#include "support/scripted_clinic.hpp"
#include "support/scripted_transport.hpp"
#include "support/temp_folder.hpp"

using namespace landfall;
using instrument::Answer;
using instrument::Chosen;
using instrument::Declined;
using safety::Tier;

namespace {
constexpr base::WallTime morning{1772352000000, 60};
constexpr keys::Stretch cheapest{.passes = 1, .memoryKib = 8};

/// A phone that is paired, set up, unlocked and without a network.
class UnlockedPhone {
public:
    UnlockedPhone() {
        base::setLogEnabled(false);
        transport_.beOffline(true);
        open();
        REQUIRE(
            files_
                .replace(folder_.pendingPairing(),
                         base::viewOf(patient::writePairing(support::confirmedPairing()).reveal()))
                .has_value());
        REQUIRE(phone->access.create(base::SecretText("quiet harbour lantern")).has_value());
    }
    /// Ends the process and unlocks again.
    void restart() {
        phone.reset();
        open();
        REQUIRE(phone->access.unlock(base::SecretText("quiet harbour lantern")).has_value());
    }
    [[nodiscard]] store::Draft draft() {
        const auto open = (*phone->profile.store())->drafts().open();
        REQUIRE(open->size() == 1);
        return open->front();
    }
    /// The tier of the flag of a draft, 0 without one, and the item behind it.
    [[nodiscard]] std::pair<int, std::string> flagOf(const store::Draft& draft) {
        const auto record =
            (*phone->profile.store())->records().read(fhir::ResourceType::Flag, draft.flag);
        if (record.has_error()) return {0, ""};
        const auto json = *fhir::Json::borrow(record->bytes);
        const auto flag = *fhir::readFlag(json.root());
        return {flag.tier, flag.evidenceItem};
    }
    Tier answer(const char* linkId, Answer answer) {
        const auto given = phone->answering.answer(linkId, std::move(answer));
        REQUIRE(given.has_value());
        CHECK(given->opensHelp == (given->tier != Tier::None));
        return given->tier;
    }

    std::unique_ptr<patient::Phone> phone;

private:
    void open() {
        auto opened = patient::Phone::open(
            folder_,
            {.clock = clock_,
             .trueClock = clock_,
             .random = random_,
             .files = files_,
             .transport = transport_,
             .timers = loop_},
            {.stretch = keys::StretchPolicy{.stretch = cheapest, .floor = cheapest},
             .pagesMax = 0});
        REQUIRE(opened.has_value());
        phone = std::move(*opened);
    }

    support::TempFolder temp_;
    patient::Folder folder_{temp_.path()};
    base::FixedClock clock_{morning};
    base::SeededRandom random_{20261127};
    base::PosixFiles files_;
    net::EventLoop loop_;
    support::ScriptedTransport transport_{loop_};
};
}  // namespace

TEST_CASE(
    "a rule over several answers is kept with the answer that completes it (clinical rules 5.1)") {
    UnlockedPhone world;
    REQUIRE(world.phone->answering.open("destabilisation").has_value());
    CHECK(world.answer("de-thoughts", true) == Tier::None);
    CHECK(world.answer("de-mood", true) == Tier::None);
    CHECK(world.draft().tier == 0);
    CHECK(world.flagOf(world.draft()).first == 0);
    CHECK(world.answer("de-active", true) == Tier::Urgent);
    // Durable when the call returns, whatever happens to the page.
    world.restart();
    CHECK(world.draft().tier == 2);
    CHECK(world.flagOf(world.draft()) == std::pair<int, std::string>{2, "de-thoughts"});
    // Taking an answer back, leaving and submitting lower nothing.
    REQUIRE(world.phone->answering.open("destabilisation").has_value());
    CHECK(world.answer("de-active", false) == Tier::None);
    CHECK(world.draft().tier == 2);
    const auto flag = world.draft();
    const auto submission = world.phone->answering.submit();
    REQUIRE(submission.has_value());
    CHECK(submission->tier == Tier::Urgent);
    CHECK(world.flagOf(flag).first == 2);
}

TEST_CASE("what was left out counts when the form is submitted, and raises the same flag") {
    UnlockedPhone world;
    REQUIRE(world.phone->answering.open("destabilisation").has_value());
    CHECK(world.answer("de-senses", true) == Tier::Contact);
    const auto draft = world.draft();
    CHECK(world.flagOf(draft) == std::pair<int, std::string>{1, "de-senses"});
    const auto submission = world.phone->answering.submit();
    REQUIRE(submission.has_value());
    CHECK(submission->tier == Tier::Urgent);
    CHECK(world.flagOf(draft) == std::pair<int, std::string>{2, "de-senses"});
}

TEST_CASE("an answer about harm offers the screen for suicide risk at once (clinical rules 5.1)") {
    UnlockedPhone world;
    REQUIRE(world.phone->answering.open("phq-9").has_value());
    const auto given = world.phone->answering.answer("phq9-9", Chosen{1});
    REQUIRE(given.has_value());
    CHECK(given->tier == Tier::Contact);
    CHECK(given->offers == std::vector<std::string>{"asq"});
    const auto submission = world.phone->answering.submit();
    REQUIRE(submission.has_value());
    CHECK(submission->offers == std::vector<std::string>{"asq"});
    CHECK(submission->result.empty());
}

TEST_CASE("pressure and harm in the questions before a decision open Help (clinical rules 6.2)") {
    UnlockedPhone world;
    REQUIRE(world.phone->answering.open("eligibility").has_value());
    CHECK(world.answer("el-7", Chosen{1}) == Tier::None);
    CHECK(world.answer("el-25a", Declined{}) == Tier::Urgent);
    CHECK(world.flagOf(world.draft()) == std::pair<int, std::string>{2, "el-25a"});
    CHECK(world.answer("el-2", Chosen{1}) == Tier::Emergency);
    CHECK(world.flagOf(world.draft()) == std::pair<int, std::string>{3, "el-2"});
}

TEST_CASE("what an answer signals is known without a store, and changes nothing") {
    UnlockedPhone world;
    auto& answering = world.phone->answering;
    CHECK(answering.dangerOf("phq9-9", Chosen{1}).has_error());  // nothing is open
    REQUIRE(answering.open("phq-9").has_value());
    const auto before = answering.state().bytes();
    world.phone->profile.lock();
    CHECK(*answering.dangerOf("phq9-9", Chosen{0}) == Tier::None);
    CHECK(*answering.dangerOf("phq9-9", Chosen{1}) == Tier::Contact);
    CHECK(*answering.dangerOf("phq9-9", Chosen{3}) == Tier::Urgent);
    CHECK(*answering.dangerOf("phq9-9", Declined{}) == Tier::Contact);
    CHECK(answering.dangerOf("phq9-9", Chosen{9}).has_error());
    CHECK(answering.answer("phq9-9", Chosen{1}).has_error());
    CHECK(answering.state().bytes() == before);
}

TEST_CASE("the danger of a whole questionnaire is known when it cannot be saved") {
    const auto library = *instrument::Library::bundled();
    using patient::dangerOfNumbers;
    using Tokens = std::vector<std::string>;
    CHECK(dangerOfNumbers(library, "phq-9", Tokens(10, "0")) == Tier::None);
    Tokens tokens(10, "0");
    tokens[8] = "1";
    CHECK(dangerOfNumbers(library, "phq-9", tokens) == Tier::Contact);
    tokens[8] = "r";
    CHECK(dangerOfNumbers(library, "phq-9", tokens) == Tier::Contact);
    // A slip elsewhere does not hide it.
    tokens[8] = "3";
    tokens[9] = "7";
    CHECK(dangerOfNumbers(library, "phq-9", tokens) == Tier::Urgent);
    CHECK(dangerOfNumbers(library, "unknown", tokens) == Tier::None);
    CHECK(dangerOfNumbers(library, "phq-9", Tokens(40, "3")) == Tier::Urgent);
    const std::string response = R"({"resourceType":"QuestionnaireResponse","status":"completed",
      "item":[{"linkId":"phq9-9","answer":[{"valueCoding":{"code":"LA6570-1",
      "system":"http://loinc.org"}}]}]})";
    CHECK(patient::dangerOfResponse(library, "phq-9", response) == Tier::Urgent);
    CHECK(patient::dangerOfResponse(library, "phq-9", "{") == Tier::None);
    // Neither an answer beside it that cannot be read, nor a version, status or subject hides it.
    const std::string nine = R"({"linkId":"phq9-9","answer":[{"valueCoding":{"code":"LA6571-9",
      "system":"http://loinc.org"}}]})";
    const auto file = [&](const std::string& head, const std::string& items) {
        return R"({"resourceType":"QuestionnaireResponse","questionnaire":
      "https://landfall.example/fhir/Questionnaire/phq-9)" +
               head + R"(,"item":[)" + items + "]}";
    };
    for (
        const auto& text :
        {file(R"(|1.0.0","status":"completed")",
              nine + R"(,{"linkId":"phq9-1","answer":[{"valueString":"bad"}]})"),
         file(R"(|1.0.0","status":"completed")",
              R"({"linkId":"nobody","item":[)" + nine + R"(]},{"linkId":7})"),
         file(
             R"(|1.0.0","status":"completed")",
             R"({"linkId":"phq9-9","answer":[{"valueInteger":0},{"valueCoding":{"code":"LA6571-9","system":"http://loinc.org"}}]})"),
         file(R"(|99.0.0","status":"completed")", nine),
         file(R"(","status":"in-progress","subject":{"reference":7})", nine)})
        for (const auto* id : {"phq-9", ""}) {
            INFO(text);
            CHECK(patient::dangerOfResponse(library, id, text) == Tier::Urgent);
        }
    // What only two answers say together is heard beside a third that is refused.
    CHECK(dangerOfNumbers(library, "side-effects", {"0", "6", "3", "9", "1"}) == Tier::Emergency);
    CHECK(patient::dangerOfValues(library, "side-effects",
                                  {{"now", "yes"}, {"what", "no such thing"}}) == Tier::Emergency);
    CHECK(patient::dangerOfValues(library, "side-effects", {{"now", "no"}, {"?", "1"}}) ==
          Tier::None);
}
