#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "landfall/fhir/names.hpp"
#include "landfall/fhir/values.hpp"
#include "landfall/instrument/answers.hpp"
#include "landfall/instrument/form_reader.hpp"
#include "landfall/instrument/pattern.hpp"
#include "landfall/instrument/value_order.hpp"

namespace landfall::instrument {

namespace names = fhir::names;

namespace {
constexpr std::array<std::pair<std::string_view, ItemKind>, 16> kinds = {{
    {"group", ItemKind::Group},
    {"display", ItemKind::Display},
    {"boolean", ItemKind::Boolean},
    {"decimal", ItemKind::Decimal},
    {"integer", ItemKind::Integer},
    {"date", ItemKind::Date},
    {"dateTime", ItemKind::DateTime},
    {"time", ItemKind::Time},
    {"string", ItemKind::Text},
    {"text", ItemKind::Text},
    {"url", ItemKind::Url},
    {"choice", ItemKind::Choice},
    {"open-choice", ItemKind::OpenChoice},
    {"attachment", ItemKind::Attachment},
    {"reference", ItemKind::Reference},
    {"quantity", ItemKind::Quantity},
}};

std::string controlOf(const fhir::Node& node) {
    const auto coded = extensionOf(node, names::itemControl).get("valueCodeableConcept");
    for (const auto coding : coded.get("coding").elements())
        if (const auto system = coding.get("system").textOr();
            system.empty() || system == names::itemControlSystem)
            return std::string(coding.get("code").textOr());
    return {};
}

/// The types a limit of this kind of item may have.
bool fitsLimit(ItemKind kind, const fhir::ResponseValue& value) {
    switch (kind) {
        case ItemKind::Integer:
            return std::holds_alternative<std::int64_t>(value);
        case ItemKind::Decimal:
            return std::holds_alternative<std::int64_t>(value) ||
                   std::holds_alternative<fhir::Decimal>(value);
        case ItemKind::Date:
            return std::holds_alternative<fhir::Date>(value);
        case ItemKind::DateTime:
            return std::holds_alternative<fhir::Date>(value) ||
                   std::holds_alternative<fhir::DateTime>(value);
        case ItemKind::Time:
            return std::holds_alternative<fhir::Time>(value);
        case ItemKind::Quantity:
            if (const auto* quantity = std::get_if<fhir::Quantity>(&value))
                return quantity->value.has_value();
            return false;
        default:
            return false;
    }
}

bool takesLimits(ItemKind kind) {
    return kind == ItemKind::Integer || kind == ItemKind::Decimal || kind == ItemKind::Date ||
           kind == ItemKind::DateTime || kind == ItemKind::Time || kind == ItemKind::Quantity;
}
}  // namespace

void FormReader::readKind(const fhir::Node& node, Item& item) {
    const auto type = textMember(node, "type", true);
    const auto* const known = std::find_if(kinds.begin(), kinds.end(),
                                           [&](const auto& kind) { return kind.first == type; });
    item.kind = known == kinds.end() ? ItemKind::Unsupported : known->second;
    if (known == kinds.end() && !type.empty()) noteIn(Fault::UnknownType, node, "type");
    item.multiline = type == "text";
    if (!item.isQuestion()) return;
    const bool hasNoOptions = item.kind == ItemKind::Choice && node.get("answerOption").size() == 0;
    if (changesMeaning(node) || hasNoOptions) item.kind = ItemKind::Unsupported;
}

void FormReader::readControl(const fhir::Node& node, Item& item) {
    const auto control = controlOf(node);
    controls_.push_back(control);
    item.isPage = item.kind == ItemKind::Group && control == "page";
    // A slider without ends has no scale to move on; then the number is typed.
    const bool hasEnds =
        item.kind == ItemKind::Integer
            ? extensionOf(node, names::minValue) && extensionOf(node, names::maxValue)
            : item.kind == ItemKind::Decimal && item.lowest && item.highest;
    item.slider = control == "slider" && hasEnds && !item.repeats;
    if (const auto extension = extensionOf(node, names::sliderStepValue)) {
        const auto step =
            fhir::Decimal::parse(fhir::choiceOf(extension, "value").numberText().value_or(""));
        if (!step || step->compare(fhir::Decimal::of(0)) <= 0 ||
            (item.kind == ItemKind::Integer && !step->whole()))
            noteIn(Fault::BadElement, extension, "valueInteger");
        else
            item.step = *step;
    }
}

/// Displays below a question are about it: its help, the ends of its slider, its unit.
void FormReader::attachDisplay(const Item& display, const std::string& control) {
    auto& question = form_.items_[*display.holder];
    const auto add = [&](std::string& to) {
        if (!to.empty()) to += '\n';
        to += display.text;
    };
    if (control == "lower")
        add(question.lowLabel);
    else if (control == "upper")
        add(question.highLabel);
    else if (control == "unit")
        add(question.unit);
    else
        add(question.help);
}

void FormReader::readUnits(const fhir::Node& node, Item& item) {
    for (const auto extension : node.get("extension").elements()) {
        const auto url = extension.get("url").textOr();
        if (url != names::questionnaireUnit && url != names::questionnaireUnitOption) continue;
        auto unit = codingOf(extension.get("valueCoding"));
        if (unit.code.empty() && unit.display.empty()) {
            noteIn(Fault::BadElement, extension, "valueCoding");
            continue;
        }
        if (url == names::questionnaireUnit || (item.unit.empty() && item.units.empty()))
            item.unit = unit.display.empty() ? unit.code : unit.display;
        if (std::find(item.units.begin(), item.units.end(), unit) == item.units.end())
            item.units.push_back(std::move(unit));
    }
    if (item.units.size() > optionsMax) noteIn(Fault::BadElement, node, "extension");
}

void FormReader::readLimits(const fhir::Node& node, Item& item) {
    const auto limit = [&](std::string_view url) -> std::optional<fhir::ResponseValue> {
        const auto extension = extensionOf(node, url);
        if (!extension || !takesLimits(item.kind)) return std::nullopt;
        auto value = fhir::valueIn(extension, "value");
        if (!fitsLimit(item.kind, value)) {
            const auto given = fhir::choiceOf(extension, "value");
            note(Fault::BadElement, given ? given : extension);
            return std::nullopt;
        }
        return value;
    };
    auto low = limit(names::minValue);
    auto high = limit(names::maxValue);
    if (low && high)
        if (const auto order = orderOf(*low, *high); order && *order > 0)
            noteExtension(Fault::BadLimits, extensionOf(node, names::maxValue));
    if (item.kind == ItemKind::Integer) {
        // FHIR integer: 32 bits.
        item.min = low ? std::get<std::int64_t>(*low) : std::numeric_limits<std::int32_t>::min();
        item.max = high ? std::get<std::int64_t>(*high) : std::numeric_limits<std::int32_t>::max();
        if (*item.min > *item.max && !(low && high))
            noteExtension(Fault::BadLimits,
                          extensionOf(node, low ? names::minValue : names::maxValue));
        return;
    }
    item.lowest = std::move(low);
    item.highest = std::move(high);
}

void FormReader::readLengths(const fhir::Node& node, Item& item) {
    if (const auto chars = node.get("maxLength")) {
        const auto value = chars.integer().value_or(0);
        if (value <= 0)
            note(Fault::BadElement, chars);
        else
            item.charsMax = std::min<std::size_t>(textCharsMax, static_cast<std::size_t>(value));
        item.hasCharsMax = value > 0;
    }
    const auto count = [&](std::string_view url) -> std::optional<std::int64_t> {
        const auto extension = extensionOf(node, url);
        if (!extension) return std::nullopt;
        const auto value = extension.get("valueInteger").integer();
        if (value && *value >= 0 && *value <= std::numeric_limits<std::int32_t>::max())
            return value;
        noteIn(Fault::BadElement, extension, "valueInteger");
        return std::nullopt;
    };
    if (const auto least = count(names::minLength)) {
        item.charsMin = static_cast<std::size_t>(*least);
        if (item.charsMin > item.charsMax)
            noteExtension(Fault::BadLimits, extensionOf(node, names::minLength));
    }
    if (const auto places = count(names::maxDecimalPlaces))
        item.decimalsMax = static_cast<int>(*places);
    if (const auto extension = extensionOf(node, names::maxSize)) {
        item.sizeMegabytesMax =
            fhir::Decimal::parse(fhir::choiceOf(extension, "value").numberText().value_or(""));
        if (!item.sizeMegabytesMax) noteIn(Fault::BadElement, extension, "valueDecimal");
    }
}

void FormReader::readPattern(const fhir::Node& node, Item& item) {
    const auto extension = extensionOf(node, names::regex);
    if (!extension) return;
    item.pattern = Pattern::compile(extension.get("valueString").textOr());
    if (item.pattern) patternSteps_ += item.pattern->steps();
    if (!item.pattern || patternSteps_ > patternStepsMax)
        noteIn(Fault::BadPattern, extension, "valueString");
}

void FormReader::readInitial(const fhir::Node& node, Item& item) {
    const auto given = node.get("initial");
    if (given && !given.isArray()) return note(Fault::BadElement, given);
    if (!item.isAnswerable()) {
        item.initial.clear();
        return;
    }
    for (const auto one : given.elements()) {
        auto value = fhir::valueIn(one, "value");
        const auto single = singleOf(item, value);
        const bool fits =
            single.has_value() &&
            std::visit([&](const auto& own) { return checkAnswer(item, own); }, *single)
                .has_value();
        if (!fits) note(Fault::BadInitial, one);
        item.initial.push_back(std::move(value));
    }
    if ((item.initial.size() > 1 && !item.repeats) || item.initial.size() > answersMax)
        noteIn(Fault::BadInitial, node, "initial");
}

}  // namespace landfall::instrument
