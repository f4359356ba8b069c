#include <algorithm>

#include "landfall/fhir/temporal.hpp"
#include "landfall/fhir/values.hpp"
#include "landfall/instrument/answers.hpp"
#include "landfall/instrument/pattern.hpp"
#include "landfall/instrument/value_order.hpp"

namespace landfall::instrument {

namespace {
std::string textOfSingle(const Item& item, const Single& single) {
    if (const auto* chosen = std::get_if<Chosen>(&single))
        return item.options.at(chosen->option).text;
    if (const auto* yes = std::get_if<bool>(&single)) return *yes ? "Yes" : "No";
    auto text = fhir::plainText(valueOf(item, single));
    const bool isNumber = std::holds_alternative<std::int64_t>(single) ||
                          std::holds_alternative<fhir::Decimal>(single);
    if (isNumber && !item.unit.empty()) text += ' ' + item.unit;
    return text;
}

std::optional<std::int64_t> numberOfSingle(const Item& item, const Single& single) {
    if (const auto* chosen = std::get_if<Chosen>(&single)) return item.numberOf(chosen->option);
    if (const auto* yes = std::get_if<bool>(&single)) return *yes ? 1 : 0;
    if (const auto* number = std::get_if<std::int64_t>(&single)) return *number;
    if (const auto* decimal = std::get_if<fhir::Decimal>(&single)) return decimal->whole();
    return std::nullopt;
}

std::size_t charactersIn(std::string_view text) {
    // UTF-8 continuation bytes begin with the bits 10.
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

Result<void> checkText(const Item& item, const std::string& text) {
    if (!fhir::isText(text)) return Error{Fault::WrongAnswerType, item.linkId};
    const auto characters = charactersIn(text);
    if (characters > item.charsMax) return Error{Fault::TooLong, item.linkId};
    if (characters < item.charsMin) return Error{Fault::TooShort, item.linkId};
    if (item.pattern && !item.pattern->matches(text)) return Error{Fault::NotMatching, item.linkId};
    return ok();
}

Result<void> checkLimits(const Item& item, const fhir::ResponseValue& value) {
    // A limit that cannot be compared with (less precise, another unit) does not bind.
    if (item.lowest)
        if (const auto order = orderOf(value, *item.lowest); order && *order < 0)
            return Error{Fault::OutOfRange, item.linkId};
    if (item.highest)
        if (const auto order = orderOf(value, *item.highest); order && *order > 0)
            return Error{Fault::OutOfRange, item.linkId};
    return ok();
}

Result<void> checkPlaces(const Item& item, const fhir::Decimal& decimal) {
    if (item.decimalsMax && decimal.places() > *item.decimalsMax)
        return Error{Fault::TooManyDecimals, item.linkId};
    return ok();
}

Result<void> checkQuantity(const Item& item, const fhir::Quantity& quantity) {
    const Error wrong{Fault::WrongAnswerType, item.linkId};
    if (!quantity.value) return wrong;
    for (const auto* text :
         {&quantity.unit, &quantity.system, &quantity.code, &quantity.comparator})
        if (!fhir::isText(*text) || charactersIn(*text) > textCharsMax) return wrong;
    LF_CHECK(checkPlaces(item, *quantity.value));
    const auto isUnit = [&](const fhir::Coding& unit) {
        if (quantity.code.empty())
            return quantity.unit == unit.display || quantity.unit == unit.code;
        return quantity.code == unit.code &&
               (unit.system.empty() || quantity.system.empty() || quantity.system == unit.system);
    };
    if (!item.units.empty() && std::none_of(item.units.begin(), item.units.end(), isUnit))
        return Error{Fault::OutOfRange, item.linkId};
    return checkLimits(item, quantity);
}

/// One kind of value against the items that take it; each says what else it must fulfil.
struct SingleCheck {
    const Item& item;

    [[nodiscard]] Error wrong() const { return {Fault::WrongAnswerType, item.linkId}; }
    [[nodiscard]] bool isKind(ItemKind kind) const { return item.kind == kind; }

    Result<void> operator()(const Chosen& chosen) const {
        if (!isKind(ItemKind::Choice) && !isKind(ItemKind::OpenChoice)) return wrong();
        if (chosen.option >= item.options.size()) return Error{Fault::OutOfRange, item.linkId};
        return ok();
    }
    Result<void> operator()(bool) const {
        if (!isKind(ItemKind::Boolean)) return wrong();
        return ok();
    }
    Result<void> operator()(std::int64_t number) const {
        if (!isKind(ItemKind::Integer)) return wrong();
        if (number < item.min.value_or(number) || number > item.max.value_or(number))
            return Error{Fault::OutOfRange, item.linkId};
        return ok();
    }
    Result<void> operator()(const std::string& text) const {
        if (!isKind(ItemKind::Text) && !isKind(ItemKind::OpenChoice)) return wrong();
        return checkText(item, text);
    }
    Result<void> operator()(const fhir::Decimal& decimal) const {
        if (!isKind(ItemKind::Decimal)) return wrong();
        LF_CHECK(checkPlaces(item, decimal));
        return checkLimits(item, decimal);
    }
    Result<void> operator()(const fhir::Date& date) const {
        if (!isKind(ItemKind::Date) || !fhir::isDateValue(date.text)) return wrong();
        return checkLimits(item, date);
    }
    Result<void> operator()(const fhir::DateTime& moment) const {
        if (!isKind(ItemKind::DateTime) || !fhir::isDateTimeValue(moment.text)) return wrong();
        return checkLimits(item, moment);
    }
    Result<void> operator()(const fhir::Time& time) const {
        if (!isKind(ItemKind::Time) || !fhir::isTimeValue(time.text)) return wrong();
        return checkLimits(item, time);
    }
    Result<void> operator()(const fhir::Uri& uri) const {
        if (!isKind(ItemKind::Url) || uri.text.empty() ||
            uri.text.find_first_of(" \t\r\n") != std::string::npos)
            return wrong();
        return checkText(item, uri.text);
    }
    Result<void> operator()(const fhir::Quantity& quantity) const {
        if (!isKind(ItemKind::Quantity)) return wrong();
        return checkQuantity(item, quantity);
    }
};

bool isExclusive(const Item& item, const Single& single) {
    const auto* chosen = std::get_if<Chosen>(&single);
    return chosen != nullptr && item.options.at(chosen->option).exclusive;
}
}  // namespace

std::vector<Single> singlesOf(const Answer& answer) {
    return std::visit(
        [](const auto& given) -> std::vector<Single> {
            using Given = std::decay_t<decltype(given)>;
            if constexpr (std::is_same_v<Given, Declined>)
                return {};
            else if constexpr (std::is_same_v<Given, Several>)
                return given.values;
            else
                return {Single(given)};
        },
        answer);
}

std::optional<std::int64_t> numberOf(const Item& item, const Answer& answer) {
    std::optional<std::int64_t> highest;
    for (const auto& single : singlesOf(answer))
        if (const auto number = numberOfSingle(item, single);
            number && (!highest || *number > *highest))
            highest = number;
    return highest;
}

bool isAtLeast(const Item& item, const Answer& answer, std::int64_t number) {
    const auto singles = singlesOf(answer);
    return std::any_of(singles.begin(), singles.end(), [&](const Single& single) {
        if (const auto* decimal = std::get_if<fhir::Decimal>(&single))
            return decimal->compare(fhir::Decimal::of(number)) >= 0;
        const auto whole = numberOfSingle(item, single);
        return whole && *whole >= number;
    });
}

std::string textOf(const Item& item, const Answer& answer) {
    if (isDeclined(answer)) return "prefer not to say";
    std::string text;
    for (const auto& single : singlesOf(answer)) {
        if (!text.empty()) text += ", ";
        text += textOfSingle(item, single);
    }
    return text;
}

Result<void> checkAnswer(const Item& item, const Answer& answer) {
    if (!item.isAnswerable()) return Error{Fault::NotAnswerable, item.linkId};
    if (isDeclined(answer)) {
        if (!item.declinable) return Error{Fault::NotDeclinable, item.linkId};
        return ok();
    }
    if (std::holds_alternative<Several>(answer) && !item.repeats)
        return Error{Fault::WrongAnswerType, item.linkId};
    const auto singles = singlesOf(answer);
    if (singles.size() > answersMax) return Error{Fault::TooManyAnswers, item.linkId};
    for (const auto& single : singles) LF_CHECK(std::visit(SingleCheck{item}, single));
    for (std::size_t i = 0; i < singles.size(); ++i) {
        if (singles.size() > 1 && isExclusive(item, singles[i]))
            return Error{Fault::NotTogether, item.linkId};
        if (!std::holds_alternative<Chosen>(singles[i])) continue;
        if (std::find(singles.begin(), singles.begin() + std::ptrdiff_t(i), singles[i]) !=
            singles.begin() + std::ptrdiff_t(i))
            return Error{Fault::NotTogether, item.linkId};
    }
    return ok();
}

fhir::ResponseValue valueOf(const Item& item, const Single& single) {
    return std::visit(
        [&](const auto& given) -> fhir::ResponseValue {
            if constexpr (std::is_same_v<std::decay_t<decltype(given)>, Chosen>)
                return item.options.at(given.option).value;
            else
                return given;
        },
        single);
}

Result<Single> singleOf(const Item& item, const fhir::ResponseValue& value) {
    const Error wrong{Fault::WrongAnswerType, item.linkId};
    if (item.kind == ItemKind::Choice || item.kind == ItemKind::OpenChoice) {
        bool sameType = false;
        for (std::size_t i = 0; i < item.options.size(); ++i) {
            const auto& option = item.options[i].value;
            sameType = sameType || option.index() == value.index();
            const auto* ours = std::get_if<fhir::Coding>(&option);
            const auto* theirs = std::get_if<fhir::Coding>(&value);
            const bool found = ours != nullptr && theirs != nullptr
                                   ? ours->system == theirs->system && ours->code == theirs->code
                                   : option.index() == value.index() && isSame(option, value);
            if (found) return Single{Chosen{i}};
        }
        if (const auto* own = std::get_if<std::string>(&value);
            own && item.kind == ItemKind::OpenChoice)
            return Single{*own};
        return sameType ? Error{Fault::OutOfRange, item.linkId} : wrong;
    }
    // A whole number is a decimal too; the digits stay the same.
    if (const auto* whole = std::get_if<std::int64_t>(&value);
        whole && item.kind == ItemKind::Decimal)
        return Single{fhir::Decimal::of(*whole)};
    // Others write a date where a dateTime is asked; FHIR lets a dateTime be as short.
    if (const auto* date = std::get_if<fhir::Date>(&value); date && item.kind == ItemKind::DateTime)
        return Single{fhir::DateTime{date->text}};
    return std::visit(
        [&](const auto& given) -> Result<Single> {
            using Given = std::decay_t<decltype(given)>;
            if constexpr (std::is_same_v<Given, fhir::Coding> ||
                          std::is_same_v<Given, fhir::OtherValue>)
                return wrong;
            else
                return Single(given);
        },
        value);
}

}  // namespace landfall::instrument
