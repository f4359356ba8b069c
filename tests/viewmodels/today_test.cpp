#include <QAbstractItemModelTester>
#include <algorithm>
#include <set>

#include "i18n/translations.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/care_plan.hpp"
#include "viewmodels/phone_world.hpp"
#include "way_words.hpp"
#include "window_words.hpp"
#include "words.hpp"

using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

TEST_CASE("a day without anything due says so") {
    PhoneWorld world;
    world.setUp();
    auto* const today = world.shell().today();
    CHECK(today->dateText() == "Sunday 1 March");
    CHECK(today->greeting() == "Good morning");
    CHECK(today->cards()->rowCount() == 0);
    CHECK(today->nothingDueText() == "Nothing is asked of you today.");
    CHECK(today->seenText().isEmpty());
}

TEST_CASE("a card says what it is, how long it takes and until when") {
    PhoneWorld world;
    world.setUp();
    auto* const today = world.shell().today();
    const QAbstractItemModelTester tester(today->cards());
    world.assign("phq-9", "2026-03-08", "task-1");
    REQUIRE(today->cards()->rowCount() == 1);
    CHECK(cell(today->cards(), 0, "questionnaireId") == "phq-9");
    // Nobody has to know what the letters mean; who knows them finds them.
    CHECK(cell(today->cards(), 0, "title") == "Mood in the last two weeks");
    CHECK(cell(today->cards(), 0, "detail").toString().startsWith("PHQ-9 · 9 question"));
    CHECK(cell(today->cards(), 0, "detail").toString().endsWith("Open until Sunday 8 March."));
    CHECK(cell(today->cards(), 0, "action") == "Begin");
    CHECK_FALSE(cell(today->cards(), 0, "overdue").toBool());
    CHECK(today->nothingDueText().isEmpty());
}

TEST_CASE("the day something closes, and the days after, shame nobody") {
    PhoneWorld world;
    world.setUp();
    world.assign("phq-9", "2026-03-01", "task-1");
    auto* const today = world.shell().today();
    CHECK(cell(today->cards(), 0, "detail").toString().endsWith("Open until the end of today."));
    world.advanceDays(2);
    world.shell().refresh();
    world.settle();
    CHECK(cell(today->cards(), 0, "detail").toString().endsWith("Still open."));
    CHECK(cell(today->cards(), 0, "overdue").toBool());
}

namespace {
QString windowOn(const QDate& today, const char* best, const char* closes) {
    landfall::patient::DueView due;
    due.due = best;
    due.closes = closes;
    return windowText(due, today);
}
}  // namespace

TEST_CASE("a window is said by its last day, with the best day where it is another") {
    landfall::i18n::useTranslations(*QCoreApplication::instance(), QLocale(QLocale::English));
    QLocale::setDefault(QLocale(QLocale::English));
    const QDate today(2026, 3, 10);
    // One day that is both.
    CHECK(windowOn(today, "2026-03-12", "2026-03-12") == "Open until Thursday 12 March.");
    CHECK(windowOn(today, "2026-03-10", "2026-03-10") == "Open until the end of today.");
    // The window goes on after its day.
    CHECK(windowOn(today, "2026-03-12", "2026-03-15") ==
          "Best on Thursday 12 March. Open until Sunday 15 March.");
    CHECK(windowOn(today, "2026-03-10", "2026-03-15") == "Best today. Open until Sunday 15 March.");
    CHECK(windowOn(today, "2026-03-08", "2026-03-15") == "Still open, until Sunday 15 March.");
    CHECK(windowOn(today, "2026-03-08", "2026-03-10") == "Still open, until the end of today.");
    // What the clinic asked for by itself has a day and no end.
    CHECK(windowOn(today, "2026-03-08", "2026-03-08") == "Still open.");
    // And what has no last day.
    CHECK(windowOn(today, "2026-03-12", "") == "Best on Thursday 12 March.");
    CHECK(windowOn(today, "2026-03-10", "") == "Best today.");
    CHECK(windowOn(today, "2026-03-08", "") == "Still open.");
    CHECK(windowOn(today, "", "2026-03-15") == "Open until Sunday 15 March.");
    CHECK(windowOn(today, "", "2026-03-10") == "Open until the end of today.");
    CHECK(windowOn(today, "", "").isEmpty());
    CHECK(windowOn({2026, 12, 30}, "2026-12-31", "2027-01-04") ==
          "Best on Thursday 31 December. Open until 4 January 2027.");
}

TEST_CASE("every window of the pathway is said to be open until the day it closes") {
    PhoneWorld world;
    world.setUp();
    landfall::fhir::CarePlan plan;
    plan.id = "0195a000-0000-7000-8000-00000000ca02";
    plan.patient = landfall::support::confirmedPairing().patient;
    plan.protocol = "https://landfall.example/fhir/PlanDefinition/dmt-trd|1.0.0";
    plan.zone = "Europe/Berlin";
    plan.start = "2026-03-01";
    plan.created = morning;
    plan.sessions = {{.number = 1, .changes = {{morning, "2026-03-31", false}}}};
    world.receive("CarePlan", plan.id, landfall::fhir::buildCarePlan(plan));
    // Every day on which a window opens, is at its best, is past that, or ends.
    std::set<QDate> days;
    const auto visits = world.onPhone(
        [](landfall::patient::Phone& phone) { return (*phone.overview.way())->visits; });
    for (const auto& visit : visits)
        for (const auto& [date, offset] : {std::pair(visit.opens, 0), std::pair(visit.due, 0),
                                           std::pair(visit.due, 1), std::pair(visit.closes, 0)})
            if (const auto day = QDate::fromString(QString::fromStdString(date), Qt::ISODate);
                day.isValid())
                days.insert(day.addDays(offset));
    QDate today(2026, 3, 1);
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& day : days) {
        if (day < today) continue;
        world.advanceDays(static_cast<int>(today.daysTo(day)));
        today = day;
        world.shell().refresh();
        world.settle();
        const auto due =
            world.onPhone([](landfall::patient::Phone& phone) { return *phone.overview.today(); });
        auto* const cards = world.shell().today()->cards();
        for (int row = 0; row < cards->rowCount(); ++row) {
            const auto id = cell(cards, row, "questionnaireId").toString().toStdString();
            const auto view =
                std::find_if(due.begin(), due.end(), [&](const auto& one) { return one.id == id; });
            REQUIRE(view != due.end());
            const auto closes =
                QDate::fromString(QString::fromStdString(view->closes), Qt::ISODate);
            if (!closes.isValid()) continue;
            INFO(id << " on " << today.toString(Qt::ISODate).toStdString() << ", closes "
                    << view->closes);
            CHECK(cell(cards, row, "detail")
                      .toString()
                      .endsWith(closes == today
                                    ? QString("until the end of today.")
                                    : QString("until %1.").arg(dayText(closes, today))));
            seen.insert({view->due, view->closes});
        }
    }
    CHECK(seen.size() >= 8);
}

TEST_CASE("what was begun says Go on, also after the app was ended, and goes on where it stopped") {
    PhoneWorld world;
    world.setUp();
    world.assign("phq-9", "2026-03-08", "task-1");
    world.shell().today()->begin("phq-9");
    REQUIRE(world.until([&] { return world.shell().questionnaireOpen(); }));
    world.shell().questionnaire()->choose(1);
    REQUIRE(world.until([&] { return world.shell().questionnaire()->position() == 2; }));
    world.restart();
    world.unlock();
    REQUIRE(world.shell().today()->cards()->rowCount() == 1);
    CHECK(cell(world.shell().today()->cards(), 0, "action") == "Go on");
    world.shell().today()->begin("phq-9");
    REQUIRE(world.until([&] { return world.shell().questionnaireOpen(); }));
    CHECK(world.shell().questionnaire()->position() == 2);
}

TEST_CASE("two requests for the same questionnaire are one card, and never more than three show") {
    PhoneWorld world;
    world.setUp();
    world.assign("phq-9", "2026-03-08", "task-1");
    world.assign("phq-9", "2026-03-09", "task-2");
    world.assign("gad-7", "2026-03-08", "task-3");
    CHECK(column(world.shell().today()->cards(), "questionnaireId") ==
          QStringList{"phq-9", "gad-7"});
    world.assign("who-5", "2026-03-10", "task-4");
    world.assign("audit-c", "2026-03-11", "task-5");
    CHECK(world.shell().today()->cards()->rowCount() == 3);
}

TEST_CASE("that an answer was seen says which one it was, and is news for a week") {
    PhoneWorld world;
    world.setUp();
    landfall::i18n::useTranslations(*QCoreApplication::instance(), QLocale(QLocale::English));
    landfall::fhir::SafetyFlag flag;
    flag.id = "0195a000-0000-7000-8000-0000000f1a60";
    flag.patient = landfall::support::confirmedPairing().patient;
    flag.tier = 2;
    flag.raised = {morning.unixMs - 2 * 24 * 60 * 60 * 1'000, morning.offsetMinutes};
    flag.questionnaire = "https://landfall.example/fhir/Questionnaire/phq-9|1.0.0";
    flag.active = false;
    flag.acknowledged = morning;
    world.receive("Flag", flag.id, landfall::fhir::buildFlag(flag));
    auto* const today = world.shell().today();
    CHECK(today->seenText() ==
          "Your answer of 27 February (Mood in the last two weeks) was seen by your clinic, 1 "
          "March.");
    const auto afterDays = [&](int days) {
        world.advanceDays(days);
        world.shell().refresh();
        world.settle();
        return today->seenText();
    };
    CHECK_FALSE(afterDays(7).isEmpty());
    CHECK(afterDays(1).isEmpty());
}

TEST_CASE("what is due and cannot be read is an error, not an empty day") {
    PhoneWorld world;
    world.setUp();
    auto* const today = world.shell().today();
    CHECK(today->error().isEmpty());
    CHECK_FALSE(today->nothingDueText().isEmpty());
    world.onPhone([](landfall::patient::Phone& phone) { phone.lock(); });
    today->refresh();
    world.settle();
    CHECK_FALSE(today->error().isEmpty());
    CHECK(today->nothingDueText().isEmpty());
    today->forget();
    CHECK(today->error().isEmpty());
}

TEST_CASE("one tap checks in, and only what is saved shows as chosen") {
    PhoneWorld world;
    world.setUp();
    auto* const today = world.shell().today();
    REQUIRE(today->checkInCount() == 11);
    CHECK(today->checkInLowest() == 0);
    CHECK(today->checkInChosen() == -1);
    CHECK(today->checkInText().isEmpty());
    today->checkIn(7);
    CHECK(today->checkInChosen() == -1);
    REQUIRE(world.until([&] { return today->checkInChosen() == 7; }));
    CHECK(today->checkInText().startsWith("Saved at "));
    today->checkIn(11);
    today->checkIn(-1);
    world.settle();
    const auto count = [&] {
        return world.onPhone(
            [](landfall::patient::Phone& phone) { return phone.checkIns.recent(10)->size(); });
    };
    CHECK(count() == 1);
    // The next day begins without one, and without a word about it.
    world.advanceDays(1);
    today->refresh();
    world.settle();
    CHECK(today->checkInChosen() == -1);
    CHECK(today->checkInText().isEmpty());
}

TEST_CASE("a locked phone takes no check-in and shows none") {
    PhoneWorld world;
    world.setUp();
    auto* const today = world.shell().today();
    today->checkIn(3);
    REQUIRE(world.until([&] { return today->checkInChosen() == 3; }));
    today->forget();
    CHECK(today->checkInCount() == 0);
    CHECK(today->checkInChosen() == -1);
    CHECK(today->checkInText().isEmpty());
}

TEST_CASE("whoever feels worse can say so at any time, asked for or not") {
    PhoneWorld world;
    world.setUp();
    world.shell().today()->feelWorse();
    REQUIRE(world.until([&] { return world.shell().questionnaireOpen(); }));
    CHECK(world.shell().questionnaire()->title() == "I feel worse");
    CHECK(world.shell().questionnaire()->count() <= 7);
}

TEST_CASE("an effect is reported with the side-effects form, and every form can be opened") {
    PhoneWorld world;
    world.setUp();
    world.shell().today()->reportEffect();
    REQUIRE(world.until([&] { return world.shell().questionnaireOpen(); }));
    CHECK(world.shell().questionnaire()->title() == "Side effects");
    world.shell().closeQuestionnaire();
    world.shell().today()->showForms();
    REQUIRE(world.until([&] { return world.shell().forms()->opened(); }));
    const auto forms = column(world.shell().forms()->forms(), "questionnaireId");
    CHECK(forms.contains("phq-9"));
    CHECK(forms.contains("intentions"));
    CHECK(column(world.shell().forms()->forms(), "title").contains("Side effects"));
    CHECK_FALSE(forms.contains("safety-plan"));
    CHECK_FALSE(forms.contains("madrs"));
    // Two parts, each under its heading: what is told in plain words, then what has a name.
    const auto headings = column(world.shell().forms()->forms(), "heading");
    CHECK(headings.front() == "About you and your treatment");
    CHECK(headings.indexOf("Questionnaires with a score") > forms.indexOf("side-effects"));
    CHECK(headings.indexOf("Questionnaires with a score") <= forms.indexOf("gad-7"));
    CHECK(headings.count(QString()) == headings.size() - 2);
    world.shell().forms()->open("gad-7");
    REQUIRE(world.until([&] { return world.shell().questionnaireOpen(); }));
    world.shell().closeQuestionnaire();
    CHECK_FALSE(world.shell().forms()->opened());
}

namespace {
landfall::patient::WayView wayWith(std::vector<landfall::patient::SessionView> sessions,
                                   const std::string& phase) {
    landfall::patient::WayView way;
    way.phase = phase;
    way.sessions = std::move(sessions);
    return way;
}
QString sinceOn(const QDate& today) {
    return wayWords(wayWith({{1, "2026-03-03", false}}, "integration"), today).sinceText;
}
}  // namespace

TEST_CASE("where a person is on the way is said in words") {
    landfall::i18n::useTranslations(*QCoreApplication::instance(), QLocale(QLocale::English));
    QLocale::setDefault(QLocale(QLocale::English));
    CHECK(sinceOn({2026, 3, 12}) == "Nine days since your session");
    CHECK(sinceOn({2026, 3, 3}) == "Your session is today");
    CHECK(sinceOn({2026, 3, 4}) == "Your session was yesterday");
    CHECK(sinceOn({2026, 3, 2}) == "Your session is tomorrow");
    CHECK(sinceOn({2026, 2, 27}) == "Four days until your session");
    CHECK(sinceOn({2026, 3, 23}) == "20 days since your session");
    CHECK(sinceOn({2026, 4, 1}) == "Four weeks since your session");
    CHECK(wayWords(wayWith({{1, "2026-03-03", true}}, "preparation"), {2026, 3, 2})
              .sinceText.isEmpty());
    const auto second =
        wayWith({{1, "2026-03-03", false}, {2, "2026-03-20", false}}, "integration");
    CHECK(wayWords(second, {2026, 3, 12}).sinceText == "Nine days since your session");
    CHECK(wayWords(wayWith(second.sessions, "preparation"), {2026, 3, 12}).sinceText ==
          "Eight days until your session");
    CHECK(wayWords(second, {2026, 3, 12}).phase == 4);
    CHECK(wayWords(second, {2026, 3, 12}).phaseText == "Integration");
}

TEST_CASE("the next visit is the nearest that is still open") {
    auto way = wayWith({}, "integration");
    const auto visit = [](const char* title, const char* due, const char* state) {
        landfall::patient::VisitView view;
        view.title = title;
        view.due = due;
        view.state = state;
        return view;
    };
    way.visits = {visit("The day after", "2026-03-04", "done"),
                  visit("Four weeks after", "2026-03-31", "later"),
                  visit("Two weeks after", "2026-03-17", "later"), visit("Any time", "", "due")};
    CHECK(wayWords(way, {2026, 3, 12}).nextText == "Two weeks after, Tuesday 17 March");
    CHECK(wayWords(way, {2026, 3, 17}).nextText == "Two weeks after, Today");
    way.visits[2].ended = true;
    CHECK(wayWords(way, {2026, 3, 12}).nextText == "Four weeks after, Tuesday 31 March");
    CHECK(wayWords(way, {2026, 4, 1}).nextText.isEmpty());
}

TEST_CASE("the next appointment says when, on the clinic's clocks, with whom and where") {
    PhoneWorld world;
    world.setUp();
    landfall::i18n::useTranslations(*QCoreApplication::instance(), QLocale(QLocale::English));
    const auto at = [](const char* text) { return *landfall::base::fromFhirDateTime(text); };
    landfall::fhir::CarePlan plan;
    plan.id = "0195a000-0000-7000-8000-00000000ca01";
    plan.patient = landfall::support::confirmedPairing().patient;
    plan.protocol = "https://landfall.example/fhir/PlanDefinition/dmt-trd|1.0.0";
    plan.zone = "Asia/Tokyo";
    plan.start = "2026-02-02";
    plan.created = at("2026-02-02T08:00:00Z");
    // Over, next, and cancelled, in no order.
    plan.appointments = {{2, "Preparation talk", at("2026-03-04T09:30:00+09:00"), 50, "Dr Lin",
                          "Room 2", "Bring your questions", false},
                         {1, "First talk", at("2026-02-27T09:30:00+09:00"), 50, "", "", "", false},
                         {3, "Telephone", at("2026-03-06T16:00:00+09:00"), 0, "", "", "", true}};
    auto* const list = world.shell().today()->appointments();
    const QAbstractItemModelTester tester(list);
    CHECK(list->rowCount() == 0);
    world.receive("CarePlan", plan.id, landfall::fhir::buildCarePlan(plan));
    world.shell().refresh();
    REQUIRE(world.until([&] { return list->rowCount() == 2; }));
    const auto time = QLocale().toString(QTime(9, 30), QLocale::ShortFormat);
    CHECK(cell(list, 0, "when").toString().startsWith("Wednesday 4 March, " + time));
    CHECK(cell(list, 0, "when").toString().endsWith("(the clinic's time)"));
    CHECK(cell(list, 0, "what") == "Preparation talk with Dr Lin");
    CHECK(cell(list, 0, "about") == "Room 2\nAbout 50 minutes.\nBring your questions");
    CHECK_FALSE(cell(list, 0, "cancelled").toBool());
    CHECK(cell(list, 1, "what") == "Telephone");
    CHECK(cell(list, 1, "cancelled").toBool());
    // Nobody else's to read.
    world.shell().today()->forget();
    CHECK(list->rowCount() == 0);
}
