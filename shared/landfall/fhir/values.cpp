#include "landfall/fhir/values.hpp"

#include "landfall/fhir/temporal.hpp"

namespace landfall::fhir {

namespace {
std::string textOf(const Node& node) {
    return std::string(node.textOr());
}

ResponseValue other(const Node& node) {
    return OtherValue{std::string(node.raw())};
}

ResponseValue quantityOf(const Node& node) {
    Quantity out;
    if (const auto value = node.get("value")) {
        out.value = Decimal::parse(value.numberText().value_or(""));
        if (!out.value) return other(node);
    }
    out.comparator = textOf(node.get("comparator"));
    out.unit = textOf(node.get("unit"));
    out.system = textOf(node.get("system"));
    out.code = textOf(node.get("code"));
    return out;
}

/// Begins a member, with a comma when it is not the first.
void name(std::string& out, std::string_view element) {
    if (out.back() != '{') out += ',';
    out += '"';
    out += element;
    out += "\":";
}
void text(std::string& out, std::string_view element, const std::string& value) {
    if (value.empty()) return;
    name(out, element);
    out += fhir::quoted(value);
}

struct Member {
    std::string operator()(const Coding& coding) const {
        std::string out = "{";
        text(out, "system", coding.system);
        text(out, "code", coding.code);
        text(out, "display", coding.display);
        return "\"valueCoding\":" + out + '}';
    }
    std::string operator()(bool yes) const {
        return std::string("\"valueBoolean\":") + (yes ? "true" : "false");
    }
    std::string operator()(std::int64_t number) const {
        return "\"valueInteger\":" + std::to_string(number);
    }
    std::string operator()(const std::string& value) const {
        return "\"valueString\":" + fhir::quoted(value);
    }
    std::string operator()(const OtherValue&) const { return {}; }
    std::string operator()(const Decimal& value) const {
        return "\"valueDecimal\":" + value.text();
    }
    std::string operator()(const Date& value) const {
        return "\"valueDate\":" + fhir::quoted(value.text);
    }
    std::string operator()(const DateTime& value) const {
        return "\"valueDateTime\":" + fhir::quoted(value.text);
    }
    std::string operator()(const Time& value) const {
        return "\"valueTime\":" + fhir::quoted(value.text);
    }
    std::string operator()(const Uri& value) const {
        return "\"valueUri\":" + fhir::quoted(value.text);
    }
    std::string operator()(const Quantity& quantity) const {
        std::string out = "{";
        if (quantity.value) {
            name(out, "value");
            out += quantity.value->text();
        }
        text(out, "comparator", quantity.comparator);
        text(out, "unit", quantity.unit);
        text(out, "system", quantity.system);
        text(out, "code", quantity.code);
        return "\"valueQuantity\":" + out + '}';
    }
};

struct Plain {
    std::string operator()(const Coding& coding) const {
        return coding.display.empty() ? coding.code : coding.display;
    }
    std::string operator()(bool yes) const { return yes ? "yes" : "no"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(const std::string& value) const { return value; }
    std::string operator()(const OtherValue& value) const { return value.raw; }
    std::string operator()(const Decimal& value) const { return value.text(); }
    std::string operator()(const Date& value) const { return value.text; }
    std::string operator()(const DateTime& value) const { return value.text; }
    std::string operator()(const Time& value) const { return value.text; }
    std::string operator()(const Uri& value) const { return value.text; }
    std::string operator()(const Quantity& quantity) const {
        auto out = quantity.comparator;
        if (quantity.value) out += quantity.value->text();
        const auto& unit = quantity.unit.empty() ? quantity.code : quantity.unit;
        if (!unit.empty()) out += ' ' + unit;
        return out;
    }
};
}  // namespace

Node choiceOf(const Node& object, std::string_view stem) {
    for (const auto member : object.members()) {
        const auto key = member.key();
        if (key.size() > stem.size() && key.starts_with(stem) && key[stem.size()] >= 'A' &&
            key[stem.size()] <= 'Z')
            return member;
    }
    return {};
}

ResponseValue valueIn(const Node& object, std::string_view stem) {
    const auto node = choiceOf(object, stem);
    if (!node) return OtherValue{};
    const auto type = node.key().substr(stem.size());
    const auto written = node.text();
    if (type == "Coding" && node.isObject())
        return Coding{textOf(node.get("system")), textOf(node.get("code")),
                      textOf(node.get("display"))};
    if (type == "Boolean" && node.isBoolean()) return *node.boolean();
    if (type == "Integer" && node.integer()) return *node.integer();
    if (type == "String" && written) return std::string(*written);
    if (type == "Decimal") {
        if (auto decimal = Decimal::parse(node.numberText().value_or(""))) return *decimal;
    }
    if (type == "Date" && written && isDateValue(*written)) return Date{std::string(*written)};
    if (type == "DateTime" && written && isDateTimeValue(*written))
        return DateTime{std::string(*written)};
    if (type == "Time" && written && isTimeValue(*written)) return Time{std::string(*written)};
    if (type == "Uri" && written && !written->empty()) return Uri{std::string(*written)};
    if (type == "Quantity" && node.isObject()) return quantityOf(node);
    return other(node);
}

std::string memberOf(const ResponseValue& value) {
    return std::visit(Member{}, value);
}

std::string plainText(const ResponseValue& value) {
    return std::visit(Plain{}, value);
}

}  // namespace landfall::fhir
