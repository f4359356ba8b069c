#include "landfall/instrument/form_state.hpp"

#include <catch2/catch_test_macros.hpp>

#include "unit/instrument/sample_forms.hpp"

using namespace landfall;
using instrument::Chosen;
using instrument::Fault;
using instrument::FormState;

namespace {
std::shared_ptr<const instrument::Form> form() {
    return std::make_shared<const instrument::Form>(
        *sample::readForm(sample::questionnaire(sample::allKinds)));
}
}  // namespace

TEST_CASE("a form is walked one question a page, to the review and back") {
    auto state = FormState::start(form());
    CHECK(state.item()->linkId == "choice");
    CHECK(state.progress().current == 1);
    CHECK(state.progress().total == 6);
    CHECK_FALSE(state.back());
    for (int i = 0; i < 6; ++i) state.next();
    CHECK(state.atReview());
    CHECK(state.page() == nullptr);
    CHECK(state.progress().current == 6);
    state.next();
    CHECK(state.position() == 6);
    CHECK(state.back());
    CHECK(state.item()->linkId == "photo");
    CHECK(state.goTo("yes").has_value());
    CHECK(state.position() == 1);
    CHECK(state.goTo("g").error().is(Fault::UnknownItem));
    CHECK(state.position() == 1);
}

TEST_CASE("the next unanswered question is found from here on and then from the start") {
    auto state = FormState::start(form());
    CHECK(state.nextUnanswered() == 0);
    REQUIRE(state.answer("count", std::int64_t{3}).has_value());
    REQUIRE(state.goTo("count").has_value());
    CHECK(state.nextUnanswered() == 3);
    REQUIRE(state.answer("short", std::string("a")).has_value());
    REQUIRE(state.answer("long", std::string("b")).has_value());
    CHECK(state.nextUnanswered() == 0);
    REQUIRE(state.decline("choice").has_value());
    REQUIRE(state.answer("yes", false).has_value());
    CHECK_FALSE(state.nextUnanswered());
}

TEST_CASE("a draft goes on exactly where it was") {
    auto state = FormState::start(form());
    REQUIRE(state.decline("choice").has_value());
    REQUIRE(state.answer("yes", true).has_value());
    REQUIRE(state.answer("count", std::int64_t{7}).has_value());
    REQUIRE(state.answer("short", std::string("\"\\\xC3\xA9")).has_value());
    state.next();
    state.next();
    const auto bytes = state.bytes();
    CHECK(*FormState::canonicalOf(bytes) == "https://x/q|1.0.0");
    const auto back = *FormState::restore(form(), bytes);
    CHECK(back.position() == 2);
    CHECK(back.answers() == state.answers());
    CHECK(back.bytes() == bytes);
    const auto fresh = FormState::start(form());
    CHECK(FormState::restore(form(), fresh.bytes())->answers().empty());
}

TEST_CASE("a draft that cannot be is refused") {
    for (
        const auto* bytes :
        {"", "x", "[]", R"({"questionnaire":"https://x/other|1.0.0","position":0,"answers":{}})",
         R"({"questionnaire":"https://x/q|1.0.0","position":-1,"answers":{}})",
         R"({"questionnaire":"https://x/q|1.0.0","answers":{}})",
         R"({"questionnaire":"https://x/q|1.0.0","position":0})",
         R"({"questionnaire":"https://x/q|1.0.0","position":0,"answers":{"none":{"boolean":true}}})",
         R"({"questionnaire":"https://x/q|1.0.0","position":0,"answers":{"choice":{"option":9}}})",
         R"({"questionnaire":"https://x/q|1.0.0","position":0,"answers":{"choice":{}}})"}) {
        INFO(bytes);
        CHECK(FormState::restore(form(), bytes).error().is(Fault::BadDraft));
    }
}

TEST_CASE("an answer that is refused changes nothing") {
    auto state = FormState::start(form());
    REQUIRE(state.answer("choice", Chosen{0}).has_value());
    const auto bytes = state.bytes();
    CHECK(state.answer("choice", Chosen{7}).has_error());
    CHECK(state.decline("yes").has_error());
    CHECK(state.bytes() == bytes);
    CHECK(state.clear("choice").has_value());
    CHECK(state.answers().empty());
}
