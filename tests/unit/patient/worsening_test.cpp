#include "landfall/fhir/care_plan.hpp"
#include "landfall/fhir/read.hpp"
#include "unit/patient/unlocked_phone.hpp"

using namespace landfall;
using namespace landfall::patient;
using namespace landfall::patient::testing;
using safety::Tier;

// Clinical rules 4 and 5.4 on the phone, without a network. The clock begins on 1 March 2026.
namespace {
using Tokens = std::vector<std::string>;
constexpr std::int64_t dayMinutes = 24 * 60;

/// PHQ-9 without a thought of death; the last is the question about daily life.
const Tokens five{"1", "1", "1", "1", "1", "0", "0", "0", "0", "1"};
const Tokens ten{"2", "2", "2", "2", "1", "1", "0", "0", "0", "1"};
const Tokens eleven{"2", "2", "2", "2", "1", "1", "1", "0", "0", "1"};
const Tokens twenty{"3", "3", "3", "3", "2", "2", "2", "2", "0", "1"};

struct Patient : UnlockedPhone {
    void plan(const std::vector<std::string>& sessions) {
        fhir::CarePlan plan;
        plan.id = "0195a000-0000-7000-8000-00000000ca01";
        plan.patient = support::confirmedPairing().patient;
        plan.protocol = "https://landfall.example/fhir/PlanDefinition/dmt-trd|1.0.0";
        plan.zone = "Europe/Berlin";
        plan.start = "2026-02-02";
        plan.created = morning;
        for (const auto& date : sessions)
            plan.sessions.push_back({.number = static_cast<int>(plan.sessions.size()) + 1,
                                     .changes = {{morning, date, false}}});
        receive("CarePlan", plan.id, fhir::buildCarePlan(plan));
    }
    Submission answer(const char* form, const Tokens& tokens) {
        const auto done = phone->answering.answerAll(form, tokens);
        REQUIRE(done.has_value());
        return *done;
    }
    void advanceDays(int days) { advanceMinutes(days * dayMinutes); }
    std::vector<store::FlagRow> flags() { return *store().records().flags(); }
    fhir::SafetyFlag read(const store::FlagRow& flag) {
        const auto record = store().records().read(fhir::ResourceType::Flag, flag.id);
        REQUIRE(record.has_value());
        const auto json = fhir::Json::parse(record->bytes);
        return *fhir::readFlag(json->root());
    }
};
}  // namespace

TEST_CASE("PHQ-9 six points above the baseline asks for contact as it is submitted") {
    Patient world;
    world.plan({"2026-03-02"});
    CHECK(world.answer("phq-9", five).tier == Tier::None);
    world.advanceDays(8);
    CHECK(world.answer("phq-9", ten).tier == Tier::None);
    CHECK(world.flags().empty());
    const auto worse = world.answer("phq-9", eleven);
    CHECK(worse.tier == Tier::Contact);
    REQUIRE(world.flags().size() == 1);
    const auto flag = world.read(world.flags().front());
    CHECK(flag.tier == 1);
    CHECK(flag.response == worse.response);
    CHECK(flag.cause == "reliable-worsening");
    CHECK(flag.evidenceItem.empty());
    CHECK(flag.evidenceAnswer == "11; at the baseline 5");
    CHECK(world.phone->overview.status().tier == 1);
}

TEST_CASE("PHQ-9 of 20 and reliably worse is urgent") {
    Patient world;
    world.plan({"2026-03-02"});
    world.answer("phq-9", five);
    world.advanceDays(8);
    CHECK(world.answer("phq-9", twenty).tier == Tier::Urgent);
    REQUIRE(world.flags().size() == 1);
    CHECK(world.flags().front().tier == 2);
}

TEST_CASE("an answer that signals danger keeps its own flag beside that of the worsening") {
    Patient world;
    world.plan({"2026-03-02"});
    world.answer("phq-9", five);
    world.advanceDays(8);
    auto tokens = twenty;
    tokens[8] = "1";  // 21, and a thought of death on several days: contact
    CHECK(world.answer("phq-9", tokens).tier == Tier::Urgent);
    REQUIRE(world.flags().size() == 2);
    tokens[8] = "2";  // urgent by itself; nothing more is raised
    CHECK(world.answer("phq-9", tokens).tier == Tier::Urgent);
    CHECK(world.flags().size() == 3);
}

TEST_CASE("the baseline is the last complete score of the fourteen days up to the session") {
    Patient world;
    world.plan({"2026-03-16"});
    world.answer("phq-9", five);  // fifteen days before
    world.advanceDays(22);
    CHECK(world.answer("phq-9", twenty).tier == Tier::None);

    Patient other;
    other.plan({"2026-03-10"});
    other.answer("phq-9", five);
    other.advanceDays(1);
    // A total made up for a missing answer is no baseline.
    other.answer("phq-9", {"2", "2", "2", "2", "1", "1", "0", "-", "0", "1"});
    other.advanceDays(15);
    CHECK(other.answer("phq-9", eleven).tier == Tier::Contact);
}

TEST_CASE("before the session, without a plan and without a baseline nothing is worse") {
    Patient world;
    CHECK(world.answer("phq-9", five).tier == Tier::None);
    world.advanceDays(3);
    CHECK(world.answer("phq-9", twenty).tier == Tier::None);
    world.plan({"2026-03-04"});
    // Still the day of the session.
    CHECK(world.answer("phq-9", twenty).tier == Tier::None);

    Patient other;
    other.plan({"2026-03-02"});
    other.advanceDays(8);
    CHECK(other.answer("phq-9", twenty).tier == Tier::None);
    CHECK(other.flags().empty());
}

TEST_CASE("well-being that falls and worry that rises count as their own rules say") {
    Patient world;
    world.plan({"2026-03-02"});
    world.answer("who-5", {"3", "3", "3", "3", "3"});
    world.answer("gad-7", {"1", "1", "1", "0", "0", "0", "0"});
    world.advanceDays(8);
    CHECK(world.answer("who-5", {"3", "3", "3", "2", "2"}).tier == Tier::None);     // 8 of 100
    CHECK(world.answer("who-5", {"3", "3", "2", "2", "2"}).tier == Tier::Contact);  // 12
    CHECK(world.answer("gad-7", {"1", "1", "1", "1", "1", "1", "0"}).tier == Tier::None);
    CHECK(world.answer("gad-7", {"1", "1", "1", "1", "1", "1", "1"}).tier == Tier::Contact);
}

TEST_CASE("a score that is worse is told of once, however often its form is too long to be kept") {
    Patient world;
    world.plan({"2026-03-02"});
    world.answer("phq-9", five);
    world.advanceDays(8);
    auto own = world.phone->profile.library().findEntry("phq-9")->bytes;
    const auto edit = [&](const std::string& from, const std::string& to) {
        REQUIRE(own.find(from) != std::string::npos);
        own.replace(own.find(from), from.size(), to);
    };
    edit(R"("version": "1.0.0")", R"("version": "2.0.0")");
    edit(R"("item": [)",
         R"("item": [{"linkId":"say","type":"text","repeats":true,"text":"Say more."},)");
    REQUIRE(world.phone->profile.library().add(own).has_value());
    auto& answering = world.phone->answering;
    REQUIRE(answering.open("phq-9").has_value());
    for (int i = 0; i < 9; ++i)
        if (twenty[std::size_t(i)] != "0")
            REQUIRE(answering
                        .answer("phq9-" + std::to_string(i + 1),
                                instrument::Chosen{std::size_t(twenty[std::size_t(i)][0] - '0')})
                        .has_value());
    REQUIRE(answering.answer("phq9-9", instrument::Chosen{0}).has_value());
    instrument::Several said;
    for (int i = 0; i < 72; ++i) said.values.emplace_back(std::string(9'980, 'x'));
    REQUIRE(answering.answer("say", said).has_value());
    for (int tries = 0; tries < 2; ++tries) {
        const auto refused = answering.submit();
        REQUIRE(refused.has_error());
        CHECK(refused.error().is(patient::Fault::TooLargeFlagKept));
        CHECK(answering.tierKept() == Tier::Urgent);
        CHECK(world.flags().size() == 1);
    }
    REQUIRE(answering.answer("say", instrument::Several{{std::string("less")}}).has_value());
    CHECK(answering.submit()->tier == Tier::Urgent);
    REQUIRE(world.flags().size() == 1);
    CHECK(world.read(world.flags().front()).cause == "reliable-worsening");
}
