#include "landfall/instrument/danger_reader.hpp"

#include <algorithm>
#include <initializer_list>
#include <limits>

#include "landfall/fhir/names.hpp"
#include "landfall/instrument/form_reader.hpp"

namespace landfall::instrument {

namespace names = fhir::names;

namespace {
constexpr std::size_t rulesMax = 100;

/// The greatest number an answer to the item can count as; nothing for an item without numbers.
std::optional<std::int64_t> greatestNumber(const Item& item) {
    switch (item.kind) {
        case ItemKind::Boolean:
            return 1;
        case ItemKind::Integer:
            return item.max;
        case ItemKind::Decimal:
            // Decimals have no greatest number of their own, and count with all their digits.
            return std::numeric_limits<std::int64_t>::max();
        case ItemKind::Choice:
        case ItemKind::OpenChoice: {
            // Without weights a number would be no more than the place of an option.
            if (!item.hasOrdinals()) return std::nullopt;
            std::optional<std::int64_t> greatest;
            for (std::size_t i = 0; i < item.options.size(); ++i)
                if (const auto number = item.numberOf(i))
                    greatest = std::max(greatest.value_or(*number), *number);
            return greatest;
        }
        default:
            return std::nullopt;
    }
}

/// True when each part of the test can be met by some answer to the item.
bool canApply(const DangerTest& test, const Item& item) {
    if (!item.isAnswerable() || item.hidden) return false;
    if (test.atLeast && greatestNumber(item).value_or(*test.atLeast - 1) < *test.atLeast)
        return false;
    if (test.declined && !item.declinable) return false;
    return std::all_of(test.options.begin(), test.options.end(),
                       [&](const std::string& code) { return hasOption(item, code); });
}

/// The test as single ones, of which one is enough.
std::vector<DangerTest> partsOf(const DangerTest& test) {
    std::vector<DangerTest> parts;
    if (test.atLeast) parts.push_back({test.atLeast, {}, false});
    for (const auto& code : test.options) parts.push_back({{}, {code}, false});
    if (test.declined) parts.push_back({{}, {}, true});
    return parts;
}

std::string nameOf(const DangerTest& part) {
    return part.atLeast ? "atLeast" : part.declined ? "declined" : "option";
}

bool isEmpty(const DangerTest& test) {
    return !test.atLeast && test.options.empty() && !test.declined;
}

/// Reads the parts of one extension and notes each fault with its place.
class PartsReader {
public:
    PartsReader(const fhir::Node& extension, std::vector<Error>& faults)
        : extension_(extension), faults_(faults) {}

    void note(const fhir::Node& at) { faults_.emplace_back(Fault::BadDanger, at.path()); }
    void note() { note(extension_); }
    /// The part at fault, which may be missing: `extension[0] tier`.
    void note(const std::string& part) {
        faults_.emplace_back(Fault::BadDanger, extension_.path() + ' ' + part);
    }

    [[nodiscard]] std::size_t faultCount() const { return faults_.size(); }

    /// A misspelt part would be a rule that says something else than was meant.
    void onlyKnown(std::initializer_list<std::string_view> known) {
        for (const auto part : extension_.get("extension").elements()) {
            const auto url = part.get("url").textOr();
            if (std::find(known.begin(), known.end(), url) == known.end()) note(part);
        }
    }
    std::string text(std::string_view url, std::string_view value) {
        const auto part = extensionOf(extension_, url);
        if (!part) return {};
        if (part.get(value).textOr().empty()) note(part);
        return std::string(part.get(value).textOr());
    }
    std::vector<std::string> texts(std::string_view url, std::string_view value) {
        std::vector<std::string> out;
        for (const auto part : extension_.get("extension").elements()) {
            if (part.get("url").textOr() != url) continue;
            if (part.get(value).textOr().empty()) note(part);
            out.emplace_back(part.get(value).textOr());
        }
        return out;
    }
    std::optional<std::int64_t> number(std::string_view url) {
        const auto part = extensionOf(extension_, url);
        if (part && !part.get("valueInteger").integer()) note(part);
        return part.get("valueInteger").integer();
    }
    bool flag(std::string_view url) {
        const auto part = extensionOf(extension_, url);
        if (part && !part.get("valueBoolean").isBoolean()) note(part);
        return part.get("valueBoolean").boolean().value_or(false);
    }
    /// 1 to 3, or 0 when it is left out and `mayLack` says that this is allowed.
    int tier(bool mayLack) {
        const auto tier = number("tier");
        if ((!tier && !mayLack) || (tier && (*tier < 1 || *tier > 3))) note("tier");
        return static_cast<int>(std::clamp<std::int64_t>(tier.value_or(0), 0, 3));
    }
    DangerTest test() {
        return {number("atLeast"), texts("option", "valueCode"), flag("declined")};
    }
    std::vector<std::size_t> items(std::string_view url, const Form& form) {
        std::vector<std::size_t> out;
        for (const auto part : extension_.get("extension").elements()) {
            if (part.get("url").textOr() != url) continue;
            const auto index = form.indexOf(part.get("valueString").textOr());
            if (!index || !form.item(*index).isAnswerable() || form.item(*index).hidden ||
                std::find(out.begin(), out.end(), *index) != out.end())
                note(part);
            else
                out.push_back(*index);
        }
        return out;
    }

private:
    const fhir::Node& extension_;
    std::vector<Error>& faults_;
};

std::optional<DangerCount::Companion> readCompanion(const fhir::Node& extension, const Form& form,
                                                    std::vector<Error>& faults) {
    PartsReader parts(extension, faults);
    parts.onlyKnown({"item", "atLeast", "option", "declined", "unanswered"});
    DangerCount::Companion out;
    out.test = parts.test();
    out.unanswered = parts.flag("unanswered");
    const auto items = parts.items("item", form);
    if (items.size() != 1 || (isEmpty(out.test) && !out.unanswered) ||
        !canApply(out.test, form.item(items.front()))) {
        parts.note();
        return std::nullopt;
    }
    out.item = items.front();
    return out;
}

std::optional<DangerCount::AfterYes> readAfterYes(const fhir::Node& extension, const Form& form,
                                                  std::vector<Error>& faults) {
    PartsReader parts(extension, faults);
    parts.onlyKnown({"item", "after"});
    const auto items = parts.items("item", form);
    const auto after = parts.items("after", form);
    if (items.empty() || after.size() != 1 || form.item(after.front()).kind != ItemKind::Boolean) {
        parts.note();
        return std::nullopt;
    }
    return DangerCount::AfterYes{items, after.front()};
}

/// The items of one rule may have different options: each option has to be one of some item, and
/// each item has to be able to meet something. All else is asked of every item.
void noteWhatCannotApply(const DangerCount& rule, const Form& form, PartsReader& parts) {
    const auto before = parts.faultCount();
    const auto canMeet = [&](const DangerTest& part) {
        return [&](std::size_t item) { return canApply(part, form.item(item)); };
    };
    for (const auto& part : partsOf(rule.test)) {
        const bool fits = part.options.empty()
                              ? std::all_of(rule.items.begin(), rule.items.end(), canMeet(part))
                              : std::any_of(rule.items.begin(), rule.items.end(), canMeet(part));
        if (!fits) parts.note(nameOf(part));
    }
    if (parts.faultCount() > before) return;
    for (const auto item : rule.items) {
        const auto all = partsOf(rule.test);
        if (std::none_of(all.begin(), all.end(),
                         [&](const DangerTest& part) { return canApply(part, form.item(item)); }))
            parts.note("item " + form.item(item).linkId);
    }
}

DangerCount readCount(const fhir::Node& extension, const Form& form, std::vector<Error>& faults) {
    PartsReader parts(extension, faults);
    parts.onlyKnown({"name", "item", "atLeast", "option", "declined", "count", "needed", "with",
                     "tier", "result", "answered", "answeredAfterYes", "offers"});
    DangerCount out;
    out.name = parts.text("name", "valueCode");
    out.items = parts.items("item", form);
    out.test = parts.test();
    out.needed = parts.items("needed", form);
    out.result = parts.text("result", "valueCode");
    out.answered = parts.items("answered", form);
    if (const auto after = extensionOf(extension, "answeredAfterYes"))
        out.answeredAfterYes = readAfterYes(after, form, faults);
    out.offers = parts.text("offers", "valueString");
    out.tier = parts.tier(!out.result.empty() || !out.offers.empty());
    const auto count = parts.number("count").value_or(1);
    if (const auto with = extensionOf(extension, "with"))
        out.with = readCompanion(with, form, faults);

    const auto isCounted = [&](std::size_t item) {
        return std::find(out.items.begin(), out.items.end(), item) != out.items.end();
    };
    if (!extensionOf(extension, "item")) parts.note("item");
    if (isEmpty(out.test)) parts.note("atLeast, option or declined");
    if (count < 1 || (!out.items.empty() && static_cast<std::size_t>(count) > out.items.size()))
        parts.note("count");
    if (out.needed.size() > static_cast<std::size_t>(std::max<std::int64_t>(count, 0)) ||
        !std::all_of(out.needed.begin(), out.needed.end(), isCounted))
        parts.note("needed");
    if (!out.items.empty()) noteWhatCannotApply(out, form, parts);
    if ((!out.answered.empty() || out.answeredAfterYes) && out.result.empty()) parts.note("result");
    out.count = static_cast<std::size_t>(std::max<std::int64_t>(count, 1));
    return out;
}
}  // namespace

bool hasOption(const Item& item, std::string_view code) {
    return std::any_of(item.options.begin(), item.options.end(),
                       [&](const Option& option) { return option.coding.code == code; });
}

std::vector<DangerRule> readItemDanger(const fhir::Node& node, const Item& item,
                                       std::vector<Error>& faults) {
    std::vector<DangerRule> rules;
    for (const auto extension : node.get("extension").elements()) {
        if (extension.get("url").textOr() != names::danger) continue;
        PartsReader parts(extension, faults);
        parts.onlyKnown({"atLeast", "option", "declined", "tier", "offers"});
        DangerRule rule;
        rule.test = parts.test();
        rule.offers = parts.text("offers", "valueString");
        rule.tier = parts.tier(!rule.offers.empty());
        if (isEmpty(rule.test)) parts.note("atLeast, option or declined");
        for (const auto& part : partsOf(rule.test))
            if (!canApply(part, item)) parts.note(nameOf(part));
        if (rules.size() >= rulesMax)
            parts.note("one of more than " + std::to_string(rulesMax));
        else
            rules.push_back(std::move(rule));
    }
    return rules;
}

FormDanger readFormDanger(const fhir::Node& questionnaire, const Form& form,
                          std::vector<Error>& faults) {
    FormDanger out;
    for (const auto extension : questionnaire.get("extension").elements()) {
        const auto url = extension.get("url").textOr();
        if (url == names::dangerRule) {
            auto rule = readCount(extension, form, faults);
            if (out.rules.size() >= rulesMax)
                faults.emplace_back(Fault::BadDanger, extension.path());
            else
                out.rules.push_back(std::move(rule));
        } else if (url == names::dangerOtherwise) {
            PartsReader parts(extension, faults);
            parts.onlyKnown({"result", "answered"});
            if (!out.otherwise.empty()) parts.note("only once");
            out.otherwise = parts.text("result", "valueCode");
            out.otherwiseAnswered = parts.items("answered", form);
            // Without items it would be said of a form that nobody has answered.
            if (out.otherwise.empty()) parts.note("result");
            if (out.otherwiseAnswered.empty()) parts.note("answered");
        }
    }
    return out;
}

}  // namespace landfall::instrument
