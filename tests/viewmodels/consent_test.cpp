#include <QAbstractItemModelTester>

#include "landfall/fhir/build.hpp"
#include "unit/pathway/sample_consents.hpp"
#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
void send(PhoneWorld& world, const sample::ConsentParts& parts, int number = 1) {
    const auto id = "0195a000-0000-7000-8000-0000000000d" + std::to_string(number);
    world.receive("DocumentReference", id,
                  fhir::buildConsentDocument({id, support::confirmedPairing().patient, morning,
                                              sample::consent(parts), ""}));
}

ConsentModel& opened(PhoneWorld& world) {
    auto& consent = *world.shell().consent();
    consent.open();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::ConsentLeaf; }));
    return consent;
}

void readAll(PhoneWorld& world, ConsentModel& consent) {
    consent.goOn();
    REQUIRE(consent.stage() == ConsentModel::Reading);
    for (int turns = 0; consent.stage() == ConsentModel::Reading && turns < 30; ++turns) {
        CHECK_FALSE(consent.heading().isEmpty());
        CHECK(consent.statements()->rowCount() > 0);
        consent.next();
        world.settle();
    }
}

void answerAll(PhoneWorld& world, ConsentModel& consent) {
    for (int turns = 0; consent.stage() == ConsentModel::Asking && turns < 30; ++turns) {
        for (int option = 0; !consent.answeredRight(); ++option) {
            REQUIRE(option < consent.options()->rowCount());
            consent.choose(option);
            world.settle();
        }
        consent.next();
        world.settle();
    }
}

void signAs(PhoneWorld& world, ConsentModel& consent, const QString& name) {
    readAll(world, consent);
    answerAll(world, consent);
    REQUIRE(consent.stage() == ConsentModel::Signing);
    consent.sign(name, {}, {});
    world.settle();
}
}  // namespace

TEST_CASE("a consent is read section by section, understood and signed, with a history") {
    PhoneWorld world;
    world.setUp();
    auto& consent = opened(world);
    const QAbstractItemModelTester tester(consent.optIns());
    CHECK_FALSE(consent.isSigned());
    CHECK_FALSE(consent.notice().isEmpty());
    CHECK(consent.actionText() == "Read the text");
    readAll(world, consent);
    REQUIRE(consent.stage() == ConsentModel::Asking);
    answerAll(world, consent);
    REQUIRE(consent.stage() == ConsentModel::Signing);
    // Nothing is chosen beforehand.
    CHECK_FALSE(column(consent.optIns(), "agrees").contains("true"));
    consent.toggleOptIn(0);
    CHECK(cell(consent.optIns(), 0, "agrees").toBool());
    consent.sign("  Robin Example ", {}, {});
    world.settle();
    CHECK(consent.error().isEmpty());
    REQUIRE(consent.stage() == ConsentModel::Done);
    CHECK(consent.isSigned());
    CHECK(consent.standingText().contains("You agreed on 1 March"));
    CHECK(column(consent.optIns(), "agrees") == QStringList{"true", "false", "false"});
    consent.openHistory();
    world.settle();
    REQUIRE(consent.stage() == ConsentModel::History);
    const auto events = column(consent.events(), "words");
    CHECK(events.last().startsWith("Read the text"));
    CHECK(events.filter("Agreed: Taking part").size() == 1);
    CHECK(events.filter("Said no:").size() == 2);
    consent.back();
    consent.close();
    CHECK(world.shell().leaf() == ShellModel::NoLeaf);
}

TEST_CASE("a wrong answer is explained calmly and the same question is asked again") {
    PhoneWorld world;
    world.setUp();
    auto& consent = opened(world);
    readAll(world, consent);
    const auto question = consent.question();
    CHECK(consent.progressText() == "1 of 7");
    consent.choose(0);
    world.settle();
    CHECK_FALSE(consent.answeredRight());
    CHECK_FALSE(consent.explanation().isEmpty());
    consent.next();  // not before the right answer
    CHECK(consent.question() == question);
    consent.choose(1);
    world.settle();
    CHECK(consent.answeredRight());
    CHECK(consent.explanation().isEmpty());
    CHECK(consent.progressText() == "1 of 7");
    consent.next();
    CHECK(consent.question() != question);
    CHECK(consent.progressText() == "2 of 7");
}

TEST_CASE("what was read and answered is there after the app was killed") {
    PhoneWorld world;
    world.setUp();
    auto& before = opened(world);
    readAll(world, before);
    before.choose(1);
    world.settle();
    REQUIRE(before.answeredRight());
    world.restart();
    world.unlock();
    auto& consent = opened(world);
    CHECK(consent.actionText() == "Go on with the questions");
    consent.goOn();
    CHECK(consent.stage() == ConsentModel::Asking);
    CHECK(consent.progressText() == "2 of 7");
}

TEST_CASE("a signature needs a name, and a person to call needs to be named") {
    PhoneWorld world;
    world.setUp();
    auto& consent = opened(world);
    readAll(world, consent);
    answerAll(world, consent);
    consent.sign("   ", {}, {});
    world.settle();
    CHECK(consent.error().contains("A name is missing"));
    CHECK_FALSE(consent.isSigned());
    const auto person = static_cast<int>(column(consent.optIns(), "namesPerson").indexOf("true"));
    REQUIRE(person >= 0);
    consent.toggleOptIn(person);
    CHECK(consent.asksContact());
    consent.sign("Robin", {}, {});
    world.settle();
    CHECK_FALSE(consent.isSigned());
    CHECK(cell(consent.optIns(), person, "agrees").toBool());
    consent.sign("Robin", "Sam", "112233");
    world.settle();
    CHECK(consent.isSigned());
}

TEST_CASE(
    "a choice is changed later, and withdrawing ends all of them with the choice about data") {
    PhoneWorld world;
    world.setUp();
    auto& consent = opened(world);
    signAs(world, consent, "Robin");
    consent.back();
    REQUIRE(consent.stage() == ConsentModel::Standing);
    consent.changeOptIn(0, {}, {});
    world.settle();
    CHECK(cell(consent.optIns(), 0, "agrees").toBool());
    consent.openWithdrawing();
    REQUIRE(consent.stage() == ConsentModel::Withdrawing);
    consent.withdraw(true);
    world.settle();
    CHECK(consent.stage() == ConsentModel::Standing);
    CHECK_FALSE(consent.isSigned());
    CHECK(consent.standingText().contains("withdrawn"));
    CHECK_FALSE(cell(consent.optIns(), 0, "agrees").toBool());
    consent.openHistory();
    world.settle();
    CHECK(column(consent.events(), "words").filter("erase what the law allows").size() == 1);
    consent.back();
    // Who has withdrawn can still choose anew about the data.
    CHECK(consent.isWithdrawn());
    CHECK(consent.dataChoice() == "erase");
    consent.openWithdrawing();
    REQUIRE(consent.stage() == ConsentModel::Withdrawing);
    consent.withdraw(false);
    world.settle();
    CHECK(consent.stage() == ConsentModel::Standing);
    CHECK(consent.dataChoice() == "keep");
    CHECK(consent.standingText().contains("keeps what it has collected"));
}

TEST_CASE("a signed template is called one, and nothing is withdrawn that was never signed") {
    PhoneWorld world;
    world.setUp();
    auto& consent = opened(world);
    consent.openWithdrawing();
    CHECK(consent.stage() == ConsentModel::Standing);
    signAs(world, consent, "Robin");
    CHECK(consent.standingText().contains("only a template"));
    send(world, {});
    CHECK(consent.standingText().contains("Your clinic has sent its own text"));
    CHECK(consent.waits());
    consent.open();
    world.settle();
    signAs(world, consent, "Robin");
    CHECK_FALSE(consent.standingText().contains("template"));
}

TEST_CASE("Today asks for the clinic's text and for a changed one, never for a template") {
    PhoneWorld world;
    world.setUp();
    CHECK_FALSE(world.shell().consent()->waits());
    send(world, {});
    CHECK(world.shell().consent()->waits());
    CHECK(world.shell().consent()->waitsTitle() == "Your consent");
    auto& consent = opened(world);
    signAs(world, consent, "Robin");
    REQUIRE(consent.isSigned());
    CHECK_FALSE(consent.waits());
    send(world, {.version = "2.0.0", .replaces = "1.0.0"}, 2);
    CHECK(consent.waits());
    CHECK(consent.waitsTitle() == "The consent has changed");
    CHECK(consent.isSigned());
    CHECK(consent.changesText() == "A word.");
}

TEST_CASE("the copy is printed from what was signed, and a failure is said") {
    PhoneWorld world;
    world.setUp();
    auto& consent = opened(world);
    signAs(world, consent, "Robin");
    std::string signedName;
    consent.printWith([&signedName](const patient::ConsentCopy& copy) -> Result<QString> {
        signedName = copy.signedName;
        return QStringLiteral("/documents/copy.pdf");
    });
    consent.saveCopy();
    world.settle();
    CHECK(signedName == "Robin");
    CHECK(consent.copyText().contains("/documents/copy.pdf"));
    consent.printWith(
        [](const patient::ConsentCopy&) -> Result<QString> { return base::Fault::DiskFull; });
    consent.saveCopy();
    world.settle();
    CHECK(consent.copyText().isEmpty());
    CHECK_FALSE(consent.error().isEmpty());
}

TEST_CASE("before the lock screen nothing of the consent stays in the pages") {
    PhoneWorld world;
    world.setUp();
    auto& consent = opened(world);
    signAs(world, consent, "Robin");
    world.shell().me()->lock();
    REQUIRE(world.untilPlace(ShellModel::Locked));
    CHECK(world.shell().leaf() == ShellModel::NoLeaf);
    CHECK(consent.standingText().isEmpty());
    CHECK(consent.optIns()->rowCount() == 0);
}
