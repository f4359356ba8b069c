#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cctype>
#include <map>
#include <set>

#include "landfall/instrument/enablement.hpp"
#include "landfall/instrument/scoring.hpp"
#include "unit/instrument/sample_forms.hpp"

using namespace landfall;
using instrument::ItemKind;

namespace {
/// The forms in our own words that this component ships, and how many pages each has: one for each
/// question, and one after a group that can be asked again.
const std::map<std::string, std::size_t> ownForms = {
    {"daily-check-in", 4},      {"after-session", 15},    {"intentions", 6},
    {"expectancy", 3},          {"transport", 11},        {"readiness", 9},
    {"day-before", 9},          {"safety-plan", 7},       {"activity-plan", 7},
    {"integration-prompt", 6},  {"medicines", 10},        {"psychedelic-history", 10},
    {"treatment-history", 14},  {"expectation-quiz", 10}, {"relapse-plan", 9},
    {"overall-experience", 17}, {"feel-worse", 7}};

std::vector<std::string> askedAgain(const instrument::Form& form) {
    std::vector<std::string> out;
    for (const auto& item : form.items())
        if (item.kind == ItemKind::Group && item.repeats) out.push_back(item.linkId);
    return out;
}
std::vector<std::string> requiredOf(const instrument::Form& form) {
    std::vector<std::string> out;
    for (const auto& item : form.items())
        if (item.required) out.push_back(item.linkId);
    return out;
}
/// The questions that are asked after these answers.
std::vector<std::string> askedAfter(const instrument::Form& form, const std::string& answers) {
    const auto given = sample::answers(form, answers);
    const instrument::Enablement enabled(form, given);
    std::vector<std::string> out;
    for (const auto index : form.questions())
        if (enabled(index)) out.push_back(form.item(index).linkId);
    return out;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

/// True when the word stands there as a whole word: "safe" is not in "safety".
bool hasWord(const std::string& text, std::string_view word) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const auto letter = [&](std::size_t i) {
            return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0;
        };
        if ((at == 0 || !letter(at - 1)) && !letter(at + word.size())) return true;
    }
    return false;
}

std::vector<std::string> wordsOf(const instrument::Form& form) {
    std::vector<std::string> out{form.title(), form.description()};
    for (const auto& item : form.items()) {
        out.push_back(item.text);
        out.push_back(item.help);
        for (const auto& option : item.options) out.push_back(option.text);
    }
    return out;
}

std::vector<const instrument::Library::Entry*> bundled() {
    static const auto library = *instrument::Library::bundled();
    return library.list();
}

bool isOwn(const instrument::Form& form) {
    return form.copyright() == "Copyright the Landfall authors. Apache License, Version 2.0.";
}
}  // namespace

TEST_CASE("every own form is there, with its questions, its address and our licence") {
    const auto known = bundled();
    for (const auto& [id, questions] : ownForms) {
        INFO(id);
        const auto form = sample::bundled(id);
        REQUIRE(form);
        CHECK(isOwn(*form));
        CHECK(form->canonical() == "https://landfall.example/fhir/Questionnaire/" + id + "|1.0.0");
        CHECK(form->pages().size() == questions);
        CHECK_FALSE(form->description().empty());
        const auto json =
            *fhir::Json::borrow((*std::find_if(known.begin(), known.end(), [&](const auto* entry) {
                                    return entry->form->id() == id;
                                }))->bytes);
        const auto licence = json.get("extension")[0].get("extension");
        CHECK(licence[0].get("valueCode").text() == "SHIP");
        CHECK(licence[1].get("valueCode").text() == "open-licence");
        CHECK(licence[2].get("valueString").text() == "Apache License, Version 2.0");
    }
}

TEST_CASE("the items of an own form have plain names and words, and texts a stated length") {
    for (const auto* entry : bundled()) {
        const auto& form = *entry->form;
        if (!isOwn(form)) continue;
        INFO(form.id());
        for (const auto& item : form.items()) {
            INFO(item.linkId);
            CHECK(item.linkId.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
                  std::string::npos);
            CHECK_FALSE(item.text.empty());
            if (item.kind == ItemKind::Text) CHECK(item.charsMax <= 10'000);
            if (item.kind == ItemKind::Integer) {
                CHECK(item.min == 0);
                CHECK((item.max == 10 || item.max == 100));
            }
            for (const auto& option : item.options) CHECK(option.ordinal);
        }
    }
}

TEST_CASE("no bundled form says what is never said to a patient (clinical rules 12)") {
    const char* never[] = {"cure",           "cured",
                           "cures",          "guaranteed",
                           "guarantee",      "safe",
                           "safely",         "natural",
                           "eligible",       "microdose",
                           "miracle",        "works in minutes",
                           "commit suicide", "the body makes it",
                           "try at home",    "low risk"};
    for (const auto* entry : bundled())
        for (const auto& text : wordsOf(*entry->form))
            for (const auto* word : never) {
                INFO(entry->form->id() << ": " << text);
                CHECK_FALSE(hasWord(lower(text), word));
            }
    CHECK(hasWord("you are safe now", "safe"));
    CHECK_FALSE(hasWord("my safety plan", "safe"));
}

TEST_CASE("the check-in is four numbers, and its mood is a value to look back at") {
    const auto form = sample::bundled("daily-check-in");
    REQUIRE(form->pages().size() == 4);
    CHECK(form->indexOf("mood") == 0);
    const auto scores = instrument::scoresOf(*form, sample::answers(*form, "6 - 3 5"));
    REQUIRE(scores.size() == 1);
    CHECK(scores[0].value == 6);
    CHECK_FALSE(instrument::scoresOf(*form, sample::answers(*form, "- 7")).at(0).value);
    CHECK(instrument::answersFromOrdinals(*form, sample::tokens("11"))
              .error()
              .is(instrument::Fault::OutOfRange));
}

TEST_CASE("a severe physical symptom after the session is an emergency (clinical rules 5.1)") {
    const auto form = sample::bundled("after-session");
    std::set<std::string> alarming;
    for (const auto& item : form->items())
        for (const auto& rule : item.danger) {
            CHECK(rule.tier == 3);
            CHECK(rule.test.atLeast == 1);
            alarming.insert(item.linkId);
        }
    CHECK(alarming == std::set<std::string>{"breathing", "fainting"});
}

TEST_CASE("the safety plan has the seven parts in their order, each may stay empty (rules 5.7)") {
    const auto form = sample::bundled("safety-plan");
    const std::vector<std::string> parts = {"warning-signs", "alone",         "distraction",
                                            "people",        "professionals", "surroundings",
                                            "reasons"};
    REQUIRE(form->items().size() == parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        CHECK(form->item(i).linkId == parts[i]);
        CHECK(form->item(i).kind == ItemKind::Text);
        CHECK_FALSE(form->item(i).required);
    }
}

TEST_CASE("each impairment rule after dosing is acknowledged by itself (clinical rules 5.8)") {
    const auto form = sample::bundled("transport");
    for (const auto* link : {"companion-stays", "no-driving", "no-childcare-alone", "no-signing",
                             "no-big-decisions", "no-alcohol", "companion-read"}) {
        INFO(link);
        const auto index = form->indexOf(link);
        REQUIRE(index);
        CHECK(form->item(*index).kind == ItemKind::Boolean);
        CHECK(form->item(*index).required);
        CHECK_FALSE(form->item(*index).declinable);
    }
}

TEST_CASE("a prompt for writing can always be put off") {
    const auto form = sample::bundled("integration-prompt");
    const auto& first = form->item(0);
    CHECK(first.options.back().text == "Not now");
    for (const auto& item : form->items())
        if (item.kind == ItemKind::Text) CHECK_FALSE(item.required);
}

TEST_CASE("what only follows from an answer is asked after that answer") {
    const auto prompt = sample::bundled("integration-prompt");
    const auto later = *instrument::answersFromOrdinals(*prompt, sample::tokens("1"));
    const instrument::Enablement afterNotNow(*prompt, later);
    const auto now = *instrument::answersFromOrdinals(*prompt, sample::tokens("0"));
    const instrument::Enablement afterNow(*prompt, now);
    for (std::size_t i = 1; i < prompt->items().size(); ++i) {
        CHECK_FALSE(afterNotNow(i));
        CHECK(afterNow(i));
    }
    const auto day = sample::bundled("day-before");
    const auto which = *day->indexOf("new-medicine-which");
    const auto unchanged = *instrument::answersFromOrdinals(*day, sample::tokens("0 0"));
    CHECK_FALSE(instrument::Enablement(*day, unchanged)(which));
    const auto changed = *instrument::answersFromOrdinals(*day, sample::tokens("0 1"));
    CHECK(instrument::Enablement(*day, changed)(which));
}

TEST_CASE("every question of an own form can be answered on the phone") {
    const auto known = bundled();
    for (const auto& [id, questions] : ownForms) {
        INFO(id);
        const auto form = sample::bundled(id);
        for (const auto& page : form->pages()) {
            const auto& item = form->item(page.item);
            CHECK((item.isAnswerable() || (item.kind == ItemKind::Group && item.repeats)));
        }
        for (const auto& item : form->items())
            if (item.kind == ItemKind::Integer) CHECK(item.slider);
    }
}

TEST_CASE("medicines and treatments are told one at a time, as many as there are") {
    CHECK(askedAgain(*sample::bundled("medicines")) == std::vector<std::string>{"medicine"});
    CHECK(askedAgain(*sample::bundled("treatment-history")) ==
          std::vector<std::string>{"treatment"});
    CHECK(askedAgain(*sample::bundled("overall-experience")) ==
          std::vector<std::string>{"treatment"});
}

TEST_CASE("a medicine has its name, dose, how often and since when, each in own words or not") {
    const auto form = sample::bundled("medicines");
    using Links = std::vector<std::string>;
    CHECK(askedAfter(*form, "0") == Links{"any", "recent", "else"});
    CHECK(askedAfter(*form, "1") ==
          Links{"any", "name", "kind", "dose", "often", "since", "reason", "recent", "else"});
    CHECK(requiredOf(*form) == Links{"any", "name", "kind", "often"});
    for (const auto* link : {"name", "dose", "since"}) {
        INFO(link);
        const auto& item = form->item(*form->indexOf(link));
        CHECK(item.kind == ItemKind::Text);
        CHECK(item.declinable);
    }
    // Herbal products and what is bought over the counter are asked for by name.
    const auto& kind = form->item(*form->indexOf("kind"));
    CHECK(kind.options[1].coding.code == "bought");
    CHECK(kind.options[2].coding.code == "herbal");
    CHECK(form->description().find("Do not stop or change any medicine on your own.") !=
          std::string::npos);
}

TEST_CASE("a treatment is told with its length and what became of it (clinical rules F21)") {
    const auto form = sample::bundled("treatment-history");
    using Links = std::vector<std::string>;
    CHECK(askedAfter(*form, "0") == Links{"any", "most"});
    CHECK(askedAfter(*form, "1 0") == Links{"any", "kind", "name", "episode", "when", "length",
                                            "dose", "as-agreed", "effect", "ended", "words",
                                            "most"});
    CHECK(askedAfter(*form, "1 1") == Links{"any", "kind", "name", "episode", "when", "length",
                                            "sessions", "effect", "ended", "words", "most"});
    CHECK(askedAfter(*form, "2 5") == Links{"any", "kind", "name", "episode", "when", "length",
                                            "effect", "ended", "words", "most"});
}

TEST_CASE("what is harder and what is better afterwards is asked in the same words") {
    const auto form = sample::bundled("psychedelic-history");
    const auto& hard = form->item(*form->indexOf("after-hard"));
    const auto& better = form->item(*form->indexOf("after-better"));
    REQUIRE(hard.options.size() == better.options.size());
    for (std::size_t i = 0; i < hard.options.size(); ++i)
        CHECK(hard.options[i].text == better.options[i].text);
    CHECK(askedAfter(*form, "0") == std::vector<std::string>{"ever", "expect"});
    CHECK(askedAfter(*form, "1").size() == 10);
    CHECK(askedAfter(*form, "2").size() == 10);
    // As many steps down as up.
    const auto back = sample::bundled("overall-experience");
    const auto& compared = back->item(*back->indexOf("compared"));
    CHECK(compared.options[2].coding.code == "same");
    CHECK(compared.options.size() == 6);
}

TEST_CASE("what to expect: below each question stands what is known, and nothing is counted") {
    const auto form = sample::bundled("expectation-quiz");
    CHECK(form->scoring().empty());
    CHECK(form->danger().rules.empty());
    for (const auto index : form->questions()) {
        const auto& item = form->item(index);
        INFO(item.linkId);
        CHECK(item.danger.empty());
        CHECK(item.declinable);
        if (item.kind == ItemKind::Text) continue;
        CHECK((item.help.rfind("What is known: ", 0) == 0 ||
               item.help.rfind("What helps: ", 0) == 0));
        CHECK(item.options.back().coding.code == "not-sure");
    }
    for (const auto& text : wordsOf(*form))
        for (const auto* word : {"right answer", "wrong", "correct", "passed", "failed", "score"}) {
            INFO(text);
            CHECK_FALSE(hasWord(lower(text), word));
        }
}

TEST_CASE("a plan for when it comes back is in own words, and each part may stay empty") {
    const auto form = sample::bundled("relapse-plan");
    for (const auto* part : {"early-signs", "helps", "whom-to-call", "call-clinic"})
        CHECK(form->indexOf(part));
    for (const auto& item : form->items()) {
        if (item.kind == ItemKind::Display) continue;
        CHECK(item.kind == ItemKind::Text);
        CHECK_FALSE(item.required);
    }
}

TEST_CASE("what was started since is asked for only when something was") {
    const auto form = sample::bundled("overall-experience");
    const auto has = [&](const std::string& answers, const std::string& link) {
        const auto asked = askedAfter(*form, answers);
        return std::find(asked.begin(), asked.end(), link) != asked.end();
    };
    // Compared; words; lasting; how; words; another treatment.
    CHECK_FALSE(has("2 - 0 - - 0", "treatment-name"));
    CHECK(has("2 - 0 - - 1", "treatment-name"));
    CHECK_FALSE(has("2 - 0", "lasting-how"));
    CHECK(has("2 - 1", "lasting-how"));
}

TEST_CASE("feeling worse takes six taps, and the danger comes first") {
    const auto form = sample::bundled("feel-worse");
    const std::vector<std::string> links = {"fw-now",   "fw-thoughts", "fw-what", "fw-since",
                                            "fw-daily", "fw-call",     "fw-words"};
    REQUIRE(form->questions().size() == links.size());
    for (std::size_t i = 0; i < links.size(); ++i) {
        const auto& item = form->item(form->questions()[i]);
        CHECK(item.linkId == links[i]);
        CHECK(item.required == (item.kind != ItemKind::Text));
    }
    CHECK(form->item(*form->indexOf("fw-what")).repeats);
    // The wish for a call says that the call may take a while.
    CHECK(form->item(*form->indexOf("fw-call")).help.find("not watched all the time") !=
          std::string::npos);
}
