#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
/// PHQ-9 up to its ninth question, which is left to the caller.
void answerEight(PhoneWorld& world) {
    auto* const page = world.shell().questionnaire();
    world.shell().today()->begin("phq-9");
    REQUIRE(world.until([&] { return world.shell().questionnaireOpen(); }));
    for (int position = 1; position < 9; ++position) {
        REQUIRE(world.until([&] { return page->position() == position && !page->busy(); }));
        page->choose(1);
    }
    REQUIRE(world.until([&] { return page->position() == 9 && !page->busy(); }));
}
}  // namespace

// Clinical rules 5.1: an answer to item 9 offers ASQ at once, calmly and never by force.
TEST_CASE("an answer that signals danger offers ASQ on Help now; the draft can be gone on with") {
    PhoneWorld world;
    world.setUp();
    world.assign("phq-9", "2026-03-08", "task-1");
    answerEight(world);
    world.shell().questionnaire()->choose(1);
    REQUIRE(world.until([&] { return world.shell().helpOpen(); }));
    // Help opens before the answer is stored; what it calls for comes with the stored answer.
    world.settle();
    REQUIRE(column(world.shell().help()->offers(), "questionnaireId") == QStringList{"asq"});
    CHECK(world.shell().help()->deliveryText() ==
          "Your answer is saved on this phone. Your clinic has not received it yet.");
    world.shell().help()->openOffer("asq");
    REQUIRE(world.until([&] { return world.shell().questionnaire()->title() == "ASQ"; }));
    CHECK_FALSE(world.shell().helpOpen());
    world.shell().closeQuestionnaire();
    world.settle();
    CHECK(column(world.shell().today()->cards(), "action").contains("Go on"));
    // Opened by the person, Help now offers nothing.
    world.shell().openHelp();
    CHECK(world.shell().help()->offers()->rowCount() == 0);
}

TEST_CASE("after sending, what the answers call for is offered, and the delivery is the flag's") {
    PhoneWorld world;
    world.setUp();
    answerEight(world);
    auto* const page = world.shell().questionnaire();
    page->choose(2);
    REQUIRE(world.until([&] { return world.shell().helpOpen(); }));
    const auto dangerous = page->question();
    world.shell().help()->goOn();
    REQUIRE(world.until([&] { return !page->busy() && page->question() != dangerous; }));
    REQUIRE(page->stage() == QuestionnaireModel::Asking);
    page->choose(1);
    REQUIRE(world.until([&] { return page->stage() == QuestionnaireModel::Reviewing; }));
    page->submit();
    REQUIRE(world.until([&] { return page->stage() == QuestionnaireModel::Done; }));
    world.settle();
    CHECK(column(page->offers(), "questionnaireId") == QStringList{"asq"});
    CHECK(page->resultText().isEmpty());
    CHECK(page->deliveryText() ==
          "Your answer is saved on this phone. Your clinic has not received it yet.");
    CHECK(world.shell().today()->seenText() == page->deliveryText());
    page->openOffer("asq");
    REQUIRE(world.until([&] { return page->title() == "ASQ" && !page->busy(); }));
    CHECK(page->offers()->rowCount() == 0);
}

// Clinical rules 3.7 and 5.1: ASQ whose fifth question is left open after a yes counts as acute,
// which only the whole form can say.
TEST_CASE("what only the whole form says opens Help now after sending, and leads back to the end") {
    PhoneWorld world;
    world.setUp();
    auto* const page = world.shell().questionnaire();
    world.shell().today()->begin("asq");
    REQUIRE(world.until([&] { return world.shell().questionnaireOpen() && !page->busy(); }));
    page->choose(0);
    REQUIRE(world.until([&] { return world.shell().helpOpen() && !page->busy(); }));
    world.shell().help()->goOn();
    world.settle();
    for (int step = 0; step < 10 && page->stage() == QuestionnaireModel::Asking; ++step) {
        page->next();
        world.settle();
    }
    REQUIRE(page->stage() == QuestionnaireModel::Reviewing);
    CHECK_FALSE(world.shell().helpOpen());
    page->submit();
    REQUIRE(world.until([&] { return page->stage() == QuestionnaireModel::Done; }));
    REQUIRE(world.shell().helpOpen());
    CHECK(world.shell().help()->level() == HelpModel::Emergency);
    world.settle();
    world.shell().help()->goOn();
    world.settle();
    CHECK_FALSE(world.shell().helpOpen());
    CHECK(page->stage() == QuestionnaireModel::Done);
    CHECK(page->error().isEmpty());
}

// Clinical rules 6.3.
TEST_CASE("the eligibility questions end in their fixed sentence, the day and the answers") {
    PhoneWorld world;
    world.setUp();
    auto* const page = world.shell().questionnaire();
    world.shell().today()->begin("eligibility");
    REQUIRE(world.until([&] { return world.shell().questionnaireOpen(); }));
    world.onPhone([](patient::Phone& phone) {
        auto& answering = phone.answering;
        const auto& form = answering.state().form();
        for (const auto index : form.questions())
            if (form.item(index).kind == instrument::ItemKind::Choice)
                (void)answering.answer(form.item(index).linkId, instrument::Declined{});
    });
    // The page walks to its end.
    for (int step = 0; step < 60 && page->stage() == QuestionnaireModel::Asking; ++step) {
        page->next();
        world.settle();
    }
    REQUIRE(page->stage() == QuestionnaireModel::Reviewing);
    page->submit();
    REQUIRE(world.until([&] { return page->stage() == QuestionnaireModel::Done; }));
    CHECK(page->resultText().startsWith("You told us about thoughts of harming yourself."));
    CHECK(page->resultUrgent());
    CHECK(page->doneTitle().isEmpty());
    CHECK(page->resultDay() == "1 March 2026");
    CHECK(page->resultRules() == "1.0.0");
    REQUIRE(page->resultAnswers()->rowCount() > 0);
    CHECK(cell(page->resultAnswers(), 0, "answer") == "I would rather not say");
    page->correct();
    REQUIRE(world.until([&] { return page->stage() == QuestionnaireModel::Asking; }));
    CHECK(page->title() == "Questions before you decide");
    CHECK(page->resultText().isEmpty());
}
