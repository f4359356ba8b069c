#include <algorithm>
#include <cctype>

#include "landfall/base/bytes.hpp"
#include "landfall/pathway/consent_comprehension.hpp"
#include "unit/pathway/sample_consents.hpp"

using namespace landfall;
using namespace landfall::pathway;

namespace {
std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::vector<std::string> wordsOf(const ConsentDocument& document) {
    std::vector<std::string> out{document.title(), document.notice(), document.changes()};
    for (const auto& section : document.sections()) {
        out.push_back(section.heading);
        for (const auto& statement : section.statements) out.push_back(statement.text);
    }
    for (const auto& question : document.questions()) {
        out.push_back(question.text);
        out.push_back(question.explanation);
        for (const auto& option : question.options) out.push_back(option.text);
    }
    for (const auto& optIn : document.optIns()) {
        out.push_back(optIn.text);
        out.push_back(optIn.detail);
    }
    return out;
}

std::string allOf(const ConsentDocument& document) {
    std::string all;
    for (const auto& text : wordsOf(document)) all += text + '\n';
    std::transform(all.begin(), all.end(), all.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return all;
}
}  // namespace

TEST_CASE("the shipped consent text is a template that says what a reader has to know (rules 12)") {
    const auto library = *ConsentLibrary::bundled();
    const auto document = library.current();
    REQUIRE(document);
    CHECK(document->isTemplate());
    CHECK(document->notice().find("template") != std::string::npos);
    const auto all = allOf(*document);
    for (const auto* always :
         {"not a licensed medicine", "research", "your clinician decides", "stop at any time",
          "do not change or stop a medicine on your own", "34 people", "about one in three",
          "we do not know who will benefit", "not watched around the clock"}) {
        INFO(always);
        CHECK(all.find(always) != std::string::npos);
    }
    for (const auto* never :
         {" cure", "guarantee", " safe ", " safe.", "works in minutes", "natural", "the body makes",
          "microdos", "try at home", "you are eligible", "commit suicide"}) {
        INFO(never);
        CHECK(all.find(never) == std::string::npos);
    }
    CHECK(document->asksFor("research"));
    CHECK(document->asksFor("share-journal"));
    CHECK(document->asksFor(contactPerson));
    CHECK_FALSE(document->asksFor("marketing"));
}

TEST_CASE("the sentences of the shipped text are short enough to read (reading age about 12)") {
    const auto library = *ConsentLibrary::bundled();
    for (const auto& text : wordsOf(*library.current())) {
        std::size_t words = 1;
        for (const char c : text) {
            if (c == ' ') ++words;
            if (c == '.' || c == ':' || c == '?') words = 0;
            INFO(text);
            REQUIRE(words <= 30);
        }
    }
}

TEST_CASE("what is called known says how well and from where") {
    const auto library = *ConsentLibrary::bundled();
    for (const auto& section : library.current()->sections()) {
        if (section.kind != "known") continue;
        for (const auto& statement : section.statements) {
            CHECK(statement.evidence == Evidence::Low);
            CHECK_FALSE(statement.source.empty());
        }
    }
}

TEST_CASE("a document that leaves out what an informed consent needs is refused with the place") {
    const auto refused = [](const std::string& bytes) {
        const auto document = ConsentDocument::read(bytes);
        REQUIRE(document.has_error());
        CHECK(document.error().is(ConsentFault::BadDocument));
        return document.error().where;
    };
    const auto good = sample::consent();
    REQUIRE(ConsentDocument::read(good).has_value());
    CHECK(refused(replaced(good, "\"format\":1", "\"format\":2")) == "format");
    CHECK(refused(replaced(good, "\"kind\":\"risks\"", "\"kind\":\"fun\"")) == "sections[3].kind");
    CHECK(refused(replaced(good, "\"kind\":\"risks\"", "\"kind\":\"data\"")) == "sections[5].kind");
    CHECK(refused(replaced(good, ",\"evidence\":\"low\"", "")) ==
          "sections[0].statements[0].evidence");
    CHECK(refused(replaced(good, "\"low\"", "\"sure\"")) == "sections[0].statements[0].evidence");
    CHECK(refused(replaced(good, "\"right\":\"2\"", "\"right\":\"3\"")) == "questions[0].right");
    CHECK(refused(replaced(good, "\"id\":\"b\"", "\"id\":\"a\"")) == "questions[1].id");
    CHECK(refused(replaced(good, "\"purpose\":\"research\"", "\"purpose\":\"participation\"")) ==
          "optIns[0].purpose");
    CHECK(refused(replaced(good, "\"material\":true", "\"material\":\"a bit\"")) == "material");
    CHECK(refused(replaced(good, "\"template\":false", "\"template\":true")) == "notice");
    CHECK(refused(sample::consent({.more = ",\"replaces\":\"0.9.0\""})) == "changes");
    CHECK(refused(std::string(consentBytesMax + 1, ' ')) == "size");
    CHECK(ConsentDocument::read("{").has_error());
}

TEST_CASE("a signature is about the exact bytes") {
    const auto bytes = sample::consent();
    const auto document = *ConsentDocument::read(bytes);
    CHECK(document.bytes() == bytes);
    CHECK(document.sha256() == base::toHex(base::sha256(base::viewOf(bytes))));
    CHECK(ConsentDocument::read(bytes + ' ')->sha256() != document.sha256());
}

TEST_CASE("the library keeps versions for ever and prefers a clinic's text to a template") {
    auto library = *ConsentLibrary::bundled();
    const auto one = sample::added(library);
    CHECK(library.current() == one);
    CHECK(sample::added(library) == one);
    CHECK(library.add(sample::consent() + ' ').error().is(ConsentFault::DifferentContent));
    const auto ten = sample::added(library, {.version = "1.10.0", .replaces = "1.9.0"});
    sample::added(library, {.version = "1.9.0", .replaces = "1.0.0"});
    CHECK(library.current() == ten);
    CHECK(library.find("own", "1.0.0") == one);
    CHECK_FALSE(library.find("own", "3.0.0"));
}

TEST_CASE("understanding has passed when every question was answered right, as often as it takes") {
    const auto document = *ConsentDocument::read(sample::consent());
    auto comprehension = ConsentComprehension::begin(document);
    CHECK_FALSE(comprehension.passed(document));
    const auto wrong = *comprehension.answer(document, "a", "1");
    CHECK_FALSE(wrong.right);
    CHECK(wrong.explanation == "Because A.");
    const auto right = *comprehension.answer(document, "a", "2");
    CHECK(right.right);
    CHECK(right.explanation.empty());
    CHECK_FALSE(right.passed);
    CHECK(comprehension.left(document) == std::vector<std::string>{"b"});
    CHECK(comprehension.answer(document, "c", "1").error().is(ConsentFault::UnknownQuestion));
    CHECK(comprehension.answer(document, "b", "9").error().is(ConsentFault::UnknownOption));
    CHECK(comprehension.answer(document, "b", "1")->passed);
    CHECK(comprehension.tries() == 3);
    // The latest answer is the one that counts.
    CHECK_FALSE(comprehension.answer(document, "a", "1")->passed);
}

TEST_CASE("answers about a text go on after a restart, and not with another text") {
    const auto document = *ConsentDocument::read(sample::consent());
    auto comprehension = ConsentComprehension::begin(document);
    REQUIRE(comprehension.answer(document, "b", "1").has_value());
    auto again = ConsentComprehension::restore(document, comprehension.bytes());
    CHECK(again.left(document) == std::vector<std::string>{"a"});
    CHECK(again.tries() == 1);
    const auto other = *ConsentDocument::read(sample::consent({.version = "2.0.0"}));
    CHECK(ConsentComprehension::restore(other, comprehension.bytes()).left(other).size() == 2);
    CHECK(ConsentComprehension::restore(document, "nonsense").left(document).size() == 2);
}
