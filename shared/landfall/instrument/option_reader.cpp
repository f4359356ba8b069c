#include <charconv>

#include "landfall/fhir/names.hpp"
#include "landfall/fhir/values.hpp"
#include "landfall/instrument/form_reader.hpp"
#include "landfall/instrument/value_order.hpp"

namespace landfall::instrument {

namespace names = fhir::names;

namespace {
fhir::Node weightExtension(const fhir::Node& element) {
    if (const auto ordinal = extensionOf(element, names::ordinalValue)) return ordinal;
    return extensionOf(element, names::itemWeight);
}

/// Scores are integers, so only a whole weight of ordinary size is a number here.
std::optional<int> smallWhole(const fhir::Decimal& weight) {
    constexpr std::int64_t most = 1'000'000;
    const auto whole = weight.whole();
    if (!whole || *whole > most || *whole < -most) return std::nullopt;
    return static_cast<int>(*whole);
}

/// Reference options need a look-up that is not done here.
bool canBeOption(const fhir::ResponseValue& value) {
    return std::holds_alternative<fhir::Coding>(value) ||
           std::holds_alternative<std::int64_t>(value) ||
           std::holds_alternative<fhir::Date>(value) || std::holds_alternative<fhir::Time>(value) ||
           std::holds_alternative<std::string>(value);
}
}  // namespace

void FormReader::readOptions(const fhir::Node& node, Item& item) {
    const auto options = node.get("answerOption");
    if (!options && item.kind == ItemKind::OpenChoice) return;
    if (!options.isArray() || options.size() > optionsMax)
        return noteIn(Fault::BadElement, node, "answerOption");
    for (const auto one : options.elements()) {
        readOption(one, item);
        if (item.kind == ItemKind::Unsupported) {
            item.options.clear();
            item.initial.clear();
            return;
        }
    }
    // Of weights that are not all whole numbers none is used: they would not be on one scale.
    for (const auto& option : item.options)
        if (option.weight && !option.ordinal) {
            for (auto& each : item.options) each.ordinal.reset();
            break;
        }
}

void FormReader::readOption(const fhir::Node& node, Item& item) {
    refuseModifier(node);
    Option option;
    const auto given = fhir::choiceOf(node, "value");
    option.value = fhir::valueIn(node, "value");
    if (!canBeOption(option.value)) {
        if (given.key() == "valueReference") {
            item.kind = ItemKind::Unsupported;
            return;
        }
        return given ? note(Fault::BadElement, given) : note(Fault::BadElement, node);
    }
    option.text = fhir::plainText(option.value);
    if (const auto* coding = std::get_if<fhir::Coding>(&option.value)) {
        option.coding = *coding;
        if (coding->code.empty()) noteIn(Fault::BadElement, given, "code");
    } else if (option.text.empty()) {
        note(Fault::BadElement, given);
    }
    // Two options of one value could not be told apart in the answers.
    for (const auto& other : item.options) {
        const bool isCoding = option.value.index() == other.value.index() &&
                              std::holds_alternative<fhir::Coding>(option.value);
        const bool same = isCoding ? option.coding.system == other.coding.system &&
                                         option.coding.code == other.coding.code
                                   : option.value == other.value;
        if (same) note(Fault::DuplicateOption, given);
    }
    auto weight = weightExtension(node);
    if (!weight) weight = weightExtension(given);
    if (weight) {
        option.weight = fhir::Decimal::parse(weight.get("valueDecimal").numberText().value_or(""));
        if (option.weight)
            option.ordinal = smallWhole(*option.weight);
        else
            noteIn(Fault::BadElement, weight, "valueDecimal");
    } else if (const auto* whole = std::get_if<std::int64_t>(&option.value)) {
        option.ordinal = smallWhole(fhir::Decimal::of(*whole));
    }
    option.exclusive = flagExtension(node, names::optionExclusive);
    if (flagMember(node, "initialSelected")) item.initial.push_back(option.value);
    item.options.push_back(std::move(option));
}

}  // namespace landfall::instrument
