#include <algorithm>
#include <charconv>

#include "landfall/fhir/temporal.hpp"
#include "landfall/instrument/answers.hpp"
#include "landfall/instrument/enablement.hpp"

namespace landfall::instrument {

namespace {
Result<std::int64_t> wholeNumber(std::string_view token) {
    std::int64_t number = 0;
    const auto* end = token.data() + token.size();
    const auto done = std::from_chars(token.data(), end, number);
    if (done.ptr != end || token.empty() || done.ec == std::errc::invalid_argument)
        return Error{Fault::NotAnAnswer};
    if (done.ec != std::errc{}) return Error{Fault::OutOfRange};
    return number;
}

Result<Single> singleFrom(const Item& item, const std::string& token) {
    switch (item.kind) {
        case ItemKind::Decimal:
            if (auto decimal = fhir::Decimal::parse(token)) return Single{*std::move(decimal)};
            return Error{Fault::NotAnAnswer};
        case ItemKind::Quantity: {
            fhir::Quantity quantity{fhir::Decimal::parse(token), {}, {}, {}, {}};
            if (!quantity.value) return Error{Fault::NotAnAnswer};
            if (!item.units.empty()) {
                const auto& unit = item.units.front();
                quantity.unit = unit.display.empty() ? unit.code : unit.display;
                quantity.system = unit.system;
                quantity.code = unit.code;
            }
            return Single{std::move(quantity)};
        }
        case ItemKind::Date:
            if (fhir::isDateValue(token)) return Single{fhir::Date{token}};
            return Error{Fault::NotAnAnswer};
        case ItemKind::DateTime:
            if (fhir::isDateTimeValue(token)) return Single{fhir::DateTime{token}};
            return Error{Fault::NotAnAnswer};
        case ItemKind::Time:
            if (fhir::isTimeValue(token)) return Single{fhir::Time{token}};
            return Error{Fault::NotAnAnswer};
        default:
            break;
    }
    LF_TRY(const auto number, wholeNumber(token));
    switch (item.kind) {
        case ItemKind::Choice:
        case ItemKind::OpenChoice:
            if (const auto option = item.optionOf(number)) return Single{Chosen{*option}};
            return Error{Fault::OutOfRange};
        case ItemKind::Boolean:
            if (number != 0 && number != 1) return Error{Fault::OutOfRange};
            return Single{number == 1};
        case ItemKind::Integer:
            return Single{number};
        case ItemKind::Text:
        case ItemKind::Url:
            return Error{Fault::WrongAnswerType};
        default:
            return Error{Fault::NotAnswerable};
    }
}

Result<Answer> answerFrom(const Item& item, const std::string& token) {
    if (token == "r") return Answer{Declined{}};
    if (!item.repeats) {
        LF_TRY(auto single, singleFrom(item, token));
        return std::visit([](auto&& one) { return Answer(one); }, single);
    }
    Several several;
    for (std::size_t begin = 0; begin <= token.size();) {
        const auto comma = std::min(token.find(',', begin), token.size());
        LF_TRY(auto single, singleFrom(item, token.substr(begin, comma - begin)));
        several.values.push_back(std::move(single));
        begin = comma + 1;
    }
    return Answer{std::move(several)};
}

/// "No", or the number 0: said of an item that is not asked it contradicts nothing and drops out.
bool isNothing(const Item& item, std::string_view token) {
    const bool isNumbered = item.kind == ItemKind::Boolean || item.kind == ItemKind::Choice ||
                            item.kind == ItemKind::OpenChoice || item.kind == ItemKind::Integer;
    return isNumbered && token == "0";
}

Error at(const Error& error, std::size_t token) {
    return {error.code, "answer " + std::to_string(token + 1)};
}
}  // namespace

Result<Answers> answersFromOrdinals(const Form& form, std::span<const std::string> tokens,
                                    const ItemsToKeep& itemsToKeep) {
    const auto& questions = form.questions();
    if (tokens.size() > questions.size()) return Error{Fault::TooManyAnswers};
    Answers answers(form);
    answers.fillInitial(form, true);
    std::vector<std::pair<std::size_t, Error>> refusals;  // of a refusal that is not offered
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i] == "-") continue;
        const auto& item = form.item(questions[i]);
        auto answer = answerFrom(item, tokens[i]);
        if (answer.has_error()) return at(answer.error(), i);
        if (const auto stored = answers.set(form, item.linkId, *std::move(answer));
            stored.has_error()) {
            if (tokens[i] != "r") return at(stored.error(), i);
            refusals.emplace_back(i, at(stored.error(), i));
        }
    }
    // Only now, because what is asked may depend on answers that come later.
    const Enablement isAsked(form, answers);
    for (const auto& [i, error] : refusals)
        if (isAsked(questions[i])) return error;
    const auto kept = itemsToKeep ? itemsToKeep(form, answers) : std::vector<std::size_t>{};
    const auto isKept = [&](std::size_t item) {
        return std::find(kept.begin(), kept.end(), item) != kept.end();
    };
    for (std::size_t i = 0; i < tokens.size(); ++i)
        if (tokens[i] != "-" && tokens[i] != "r" &&
            !isNothing(form.item(questions[i]), tokens[i]) && !isAsked(questions[i]) &&
            !isKept(questions[i]))
            return at(Error{Fault::NotEnabled}, i);
    return askedOnly(form, answers, kept);
}

}  // namespace landfall::instrument
