#include "landfall/fhir/care_plan.hpp"
#include "unit/patient/unlocked_phone.hpp"

using namespace landfall;
using namespace landfall::patient;
using namespace landfall::patient::testing;

namespace {
const std::vector<std::string> someDays{"1", "1", "1", "1", "1", "1", "1", "1", "0", "1"};
const std::vector<std::string> halfOfIt{"1", "1", "1", "-", "-", "-", "-", "-", "0", "-"};

fhir::CarePlan planOf(std::vector<fhir::DosingSession> sessions) {
    fhir::CarePlan plan;
    plan.id = "0195a000-0000-7000-8000-00000000ca01";
    plan.patient = support::confirmedPairing().patient;
    plan.protocol = "https://landfall.example/fhir/PlanDefinition/dmt-trd|1.0.0";
    plan.zone = "Europe/Berlin";
    plan.start = "2026-02-02";
    plan.created = morning;
    plan.sessions = std::move(sessions);
    return plan;
}
fhir::DosingSession sessionOn(int number, const std::string& date, bool cancelled = false) {
    return {.number = number, .changes = {{morning, date, cancelled}}};
}
std::string answer(UnlockedPhone& world, const char* form, const std::vector<std::string>& tokens) {
    const auto done = world.phone->answering.answerAll(form, tokens);
    REQUIRE(done.has_value());
    return done->response;
}
const MeasureView* measureIn(const ProgressView& view, std::string_view id) {
    for (const auto& measure : view.measures)
        if (measure.id == id) return &measure;
    return nullptr;
}
}  // namespace

TEST_CASE("without any answer there is nothing to draw, and nothing is made up") {
    UnlockedPhone world;
    const auto view = world.phone->progress.look();
    REQUIRE(view.has_value());
    CHECK(view->measures.empty());
    CHECK(view->sessions.empty());
    CHECK(view->effects.empty());
    CHECK(view->numbersShown);
}

TEST_CASE("a measure has every response on the whole scale, one with gaps without a number") {
    UnlockedPhone world;
    const auto first = answer(world, "phq-9", someDays);
    world.advanceMinutes(60);
    const auto second = answer(world, "phq-9", halfOfIt);
    const auto view = world.phone->progress.look();
    REQUIRE(view.has_value());
    const auto* const measure = measureIn(*view, "phq-9");
    REQUIRE(measure != nullptr);
    CHECK(measure->title == "PHQ-9");
    CHECK(measure->lowest == 0);
    CHECK(measure->highest == 27);
    REQUIRE(measure->points.size() == 2);
    CHECK(measure->points[0].response == first);
    CHECK(measure->points[0].value == 8);
    CHECK(measure->points[1].response == second);
    CHECK_FALSE(measure->points[1].value.has_value());
}

TEST_CASE("a form that gives a result instead of a number is no measure") {
    UnlockedPhone world;
    answer(world, "asq", {"0", "0", "0", "0"});
    CHECK(world.phone->progress.look()->measures.empty());
}

TEST_CASE(
    "what the pathway has asked for is there without an answer too, after what was answered") {
    UnlockedPhone world;
    world.receive("CarePlan", planOf({}).id, fhir::buildCarePlan(planOf({})));
    answer(world, "gad-7", {"0", "0", "0", "0", "0", "0", "0"});
    const auto view = world.phone->progress.look();
    REQUIRE(view.has_value());
    REQUIRE(view->measures.size() >= 2);
    CHECK(view->measures.front().id == "gad-7");
    const auto* const asked = measureIn(*view, "phq-9");
    REQUIRE(asked != nullptr);
    CHECK(asked->points.empty());
}

TEST_CASE("sessions up to today are marked, those ahead and those cancelled are not") {
    UnlockedPhone world;
    const auto plan = planOf({sessionOn(1, "2026-02-20"), sessionOn(2, "2026-02-25", true),
                              sessionOn(3, "2026-03-01"), sessionOn(4, "2026-03-20")});
    world.receive("CarePlan", plan.id, fhir::buildCarePlan(plan));
    const auto view = world.phone->progress.look();
    REQUIRE(view.has_value());
    REQUIRE(view->sessions.size() == 2);
    CHECK(view->sessions[0].date == "2026-02-20");
    CHECK(view->sessions[1].date == "2026-03-01");
}

TEST_CASE("the clinic may keep the numbers; that something was answered is still there") {
    UnlockedPhone world;
    auto plan = planOf({});
    plan.settings.patientSeesScores = false;
    world.receive("CarePlan", plan.id, fhir::buildCarePlan(plan));
    const auto response = answer(world, "phq-9", someDays);
    const auto view = world.phone->progress.look();
    REQUIRE(view.has_value());
    CHECK_FALSE(view->numbersShown);
    const auto* const measure = measureIn(*view, "phq-9");
    REQUIRE(measure != nullptr);
    REQUIRE(measure->points.size() == 1);
    CHECK(measure->points[0].response == response);
    CHECK_FALSE(measure->points[0].value.has_value());
}

TEST_CASE("side effects are counted beside the measures") {
    UnlockedPhone world;
    const CheckIns::Values nausea{{"se-now", "no"}, {"se-what", "nausea"}, {"se-strength", "mild"}};
    REQUIRE(world.phone->checkIns.answer("side-effects", nausea).has_value());
    world.advanceMinutes(10);
    REQUIRE(world.phone->checkIns.answer("side-effects", nausea).has_value());
    // A visit asks everybody; whoever has nothing to tell has reported nothing.
    REQUIRE(world.phone->checkIns.answer("side-effects", {{"se-now", "no"}, {"se-what", "nothing"}})
                .has_value());
    const auto view = world.phone->progress.look();
    REQUIRE(view.has_value());
    REQUIRE(view->effects.size() == 2);
    CHECK(view->effects[0] < view->effects[1]);
}

TEST_CASE("a point opens every question of its response, the unanswered ones too") {
    UnlockedPhone world;
    const auto response = answer(world, "phq-9", halfOfIt);
    const auto view = world.phone->progress.answers(response);
    REQUIRE(view.has_value());
    CHECK(view->questionnaire == "phq-9");
    REQUIRE(view->lines.size() == 10);
    REQUIRE(view->lines[0].answer.has_value());
    CHECK(instrument::textOf(view->lines[0].item, *view->lines[0].answer) == "Several days");
    CHECK_FALSE(view->lines[3].answer.has_value());
    CHECK(world.phone->progress.answers("0195a000-0000-7000-8000-0000000000ff").has_error());
}

namespace {
/// Answers of which none counts, save those named; the response.
std::string answerEligibility(UnlockedPhone& world, const std::string& counting) {
    const auto form = world.phone->profile.library().find("eligibility");
    REQUIRE(form);
    CheckIns::Values values;
    for (const auto index : form->questions())
        if (form->item(index).kind == instrument::ItemKind::Choice)
            values.emplace_back(form->item(index).linkId,
                                form->item(index).linkId == counting ? "yes" : "no");
    for (auto& [item, value] : values)
        if (item == "el-23") value = "yes";  // the one whose "no" is what counts
    const auto done = world.phone->checkIns.answer("eligibility", values);
    REQUIRE(done.has_value());
    return done->response;
}
}  // namespace

// Clinical rules 6.2, number 17.
TEST_CASE("an AUDIT-C at or above the cut is for a clinician to look at, whatever else was said") {
    UnlockedPhone world;
    const auto review = [&] {
        const auto found = world.phone->progress.review(answerEligibility(world, ""));
        REQUIRE(found.has_value());
        world.advanceMinutes(60);
        return *found;
    };
    const std::string calm =
        "Nothing in your answers needs extra review from this form. Your clinician still decides "
        "with you, after examination and tests.";
    const std::string look = "Your clinician will look at some of your answers with you.";
    CHECK(review().wording == calm);
    CHECK(review().result == "none");
    answer(world, "audit-c", {"1", "1", "0"});
    CHECK(review().wording == calm);
    CHECK(review().alsoFrom.empty());
    answer(world, "audit-c", {"1", "1", "1"});
    CHECK(review().wording == look);
    REQUIRE(review().alsoFrom.size() == 1);
    CHECK(review().alsoFrom[0].title == "AUDIT-C");
    CHECK(review().lines.empty());
    // Gaps take nothing back; a newer total does.
    answer(world, "audit-c", {"1", "-", "-"});
    CHECK(review().wording == look);
    answer(world, "audit-c", {"0", "-", "-"});
    CHECK(review().wording == calm);
}

// Clinical rules 6.3: fixed sentences, with the answers that led to them.
TEST_CASE("the eligibility questions end in a fixed sentence and the answers that led to it") {
    UnlockedPhone world;
    const auto review = world.phone->progress.review(answerEligibility(world, "el-3"));
    REQUIRE(review.has_value());
    CHECK(review->wording == "Your clinician will look at some of your answers with you.");
    CHECK(review->result == "B");
    CHECK(review->rules == "1.0.0");
    CHECK_FALSE(review->isUrgent);
    REQUIRE(review->lines.size() == 1);
    CHECK(review->lines[0].item.linkId == "el-3");
    CHECK(world.phone->progress.review(answer(world, "phq-9", someDays))
              .error()
              .is(Fault::OtherQuestionnaire));
}

TEST_CASE("eligibility questions of which none is answered have no sentence") {
    UnlockedPhone world;
    const auto blank = world.phone->answering.answerAll("eligibility", {});
    REQUIRE(blank.has_value());
    CHECK(blank->isEmpty);
    CHECK(world.phone->progress.review(blank->response).error().is(Fault::NothingAnswered));
}

// Clinical rules 5.1: the real delivery state, and never more.
TEST_CASE("how far an answer that signals danger has come: saved, sent, seen") {
    UnlockedPhone world;
    CHECK_FALSE(world.phone->overview.status().flag.has_value());
    answer(world, "phq-9", {"1", "1", "1", "1", "1", "1", "1", "1", "2", "1"});
    CHECK(world.phone->overview.status().flag == safety::Delivery::Saved);
    world.deliver();
    CHECK(world.phone->overview.status().flag == safety::Delivery::Sent);
    const auto flag = world.store().records().flags()->front();
    fhir::SafetyFlag closed;
    closed.id = flag.id;
    closed.patient = support::confirmedPairing().patient;
    closed.tier = flag.tier;
    closed.raised = flag.raised;
    closed.response = flag.response;
    closed.questionnaire = flag.questionnaire;
    closed.active = false;
    closed.acknowledged = world.clock.now();
    world.receive("Flag", flag.id, fhir::buildFlag(closed), "2");
    CHECK(world.phone->overview.status().flag == safety::Delivery::Seen);
}

TEST_CASE("one tap answers the first question of the check-in") {
    UnlockedPhone world;
    const auto question = world.phone->checkIns.quick();
    REQUIRE(question.has_value());
    CHECK(question->item == "mood");
    CHECK(question->lowest == 0);
    CHECK(question->highest == 10);
    REQUIRE(world.phone->checkIns.add({{question->item, "7"}}).has_value());
    CHECK(world.phone->checkIns.recent(1)->front().values.at("mood") == "7");
}

// Clinical rules 6.2, numbers 10 to 15.
TEST_CASE("what the list of medicines names counts in the self-check as if it were written there") {
    UnlockedPhone world;
    const auto review = [&] {
        const auto found = world.phone->progress.review(answerEligibility(world, ""));
        REQUIRE(found.has_value());
        world.advanceMinutes(60);
        return *found;
    };
    const auto list = [&](const std::string& name) {
        REQUIRE(world.phone->checkIns
                    .answer("medicines", {{"any", "yes"},
                                          {"name", name},
                                          {"kind", "prescribed"},
                                          {"often", "daily"},
                                          {"recent", "no"}})
                    .has_value());
        world.advanceMinutes(60);
    };
    list("moclobemide 150 mg");
    const auto stop = review();
    CHECK(stop.wording.starts_with("Your answers include something your clinician must talk"));
    CHECK(stop.lines.empty());
    REQUIRE(stop.alsoFrom.size() == 1);
    CHECK(stop.alsoFrom[0].id == "medicines");
    // A list in which nothing is answered takes nothing back.
    REQUIRE(world.phone->answering.answerAll("medicines", {}).has_value());
    world.advanceMinutes(60);
    CHECK(review().wording == stop.wording);
    list("Something nobody knows");
    CHECK(review().wording == "Your clinician will look at some of your answers with you.");
    REQUIRE(
        world.phone->checkIns.answer("medicines", {{"any", "no"}, {"recent", "-"}}).has_value());
    CHECK(review().alsoFrom.empty());
}
