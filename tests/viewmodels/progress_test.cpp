#include <QRegularExpression>
#include <cmath>

#include "landfall/fhir/care_plan.hpp"
#include "measure_card.hpp"
#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
const QDate today(2026, 3, 10);

patient::MeasureView measureWith(std::vector<patient::MeasurePoint> points) {
    return {.id = "phq-9",
            .title = "PHQ-9",
            .decimals = 0,
            .lowest = 0,
            .highest = 27,
            .points = std::move(points)};
}
patient::MeasurePoint pointAt(const std::string& day, std::optional<std::int64_t> value) {
    return {"response-" + day, day + "T09:00:00.000+01:00", value, true};
}
QVariantMap at(const QVariantMap& card, const char* list, int index) {
    return card.value(list).toList().at(index).toMap();
}
std::string answer(PhoneWorld& world, const char* form, std::vector<std::string> tokens) {
    return world.onPhone([&](patient::Phone& phone) {
        const auto done = phone.answering.answerAll(form, tokens);
        return done.has_value() ? done->response : std::string();
    });
}
}  // namespace

TEST_CASE("a chart keeps the whole scale and the true distances in time") {
    const auto card =
        measureCard(measureWith({pointAt("2026-03-01", 27), pointAt("2026-03-02", 0),
                                 pointAt("2026-03-05", std::nullopt), pointAt("2026-03-09", 9)}),
                    {{1, "2026-03-03", false}}, true, today);
    CHECK(card.value("drawn").toBool());
    CHECK(at(card, "points", 0).value("y").toDouble() == 1.0);
    CHECK(at(card, "points", 1).value("y").toDouble() == 0.0);
    CHECK(std::abs(at(card, "points", 1).value("x").toDouble() - 0.125) < 1e-9);
    CHECK(at(card, "points", 2).value("missing").toBool());
    CHECK_FALSE(at(card, "points", 2).contains("y"));
    CHECK(card.value("summary").toString().contains("No number on 5 March."));
    CHECK(at(card, "points", 3).value("x").toDouble() == 1.0);
    CHECK(card.value("marks").toList().at(0).toMap().value("x").toDouble() < 0.25);
    CHECK(card.value("marks").toList().at(0).toMap().value("text") == "session 1");
    CHECK(card.value("title") == "Mood in the last two weeks");
    CHECK(card.value("name") == "PHQ-9");
    CHECK(card.value("summary").toString().contains("Session 1 on 3 March."));
    CHECK(card.value("firstDay") == "1 March");
    CHECK(card.value("lastDay") == "9 March");
    CHECK(at(card, "rows", 0).value("value") == "9");
    CHECK(at(card, "rows", 1).value("value") == "No number: some questions were left open");
}

// Shown the same way whether better, worse, unchanged or missing: the words differ by numbers only.
TEST_CASE("better, worse and unchanged are said with the same words") {
    const auto saidOf = [](std::int64_t first, std::int64_t last) {
        auto said =
            measureCard(measureWith({pointAt("2026-03-01", first), pointAt("2026-03-09", last)}),
                        {}, true, today)
                .value("summary")
                .toString();
        return said.remove(QRegularExpression("[0-9]"));
    };
    CHECK(saidOf(20, 5) == saidOf(5, 20));
    CHECK(saidOf(20, 5) == saidOf(10, 10));
    const auto none = measureCard(measureWith({}), {}, true, today);
    CHECK_FALSE(none.value("drawn").toBool());
    CHECK(none.value("lastText") == "No answers yet.");
    CHECK(none.value("rows").toList().isEmpty());
}

TEST_CASE("a number that the clinic keeps is nowhere on the card") {
    const auto card =
        measureCard(measureWith({pointAt("2026-03-01", std::nullopt)}), {}, false, today);
    CHECK_FALSE(card.value("drawn").toBool());
    CHECK(at(card, "rows", 0).value("value") == "Answered");
    CHECK_FALSE(card.value("summary").toString().contains("27"));
}

TEST_CASE("an answer of another year says so") {
    const auto card = measureCard(measureWith({pointAt("2025-12-30", 9), pointAt("2026-03-09", 9)}),
                                  {}, true, today);
    CHECK(card.value("firstDay") == "30 December 2025");
    CHECK(card.value("lastDay") == "9 March");
}

TEST_CASE("Progress shows what was answered and opens the answers behind a point") {
    PhoneWorld world;
    world.setUp();
    auto* const progress = world.shell().progress();
    CHECK(progress->measures().isEmpty());
    CHECK_FALSE(progress->emptyText().isEmpty());
    const auto response =
        answer(world, "phq-9", {"1", "1", "1", "1", "1", "1", "1", "1", "0", "1"});
    REQUIRE_FALSE(response.empty());
    progress->refresh();
    REQUIRE(world.until([&] { return progress->measures().size() == 1; }));
    CHECK(progress->emptyText().isEmpty());
    CHECK(progress->effectsText() == "No side effects reported.");
    const auto card = progress->measures().front().toMap();
    CHECK(at(card, "rows", 0).value("value") == "8");
    progress->open(at(card, "points", 0).value("response").toString());
    REQUIRE(world.until([&] { return progress->answersOpen(); }));
    CHECK(progress->answersTitle() == "Mood in the last two weeks");
    CHECK(progress->answers()->rowCount() == 10);
    CHECK(cell(progress->answers(), 0, "answer") == "Several days");
    progress->closeAnswers();
    CHECK_FALSE(progress->answersOpen());
    progress->open("nothing-of-this-id");
    world.settle();
    CHECK_FALSE(progress->answersOpen());
    CHECK_FALSE(progress->error().isEmpty());
    progress->forget();
    CHECK(progress->measures().isEmpty());
    CHECK(progress->answers()->rowCount() == 0);
}

TEST_CASE("the main measures come first, in the order of the review page, and then the others") {
    PhoneWorld world;
    world.setUp();
    REQUIRE_FALSE(answer(world, "audit-c", {"0"}).empty());
    REQUIRE_FALSE(answer(world, "who-5", {"3", "3", "3", "3", "3"}).empty());
    REQUIRE_FALSE(answer(world, "pc-ptsd-5", {"0"}).empty());
    REQUIRE_FALSE(answer(world, "gad-7", {"1", "1", "1", "1", "1", "1", "1"}).empty());
    REQUIRE_FALSE(
        answer(world, "phq-9", {"1", "1", "1", "1", "1", "1", "1", "1", "0", "1"}).empty());
    auto* const progress = world.shell().progress();
    progress->refresh();
    REQUIRE(world.until([&] { return progress->measures().size() == 5; }));
    QStringList ids;
    for (const auto& measure : progress->measures())
        ids.append(measure.toMap().value("id").toString());
    CHECK(ids.mid(0, 3) == QStringList{"phq-9", "gad-7", "who-5"});
    CHECK(ids.mid(3).contains("audit-c"));
}

TEST_CASE("the clinic's plan marks sessions and may keep the numbers") {
    PhoneWorld world;
    world.setUp();
    answer(world, "phq-9", {"1", "1", "1", "1", "1", "1", "1", "1", "0", "1"});
    fhir::CarePlan plan;
    plan.id = "0195a000-0000-7000-8000-00000000ca01";
    plan.patient = support::confirmedPairing().patient;
    plan.protocol = "https://landfall.example/fhir/PlanDefinition/dmt-trd|1.0.0";
    plan.zone = "Europe/Berlin";
    plan.start = "2026-02-02";
    plan.created = morning;
    plan.sessions = {{.number = 1, .changes = {{morning, "2026-02-20", false}}}};
    plan.settings.patientSeesScores = false;
    world.receive("CarePlan", plan.id, fhir::buildCarePlan(plan));
    CHECK(world.shell().today()->subtitle().contains("since your session"));
    CHECK(world.shell().today()->phase() > 0);
    auto* const progress = world.shell().progress();
    const auto card = progress->measures().front().toMap();
    CHECK(card.value("marks").toList().size() == 1);
    CHECK_FALSE(card.value("drawn").toBool());
    CHECK(at(card, "rows", 0).value("value") == "Answered");
    CHECK(progress->leadText().contains("Your clinic"));
}
