#include "landfall/instrument/scoring_part_reader.hpp"

#include <algorithm>
#include <charconv>

namespace landfall::instrument {

namespace {
constexpr std::int64_t numberMax = 1'000'000;
constexpr int decimalsMax = 6;
constexpr int percentMax = 100;

bool contains(const std::vector<std::size_t>& items, std::size_t item) {
    return std::find(items.begin(), items.end(), item) != items.end();
}

/// The digits of a decimal as a whole number of units: 16.36 with 2 decimals is 1636.
std::optional<std::int64_t> unitsOf(std::string_view text, int decimals) {
    std::string digits(text.substr(0, text.find('.')));
    const auto point = text.find('.');
    std::string after(point == std::string_view::npos ? "" : text.substr(point + 1));
    const auto places = static_cast<std::size_t>(decimals);
    if (after.size() > places) return std::nullopt;
    after.resize(places, '0');
    digits += after;
    std::int64_t units = 0;
    const auto* end = digits.data() + digits.size();
    const auto done = std::from_chars(digits.data(), end, units);
    if (done.ec != std::errc{} || done.ptr != end || units > numberMax * numberMax)
        return std::nullopt;
    return units;
}
}  // namespace

Range rangeOf(const Item& item) {
    if (item.kind != ItemKind::Choice) return {item.min.value_or(0), item.max.value_or(1)};
    Range range;
    bool isFirst = true;
    for (std::size_t i = 0; i < item.options.size(); ++i) {
        const auto number = item.numberOf(i);
        if (!number) continue;
        range.low = isFirst ? *number : std::min(range.low, *number);
        range.high = isFirst ? *number : std::max(range.high, *number);
        isFirst = false;
    }
    return range;
}

Range rangeOf(const Scale& scale, const Form& form, const std::vector<Reversed>& reversed) {
    const auto one = [&](std::size_t index) {
        auto range = rangeOf(form.item(index));
        for (const auto& turned : reversed)
            if (turned.item == index) range = {turned.ends - range.high, turned.ends - range.low};
        return range;
    };
    Range sum;
    for (const auto index : scale.items) {
        sum.low += one(index).low;
        sum.high += one(index).high;
    }
    for (const auto& domain : scale.domains) {
        auto most = one(domain.front());
        for (const auto index : domain) {
            // One answer is enough, so the lowest of all can be the domain's.
            most.low = std::min(most.low, one(index).low);
            most.high = std::max(most.high, one(index).high);
        }
        sum.low += most.low;
        sum.high += most.high;
    }
    return sum;
}

bool isScorable(const Item& item) {
    // Which of several answers or of several rows would count is nowhere said.
    if (item.repeats || item.hidden || !item.repeatsAround.empty()) return false;
    if (item.kind == ItemKind::Choice) return item.hasOrdinals();
    return item.kind == ItemKind::Boolean || item.kind == ItemKind::Integer;
}

std::optional<std::int64_t> ScoringPartReader::optionalNumber(const fhir::Node& at,
                                                              std::string_view url,
                                                              std::int64_t low, std::int64_t high) {
    const auto part = extensionOf(at, url);
    if (!part) return std::nullopt;
    return number(at, url, low, high);
}

std::int64_t ScoringPartReader::number(const fhir::Node& at, std::string_view url, std::int64_t low,
                                       std::int64_t high) {
    const auto part = extensionOf(at, url);
    const auto value = part.get("valueInteger").integer();
    if (!value || *value < low || *value > high) note(at, std::string(url));
    return value.value_or(low);
}

std::string ScoringPartReader::code(const fhir::Node& at) {
    std::string code(extensionOf(at, "code").get("valueCode").textOr());
    if (code.empty()) note(at, "code");
    return code;
}

std::optional<std::size_t> ScoringPartReader::item(const fhir::Node& part) {
    const auto index = form_.indexOf(part.get("valueString").textOr());
    if (!index || !isScorable(form_.item(*index))) {
        note(part);
        return std::nullopt;
    }
    return index;
}

void ScoringPartReader::addItem(const fhir::Node& part, std::vector<std::size_t>& items) {
    const auto index = item(part);
    if (!index) return;
    if (contains(items, *index)) return note(part);
    items.push_back(*index);
}

void ScoringPartReader::readDomain(const fhir::Node& part, Scale& scale) {
    std::vector<std::size_t> domain;
    for (const auto one : part.get("extension").elements())
        if (one.get("url").textOr() == "item") addItem(one, domain);
    if (domain.empty()) return note(part);
    scale.domains.push_back(std::move(domain));
}

void ScoringPartReader::readScale(const fhir::Node& extension, Scale& scale) {
    const auto method = extensionOf(extension, "method").get("valueCode").textOr();
    if (method == "mean") {
        scale.method = Method::Mean;
        scale.decimals = static_cast<int>(number(extension, "decimals", 0, decimalsMax));
    } else if (method == "result") {
        scale.method = Method::Result;
    } else if (method != "sum") {
        note(extension, "method");
    }
    for (const auto part : extension.get("extension").elements()) {
        const auto url = part.get("url").textOr();
        if (url == "item") addItem(part, scale.items);
        if (url == "domain") readDomain(part, scale);
    }
    // An item counts once, be it alone or in a domain.
    auto all = scale.items;
    for (const auto& domain : scale.domains) all.insert(all.end(), domain.begin(), domain.end());
    std::sort(all.begin(), all.end());
    if (all.empty()) note(extension, "item");
    if (std::adjacent_find(all.begin(), all.end()) != all.end())
        note(extension, "item in two domains");
}

void ScoringPartReader::readMissing(const fhir::Node& extension, Scale& scale) {
    const auto missing = extensionOf(extension, "missing").get("valueCode").textOr();
    const auto most = optionalNumber(extension, "missingMax", 1, 99);
    const auto percent = optionalNumber(extension, "answeredPercent", 1, percentMax - 1);
    if (missing == "prorate" && most && !percent)
        scale.missingMax = static_cast<int>(*most);
    else if (missing == "mean" && percent && !most)
        scale.answeredPercent = static_cast<int>(*percent);
    else if (missing != "complete" || most || percent)
        note(extension, "missing");
}

PatternRule ScoringPartReader::readPattern(const fhir::Node& part) {
    PatternRule pattern;
    pattern.coreAtLeast = number(part, "coreAtLeast", -numberMax, numberMax);
    pattern.presentAtLeast = number(part, "presentAtLeast", -numberMax, numberMax);
    for (const auto one : part.get("extension").elements()) {
        const auto url = one.get("url").textOr();
        if (url == "coreItem") addItem(one, pattern.coreItems);
        if (url == "presentException") {
            if (const auto index = item(extensionOf(one, "item")))
                pattern.presentExceptions.emplace_back(
                    *index, number(one, "atLeast", -numberMax, numberMax));
        }
        if (url == "class") {
            PatternRule::Class entry{code(one),
                                     static_cast<int>(number(one, "symptomsAtLeast", 1, itemsMax))};
            if (!pattern.classes.empty() &&
                pattern.classes.back().symptomsAtLeast >= entry.symptomsAtLeast)
                note(one);
            pattern.classes.push_back(std::move(entry));
        }
    }
    if (const auto other = extensionOf(part, "otherwise"))
        pattern.otherwise = other.get("valueCode").textOr();
    if (pattern.coreItems.empty()) note(part, "coreItem");
    if (pattern.classes.empty()) note(part, "class");
    if (pattern.otherwise.empty()) note(part, "otherwise");
    return pattern;
}

ClusterRule ScoringPartReader::readCluster(const fhir::Node& part) {
    ClusterRule cluster;
    cluster.code = code(part);
    for (const auto one : part.get("extension").elements())
        if (one.get("url").textOr() == "item") addItem(one, cluster.items);
    cluster.presentAtLeast = number(part, "presentAtLeast", -numberMax, numberMax);
    cluster.needed = static_cast<int>(number(part, "needed", 1, itemsMax));
    // A pattern that no answers could make would look like one that is absent.
    if (cluster.items.empty()) note(part, "item");
    if (cluster.needed > static_cast<int>(cluster.items.size())) note(part, "needed");
    return cluster;
}

void ScoringPartReader::readTable(const fhir::Node& extension, ScoringRule& rule) {
    for (const auto part : extension.get("extension").elements()) {
        if (part.get("url").textOr() != "table") continue;
        const auto value = extensionOf(part, "value").get("valueDecimal");
        const auto units = unitsOf(value.numberText().value_or(""), rule.total.decimals);
        if (!units) note(value ? value : part);
        rule.table.push_back({number(part, "raw", 0, numberMax), units.value_or(0)});
        const auto size = rule.table.size();
        if (size > 1 && rule.table[size - 2].raw + 1 != rule.table.back().raw) note(part);
    }
}

}  // namespace landfall::instrument
