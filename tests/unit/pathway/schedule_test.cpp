#include "landfall/pathway/schedule.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "landfall/pathway/phase.hpp"
#include "unit/pathway/some_plan.hpp"

namespace landfall::pathway {
namespace {
using namespace test;

TEST_CASE("clinical rules 4: every visit of the grid has its days around D0 2 March 2026") {
    struct Row {
        const char* visit;
        int session;
        const char* opens;
        const char* target;
        const char* closes;
    };
    const auto row =
        GENERATE(Row{"SCR", 0, "2026-02-02", "2026-02-02", "2026-03-01"},   // S
                 Row{"PREP", 1, "2026-02-02", "2026-03-01", "2026-03-01"},  // D-28 to D-1
                 Row{"BASE", 1, "2026-02-23", "2026-03-01", "2026-03-01"},  // D-7 to D-1
                 Row{"D-1", 1, "2026-03-01", "2026-03-01", "2026-03-01"},   // the day before
                 Row{"D0", 1, "2026-03-02", "2026-03-02", "2026-03-02"},    // the dosing day
                 Row{"D+1", 1, "2026-03-03", "2026-03-03", "2026-03-04"},   // 1 d, 0 to +1
                 Row{"W1", 1, "2026-03-07", "2026-03-09", "2026-03-11"},    // 7 d, 2 either way
                 Row{"W2", 1, "2026-03-13", "2026-03-16", "2026-03-19"},    // 14 d, 3
                 Row{"W4", 1, "2026-03-25", "2026-03-30", "2026-04-04"},   // 28 d, 5, over 29 March
                 Row{"M3", 1, "2026-05-18", "2026-06-01", "2026-06-15"},   // 91 d, 14
                 Row{"M6", 1, "2026-08-10", "2026-08-31", "2026-09-21"});  // 182 d, 21
    CAPTURE(row.visit);
    const auto computed = compute(londonPlan(), "2026-02-02T09:00:00Z");
    const auto& visit = computed.visit(row.visit, row.session);
    CHECK(toFhirDate(*visit.opens) == row.opens);
    CHECK(toFhirDate(*visit.target) == row.target);
    CHECK(toFhirDate(*visit.closes) == row.closes);
}

TEST_CASE("clinical rules 4: a form is later, due, overdue and closed as its window passes") {
    const auto stateAt = [](std::string_view now) {
        return compute(londonPlan(), now).visit("W1").state;
    };
    CHECK(stateAt("2026-03-06T23:59:59Z") == State::Later);
    CHECK(stateAt("2026-03-07T00:00:00Z") == State::Due);
    CHECK(stateAt("2026-03-09T23:59:59Z") == State::Due);
    CHECK(stateAt("2026-03-10T00:00:00Z") == State::Overdue);
    CHECK(stateAt("2026-03-11T23:59:59Z") == State::Overdue);
    CHECK(stateAt("2026-03-12T00:00:00Z") == State::Closed);
}

TEST_CASE("clinical rules 4: the screening waits for no date and stays open while none is set") {
    const auto plan = planIn("Europe/London");
    CHECK(compute(plan, "2026-02-01T12:00:00Z").visit("SCR", 0).state == State::Later);
    CHECK(compute(plan, "2026-02-02T12:00:00Z").visit("SCR", 0).state == State::Due);
    CHECK(compute(plan, "2027-02-02T12:00:00Z").visit("SCR", 0).state == State::Overdue);
    CHECK_FALSE(compute(plan, "2026-02-02T12:00:00Z").visit("SCR", 0).closes.has_value());
}

TEST_CASE("clinical rules 4: consent comes after the screening is answered") {
    std::vector<Answered> answers;
    auto computed = compute(londonPlan(), "2026-02-05T12:00:00Z", answers);
    CHECK(computed.visit("CON", 0).state == State::Later);
    CHECK_FALSE(computed.visit("CON", 0).opens.has_value());
    answerAll(answers, "SCR", "2026-02-05T11:00:00Z");
    computed = compute(londonPlan(), "2026-02-05T12:00:00Z", answers);
    CHECK(computed.visit("SCR", 0).state == State::Done);
    CHECK(toFhirDate(*computed.visit("CON", 0).opens) == "2026-02-05");
    CHECK(computed.visit("CON", 0).state == State::Due);
}

TEST_CASE(
    "clinical rules 4: the consent is done by the signature that holds, and by nothing else") {
    std::vector<Answered> answers;
    answerAll(answers, "SCR", "2026-02-05T11:00:00Z");
    const auto stateWith = [&](const Participation& consent, std::string_view now) {
        const auto computed = compute(londonPlan(), now, answers, consent);
        const auto& visit = computed.visit("CON", 0);
        REQUIRE(visit.forms.size() == 1);
        CHECK(visit.forms[0].form->questionnaire.empty());
        CHECK(visit.forms[0].state == visit.state);
        return visit.state;
    };
    const auto* const sameDay = "2026-02-05T12:00:00Z";
    const auto* const later = "2026-02-09T12:00:00Z";
    CHECK(stateWith({}, sameDay) == State::Due);
    CHECK(stateWith({}, later) == State::Overdue);
    answers.push_back(answered("consent", "2026-02-05T11:30:00Z"));
    CHECK(stateWith({}, later) == State::Overdue);
    Participation signedThen;
    signedThen.signedAt = at("2026-02-06T10:00:00Z");
    CHECK(stateWith(signedThen, later) == State::Done);
    CHECK(stateWith(signedThen, "2026-06-01T12:00:00Z") == State::Done);
    // Taken back: nobody is asked again, until the window closes as for everyone.
    Participation withdrawn;
    withdrawn.withdrawn = true;
    CHECK(stateWith(withdrawn, later) == State::Later);
    CHECK(stateWith(withdrawn, "2026-06-01T12:00:00Z") == State::Closed);
    // Changed in what matters: due from the day on which the new text was sent, whenever that is.
    Participation changed;
    changed.mustSignAgain = true;
    changed.changedAt = at("2026-06-01T09:00:00Z");
    CHECK(stateWith(changed, "2026-06-01T12:00:00Z") == State::Due);
    CHECK(stateWith(changed, "2026-06-02T12:00:00Z") == State::Overdue);
    changed.changedAt.reset();
    CHECK(stateWith(changed, "2026-06-02T12:00:00Z") == State::Due);
    // Signed before the screening was answered.
    answers.clear();
    CHECK(stateWith(signedThen, later) == State::Done);
    CHECK(stateWith({}, later) == State::Later);
}

TEST_CASE(
    "clinical rules 4: PCL-5 is asked where it is assigned, experiences when somebody is ready") {
    auto plan = londonPlan();
    auto computed = compute(plan, "2026-03-02T12:00:00Z");
    CHECK(computed.form("W2", "pcl-5") == nullptr);
    CHECK(computed.form("D0", "ebi") == nullptr);
    plan.settings.assignedForms = {canonicalOf("pcl-5")};
    plan.sessions[0].experienceReady = at("2026-03-02T15:00:00Z");
    computed = compute(plan, "2026-03-02T16:00:00Z");
    REQUIRE(computed.form("W2", "pcl-5") != nullptr);
    CHECK(computed.form("W1", "pcl-5") == nullptr);
    REQUIRE(computed.form("D0", "ebi") != nullptr);
    CHECK(computed.form("D0", "ebi")->state == State::Due);
    CHECK(computed.form("D+1", "ebi") != nullptr);
    // D+1: EBI if not done.
    computed = compute(plan, "2026-03-03T09:00:00Z", {answered("ebi", "2026-03-02T17:00:00Z")});
    CHECK(computed.form("D+1", "ebi") == nullptr);
}

TEST_CASE("a phone that travels has the days of the clinic") {
    // 23:30 on 6 March in London; the phone in Tokyo writes 7 March, the one in New York 6 March.
    for (const auto* now :
         {"2026-03-06T23:30:00Z", "2026-03-07T08:30:00+09:00", "2026-03-06T18:30:00-05:00"})
        CHECK(compute(londonPlan(), now).visit("W1").state == State::Later);
    const auto given = compute(londonPlan(), "2026-03-20T12:00:00Z",
                               {answered("phq-9", "2026-03-12T08:30:00+09:00")});
    // 11 March 23:30 in London: the last minutes of W1.
    REQUIRE(given.schedule.answers[0].visits.size() == 1);
    CHECK(given.schedule.answers[0].visits[0].visit == "W1");
    CHECK_FALSE(given.schedule.answers[0].outOfWindow);
}

TEST_CASE("a window over the change of the clocks keeps its days") {
    // London puts its clocks forward on 29 March and back on 25 October 2026.
    const auto spring = compute(londonPlan("2026-03-22"), "2026-03-29T00:30:00Z");
    CHECK(toFhirDate(*spring.visit("W1").target) == "2026-03-29");
    CHECK(spring.visit("W1").state == State::Due);
    CHECK(compute(londonPlan("2026-03-22"), "2026-03-29T22:59:59Z").visit("W1").state ==
          State::Due);
    CHECK(compute(londonPlan("2026-03-22"), "2026-03-29T23:00:00Z").visit("W1").state ==
          State::Overdue);
    CHECK(compute(londonPlan("2026-10-18"), "2026-10-25T23:59:59Z").visit("W1").state ==
          State::Due);
    CHECK(compute(londonPlan("2026-10-18"), "2026-10-26T00:00:00Z").visit("W1").state ==
          State::Overdue);
}

TEST_CASE("leap days and the ends of months are days like any other") {
    const auto leap = compute(
        withSession(planIn("Europe/London", "2028-01-10"), "2028-02-28", at("2028-01-10T09:00:00Z"))
            .value(),
        "2028-02-29T12:00:00Z");
    CHECK(toFhirDate(*leap.visit("D+1").target) == "2028-02-29");
    CHECK(toFhirDate(*leap.visit("W1").target) == "2028-03-06");
    const auto end = compute(londonPlan("2026-03-31"), "2026-03-31T12:00:00Z");
    CHECK(toFhirDate(*end.visit("BASE").opens) == "2026-03-24");
    CHECK(toFhirDate(*end.visit("W4").target) == "2026-04-28");
    CHECK(toFhirDate(*end.visit("M3").target) == "2026-06-30");
    CHECK(toFhirDate(*end.visit("M6").target) == "2026-09-29");
}

TEST_CASE("a late answer is kept, belongs to the visit it came too late for, and says so") {
    const auto computed =
        compute(londonPlan(), "2026-03-12T12:00:00Z", {answered("phq-9", "2026-03-12T11:00:00Z")});
    const auto* form = computed.form("W1", "phq-9");
    REQUIRE(form != nullptr);
    CHECK(form->state == State::Done);
    CHECK(form->outOfWindow);
    CHECK(form->response == "phq-9@2026-03-12T11:00:00Z");
    CHECK(computed.schedule.answers[0].outOfWindow);
    // The other forms of the visit are closed.
    CHECK(computed.form("W1", "gad-7")->state == State::Closed);
}

TEST_CASE("an answer in no window counts for none and is marked") {
    std::vector<Answered> answers;
    answerAll(answers, "BASE", "2026-02-28T10:00:00Z");
    answers.push_back(answered("phq-9", "2026-03-05T10:00:00Z"));
    const auto computed = compute(londonPlan(), "2026-03-05T12:00:00Z", answers);
    CHECK(computed.schedule.answers.back().visits.empty());
    CHECK(computed.schedule.answers.back().outOfWindow);
    CHECK(computed.form("W1", "phq-9")->state == State::Later);
    // Before the pathway there are no windows to be out of.
    const auto before =
        compute(londonPlan(), "2026-03-05T12:00:00Z", {answered("phq-9", "2026-01-05T10:00:00Z")});
    CHECK_FALSE(before.schedule.answers[0].outOfWindow);
    // What may be answered at any time is in no window either.
    const auto anyTime = compute(londonPlan(), "2026-03-06T12:00:00Z",
                                 {answered("side-effects", "2026-03-06T10:00:00Z"),
                                  answered("side-effects", "2026-03-06T11:00:00Z")});
    CHECK_FALSE(anyTime.schedule.answers[1].outOfWindow);
}

TEST_CASE("one answer serves both visits that ask for it on that day") {
    const auto computed =
        compute(londonPlan(), "2026-03-01T12:00:00Z", {answered("asq", "2026-03-01T10:00:00Z")});
    CHECK(computed.form("BASE", "asq")->state == State::Done);
    CHECK(computed.form("D-1", "asq")->state == State::Done);
}

TEST_CASE("clinical rules 4: a baseline is no screening, and the day before is no baseline") {
    std::vector<Answered> answers;
    answerAll(answers, "SCR", "2026-02-02T10:00:00Z");
    const auto visitsOf = [&](std::string_view form, std::string_view when) {
        auto all = answers;
        all.push_back(answered(form, when));
        return compute(londonPlan(), "2026-03-01T12:00:00Z", all).schedule.answers.back().visits;
    };
    const std::vector<VisitKey> screening{{0, "SCR"}};
    const std::vector<VisitKey> baseline{{1, "BASE"}};
    // Once more while nothing but the screening asks: still the screening.
    CHECK(visitsOf("phq-9", "2026-02-10T10:00:00Z") == screening);
    CHECK(visitsOf("phq-9", "2026-02-26T10:00:00Z") == baseline);
    answerAll(answers, "BASE", "2026-02-26T10:00:00Z");
    CHECK(visitsOf("asq", "2026-03-01T10:00:00Z") == std::vector<VisitKey>{{1, "D-1"}});
    // Twice in the same window belongs to it twice, and to nothing else.
    CHECK(visitsOf("gad-7", "2026-02-27T10:00:00Z") == baseline);
    // The screening that still waits for it is served too.
    answers.clear();
    CHECK(visitsOf("phq-9", "2026-02-26T10:00:00Z").size() == 2);
}

TEST_CASE("a moved dosing day re-anchors what comes after it and shifts no answer") {
    std::vector<Answered> answers;
    answerAll(answers, "PREP", "2026-02-20T10:00:00Z");
    answerAll(answers, "BASE", "2026-02-26T10:00:00Z");
    const auto moved =
        withSessionMoved(londonPlan(), 1, "2026-04-13", at("2026-02-27T09:00:00Z")).value();
    const auto computed = compute(moved, "2026-02-27T10:00:00Z", answers);
    CHECK(toFhirDate(*computed.visit("D0").target) == "2026-04-13");
    CHECK(toFhirDate(*computed.visit("W1").target) == "2026-04-20");
    CHECK(toFhirDate(*computed.visit("M6").target) == "2026-10-12");
    // The preparation stays done; the baseline is asked again, and its old answer stays its own.
    CHECK(computed.visit("PREP").state == State::Done);
    CHECK(computed.visit("BASE").state == State::Later);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto& given = computed.schedule.answers[i];
        REQUIRE_FALSE(given.visits.empty());
        for (const auto& visit : given.visits) {
            CHECK(visit.session <= 1);
            CHECK(given.isOutOf(visit) == (visit.visit == "BASE"));
        }
        CHECK_FALSE(given.outOfWindow);
    }
}

TEST_CASE("an answer of the first week stays with the first week when the date is put right") {
    std::vector<Answered> answers;
    answerAll(answers, "W1", "2026-03-07T10:00:00Z");
    const auto moved =
        withSessionMoved(londonPlan(), 1, "2026-02-20", at("2026-03-20T09:00:00Z")).value();
    const auto computed = compute(moved, "2026-03-20T10:00:00Z", answers);
    CHECK(computed.visit("W1").state == State::Done);
    for (const auto& given : computed.schedule.answers)
        CHECK(given.visits == std::vector<VisitKey>{{1, "W1"}});
}

TEST_CASE("clinical rules 4: a session that moves later asks anew for its day and what follows") {
    std::vector<Answered> answers;
    answerAll(answers, "PREP", "2026-02-20T10:00:00Z");
    answerAll(answers, "D0", "2026-03-02T15:00:00Z");
    answerAll(answers, "D+1", "2026-03-03T10:00:00Z");
    // One that no phone has marked and one that it has.
    answers.push_back(answered("phq-9", "2026-03-09T10:00:00Z"));
    answers.push_back(answered("gad-7", "2026-03-09T10:05:00Z"));
    answers.back().marks = {{1, "W1", false}};
    const auto moved =
        withSessionMoved(londonPlan(), 1, "2026-04-01", at("2026-03-10T12:00:00Z")).value();

    auto computed = compute(moved, "2026-04-02T10:00:00Z", answers);
    CHECK(computed.visit("PREP").state == State::Done);
    CHECK(computed.visit("D0").state == State::Closed);
    CHECK(computed.visit("D+1").state == State::Due);
    CHECK(computed.form("D+1", "asq")->state == State::Due);
    CHECK(computed.visit("W1").state == State::Later);
    // The old answers stay with their visits, are readable there, and say that they count no more.
    for (const auto& given : computed.schedule.answers) {
        if (given.visits.empty() || given.visits[0].visit == "PREP") continue;
        CHECK(given.isOutOf(given.visits[0]));
    }
    CHECK(computed.schedule.answer("phq-9@2026-03-09T10:00:00Z")->visits ==
          std::vector<VisitKey>{{1, "W1"}});
    CHECK(computed.schedule.answer("phq-9@2026-03-09T10:00:00Z")->outOfWindow);
    CHECK(computed.schedule.answer("gad-7@2026-03-09T10:05:00Z")->outOfWindow);
    CHECK(computed.form("W1", "phq-9")->response == "phq-9@2026-03-09T10:00:00Z");
    CHECK(computed.form("W1", "phq-9")->outOfWindow);

    // An answer in the window as it is now counts, and one that is late is kept as for everyone.
    answers.push_back(answered("asq", "2026-04-02T11:00:00Z"));
    answers.push_back(answered("phq-9", "2026-04-11T11:00:00Z"));
    computed = compute(moved, "2026-04-11T12:00:00Z", answers);
    CHECK(computed.form("D+1", "asq")->state == State::Done);
    CHECK(computed.form("D+1", "asq")->response == "asq@2026-04-02T11:00:00Z");
    CHECK_FALSE(computed.form("D+1", "asq")->outOfWindow);
    CHECK(computed.form("W1", "phq-9")->state == State::Done);
    CHECK(computed.form("W1", "phq-9")->response == "phq-9@2026-04-11T11:00:00Z");
    CHECK(computed.form("W1", "phq-9")->outOfWindow);
}

TEST_CASE("a move within the window, or to an earlier day, asks nobody again") {
    std::vector<Answered> answers;
    answerAll(answers, "W1", "2026-03-08T10:00:00Z");
    for (const auto* const to : {"2026-03-03", "2026-02-28", "2026-02-16"}) {
        const auto moved = withSessionMoved(londonPlan(), 1, to, at("2026-03-09T12:00:00Z"));
        const auto computed = compute(*moved, "2026-03-09T13:00:00Z", answers);
        CAPTURE(to);
        CHECK(computed.visit("W1").state == State::Done);
        for (const auto& given : computed.schedule.answers) CHECK_FALSE(given.outOfWindow);
    }
}

TEST_CASE(
    "whoever has stopped taking part is asked for nothing, and what was asked stays as it was") {
    std::vector<Answered> answers;
    answerAll(answers, "BASE", "2026-02-26T10:00:00Z");
    Participation consent;
    consent.withdrawn = true;
    consent.withdrawnAt = at("2026-03-10T10:00:00Z");
    // An answer that is given freely afterwards belongs where it would belong otherwise.
    answers.push_back(answered("phq-9", "2026-03-16T10:00:00Z"));
    auto computed = compute(londonPlan(), "2026-03-16T12:00:00Z", answers, consent);
    CHECK(computed.schedule.withdrawn);
    CHECK(computed.visit("BASE").state == State::Done);
    CHECK(computed.visit("D+1").state == State::Closed);
    CHECK_FALSE(computed.visit("D+1").ended);
    for (const auto* const code : {"W1", "W2", "M6"}) {
        CHECK(computed.visit(code).withdrawn);
        CHECK(computed.visit(code).ended);
    }
    CHECK(computed.form("W2", "phq-9")->state == State::Done);
    CHECK(computed.form("W2", "gad-7")->state == State::Closed);
    // Signed anew, everything goes on.
    consent = {};
    consent.signedAt = at("2026-03-16T11:00:00Z");
    computed = compute(londonPlan(), "2026-03-16T12:00:00Z", answers, consent);
    CHECK(computed.form("W2", "gad-7")->state == State::Due);
}

TEST_CASE("clinical rules 4: an experience that was asked for on the first date is asked anew") {
    auto plan = londonPlan();
    plan.sessions[0].experienceReady = at("2026-03-02T15:00:00Z");
    const std::vector<Answered> answers = {answered("ebi", "2026-03-02T17:00:00Z")};
    const auto moved = withSessionMoved(plan, 1, "2026-04-01", at("2026-03-10T12:00:00Z")).value();
    // Nobody has said yet that this session may be asked about.
    CHECK(compute(moved, "2026-04-01T12:00:00Z", answers).form("D0", "ebi") == nullptr);
    plan = moved;
    plan.sessions[0].experienceReady = at("2026-04-01T15:00:00Z");
    CHECK(compute(plan, "2026-04-01T16:00:00Z", answers).form("D0", "ebi")->state == State::Due);
    // D+1: EBI if not done, and that of the first date is none.
    REQUIRE(compute(plan, "2026-04-02T09:00:00Z", answers).form("D+1", "ebi") != nullptr);
}

TEST_CASE("what the phone says about an answer holds against every date") {
    auto answer = answered("phq-9", "2026-03-30T10:00:00Z");
    answer.marks = {{1, "W1", false}};
    const auto computed = compute(londonPlan(), "2026-03-31T10:00:00Z", {answer});
    CHECK(computed.schedule.answers[0].visits == std::vector<VisitKey>{{1, "W1"}});
    CHECK_FALSE(computed.schedule.answers[0].outOfWindow);
    // Marks of visits that do not exist are no marks.
    answer.marks = {{7, "W1", false}, {1, "W9", false}, {0, "W1", false}};
    const auto without = compute(londonPlan(), "2026-03-31T10:00:00Z", {answer});
    CHECK(without.schedule.answers[0].visits == std::vector<VisitKey>{{1, "W4"}});
}

TEST_CASE("a second session starts its own series and keeps the first readable") {
    std::vector<Answered> answers;
    answerAll(answers, "W1", "2026-03-09T10:00:00Z");
    const auto plan = withSession(londonPlan(), "2026-03-23", at("2026-03-10T09:00:00Z")).value();
    const auto computed = compute(plan, "2026-03-24T10:00:00Z", answers);
    CHECK(computed.visit("W1", 1).state == State::Done);
    CHECK(computed.visit("W1", 2).state == State::Later);
    CHECK(toFhirDate(*computed.visit("W1", 2).target) == "2026-03-30");
    CHECK(computed.visit("D+1", 2).state == State::Due);
    // W4 of the first series would lie behind the second dosing day.
    CHECK(computed.visit("W4", 1).ended);
    // It keeps the days it would have had, not some that end before they begin.
    CHECK(computed.visit("W4", 1).opens <= computed.visit("W4", 1).target);
    CHECK(computed.visit("W4", 1).target <= computed.visit("W4", 1).closes);
    CHECK(computed.visit("W4", 1).state == State::Closed);
    CHECK_FALSE(computed.visit("W4", 2).ended);
    // The preparation of the second does not reach back behind the first.
    CHECK(toFhirDate(*computed.visit("PREP", 2).opens) == "2026-03-03");
}

TEST_CASE("a cancelled session asks nothing more and keeps its answers") {
    std::vector<Answered> answers;
    answerAll(answers, "BASE", "2026-02-26T10:00:00Z");
    const auto plan = withSessionCancelled(londonPlan(), 1, at("2026-02-27T09:00:00Z")).value();
    const auto computed = compute(plan, "2026-03-09T10:00:00Z", answers);
    CHECK(computed.visit("W1").ended);
    CHECK(computed.visit("W1").state == State::Closed);
    CHECK(computed.form("BASE", "phq-9")->state == State::Done);
    CHECK(computed.form("BASE", "phq-9")->response == "phq-9@2026-02-26T10:00:00Z");
}

TEST_CASE("a questionnaire that is not known here is shown and keeps nothing waiting") {
    const auto instance = Instance::from(londonPlan()).value();
    const std::vector<Answered> answers = {answered("phq-9", "2026-03-09T10:00:00Z")};
    const auto schedule =
        scheduleOf({*protocol(), instance, answers, at("2026-03-09T12:00:00Z"),
                    [](std::string_view form) { return form.ends_with("/phq-9"); }});
    const auto* visit = schedule.find({1, "W1"});
    REQUIRE(visit != nullptr);
    CHECK(visit->state == State::Done);
    CHECK_FALSE(visit->forms[1].canBeAnswered);
    CHECK(visit->forms[1].state == State::Due);
}

TEST_CASE("a phone marks an answer with what it shows, also after a move it has just heard of") {
    const auto moved =
        withSessionMoved(londonPlan(), 1, "2026-03-20", at("2030-01-01T09:00:00Z")).value();
    const auto instance = Instance::from(moved).value();
    const std::vector<Answered> none;
    const ScheduleInput input{*protocol(), instance, none, at("2026-03-27T10:00:00Z"), {}};
    CHECK(visitsAnsweredBy(input, canonicalOf("phq-9")) ==
          std::vector<fhir::VisitMark>{{1, "W1", false}});
    const ScheduleInput late{*protocol(), instance, none, at("2026-03-30T10:00:00Z"), {}};
    CHECK(visitsAnsweredBy(late, canonicalOf("phq-9")) ==
          std::vector<fhir::VisitMark>{{1, "W1", true}});
    CHECK(visitsAnsweredBy(late, "https://example.org/other").empty());
}

TEST_CASE("the way: screening, preparation, session, integration, follow-up") {
    std::vector<Answered> answers;
    Participation consent;
    const auto phaseAt = [&](const fhir::CarePlan& plan, std::string_view now) {
        const auto computed = compute(plan, now, answers, consent);
        return phaseOf(computed.schedule, computed.instance);
    };
    CHECK(phaseAt(londonPlan(), "2026-02-03T10:00:00Z") == Phase::Screening);
    answerAll(answers, "SCR", "2026-02-03T11:00:00Z");
    CHECK(phaseAt(londonPlan(), "2026-02-03T12:00:00Z") == Phase::Screening);
    consent.signedAt = at("2026-02-04T11:00:00Z");
    CHECK(phaseAt(londonPlan(), "2026-02-04T12:00:00Z") == Phase::Preparation);
    CHECK(phaseAt(londonPlan(), "2026-03-02T00:00:00Z") == Phase::Session);
    CHECK(phaseAt(londonPlan(), "2026-03-03T00:00:00Z") == Phase::Integration);
    CHECK(phaseAt(londonPlan(), "2026-04-04T12:00:00Z") == Phase::Integration);
    CHECK(phaseAt(londonPlan(), "2026-04-05T12:00:00Z") == Phase::FollowUp);
    const auto second = withSession(londonPlan(), "2026-05-04", at("2026-03-05T09:00:00Z")).value();
    CHECK(phaseAt(second, "2026-03-20T12:00:00Z") == Phase::Integration);
    CHECK(phaseAt(second, "2026-04-10T12:00:00Z") == Phase::Preparation);
}

}  // namespace
}  // namespace landfall::pathway
