#include "landfall/instrument/answers.hpp"

#include <catch2/catch_test_macros.hpp>

#include "unit/instrument/sample_forms.hpp"

using namespace landfall;
using instrument::Answer;
using instrument::Answers;
using instrument::answersFromOrdinals;
using instrument::Chosen;
using instrument::Declined;
using instrument::Fault;

namespace {
const instrument::Form& form() {
    static const auto made = *sample::readForm(sample::questionnaire(sample::allKinds));
    return made;
}
}  // namespace

TEST_CASE("an answer is taken only by an item that it fits") {
    Answers answers(form());
    CHECK(answers.set(form(), "choice", Chosen{1}).has_value());
    CHECK(answers.set(form(), "yes", true).has_value());
    CHECK(answers.set(form(), "count", std::int64_t{10}).has_value());
    CHECK(
        answers.set(form(), "short", std::string("\xC3\xA9t\xC3\xA9 ok").substr(0, 6)).has_value());
    CHECK(answers.set(form(), "long", std::string("Line\nline")).has_value());
    CHECK(answers.set(form(), "choice", Declined{}).has_value());

    const auto before = answers;
    CHECK(answers.set(form(), "none", true).error().is(Fault::UnknownItem));
    CHECK(answers.set(form(), "g", true).error().is(Fault::NotAnswerable));
    CHECK(answers.set(form(), "hello", true).error().is(Fault::NotAnswerable));
    CHECK(answers.set(form(), "photo", true).error().is(Fault::NotAnswerable));
    CHECK(answers.set(form(), "photo", Declined{}).error().is(Fault::NotAnswerable));
    CHECK(answers.set(form(), "choice", Chosen{2}).error().is(Fault::OutOfRange));
    CHECK(answers.set(form(), "choice", true).error().is(Fault::WrongAnswerType));
    CHECK(answers.set(form(), "choice", std::int64_t{1}).error().is(Fault::WrongAnswerType));
    CHECK(answers.set(form(), "yes", Chosen{0}).error().is(Fault::WrongAnswerType));
    CHECK(answers.set(form(), "yes", Declined{}).error().is(Fault::NotDeclinable));
    CHECK(answers.set(form(), "count", std::int64_t{11}).error().is(Fault::OutOfRange));
    CHECK(answers.set(form(), "count", std::int64_t{-1}).error().is(Fault::OutOfRange));
    CHECK(answers.set(form(), "short", std::string("sixsix")).error().is(Fault::TooLong));
    CHECK(answers.set(form(), "long", std::string("\xFF")).error().is(Fault::WrongAnswerType));
    CHECK(answers == before);
}

TEST_CASE("answers are typed as one number a question") {
    const auto answers = *answersFromOrdinals(form(), sample::tokens("5 1 10"));
    CHECK(answers.at(*form().indexOf("choice")) == Answer{Chosen{1}});
    CHECK(answers.at(*form().indexOf("yes")) == Answer{true});
    CHECK(answers.at(*form().indexOf("count")) == Answer{std::int64_t{10}});
    CHECK_FALSE(answers.at(*form().indexOf("short")));
    const auto some = *answersFromOrdinals(form(), sample::tokens("r 0 - - - -"));
    CHECK(some.at(*form().indexOf("choice")) == Answer{Declined{}});
    CHECK(some.at(*form().indexOf("yes")) == Answer{false});
    CHECK_FALSE(some.at(*form().indexOf("count")));
    CHECK(answersFromOrdinals(form(), {})->empty());
}

TEST_CASE("typed answers that do not fit are refused and say which") {
    const auto refusal = [](const char* line) {
        return answersFromOrdinals(form(), sample::tokens(line)).error();
    };
    CHECK(refusal("5 1 10 - - - -").is(Fault::TooManyAnswers));
    CHECK(refusal("1").is(Fault::OutOfRange));
    CHECK(refusal("0 2").is(Fault::OutOfRange));
    CHECK(refusal("0 1 11").where == "answer 3");
    CHECK(refusal("0 r").is(Fault::NotDeclinable));
    CHECK(refusal("x").is(Fault::NotAnAnswer));
    CHECK(refusal("1.0").is(Fault::NotAnAnswer));
    CHECK(refusal("+0").is(Fault::NotAnAnswer));
    CHECK(refusal("99999999999999999999").is(Fault::OutOfRange));
    CHECK(refusal("- - - 1").is(Fault::WrongAnswerType));
    CHECK(refusal("- - - - - 1").is(Fault::NotAnswerable));
}

TEST_CASE("required items without answer are missing, declined ones are not") {
    Answers answers(form());
    CHECK(answers.missing(form()) == std::vector<std::size_t>{*form().indexOf("choice")});
    CHECK(answers.set(form(), "choice", Declined{}).has_value());
    CHECK(answers.missing(form()).empty());
    CHECK(answers.clear(form(), "choice").has_value());
    CHECK(answers.missing(form()).size() == 1);
}

TEST_CASE("an answer can be read aloud") {
    const auto& choice = form().item(*form().indexOf("choice"));
    CHECK(instrument::textOf(choice, Chosen{1}) == "B");
    CHECK(instrument::textOf(choice, Declined{}) == "prefer not to say");
    CHECK(instrument::numberOf(choice, Chosen{1}) == 5);
    CHECK_FALSE(instrument::numberOf(choice, Declined{}));
}
