#include "landfall/instrument/answers.hpp"

#include <algorithm>
#include <charconv>

namespace landfall::instrument {

std::optional<std::int64_t> numberOf(const Item& item, const Answer& answer) {
    if (const auto* chosen = std::get_if<Chosen>(&answer)) return item.numberOf(chosen->option);
    if (const auto* yes = std::get_if<bool>(&answer)) return *yes ? 1 : 0;
    if (const auto* number = std::get_if<std::int64_t>(&answer)) return *number;
    return std::nullopt;
}

std::string textOf(const Item& item, const Answer& answer) {
    if (const auto* chosen = std::get_if<Chosen>(&answer))
        return item.options.at(chosen->option).text;
    if (const auto* yes = std::get_if<bool>(&answer)) return *yes ? "Yes" : "No";
    if (const auto* number = std::get_if<std::int64_t>(&answer)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&answer)) return *text;
    return "prefer not to say";
}

namespace {
std::size_t charactersIn(std::string_view text) {
    // UTF-8 continuation bytes begin with the bits 10.
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

Result<void> checkText(const Item& item, const std::string& text) {
    if (!fhir::isText(text)) return Error{Fault::WrongAnswerType, item.linkId};
    if (charactersIn(text) > item.charsMax) return Error{Fault::TooLong, item.linkId};
    return ok();
}
}  // namespace

Result<void> checkAnswer(const Item& item, const Answer& answer) {
    if (!item.isAnswerable()) return Error{Fault::NotAnswerable, item.linkId};
    if (isDeclined(answer)) {
        if (!item.declinable) return Error{Fault::NotDeclinable, item.linkId};
        return ok();
    }
    if (const auto* chosen = std::get_if<Chosen>(&answer);
        chosen && item.kind == ItemKind::Choice) {
        if (chosen->option >= item.options.size()) return Error{Fault::OutOfRange, item.linkId};
        return ok();
    }
    if (std::holds_alternative<bool>(answer) && item.kind == ItemKind::Boolean) return ok();
    if (const auto* number = std::get_if<std::int64_t>(&answer);
        number && item.kind == ItemKind::Integer) {
        if (*number < item.min.value_or(*number) || *number > item.max.value_or(*number))
            return Error{Fault::OutOfRange, item.linkId};
        return ok();
    }
    if (const auto* text = std::get_if<std::string>(&answer); text && item.kind == ItemKind::Text)
        return checkText(item, *text);
    return Error{Fault::WrongAnswerType, item.linkId};
}

namespace {
Result<std::size_t> indexIn(const Form& form, std::string_view linkId) {
    const auto index = form.indexOf(linkId);
    // The name of an unknown item is not one of ours, so it is not repeated.
    if (!index) return Error{Fault::UnknownItem};
    return *index;
}
}  // namespace

Result<void> Answers::set(const Form& form, std::string_view linkId, Answer answer) {
    LF_TRY(const auto index, indexIn(form, linkId));
    LF_CHECK(checkAnswer(form.item(index), answer));
    values_.at(index) = std::move(answer);
    return ok();
}

Result<void> Answers::clear(const Form& form, std::string_view linkId) {
    LF_TRY(const auto index, indexIn(form, linkId));
    values_.at(index).reset();
    return ok();
}

bool Answers::empty() const {
    return std::none_of(values_.begin(), values_.end(),
                        [](const auto& value) { return value.has_value(); });
}

std::vector<std::size_t> Answers::missing(const Form& form) const {
    std::vector<std::size_t> items;
    for (const auto& page : form.pages())
        if (form.item(page.item).required && !values_.at(page.item)) items.push_back(page.item);
    return items;
}

namespace {
Result<Answer> answerFromNumber(const Item& item, std::string_view token) {
    std::int64_t number = 0;
    const auto* end = token.data() + token.size();
    const auto done = std::from_chars(token.data(), end, number);
    if (done.ptr != end || token.empty() || done.ec == std::errc::invalid_argument)
        return Error{Fault::NotAnAnswer};
    if (done.ec != std::errc{}) return Error{Fault::OutOfRange};
    switch (item.kind) {
        case ItemKind::Choice:
            if (const auto option = item.optionOf(number)) return Answer{Chosen{*option}};
            return Error{Fault::OutOfRange};
        case ItemKind::Boolean:
            if (number != 0 && number != 1) return Error{Fault::OutOfRange};
            return Answer{number == 1};
        case ItemKind::Integer:
            return Answer{number};
        case ItemKind::Text:
            return Error{Fault::WrongAnswerType};
        default:
            return Error{Fault::NotAnswerable};
    }
}
}  // namespace

Result<Answers> answersFromOrdinals(const Form& form, std::span<const std::string> tokens) {
    if (tokens.size() > form.pages().size()) return Error{Fault::TooManyAnswers};
    Answers answers(form);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i] == "-") continue;
        const auto& item = form.item(form.pages()[i].item);
        auto answer = tokens[i] == "r" ? Result<Answer>(Answer{Declined{}})
                                       : answerFromNumber(item, tokens[i]);
        auto stored = answer.has_error() ? Result<void>(answer.error())
                                         : answers.set(form, item.linkId, *std::move(answer));
        if (stored.has_error())
            return Error{stored.error().code, "answer " + std::to_string(i + 1)};
    }
    return answers;
}

}  // namespace landfall::instrument
