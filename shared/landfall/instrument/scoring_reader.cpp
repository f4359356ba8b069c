#include <algorithm>

#include "landfall/instrument/form_reader.hpp"

namespace landfall::instrument {

namespace {
/// Reads the sub-extensions of one scoring extension; each fault names its place.
class ScoringReader {
public:
    ScoringReader(const Form& form, std::vector<Error>& faults) : form_(form), faults_(faults) {}

    ScoringRule read(const fhir::Node& extension) {
        ScoringRule rule;
        rule.algorithm = extensionOf(extension, "algorithm").get("valueString").textOr();
        if (rule.algorithm.empty()) note(extension);
        if (extensionOf(extension, "method").get("valueCode").textOr() != "sum") note(extension);
        rule.code = codingOf(extensionOf(extension, "code").get("valueCoding"));
        if (rule.code.code.empty()) note(extension);
        readMissing(extension, rule);
        for (const auto part : extension.get("extension").elements()) {
            const auto url = part.get("url").textOr();
            if (url == "item") addScored(part, rule.items);
            if (url == "neverProrated") addScored(part, rule.neverProrated);
            if (url == "band") addBand(part, rule);
            if (url == "pattern") readPattern(part, rule);
        }
        if (rule.items.empty()) note(extension);
        for (const auto item : rule.neverProrated)
            if (!contains(rule.items, item)) note(extension);
        checkBands(extension, rule);
        return rule;
    }

private:
    void note(const fhir::Node& at) { faults_.emplace_back(Fault::BadScoring, at.path()); }

    static bool contains(const std::vector<std::size_t>& items, std::size_t item) {
        return std::find(items.begin(), items.end(), item) != items.end();
    }

    void readMissing(const fhir::Node& extension, ScoringRule& rule) {
        const auto missing = extensionOf(extension, "missing").get("valueCode").textOr();
        const auto most = extensionOf(extension, "missingMax").get("valueInteger").integer();
        if (missing == "prorate" && most && *most > 0 && *most < 100)
            rule.missingMax = static_cast<int>(*most);
        else if (missing != "complete" || most)
            note(extension);
    }

    /// An item named by its linkId that has a number: options with ordinals, yes or no, an integer.
    void addScored(const fhir::Node& part, std::vector<std::size_t>& items) {
        const auto index = form_.indexOf(part.get("valueString").textOr());
        if (!index || contains(items, *index)) return note(part);
        const auto& item = form_.item(*index);
        const bool weighted = item.kind == ItemKind::Choice && item.hasOrdinals();
        // Which of several answers or of several rows would count is nowhere said.
        if (item.repeats || item.hidden || !item.repeatsAround.empty()) return note(part);
        if (!weighted && item.kind != ItemKind::Boolean && item.kind != ItemKind::Integer)
            return note(part);
        items.push_back(*index);
    }

    void addBand(const fhir::Node& part, ScoringRule& rule) {
        Band band;
        band.code = extensionOf(part, "code").get("valueCode").textOr();
        const auto low = extensionOf(part, "low").get("valueInteger").integer();
        const auto high = extensionOf(part, "high").get("valueInteger").integer();
        if (band.code.empty() || !low || !high || *low > *high) return note(part);
        band.low = *low;
        band.high = *high;
        if (!rule.bands.empty() && rule.bands.back().high + 1 != band.low) return note(part);
        rule.bands.push_back(std::move(band));
    }

    /// Every total that can come out has a band.
    void checkBands(const fhir::Node& extension, const ScoringRule& rule) {
        if (rule.bands.empty()) return;
        std::int64_t lowest = 0;
        std::int64_t highest = 0;
        for (const auto index : rule.items) {
            const auto& item = form_.item(index);
            std::int64_t low = item.min.value_or(0);
            std::int64_t high = item.max.value_or(1);
            bool isFirst = true;
            for (std::size_t i = 0; i < item.options.size(); ++i) {
                const auto number = item.numberOf(i);
                if (!number) continue;
                low = isFirst ? *number : std::min(low, *number);
                high = isFirst ? *number : std::max(high, *number);
                isFirst = false;
            }
            lowest += low;
            highest += high;
        }
        if (rule.bands.front().low > lowest || rule.bands.back().high < highest) note(extension);
    }

    void readPattern(const fhir::Node& part, ScoringRule& rule) {
        PatternRule pattern;
        const auto number = [&](const fhir::Node& at, std::string_view url) {
            const auto value = extensionOf(at, url).get("valueInteger").integer();
            if (!value) note(at);
            return value.value_or(0);
        };
        pattern.coreAtLeast = number(part, "coreAtLeast");
        pattern.presentAtLeast = number(part, "presentAtLeast");
        for (const auto one : part.get("extension").elements()) {
            const auto url = one.get("url").textOr();
            if (url == "coreItem") addScored(one, pattern.coreItems);
            if (url == "presentException") {
                std::vector<std::size_t> item;
                addScored(extensionOf(one, "item"), item);
                if (!item.empty())
                    pattern.presentExceptions.emplace_back(item[0], number(one, "atLeast"));
            }
            if (url == "class") {
                const auto least = number(one, "symptomsAtLeast");
                PatternRule::Class entry{
                    std::string(extensionOf(one, "code").get("valueCode").textOr()),
                    static_cast<int>(least)};
                if (entry.code.empty() || least < 1 || least > 1'000 ||
                    (!pattern.classes.empty() &&
                     pattern.classes.back().symptomsAtLeast >= entry.symptomsAtLeast))
                    note(one);
                pattern.classes.push_back(std::move(entry));
            }
        }
        if (const auto other = extensionOf(part, "otherwise"))
            pattern.otherwise = other.get("valueCode").textOr();
        if (pattern.coreItems.empty() || pattern.classes.empty() || pattern.otherwise.empty())
            note(part);
        rule.pattern = std::move(pattern);
    }

    const Form& form_;
    std::vector<Error>& faults_;
};
}  // namespace

ScoringRule readScoringRule(const fhir::Node& extension, const Form& form,
                            std::vector<Error>& faults) {
    return ScoringReader(form, faults).read(extension);
}

}  // namespace landfall::instrument
