#include "landfall/fhir/read.hpp"
#include "landfall/fhir/sizes.hpp"
#include "landfall/store/drafts.hpp"
#include "unit/patient/unlocked_phone.hpp"

using namespace landfall;
using namespace landfall::patient;
using namespace landfall::patient::testing;
using instrument::Chosen;
using safety::Tier;

// Answers that no record can hold (docs/adr/0015): what they say of danger is kept all the same.
namespace {
constexpr std::size_t longest = instrument::textCharsMax;

/// A question about harm and a hundred about anything, each in so many words.
std::string formOf(std::size_t questionChars) {
    const std::string danger = "https://landfall.example/fhir/StructureDefinition/danger";
    const std::string ordinal = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
    const auto option = [&](const char* code, const char* number) {
        return R"({"valueCoding":{"system":"https://x/codes","code":")" + std::string(code) +
               R"(","display":")" + code + R"("},"extension":[{"url":")" + ordinal +
               R"(","valueDecimal":)" + number + "}]}";
    };
    std::string items = R"({"linkId":"many","type":"text","text":"Many?","repeats":true},)"
                        R"({"linkId":"harm","type":"choice","text":"Harm?","extension":[{"url":")" +
                        danger + R"(","extension":[{"url":"atLeast","valueInteger":1},)" +
                        R"({"url":"tier","valueInteger":2}]}],"answerOption":[)" +
                        option("never", "0") + "," + option("daily", "1") + "]}";
    for (int i = 0; i < 100; ++i)
        items += R"(,{"linkId":"t)" + std::to_string(i) + R"(","type":"text","text":")" +
                 std::string(questionChars, 'q') + R"("})";
    return R"({"resourceType":"Questionnaire","id":"long","url":"https://x/long",)"
           R"("version":"1.0.0","status":"active","title":"Long","item":[)" +
           items + "]}";
}

struct Writer : UnlockedPhone {
    explicit Writer(std::size_t questionChars = 5) {
        auto added = phone->profile.library().add(formOf(questionChars));
        REQUIRE(added.has_value());
        form = *added;
    }
    [[nodiscard]] instrument::Answers answers(std::size_t texts, std::size_t harm) const {
        instrument::Answers out(*form);
        REQUIRE(out.set(*form, "harm", Chosen{harm}).has_value());
        for (std::size_t i = 0; i < texts; ++i)
            REQUIRE(out.set(*form, "t" + std::to_string(i), text(longest - i)).has_value());
        return out;
    }
    [[nodiscard]] static std::string text(std::size_t chars) { return std::string(chars, 'x'); }
    std::size_t responses() {
        return store().records().all(fhir::ResourceType::QuestionnaireResponse)->size();
    }
    std::vector<store::FlagRow> flags() { return *store().records().flags(); }
    Answering& answering() { return phone->answering; }
    /// Goes as far as a draft can: what it holds is nearly as large as a response may be.
    void writeToTheBrim() {
        REQUIRE(answering().open("long").has_value());
        instrument::Several many;
        for (int i = 0; i < 71; ++i) many.values.emplace_back(text(longest));
        REQUIRE(answering().answer("many", many).has_value());
        give("t71", 9'500);
    }
    void give(const std::string& linkId, std::size_t chars) {
        REQUIRE(answering().answer(linkId, text(chars)).has_value());
    }
    std::shared_ptr<const instrument::Form> form;
};
}  // namespace

TEST_CASE("answers that are too large to be kept still leave their flag") {
    Writer world;
    const auto refused = world.answering().answerWith(*world.form, world.answers(80, 1));
    REQUIRE(refused.has_error());
    CHECK(refused.error().is(patient::Fault::TooLargeFlagKept));
    CHECK(refused.error().where.find("at most 704 KiB") != std::string::npos);
    CHECK(refused.error().where.find("t0, t1, t2") != std::string::npos);
    CHECK(world.answering().tierKept() == Tier::Urgent);
    CHECK(world.responses() == 0);
    REQUIRE(world.flags().size() == 1);
    const auto row = world.flags().front();
    CHECK(row.tier == 2);
    const auto record = world.store().records().read(fhir::ResourceType::Flag, row.id);
    const auto json = fhir::Json::borrow(record->bytes);
    const auto flag = fhir::readFlag(json->root());
    CHECK(flag->evidenceItem == "harm");
    CHECK(flag->evidenceAnswer == "daily");
    // It goes to the clinic with the next sync, and so does what was shown for it.
    REQUIRE(world.phone->alerting.noteShown(world.phone->helping.help()).has_value());
    CHECK(world.store().records().all(fhir::ResourceType::Communication)->size() == 1);
    CHECK(world.deliver() == 2);
}

TEST_CASE("answers without danger that are too large leave nothing") {
    Writer world;
    const auto refused = world.answering().answerWith(*world.form, world.answers(80, 0));
    REQUIRE(refused.has_error());
    CHECK(refused.error().is(patient::Fault::TooLarge));
    CHECK(world.answering().tierKept() == Tier::None);
    CHECK(world.flags().empty());
    CHECK(world.deliver() == 0);
}

TEST_CASE("a form that is too large to be sent keeps its draft and its flag, and is sent shorter") {
    Writer world;
    world.writeToTheBrim();
    REQUIRE(world.answering().answer("harm", Chosen{0}).has_value());
    const auto calm = world.answering().submit();
    REQUIRE(calm.has_error());
    CHECK(calm.error().is(patient::Fault::TooLarge));
    CHECK(world.flags().empty());
    REQUIRE(world.answering().answer("harm", Chosen{1}).has_value());
    const auto refused = world.answering().submit();
    REQUIRE(refused.has_error());
    CHECK(refused.error().is(patient::Fault::TooLargeFlagKept));
    CHECK(world.flags().size() == 1);
    // All of it is still there, and after a shorter text it is one response with the same flag.
    REQUIRE(world.answering().isOpen());
    CHECK(world.store().drafts().open()->front().tier == 2);
    world.give("t71", 2'000);
    const auto sent = world.answering().submit();
    REQUIRE(sent.has_value());
    CHECK(sent->tier == Tier::Urgent);
    CHECK(world.responses() == 1);
    REQUIRE(world.flags().size() == 1);
    CHECK(world.flags().front().response == sent->response);
}

TEST_CASE("an answer that does not fit its draft any more is refused, and its danger is kept") {
    Writer world;
    world.writeToTheBrim();
    const auto before = world.answering().state().bytes();
    const auto text = world.answering().answer("t72", world.text(longest));
    REQUIRE(text.has_error());
    CHECK(text.error().is(patient::Fault::TooLarge));
    CHECK(text.error().where.find("t72") != std::string::npos);
    CHECK(world.answering().state().bytes() == before);
    // Two bytes are left in the draft, fewer than the answer about harm takes.
    const auto left = store::draftBytesMax - before.size() - 2;
    world.give("t71", 9'500 + left);
    const auto refused = world.answering().answer("harm", Chosen{1});
    REQUIRE(refused.has_error());
    CHECK(refused.error().is(patient::Fault::TooLargeFlagKept));
    REQUIRE(world.flags().size() == 1);
    CHECK(world.flags().front().tier == 2);
    CHECK(world.store().drafts().open()->front().tier == 2);
    CHECK_FALSE(world.answering().state().answers().at(*world.form->indexOf("harm")));
}

TEST_CASE("where the answers fill a response, the questions are left to their questionnaire") {
    Writer world(200);
    REQUIRE(world.answering().answerWith(*world.form, world.answers(71, 0)).has_value());
    const auto records = world.store().records().all(fhir::ResourceType::QuestionnaireResponse);
    REQUIRE(records->size() == 1);
    const auto& bytes = records->front().bytes;
    CHECK(bytes.size() <= fhir::responseBytesMax);
    CHECK(bytes.find("qqqq") == std::string::npos);
    CHECK(bytes.find(R"("questionnaire":"https://x/long|1.0.0")") != std::string::npos);
    CHECK(bytes.find(R"("display":"never")") != std::string::npos);
    const auto again = world.phone->rereading.newest("long");
    REQUIRE(again.has_value());
    CHECK((*again)->lines.front().question == "Harm?");
    CHECK((*again)->lines.size() == 72);
    // With room for them they are there, for whoever has no questionnaire at hand.
    REQUIRE(world.answering().answerWith(*world.form, world.answers(2, 0)).has_value());
    std::size_t withWords = 0;
    const auto both = world.store().records().all(fhir::ResourceType::QuestionnaireResponse);
    for (const auto& record : *both) withWords += record.bytes.find("qqqq") != std::string::npos;
    CHECK(withWords == 1);
}
