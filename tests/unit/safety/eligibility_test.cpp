#include "landfall/safety/eligibility.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string>

#include "landfall/safety/tier.hpp"
#include "unit/instrument/sample_forms.hpp"

using namespace landfall;
using instrument::Chosen;
using safety::EligibilityReview;
using safety::ReviewClass;
using safety::Tier;

namespace {
struct World {
    safety::EligibilityRules rules = *safety::EligibilityRules::bundled();
    safety::Medicines medicines = *safety::Medicines::bundled();
    std::shared_ptr<const instrument::Form> form = sample::bundled("eligibility");

    /// Every question answered with nothing to look at.
    [[nodiscard]] instrument::Answers calm() const {
        instrument::Answers answers(*form);
        for (const auto& item : form->items())
            if (item.kind == instrument::ItemKind::Choice)
                set(answers, item.linkId, item.linkId == "el-23" ? 1 : 0);
        return answers;
    }
    void set(instrument::Answers& answers, const std::string& linkId, int number) const {
        const auto& item = form->item(*form->indexOf(linkId));
        REQUIRE(answers.set(*form, linkId, Chosen{*item.optionOf(number)}).has_value());
    }
    [[nodiscard]] EligibilityReview review(const instrument::Answers& answers,
                                           safety::EligibilityContext context = {}) const {
        return safety::reviewOf(rules, medicines, *form, answers, context);
    }
};
const World& world() {
    static const World one;
    return one;
}

// The classes of clinical rules 6.2.
const std::map<std::string, const char*> classes = {
    {"el-1a", "A"}, {"el-1b", "B"},  {"el-2", "U"},   {"el-3", "B"},   {"el-4", "A"},
    {"el-5", "B"},  {"el-6", "A"},   {"el-7", "B"},   {"el-8", "A"},   {"el-9", "A"},
    {"el-10", "A"}, {"el-11", "A"},  {"el-12", "B"},  {"el-13", "A"},  {"el-14", "B"},
    {"el-15", "B"}, {"el-16", "B"},  {"el-17", "B"},  {"el-18", "B"},  {"el-19", "B"},
    {"el-20", "B"}, {"el-21", "B"},  {"el-22a", "B"}, {"el-22b", "C"}, {"el-23", "A"},
    {"el-24", "B"}, {"el-25a", "B"}, {"el-25b", "B"},
};
}  // namespace

TEST_CASE(
    "each question has the class of the table, for every answer that counts (clinical rules 6.2)") {
    const auto& w = world();
    CHECK(w.rules.faultsAgainst(*w.form).empty());
    CHECK(w.rules.rules().size() == classes.size());
    for (const auto& [linkId, letter] : classes) {
        INFO(linkId);
        const int counts = linkId == "el-23" ? 0 : 1;
        for (const int number : {counts, 2}) {  // 2 is "not sure"
            auto answers = w.calm();
            w.set(answers, linkId, number);
            CHECK(safety::letterOf(w.review(answers).result) == letter);
            REQUIRE(w.review(answers).findings.size() == 1);
            CHECK(w.form->item(*w.review(answers).findings.front().item).linkId == linkId);
            CHECK_FALSE(w.review(answers).findings.front().rule.empty());
        }
        auto declined = w.calm();
        REQUIRE(declined.set(*w.form, linkId, instrument::Declined{}).has_value());
        CHECK(safety::letterOf(w.review(declined).result) == letter);
    }
    CHECK(w.review(w.calm()).result == ReviewClass::None);
    CHECK(w.review(w.calm()).findings.empty());
}

TEST_CASE("the result is one of four fixed sentences (clinical rules 6.3)") {
    const auto& rules = world().rules;
    CHECK(rules.wordingOf(ReviewClass::Urgent) ==
          "You told us about thoughts of harming yourself. That matters more than this form. "
          "Please use one of these now.");
    CHECK(rules.wordingOf(ReviewClass::Stop) ==
          "Your answers include something your clinician must talk through with you before any "
          "next step. This is not a diagnosis and not a final decision. Do not stop or change any "
          "medicine on your own.");
    CHECK(rules.wordingOf(ReviewClass::Review) ==
          "Your clinician will look at some of your answers with you.");
    const std::string none =
        "Nothing in your answers needs extra review from this form. Your clinician still decides "
        "with you, after examination and tests.";
    CHECK(rules.wordingOf(ReviewClass::None) == none);
    CHECK(rules.wordingOf(ReviewClass::Information) == none);
    CHECK(world().review(world().calm()).wording == none);
}

TEST_CASE("harm and pressure reach a clinician the same day, at the answer (clinical rules 6.2)") {
    const auto& w = world();
    const auto at = [&](const char* linkId, int number) {
        instrument::Answers answers(*w.form);
        if (number < 0)
            REQUIRE(answers.set(*w.form, linkId, instrument::Declined{}).has_value());
        else
            w.set(answers, linkId, number);
        return safety::tierAtAnswer(*w.form, answers, *w.form->indexOf(linkId));
    };
    CHECK(at("el-2", 0) == Tier::None);
    CHECK(at("el-2", 1) == Tier::Emergency);
    CHECK(at("el-2", 2) == Tier::Urgent);
    CHECK(at("el-2", -1) == Tier::Urgent);
    CHECK(at("el-25a", 0) == Tier::None);
    for (const int number : {1, 2, -1}) CHECK(at("el-25a", number) == Tier::Urgent);
    for (const auto& [linkId, letter] : classes) {
        if (linkId == "el-2" || linkId == "el-25a") continue;
        INFO(linkId);
        for (const int number : {0, 1, 2, -1}) CHECK(at(linkId.c_str(), number) == Tier::None);
    }
    auto answers = w.calm();
    CHECK_FALSE(w.review(answers).sameDay);
    w.set(answers, "el-25a", 1);
    CHECK(w.review(answers).sameDay);
}

TEST_CASE("several answers give the most urgent class, and each is listed, the most urgent first") {
    const auto& w = world();
    auto answers = w.calm();
    w.set(answers, "el-22b", 1);
    w.set(answers, "el-7", 1);
    w.set(answers, "el-11", 2);
    const auto review = w.review(answers);
    CHECK(review.result == ReviewClass::Stop);
    REQUIRE(review.findings.size() == 3);
    CHECK(review.findings[0].rule == "E-11");
    CHECK(review.findings[1].rule == "E-07");
    CHECK(review.findings[2].rule == "E-22b");
    w.set(answers, "el-2", 1);
    CHECK(w.review(answers).result == ReviewClass::Urgent);
}

TEST_CASE("a question left out counts, and nobody is said to have spoken of harm") {
    const auto& w = world();
    const auto empty = w.review(instrument::Answers(*w.form));
    CHECK(empty.result == ReviewClass::Stop);
    CHECK(empty.findings.size() == classes.size());
    CHECK_FALSE(empty.sameDay);
    for (const auto& one : empty.findings) CHECK(one.unanswered);
}

TEST_CASE("the day before, a fever is for a clinician to decide; AUDIT-C adds a finding") {
    const auto& w = world();
    auto answers = w.calm();
    w.set(answers, "el-21", 1);
    CHECK(w.review(answers).result == ReviewClass::Review);
    CHECK(w.review(answers, {.dayBefore = true}).result == ReviewClass::Stop);
    const auto audit = w.review(w.calm(), {.auditAboveCut = true});
    CHECK(audit.result == ReviewClass::Review);
    CHECK(audit.findings.front().rule == "E-17a");
    CHECK_FALSE(audit.findings.front().item);
}

TEST_CASE("AUDIT-C counts from the more cautious cut on (clinical rules 3.6)") {
    CHECK_FALSE(safety::isAuditAboveCut(0));
    CHECK_FALSE(safety::isAuditAboveCut(2));
    CHECK(safety::isAuditAboveCut(3));
    CHECK(safety::isAuditAboveCut(12));
}

TEST_CASE("medicines in free text count by their class, unknown ones as B (clinical rules 6.2)") {
    const auto& w = world();
    const auto with = [&](const std::string& text) {
        auto answers = w.calm();
        REQUIRE(answers.set(*w.form, "el-medicines", text).has_value());
        return w.review(answers);
    };
    CHECK(with("none").result == ReviewClass::None);
    CHECK(with("Priadel 400").result == ReviewClass::Stop);
    CHECK(with("Priadel 400").findings.front().rule == "E-11");
    CHECK(with("Xyzzyquil").result == ReviewClass::Review);
    auto declined = w.calm();
    REQUIRE(declined.set(*w.form, "el-medicines", instrument::Declined{}).has_value());
    CHECK(w.review(declined).result == ReviewClass::Review);
}

TEST_CASE("what the clinic measures has suggested limits (clinical rules 6.2)") {
    const auto& limits = world().rules.clinicLimits();
    const auto at = [&](safety::ClinicValues values) {
        return std::string(safety::letterOf(safety::classOf(limits, values)));
    };
    CHECK(at({}).empty());
    CHECK(at({.systolic = 140, .diastolic = 90, .qtcFMs = 450, .pulse = 50}).empty());
    CHECK(at({.systolic = 141}) == "A");
    CHECK(at({.diastolic = 91}) == "A");
    CHECK(at({.qtcFMs = 451}) == "A");
    CHECK(at({.pulse = 49}) == "B");
    CHECK(at({.pulse = 100}).empty());
    CHECK(at({.pulse = 101}) == "B");
    CHECK(at({.systolic = 150, .pulse = 49}) == "A");
}

TEST_CASE("eligibility rules with a fault are refused with their place") {
    const auto where = [](const std::string& rules) {
        const auto json = *fhir::Json::parse(R"({"version":"1","rules":[)" + rules + "]}");
        return safety::EligibilityRules::read(json.root()).error().where;
    };
    const std::string good =
        R"({"rule":"E","item":"i","class":"A","counts":"yes","source":"s","evidence":"S"})";
    CHECK(where("") == "rules");
    CHECK(where(good) == "outside");
    CHECK(where(good + "," + good) == "rules[1].rule");
    CHECK(where(R"({"rule":"E","item":"i","class":"Z"})") == "rules[0].class");
    CHECK(where(R"({"rule":"E","class":"A","source":"s","evidence":"S"})") == "rules[0].item");
    CHECK(
        where(
            R"({"rule":"E","item":"i","class":"A","source":"s","evidence":"S","counts":"maybe"})") ==
        "rules[0].counts");
    CHECK(where(R"({"rule":"E","item":"i","class":"A","source":"s","evidence":"X"})") ==
          "rules[0].evidence");
    CHECK(world().rules.faultsAgainst(*sample::bundled("phq-9")).front().where ==
          "item el-1a: missing");
}

namespace {
/// The bundled form with other text in the place of some, in each place where it stands.
instrument::Form edited(const std::string& id,
                        const std::vector<std::array<std::string, 2>>& edits) {
    const auto library = *instrument::Library::bundled();
    auto text = library.findEntry(id)->bytes;
    for (const auto& [from, to] : edits) {
        REQUIRE(text.find(from) != std::string::npos);
        for (auto at = text.find(from); at != std::string::npos;
             at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
    }
    return *sample::readForm(text);
}
std::vector<std::string> placesOf(const std::vector<Error>& faults) {
    std::vector<std::string> out;
    for (const auto& fault : faults) out.push_back(fault.where);
    return out;
}
}  // namespace

TEST_CASE("a clinic's form that the rules do not fit is told with every place (clinical 6.2)") {
    const auto& rules = world().rules;
    CHECK(rules.faultsAgainst(*world().form).empty());
    const auto form = edited("eligibility", {{R"("linkId": "el-4")", R"("linkId": "own-4")"},
                                             {R"("linkId": "el-11")", R"("linkId": "own-11")"},
                                             {R"("linkId": "el-medicines")", R"("linkId": "x")"}});
    CHECK(placesOf(rules.faultsAgainst(form)) ==
          std::vector<std::string>{"item el-4: missing", "item el-11: missing",
                                   "item own-4: no rule", "item own-11: no rule",
                                   "item el-medicines: missing"});
    const auto renamed = edited("eligibility", {{R"("code": "yes")", R"("code": "ja")"},
                                                {R"("valueCode": "yes")", R"("valueCode": "ja")"}});
    const auto codes = placesOf(rules.faultsAgainst(renamed));
    REQUIRE(codes.size() > 20);
    CHECK(codes.front() == "item el-1a: no option yes");
    const auto list = edited("medicines", {{R"("linkId": "name")", R"("linkId": "which")"},
                                           {R"("linkId": "recent")", R"("linkId": "lately")"}});
    CHECK(placesOf(safety::faultsOfMedicines(list)) ==
          std::vector<std::string>{"item name: missing", "item recent: missing"});
    CHECK(safety::faultsOfMedicines(*sample::bundled("medicines")).empty());
    // Each form is held to its own rules.
    CHECK(safety::faultsOfReviewed(form).size() == 5);
    CHECK(safety::faultsOfReviewed(list).size() == 2);
    CHECK(safety::faultsOfReviewed(*sample::bundled("phq-9")).empty());
}

namespace {
/// The bundled form with one edit behind each linkId.
instrument::Form editedBehind(const std::string& id,
                              const std::vector<std::array<std::string, 3>>& edits) {
    const auto library = *instrument::Library::bundled();
    auto text = library.findEntry(id)->bytes;
    for (const auto& [linkId, from, to] : edits) {
        const auto item = text.find(R"("linkId": ")" + linkId + '"');
        REQUIRE(item != std::string::npos);
        const auto at = text.find(from, item);
        REQUIRE(at != std::string::npos);
        text.replace(at, from.size(), to);
    }
    return *sample::readForm(text);
}
instrument::Form withMore(const std::string& id, const std::string& linkId,
                          const std::string& members) {
    const auto link = R"("linkId": ")" + linkId + R"(",)";
    return edited(id, {{link, link + members}});
}
instrument::Form withOption(const std::string& linkId, const std::string& code) {
    const std::string options = R"("answerOption": [)";
    return editedBehind(
        "eligibility", {{linkId, options,
                         options + R"({"valueCoding":{"system":"https://clinic.example","code":")" +
                             code + R"(","display":"Perhaps"}},)"}});
}
constexpr const char* fixedToNo =
    R"("readOnly":true,"initial":[{"valueCoding":{"system":"https://landfall.example/fhir/CodeSystem/yes-no-not-sure","code":"no"}}],)";
constexpr const char* hiddenMark =
    R"("url":"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden","valueBoolean":true)";
const std::string afterYes =
    R"("enableWhen":[{"question":"el-9","operator":"=","answerCoding":{"system":"https://landfall.example/fhir/CodeSystem/yes-no-not-sure","code":"yes"}}],)";
}  // namespace

TEST_CASE("what the eligibility rules look at is asked of everybody (clinical 6.2)") {
    const auto places = [](const instrument::Form& form) {
        return placesOf(safety::faultsOfReviewed(form));
    };
    const std::vector<std::string> ten = {"item el-10: hidden, fixed or not asked of everybody"};
    CHECK(places(withMore("eligibility", "el-10", fixedToNo)) == ten);
    CHECK(places(withMore("eligibility", "el-10", afterYes)) == ten);
    const std::string declinable =
        R"("url": "https://landfall.example/fhir/StructureDefinition/declinable",)";
    auto hidden = instrument::Library::bundled()->findEntry("eligibility")->bytes;
    const auto at = hidden.rfind(declinable, hidden.find(R"("linkId": "el-10")"));
    hidden.insert(at, std::string(hiddenMark) + "},{");
    CHECK(places(*sample::readForm(hidden)) == ten);
    // The free text for medicines too.
    CHECK(places(withMore("eligibility", "el-medicines", afterYes)) ==
          std::vector<std::string>{"item el-medicines: not asked of everybody"});
    CHECK(places(withMore("eligibility", "el-medicines", R"("readOnly":true,)")).size() == 1);
    CHECK(places(*sample::bundled("eligibility")).empty());
}

TEST_CASE("the eligibility rules know every answer there is to a question (clinical 6.2)") {
    const auto& w = world();
    CHECK(placesOf(safety::faultsOfReviewed(withOption("el-10", "maybe"))) ==
          std::vector<std::string>{"item el-10: the option maybe is one more: leave it out"});
    CHECK(placesOf(safety::faultsOfReviewed(editedBehind(
              "eligibility", {{"el-10", R"("type": "choice")", R"("type": "open-choice")"}}))) ==
          std::vector<std::string>{"item el-10: takes other answers than yes, no and not-sure"});
    // Under a code of its own a no is known by its number.
    const std::string no = R"("code": "no")";
    CHECK(
        safety::faultsOfReviewed(editedBehind("eligibility", {{"el-10", no, R"("code": "nein")"}}))
            .empty());
    // Which answer counts is not a matter of what it is called: it may be a yes.
    const auto form = withOption("el-2", "often");
    instrument::Answers answers(form);
    for (const auto& item : form.items())
        if (item.kind == instrument::ItemKind::Choice)
            REQUIRE(answers
                        .set(form, item.linkId,
                             Chosen{item.linkId == "el-2" ? 0U
                                                          : *item.optionOf(item.linkId == "el-23")})
                        .has_value());
    const auto review = safety::reviewOf(w.rules, w.medicines, form, answers);
    CHECK(safety::letterOf(review.result) == "U");
}

TEST_CASE("an answer that the form gave and nobody else is none (clinical 6.2)") {
    const auto& w = world();
    const auto form = withMore("eligibility", "el-10", fixedToNo);
    instrument::Answers answers(form);
    for (const auto& item : form.items())
        if (item.kind == instrument::ItemKind::Choice)
            REQUIRE(answers
                        .put(form, *form.indexOf(item.linkId),
                             Chosen{*item.optionOf(item.linkId == "el-23")})
                        .has_value());
    const auto review = safety::reviewOf(w.rules, w.medicines, form, answers);
    CHECK(safety::letterOf(review.result) == "A");
    REQUIRE(review.findings.size() == 1);
    CHECK(review.findings.front().unanswered);
}

TEST_CASE("a list of medicines asks everybody for their names (clinical 6.2)") {
    const auto places = [](const instrument::Form& form) {
        return placesOf(safety::faultsOfReviewed(form));
    };
    CHECK(places(*sample::bundled("medicines")).empty());
    CHECK(places(withMore("medicines", "recent", R"("readOnly":true,)")).size() == 1);
    const auto fixed = places(
        withMore("medicines", "any", R"("readOnly":true,"initial":[{"valueBoolean":false}],)"));
    REQUIRE(fixed.size() == 1);
    CHECK(fixed.front().starts_with("item any: "));
    const auto narrow = places(
        withMore("medicines", "recent",
                 R"("enableWhen":[{"question":"any","operator":"=","answerBoolean":true}],)"));
    REQUIRE(narrow.size() == 1);
    CHECK(narrow.front() == "item recent: hidden, fixed or not asked of everybody");
}

TEST_CASE("of a medicines form that nobody can read every answer is looked at") {
    const auto form = edited("medicines", {{R"("linkId": "name")", R"("linkId": "which")"}});
    instrument::Answers answers(form);
    REQUIRE(answers.set(form, "any", true).has_value());
    REQUIRE(answers.set(form, "which", std::string("lithium")).has_value());
    const auto named = safety::namedMedicines(form, answers);
    CHECK(std::find(named.begin(), named.end(), "lithium") != named.end());
    const auto& w = world();
    CHECK(w.review(w.calm(), {.listedMedicines = named}).result == ReviewClass::Stop);
}

TEST_CASE("of a form that the rules do not fit nobody is told that nothing needs review") {
    const auto& w = world();
    const auto review = [&](const instrument::Form& form) {
        instrument::Answers answers(form);
        for (const auto& item : form.items())
            if (item.kind == instrument::ItemKind::Choice)
                REQUIRE(answers.set(form, item.linkId, Chosen{item.linkId == "el-23" ? 1U : 0U})
                            .has_value());
        return safety::reviewOf(w.rules, w.medicines, form, answers);
    };
    const auto gone = review(edited("eligibility", {{R"("linkId": "el-4")", R"("linkId": "x")"}}));
    CHECK(gone.result == ReviewClass::Review);
    CHECK(gone.wording == w.rules.wordingOf(ReviewClass::Review));
    // The rule without its question, and the question without a rule.
    REQUIRE(gone.findings.size() == 2);
    CHECK(gone.findings[0].rule == "E-04");
    CHECK_FALSE(gone.findings[0].item);
    CHECK(gone.findings[1].item);
    // Whatever the options are called now.
    const auto renamed =
        review(edited("eligibility", {{R"("code": "yes")", R"("code": "ja")"},
                                      {R"("valueCode": "yes")", R"("valueCode": "ja")"},
                                      {R"("code": "no")", R"("code": "nein")"}}));
    CHECK(renamed.result == ReviewClass::Review);
    CHECK(renamed.findings.size() == classes.size());
    const auto text =
        review(edited("eligibility", {{R"("linkId": "el-medicines")", R"("linkId": "x")"}}));
    CHECK(text.result == ReviewClass::Review);
}
