#include <sys/resource.h>

#include <QAbstractItemModelTester>
#include <catch2/generators/catch_generators.hpp>
#include <csignal>
#include <fstream>

#include "landfall/fhir/care_plan.hpp"
#include "support/scripted_clinic.hpp"
#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
/// A phone with PHQ-9 due and its first page open.
struct Asked : PhoneWorld {
    Asked() {
        setUp();
        assign("phq-9", "2026-03-08", "task-1");
        begin("phq-9");
    }
    void begin(const QString& id) {
        shell().today()->begin(id);
        REQUIRE(until([&] { return shell().questionnaireOpen(); }));
        settle();
    }
    QuestionnaireModel& page() { return *shell().questionnaire(); }
    void choose(int option) {
        page().choose(option);
        settle();
    }
    void chooseUpTo(int position, int option = 0) {
        while (page().position() < position) choose(option);
    }
    std::vector<store::Draft> drafts() {
        return onPhone(
            [](patient::Phone& phone) { return *(*phone.profile.store())->drafts().open(); });
    }
    int tier() {
        return onPhone(
            [](patient::Phone& phone) { return phone.overview.status().tier.value_or(-1); });
    }
};
}  // namespace

TEST_CASE("one question a page, with the recall period, its options and the way it has come") {
    Asked world;
    auto& page = world.page();
    const QAbstractItemModelTester tester(page.options());
    CHECK(page.title() == "PHQ-9");
    CHECK(page.lead().contains("last 2 weeks"));
    CHECK(page.question() == "Little interest or pleasure in doing things");
    CHECK(page.progressText() == "1 of 9");
    CHECK(page.stage() == QuestionnaireModel::Asking);
    CHECK(page.kind() == QuestionnaireModel::Choice);
    CHECK(column(page.options(), "label").size() == 4);
    CHECK_FALSE(column(page.options(), "chosen").contains("true"));
    CHECK_FALSE(page.canGoBack());
    world.choose(2);
    CHECK(page.progressText() == "2 of 9");
    CHECK(page.canGoBack());
    CHECK_FALSE(column(page.options(), "chosen").contains("true"));
}

TEST_CASE("the answer is in the store before the page moves on") {
    Asked world;
    QString stored;
    QObject::connect(&world.page(), &QuestionnaireModel::changed, [&] {
        if (world.page().position() == 2 && stored.isEmpty())
            stored = QString::fromStdString(world.drafts().front().state);
    });
    world.choose(3);
    CHECK(stored.contains(R"("phq9-1":{"option":3})"));
}

TEST_CASE("an answer that cannot be stored keeps the page where it is") {
    Asked world;
    world.onPhone([](patient::Phone& phone) { phone.profile.lock(); });
    world.choose(1);
    CHECK(world.page().position() == 1);
    CHECK_FALSE(world.page().error().isEmpty());
    CHECK_FALSE(column(world.page().options(), "chosen").contains("true"));
    CHECK_FALSE(world.page().busy());
}

TEST_CASE("a tap while an answer is being stored does not answer the next question") {
    Asked world;
    world.page().choose(1);
    CHECK(world.page().busy());
    world.page().choose(1);
    world.settle();
    CHECK(world.page().position() == 2);
    CHECK_FALSE(column(world.page().options(), "chosen").contains("true"));
    CHECK(world.drafts().front().state.find("phq9-2") == std::string::npos);
}

TEST_CASE("an option that is not there changes nothing") {
    Asked world;
    world.choose(-1);
    world.choose(4);
    CHECK(world.page().position() == 1);
    CHECK(world.page().error().isEmpty());
}

TEST_CASE("back shows what was chosen, and choosing again replaces it") {
    Asked world;
    world.choose(1);
    world.page().back();
    world.settle();
    CHECK(world.page().position() == 1);
    CHECK(column(world.page().options(), "chosen") ==
          QStringList{"false", "true", "false", "false"});
    world.choose(3);
    CHECK(world.page().position() == 2);
    CHECK(world.drafts().front().state.find(R"("phq9-1":{"option":3})") != std::string::npos);
}

TEST_CASE("an answer that signals danger opens Help before the page turns, with the tier stored") {
    Asked world;
    world.chooseUpTo(9);
    REQUIRE(world.page().question().startsWith("Thoughts that you would be better off dead"));
    CHECK(world.page().mayDecline());
    int tierAtHelp = -1;
    int positionAtHelp = -1;
    QObject::connect(&world.page(), &QuestionnaireModel::helpNeeded, [&] {
        tierAtHelp = world.tier();
        positionAtHelp = world.page().position();
    });
    constexpr int declined = -1;
    struct Danger {
        int option;
        int tier;
        const char* words;
    };
    const auto danger =
        GENERATE_COPY(Danger{1, 1, "Several days"}, Danger{2, 2, "More than half the days"},
                      Danger{declined, 1, "I would rather not say"});
    const QString answered = danger.words;
    if (danger.option == declined) {
        world.page().decline();
        world.settle();
        CHECK(world.page().declined());
    } else {
        world.choose(danger.option);
    }
    CHECK(tierAtHelp == danger.tier);
    CHECK(positionAtHelp == 9);
    CHECK(world.page().progressText() == "9 of 9");
    CHECK(world.shell().helpOpen());
    auto* const help = world.shell().help();
    CHECK(help->fromAnswer());
    CHECK(help->reasonText().contains("Your care team will see your answer"));
    CHECK(help->reasonText().contains("may not read it at once"));

    SECTION("and the person may go on") {
        help->goOn();
        world.settle();
        CHECK_FALSE(world.shell().helpOpen());
        CHECK(world.shell().questionnaireOpen());
        CHECK(world.page().progressText() == "One more, if you like");
        world.page().next();
        world.settle();
        CHECK(world.page().stage() == QuestionnaireModel::Reviewing);
        CHECK(cell(world.page().answers(), 8, "answer") == answered);
    }
    SECTION("or stop; the flag stays and the answers wait") {
        help->stop();
        world.settle();
        CHECK_FALSE(world.shell().helpOpen());
        CHECK_FALSE(world.shell().questionnaireOpen());
        CHECK(cell(world.shell().today()->cards(), 0, "action") == "Go on");
        CHECK(world.shell().status()->kind() != StatusModel::Calm);
    }
    CHECK(world.tier() >= 1);
}

namespace {
/// While it lives no file can be written past its first bytes: a disk that is full to the brim.
class NoRoom {
public:
    NoRoom() {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit none{16, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~NoRoom() { end(); }
    NoRoom(const NoRoom&) = delete;
    NoRoom& operator=(const NoRoom&) = delete;
    void end() { ::setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};
}  // namespace

TEST_CASE("an answer that signals danger opens Help also when the disk is full") {
    Asked world;
    world.chooseUpTo(9);
    REQUIRE(world.page().progressText() == "9 of 9");
    const bool declines = GENERATE(false, true);
    NoRoom noRoom;
    QStringList reasons;
    QObject::connect(world.shell().help(), &HelpModel::changed, [&] {
        if (world.shell().help()->fromAnswer()) reasons.append(world.shell().help()->reasonText());
    });
    if (declines)
        world.page().decline();
    else
        world.page().choose(3);
    world.settle();
    CHECK(world.tier() <= 0);  // none, or not known while nothing can be written
    CHECK(world.shell().helpOpen());
    auto* const help = world.shell().help();
    CHECK(help->fromAnswer());
    CHECK(help->contacts()->rowCount() > 0);
    CHECK(help->reasonText().contains("could not be saved on this phone"));
    CHECK(help->reasonText().contains("your clinic does not know it"));
    for (const auto& reason : reasons) CHECK_FALSE(reason.contains("will see your answer"));

    // Going on leads back to the question, which says why, and which can be answered again.
    help->goOn();
    world.settle();
    CHECK_FALSE(world.shell().helpOpen());
    CHECK(world.page().progressText() == "9 of 9");
    CHECK(world.page().error().contains("storage is full"));
    CHECK_FALSE(column(world.page().options(), "chosen").contains("true"));
    noRoom.end();
    world.begin("phq-9");
    world.choose(3);
    CHECK(world.shell().helpOpen());
    CHECK(help->reasonText().contains("Your care team will see your answer"));
    CHECK(world.tier() == 2);
}

TEST_CASE("Help is open before the answer is stored, and going on waits for it") {
    Asked world;
    world.chooseUpTo(9);
    bool openedWhileSaving = false;
    QObject::connect(&world.page(), &QuestionnaireModel::helpNeeded, [&] {
        openedWhileSaving = world.page().busy();
        world.shell().help()->goOn();
    });
    world.choose(1);
    CHECK(openedWhileSaving);
    CHECK_FALSE(world.shell().helpOpen());
    CHECK(world.page().progressText() == "One more, if you like");
    CHECK(world.tier() == 1);
}

TEST_CASE("the answer that means no danger does not open Help") {
    Asked world;
    world.chooseUpTo(9);
    world.choose(0);
    CHECK_FALSE(world.shell().helpOpen());
    CHECK(world.tier() == 0);
}

TEST_CASE("killed after the answer that signals danger, the tier is there at the next start") {
    Asked world;
    world.chooseUpTo(9);
    world.choose(3);
    world.restart();
    world.unlock();
    CHECK(world.tier() == 2);
    world.begin("phq-9");
    CHECK(world.page().progressText() == "One more, if you like");
}

TEST_CASE("optional questions at the end are not counted") {
    Asked world;
    world.chooseUpTo(9);
    CHECK(world.page().progressText() == "9 of 9");
    world.choose(0);
    CHECK(world.page().progressText() == "One more, if you like");
    CHECK(world.page().position() == 9);
    CHECK(world.page().count() == 9);
    CHECK(world.page().canGoBack());
    world.page().back();
    world.settle();
    CHECK(world.page().progressText() == "9 of 9");
}

TEST_CASE("when only optional questions remain they may be left out, and the review lists them") {
    Asked world;
    world.choose(1);
    CHECK_FALSE(world.page().mayFinish());
    world.page().finish();  // nothing to leave out yet
    world.settle();
    CHECK(world.page().position() == 2);
    world.chooseUpTo(9);
    world.choose(0);
    CHECK(world.page().mayFinish());
    CHECK_FALSE(world.page().mayAdd());  // the one about how hard it made things is the last
    world.page().finish();
    world.settle();
    REQUIRE(world.page().stage() == QuestionnaireModel::Reviewing);
    CHECK_FALSE(world.page().mayFinish());
    CHECK(world.page().answers()->rowCount() == 10);
    CHECK(cell(world.page().answers(), 9, "missing").toBool());
}

TEST_CASE("a required question that was left open keeps the way through the rest") {
    Asked world;
    world.page().next();
    world.settle();
    world.chooseUpTo(9);
    world.choose(0);
    CHECK(world.page().progressText() == "One more, if you like");
    CHECK_FALSE(world.page().mayFinish());
}

TEST_CASE("an effect is reported with eleven touches and nothing typed") {
    PhoneWorld world;
    world.setUp();
    int touches = 1;
    world.shell().today()->reportEffect();
    REQUIRE(world.until([&] { return world.shell().questionnaireOpen(); }));
    auto& page = *world.shell().questionnaire();
    world.settle();
    const auto touch = [&](const auto& action) {
        ++touches;
        action();
        world.settle();
    };
    touch([&] { page.choose(1); });  // nothing of that right now
    while (page.stage() == QuestionnaireModel::Asking && !page.mayFinish() && touches < 20)
        touch([&] {
            const bool isList = page.options()->rowCount() > 10;  // of which the first is nothing
            page.choose(isList || page.kind() == QuestionnaireModel::YesNo ? 1 : 0);
        });
    REQUIRE(page.mayFinish());
    CHECK(page.mayAdd());
    // Nobody is told of one more when there are several.
    CHECK(page.progressText() == "A few more, if you like");
    touch([&] { page.finish(); });
    REQUIRE(page.stage() == QuestionnaireModel::Reviewing);
    touch([&] { page.submit(); });
    REQUIRE(world.until([&] { return page.stage() == QuestionnaireModel::Done; }));
    CHECK(touches == 11);
}

TEST_CASE("a form in which nothing is answered is not sent, and can be finished later") {
    Asked world;
    auto& page = world.page();
    while (page.stage() == QuestionnaireModel::Asking) {
        page.next();
        world.settle();
    }
    CHECK_FALSE(page.maySend());
    CHECK(page.openText().startsWith("Nothing is answered yet"));
    page.submit();
    world.settle();
    CHECK(page.stage() == QuestionnaireModel::Reviewing);
    CHECK(world.onPhone([](patient::Phone& phone) { return phone.overview.timeline()->empty(); }));

    page.edit(0);
    world.settle();
    world.choose(0);
    while (page.stage() == QuestionnaireModel::Asking) {
        page.next();
        world.settle();
    }
    // On the rest of it nobody's safety hangs, as far as this phone has heard.
    CHECK(page.maySend());
    CHECK(page.openText().isEmpty());
}

TEST_CASE("clinical rules 4: a safety form says what is open, and is sent all the same") {
    Asked world;
    world.shell().closeQuestionnaire();
    fhir::CarePlan plan;
    plan.id = "0195a000-0000-7000-8000-00000000ca03";
    plan.patient = support::confirmedPairing().patient;
    plan.protocol = "https://landfall.example/fhir/PlanDefinition/dmt-trd|1.0.0";
    plan.zone = "Europe/Berlin";
    plan.start = "2026-03-01";
    plan.created = morning;
    world.receive("CarePlan", plan.id, fhir::buildCarePlan(plan));
    world.begin("asq");
    auto& page = world.page();
    for (int i = 0; i < 3; ++i) world.choose(1);
    while (page.stage() == QuestionnaireModel::Asking) {
        page.next();
        world.settle();
    }
    CHECK(page.openText().startsWith("Still open:"));
    CHECK(page.openText().contains("Have you ever tried to kill yourself?"));
    CHECK(page.maySend());
    page.submit();
    REQUIRE(world.until([&] { return page.stage() == QuestionnaireModel::Done; }));
    // It stays readable, and the form stays asked for.
    CHECK(world.onPhone([](patient::Phone& phone) {
        for (const auto& due : *phone.overview.today())
            if (due.id == "asq") return true;
        return false;
    }));
}

TEST_CASE("the review lists every answer, leads back to each, and is sent once") {
    Asked world;
    world.choose(1);
    world.page().next();  // the second is left open
    world.settle();
    world.chooseUpTo(9);
    world.choose(0);
    world.choose(0);
    auto& page = world.page();
    REQUIRE(page.stage() == QuestionnaireModel::Reviewing);
    const QAbstractItemModelTester tester(page.answers());
    REQUIRE(page.answers()->rowCount() == 10);
    CHECK(cell(page.answers(), 0, "answer") == "Several days");
    CHECK(cell(page.answers(), 1, "answer") == "Not answered");
    CHECK(cell(page.answers(), 1, "missing").toBool());
    CHECK_FALSE(cell(page.answers(), 0, "missing").toBool());
    CHECK(page.canGoBack());

    page.edit(1);
    world.settle();
    CHECK(page.stage() == QuestionnaireModel::Asking);
    CHECK(page.position() == 2);
    world.choose(2);
    while (page.stage() == QuestionnaireModel::Asking) {
        page.next();
        world.settle();
    }
    CHECK(cell(page.answers(), 1, "answer") == "More than half the days");
    page.edit(10);
    page.edit(-1);
    world.settle();
    CHECK(page.stage() == QuestionnaireModel::Reviewing);

    QSignalSpy submitted(&page, &QuestionnaireModel::submitted);
    page.submit();
    page.submit();
    REQUIRE(world.until([&] { return page.stage() == QuestionnaireModel::Done; }));
    world.settle();
    page.submit();
    world.settle();
    CHECK(submitted.size() == 1);
    CHECK(page.doneTitle() == "Thank you");
    CHECK_FALSE(page.doneText().contains("somebody now"));
    CHECK(page.deliveryText().contains("not sent yet"));
    const auto timeline =
        world.onPhone([](patient::Phone& phone) { return *phone.overview.timeline(); });
    CHECK(timeline.size() == 1);
    const auto scores =
        world.onPhone([](patient::Phone& phone) { return *phone.overview.scores("phq-9"); });
    REQUIRE(scores.size() == 1);
    CHECK(scores.front().value == 3);

    world.shell().closeQuestionnaire();
    world.settle();
    CHECK(world.shell().today()->cards()->rowCount() == 0);
    CHECK_FALSE(world.shell().today()->nothingDueText().isEmpty());
}

TEST_CASE("after an answer that signalled danger, the last page says where help is") {
    Asked world;
    world.chooseUpTo(9);
    world.choose(1);
    world.shell().help()->goOn();
    world.settle();
    world.page().next();
    world.settle();
    world.page().submit();
    REQUIRE(world.until([&] { return world.page().stage() == QuestionnaireModel::Done; }));
    CHECK(world.page().doneText().contains("may not be read at once"));
    CHECK(world.page().doneText().contains("Help now"));
}

TEST_CASE("numbers, words and yes or no are asked from data alone") {
    PhoneWorld world;
    std::filesystem::create_directories(world.folder() / "instruments");
    std::ofstream(world.folder() / "instruments" / "harbour.json") << R"({
      "resourceType": "Questionnaire", "id": "harbour", "version": "1.0.0", "status": "active",
      "url": "https://landfall.example/fhir/Questionnaire/harbour", "title": "Harbour",
      "item": [
        {"linkId": "nights", "type": "integer", "text": "How many nights did you sleep?",
         "required": true, "extension": [
          {"url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 0},
          {"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 7}]},
        {"linkId": "words", "type": "text", "text": "Say more.", "required": true},
        {"linkId": "rested", "type": "boolean", "text": "Were you rested?", "required": true}]})";
    world.restart();
    world.setUp();
    world.shell().today()->begin("harbour");
    REQUIRE(world.until([&] { return world.shell().questionnaireOpen(); }));
    auto& page = *world.shell().questionnaire();
    CHECK(page.kind() == QuestionnaireModel::Number);
    CHECK(page.minimum() == "0");
    CHECK(page.maximum() == "7");
    page.setNumber("several");
    page.next();
    world.settle();
    CHECK(page.error() == "Please write a whole number.");
    CHECK(page.position() == 1);
    page.setNumber("8");
    page.next();
    world.settle();
    CHECK(page.error().contains("outside"));
    CHECK(page.position() == 1);
    page.setNumber("5");
    page.next();
    world.settle();
    CHECK(page.kind() == QuestionnaireModel::Text);
    page.setText("The boats kept me awake.");
    page.back();  // what was typed is stored on the way
    world.settle();
    CHECK(page.number() == "5");
    page.next();
    world.settle();
    CHECK(page.text() == "The boats kept me awake.");
    page.next();
    world.settle();
    CHECK(page.kind() == QuestionnaireModel::YesNo);
    CHECK(column(page.options(), "label") == QStringList{"Yes", "No"});
    page.choose(1);
    world.settle();
    CHECK(page.stage() == QuestionnaireModel::Reviewing);
    CHECK(column(page.answers(), "answer") == QStringList{"5", "The boats kept me awake.", "No"});
}
