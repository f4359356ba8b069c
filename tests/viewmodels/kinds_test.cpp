#include <QLocale>

#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
std::string form(const std::string& version, const std::string& items) {
    return R"({"resourceType":"Questionnaire","id":"kinds","url":"https://x/kinds","version":")" +
           version + R"(","status":"active","title":"Kinds","item":[)" + items + "]}";
}
std::string hl7(const std::string& name, const std::string& value) {
    return R"({"url":"http://hl7.org/fhir/StructureDefinition/)" + name + "\"," + value + "}";
}
const std::string slider =
    R"({"linkId":"s","type":"decimal","text":"Rested?","extension":[)" +
    hl7("minValue", R"("valueDecimal":0)") + "," + hl7("maxValue", R"("valueDecimal":1)") + "," +
    hl7("questionnaire-sliderStepValue", R"("valueDecimal":0.1)") + "," +
    hl7("questionnaire-itemControl", R"("valueCodeableConcept":{"coding":[{"code":"slider"}]})") +
    "]}";

/// A phone that has a questionnaire of the clinic's own.
struct Asked : PhoneWorld {
    explicit Asked(const std::string& items) {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        setUp();
        send("1.0.0", items);
        begin();
    }
    void send(const std::string& version, const std::string& items) {
        const auto seq = ++sent_;
        // A page of the feed looks into the bytes that came; they stay until it is applied.
        const auto bytes = form(version, items);
        const auto versionId = std::to_string(seq);
        const bool stored = onPhone([&](patient::Phone& phone) {
            store::FeedPage page;
            page.changes.push_back({.seq = seq,
                                    .key = {"Questionnaire", "kinds"},
                                    .versionId = versionId,
                                    .lastModified = "2026-03-01T08:00:00.000Z",
                                    .resource = bytes,
                                    .deleted = false});
            page.next = {"epoch-1", "cursor-" + std::to_string(seq), seq};
            const auto outcome = (*phone.profile.store())->inbox().applyPage(page);
            phone.profile.refreshLibrary();
            return outcome.has_value() && outcome->applied == 1 && outcome->quarantined == 0;
        });
        REQUIRE(stored);
    }
    void begin() {
        INFO(page().error().toStdString());
        page().open("kinds");
        settle();
        INFO(page().error().toStdString());
        REQUIRE(until([&] { return shell().questionnaireOpen(); }));
        settle();
    }
    QuestionnaireModel& page() { return *shell().questionnaire(); }
    void next() {
        page().next();
        settle();
    }
    void choose(int option) {
        page().choose(option);
        settle();
    }
    QString draft() {
        return onPhone([](patient::Phone& phone) {
            return QString::fromStdString(
                (*(*phone.profile.store())->drafts().open()).front().state);
        });
    }

private:
    std::uint64_t sent_ = 0;
};
}  // namespace

TEST_CASE("a slider is unanswered until it is moved, and then holds the exact digits") {
    Asked world(slider);
    auto& page = world.page();
    CHECK(page.kind() == QuestionnaireModel::Slider);
    CHECK(page.sliderCount() == 11);
    CHECK(page.sliderAt() == -1);
    world.next();
    CHECK(cell(page.answers(), 0, "missing").toBool());
    page.back();
    world.settle();
    page.slide(3);
    CHECK(page.sliderText(3) == "0.3");
    world.next();
    CHECK(world.draft().contains(R"("s":{"valueDecimal":0.3})"));
    CHECK(cell(page.answers(), 0, "answer") == "0.3");
    page.edit(0);
    world.settle();
    CHECK(page.sliderAt() == 3);
}

TEST_CASE("several options stay on the page, and one that goes with no other sends them away") {
    Asked world(
        R"({"linkId":"c","type":"open-choice","repeats":true,"text":"Which?","answerOption":[{"valueCoding":{"code":"a"}},{"valueCoding":{"code":"b"}},{"valueCoding":{"code":"none"},"extension":[)" +
        hl7("questionnaire-optionExclusive", R"("valueBoolean":true)") + "]}]}");
    auto& page = world.page();
    CHECK(page.several());
    CHECK(page.ownWords());
    world.choose(0);
    world.choose(1);
    CHECK(page.stage() == QuestionnaireModel::Asking);
    CHECK(column(page.options(), "chosen") == QStringList{"true", "true", "false"});
    world.choose(0);
    CHECK(column(page.options(), "chosen") == QStringList{"false", "true", "false"});
    world.choose(2);
    CHECK(column(page.options(), "chosen") == QStringList{"false", "false", "true"});
    page.setText("my own");
    world.next();
    CHECK(cell(page.answers(), 0, "answer") == "my own");
    page.edit(0);
    world.settle();
    world.choose(1);
    world.next();
    CHECK(cell(page.answers(), 0, "answer") == "my own, b");
}

TEST_CASE("own words take the place of an option, and an option theirs") {
    Asked world(
        R"({"linkId":"c","type":"open-choice","answerOption":[{"valueString":"a"},{"valueString":"b"}]},{"linkId":"z","type":"boolean"})");
    auto& page = world.page();
    page.setText("mine");
    world.next();
    page.back();
    world.settle();
    CHECK(page.text() == "mine");
    world.choose(1);
    CHECK(world.draft().contains(R"("c":{"option":1})"));
    page.back();
    world.settle();
    CHECK(page.text().isEmpty());
}

TEST_CASE("decimals and quantities keep their digits, in the writing of the person's country") {
    Asked world(
        R"({"linkId":"d","type":"decimal","text":"How much?"},{"linkId":"w","type":"quantity","extension":[)" +
        hl7("questionnaire-unitOption", R"("valueCoding":{"code":"kg","display":"kilograms"})") +
        "," + hl7("questionnaire-unitOption", R"("valueCoding":{"code":"lb","display":"pounds"})") +
        "]}");
    auto& page = world.page();
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    page.setNumber("1,50");
    world.next();
    CHECK(world.draft().contains(R"("d":{"valueDecimal":1.50})"));
    CHECK(column(page.units(), "chosen") == QStringList{"true", "false"});
    page.chooseUnit(1);
    page.setNumber("x");
    world.next();
    CHECK(page.error() == "Please write a number.");
    page.setNumber("154");
    world.next();
    CHECK(world.draft().contains(R"("valueQuantity":{"value":154,"unit":"pounds","code":"lb"})"));
    CHECK(cell(page.answers(), 0, "answer") == "1,50");
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

TEST_CASE("dates and times are read as they are written, half of one is no answer yet") {
    Asked world(
        R"({"linkId":"d","type":"date"},{"linkId":"t","type":"time"},{"linkId":"m","type":"dateTime"})");
    auto& page = world.page();
    page.setDate("2026-02-30");
    world.next();
    CHECK(page.error().startsWith("Please write a date"));
    page.setDate("2/28/26");
    world.next();
    CHECK(world.draft().contains(R"("valueDate":"2026-02-28")"));
    // Shown in one form everywhere, which is read again as well.
    page.back();
    world.settle();
    CHECK(page.date() == "28 February 2026");
    page.setDate("27 February 2026");
    world.next();
    CHECK(world.draft().contains(R"("valueDate":"2026-02-27")"));
    page.setTime("8:30");
    world.next();
    CHECK(world.draft().contains(R"("valueTime":"08:30:00")"));
    page.setDate("2026-03-01");
    page.setTime("09:15");
    world.next();
    CHECK(world.draft().contains(R"("valueDateTime":"2026-03-01T09:15:00)"));
    CHECK(page.stage() == QuestionnaireModel::Reviewing);
    CHECK(cell(page.answers(), 0, "answer") == "27 February 2026");
    CHECK(cell(page.answers(), 2, "answer") == "1 March 2026, 09:15");
    page.edit(1);
    world.settle();
    CHECK(page.time() == "08:30");
    page.setTime("");
    world.next();
    CHECK_FALSE(world.draft().contains("valueTime"));
}

TEST_CASE("today and yesterday are one tap") {
    Asked world(R"({"linkId":"d","type":"date"},{"linkId":"m","type":"dateTime"})");
    auto& page = world.page();
    page.chooseDay(1);
    world.settle();
    CHECK(world.draft().contains(R"("valueDate":"2026-02-28")"));
    CHECK(page.kind() == QuestionnaireModel::DateTime);
    page.chooseDay(0);
    world.settle();
    CHECK(page.date() == "1 March 2026");
    CHECK(page.kind() == QuestionnaireModel::DateTime);  // the time may follow
    world.next();
    CHECK(world.draft().contains(R"("valueDateTime":"2026-03-01")"));
}

TEST_CASE("a question that is not asked is passed over, and the count follows") {
    Asked world(
        R"({"linkId":"a","type":"boolean","required":true},{"linkId":"b","type":"boolean","required":true,"enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]},{"linkId":"c","type":"boolean","required":true})");
    auto& page = world.page();
    CHECK(page.progressText() == "1 of 2");
    world.choose(0);
    CHECK(page.progressText() == "2 of 3");
    page.back();
    world.settle();
    world.choose(1);
    CHECK(page.progressText() == "2 of 2");
}

TEST_CASE("a group is asked again, survives the end of the process, and can be taken out") {
    Asked world(
        R"({"linkId":"g","type":"group","repeats":true,"text":"Medicine","item":[{"linkId":"n","type":"string","text":"Name?"}]})");
    auto& page = world.page();
    page.setText("one");
    world.next();
    CHECK(page.kind() == QuestionnaireModel::Again);
    CHECK(page.rows() == 1);
    page.again();
    world.settle();
    CHECK(page.kind() == QuestionnaireModel::Text);
    CHECK(page.text().isEmpty());
    page.setText("two");
    world.next();
    CHECK(page.rows() == 2);
    world.restart();
    world.unlock();
    world.begin();
    world.next();
    auto& again = world.page();
    while (again.stage() == QuestionnaireModel::Asking) world.next();
    CHECK(column(again.answers(), "answer") == QStringList{"one", "two"});
    again.edit(1);
    world.settle();
    CHECK(again.text() == "two");
    world.next();
    again.removeLast();
    world.settle();
    CHECK(again.rows() == 1);
}

TEST_CASE(
    "a draft goes on in its own version after a newer one came and the phone was started again") {
    Asked world(
        R"({"linkId":"a","type":"boolean","text":"Old?"},{"linkId":"b","type":"boolean","text":"Old too?"})");
    world.choose(0);
    world.send("1.1.0", R"({"linkId":"a","type":"string","text":"New?"})");
    world.restart();
    world.unlock();
    world.begin();
    CHECK(world.page().question() == "Old too?");
    world.choose(1);
    CHECK(column(world.page().answers(), "answer") == QStringList{"Yes", "No"});
}
