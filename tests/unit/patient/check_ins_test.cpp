#include "unit/patient/unlocked_phone.hpp"

using namespace landfall;
using namespace landfall::patient;
using namespace landfall::patient::testing;

TEST_CASE("a check-in is answered by item, in any order and with gaps") {
    UnlockedPhone world;
    auto& checkIns = world.phone->checkIns;
    const auto submission = *checkIns.add({{"worry", "3"}, {"mood", "6"}, {"energy", "r"}});
    REQUIRE(submission.scores.size() == 1);
    CHECK(submission.scores[0].id == "daily-check-in");
    CHECK(submission.scores[0].value == 6);
    world.advanceMinutes(60 * 24);
    REQUIRE(checkIns.add({{"mood", "7"}, {"sleep", "-"}}).has_value());
    const auto recent = *checkIns.recent(10);
    REQUIRE(recent.size() == 2);
    CHECK(recent[0].values == std::map<std::string, std::string>{{"mood", "7"}});
    CHECK(recent[1].values.at("worry") == "3");
    CHECK(recent[1].values.at("energy") == "prefer not to say");
    CHECK(recent[1].response == submission.response);
    CHECK(checkIns.recent(1)->size() == 1);
    CHECK(world.phone->overview.scores("daily-check-in")->size() == 2);
}

TEST_CASE("what cannot be an answer is refused with its item, and nothing is stored") {
    UnlockedPhone world;
    auto& checkIns = world.phone->checkIns;
    const auto refused = [&](const CheckIns::Values& values) {
        const auto outcome = checkIns.add(values);
        REQUIRE(outcome.has_error());
        return outcome.error();
    };
    CHECK(refused({{"mood", "11"}}).is(instrument::Fault::OutOfRange));
    CHECK(refused({{"mood", "-1"}}).where == "mood");
    CHECK(refused({{"mood", "good"}}).is(instrument::Fault::NotAnAnswer));
    CHECK(refused({{"mood", "6"}, {"mood", "7"}}).is(instrument::Fault::TooManyAnswers));
    CHECK(refused({{"weather", "6"}}).is(instrument::Fault::UnknownItem));
    CHECK(refused({}).is(Fault::EmptyEntry));
    CHECK(refused({{"mood", "-"}}).is(Fault::EmptyEntry));
    CHECK(checkIns.recent(10)->empty());
    CHECK(checkIns.answer("nothing", {{"a", "b"}}).error().is(Fault::UnknownQuestionnaire));
}

TEST_CASE("any form can be answered by item: options by code or number, yes and no, texts") {
    UnlockedPhone world;
    auto& checkIns = world.phone->checkIns;
    CHECK(checkIns
              .answer("day-before", {{"illness", "no"},
                                     {"alcohol", "0"},
                                     {"pregnancy", "not-sure"},
                                     {"sleep", "1"},
                                     {"anything-else", "A = B"}})
              .has_value());
    CHECK(checkIns.answer("day-before", {{"illness", "maybe"}})
              .error()
              .is(instrument::Fault::NotAnAnswer));
    CHECK(
        checkIns.answer("day-before", {{"sleep", "9"}}).error().is(instrument::Fault::OutOfRange));
    // An answer that signals danger raises its tier this way too.
    const auto submission =
        *checkIns.answer("after-session", {{"mood", "4"}, {"breathing", "yes"}});
    CHECK(submission.tier == safety::Tier::Emergency);
    CHECK(world.store().records().highestOpenTier().value() == 3);
}

TEST_CASE("nothing is answered while the phone is locked") {
    UnlockedPhone world;
    world.restart();
    CHECK(world.phone->checkIns.add({{"mood", "5"}}).error().is(Fault::Locked));
    CHECK(world.phone->checkIns.recent(5).error().is(Fault::Locked));
}

TEST_CASE("times are answers too, and what is not asked takes no answer") {
    UnlockedPhone world;
    auto& checkIns = world.phone->checkIns;
    CHECK(checkIns
              .answer("activity-plan", {{"activity", "Walk to the lake"},
                                        {"planned", "2026-03-02T10:00:00+01:00"},
                                        {"mood-before", "4"}})
              .has_value());
    CHECK(checkIns.answer("activity-plan", {{"activity", "Walk"}, {"planned", "tomorrow"}})
              .error()
              .is(instrument::Fault::NotAnAnswer));
    const auto notNow =
        checkIns.answer("integration-prompt", {{"now", "not-now"}, {"body", "warm"}});
    CHECK(notNow.error().is(instrument::Fault::NotEnabled));
    CHECK(notNow.error().where == "body");
    CHECK(checkIns.answer("integration-prompt", {{"now", "yes"}, {"body", "warm"}}).has_value());
}

TEST_CASE("an item may be named by the end of its linkId when only one ends so") {
    UnlockedPhone world;
    auto& checkIns = world.phone->checkIns;
    CHECK(checkIns.answer("phq-9", {{"9", "1"}})->tier == safety::Tier::Contact);
    CHECK(checkIns.answer("transport", {{"driving", "yes"}}).has_value());
    // The end is a whole word of it.
    for (const auto* key : {"ing", "", "-driving", "nothing"})
        CHECK(checkIns.answer("transport", {{key, "yes"}})
                  .error()
                  .is(instrument::Fault::UnknownItem));
}

TEST_CASE("an answer that signals danger is kept though another says that there is nothing") {
    UnlockedPhone world;
    auto& checkIns = world.phone->checkIns;
    const auto kept =
        checkIns.answer("side-effects", {{"now", "no"}, {"what", "nothing"}, {"life", "yes"}});
    REQUIRE(kept.has_value());
    CHECK(kept->tier == safety::Tier::Emergency);
    CHECK(checkIns.answer("side-effects", {{"now", "no"}, {"what", "nothing"}, {"words", "x"}})
              .error()
              .is(instrument::Fault::NotEnabled));
}

TEST_CASE("what a hidden question of a clinic's form begins with decides what is asked here too") {
    UnlockedPhone world;
    world.receive(
        "Questionnaire", "own",
        R"({"resourceType":"Questionnaire","id":"own","status":"active","url":"https://clinic.example/own","version":"1.0.0","title":"Own","item":[{"linkId":"h","type":"boolean","initial":[{"valueBoolean":true}],"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden","valueBoolean":true}]},{"linkId":"dep","type":"integer","text":"How many?","enableWhen":[{"question":"h","operator":"=","answerBoolean":true}]}]})");
    world.phone->profile.refreshLibrary();
    CHECK(world.phone->checkIns.answer("own", {{"dep", "4"}}).has_value());
}
