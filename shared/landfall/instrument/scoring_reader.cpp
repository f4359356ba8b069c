#include <algorithm>

#include "landfall/instrument/scoring_part_reader.hpp"

namespace landfall::instrument {

namespace {
constexpr std::int64_t numberMax = 1'000'000;
constexpr int decimalsMax = 6;
constexpr int percentMax = 100;

bool contains(const std::vector<std::size_t>& items, std::size_t item) {
    return std::find(items.begin(), items.end(), item) != items.end();
}

/// Reads the sub-extensions of one scoring extension; each fault names its place.
class ScoringReader {
public:
    ScoringReader(const Form& form, std::vector<Error>& faults)
        : form_(form), parts_(form, faults) {}

    ScoringRule read(const fhir::Node& extension) {
        ScoringRule rule;
        rule.algorithm = extensionOf(extension, "algorithm").get("valueString").textOr();
        if (rule.algorithm.empty()) parts_.note(extension, "algorithm");
        rule.code = codingOf(extensionOf(extension, "code").get("valueCoding"));
        if (rule.code.code.empty()) parts_.note(extension, "code");
        parts_.readScale(extension, rule.total);
        if (rule.total.method == Method::Result) {
            readResultCodes(extension, rule);
            return rule;
        }
        parts_.readMissing(extension, rule.total);
        readReversed(extension, rule);
        readNumbers(extension, rule);
        readGate(extension, rule);
        for (const auto part : extension.get("extension").elements()) {
            const auto url = part.get("url").textOr();
            if (url == "neverProrated") parts_.addItem(part, rule.neverProrated);
            if (url == "band") addBand(part, rule);
            if (url == "pattern") rule.pattern = parts_.readPattern(part);
            if (url == "cluster") rule.clusters.push_back(parts_.readCluster(part));
            if (url == "subscale") addSubscale(part, rule);
            if (url == "cut")
                rule.cuts.push_back(
                    {parts_.code(part), parts_.number(part, "atLeast", -numberMax, numberMax)});
        }
        for (const auto item : rule.neverProrated)
            if (!contains(rule.total.items, item)) parts_.note(extension, "neverProrated");
        checkTotals(extension, rule);
        return rule;
    }

private:
    void readResultCodes(const fhir::Node& extension, ScoringRule& rule) {
        for (const auto part : extension.get("extension").elements()) {
            if (part.get("url").textOr() != "resultCode") continue;
            ResultCode code{std::string(extensionOf(part, "result").get("valueCode").textOr()),
                            codingOf(extensionOf(part, "code").get("valueCoding"))};
            if (code.result.empty() || code.code.code.empty()) parts_.note(part);
            rule.resultCodes.push_back(std::move(code));
        }
    }

    void readReversed(const fhir::Node& extension, ScoringRule& rule) {
        for (const auto part : extension.get("extension").elements()) {
            if (part.get("url").textOr() != "reverse") continue;
            const auto index = parts_.item(part);
            if (!index) continue;
            if (!contains(rule.total.items, *index)) parts_.note(part);
            const auto range = rangeOf(form_.item(*index));
            rule.reversed.push_back({*index, range.low + range.high});
        }
    }

    void readNumbers(const fhir::Node& extension, ScoringRule& rule) {
        rule.weight =
            static_cast<int>(parts_.optionalNumber(extension, "weight", 2, percentMax).value_or(1));
        rule.scale = extensionOf(extension, "scale").get("valueCode").textOr();
        rule.completePercent = static_cast<int>(
            parts_.optionalNumber(extension, "completePercent", 1, percentMax).value_or(0));
        rule.remissionAtMost = parts_.optionalNumber(extension, "remission", -numberMax, numberMax);
        const auto decimals = [&](std::string_view url) -> std::optional<int> {
            const auto value = parts_.optionalNumber(extension, url, 0, decimalsMax);
            if (!value) return std::nullopt;
            return static_cast<int>(*value);
        };
        rule.meanDecimals = decimals("mean");
        rule.percentDecimals = decimals("percent");
        if (extensionOf(extension, "table")) {
            rule.total.decimals = decimals("decimals").value_or(0);
            parts_.readTable(extension, rule);
        }
    }

    void readGate(const fhir::Node& extension, ScoringRule& rule) {
        const auto part = extensionOf(extension, "gate");
        if (!part) return;
        if (const auto index = parts_.item(extensionOf(part, "item")))
            rule.gate = Gate{*index, parts_.number(part, "atMost", -numberMax, numberMax)};
    }

    void addBand(const fhir::Node& part, ScoringRule& rule) {
        Band band{parts_.code(part), parts_.number(part, "low", -numberMax, numberMax),
                  parts_.number(part, "high", -numberMax, numberMax)};
        if (band.low > band.high || (!rule.bands.empty() && rule.bands.back().high + 1 != band.low))
            return parts_.note(part);
        rule.bands.push_back(std::move(band));
    }

    void addSubscale(const fhir::Node& part, ScoringRule& rule) {
        Scale scale;
        scale.code = parts_.code(part);
        parts_.readScale(part, scale);
        if (scale.method == Method::Result) parts_.note(part, "method");
        // What may be missing is one rule for the whole instrument, applied to each scale by
        // itself.
        scale.missingMax = rule.total.missingMax;
        scale.answeredPercent = rule.total.answeredPercent;
        scale.most = rangeOf(scale, form_, rule.reversed).high;
        rule.subscales.push_back(std::move(scale));
    }

    /// Every total that can come out has a band, and a row where there is a table.
    void checkTotals(const fhir::Node& extension, ScoringRule& rule) {
        const auto sums = rangeOf(rule.total, form_, rule.reversed);
        rule.total.most = sums.high;
        if (!rule.table.empty() &&
            (rule.table.front().raw > sums.low || rule.table.back().raw < sums.high ||
             rule.total.method != Method::Sum || rule.weight != 1))
            parts_.note(extension, "table");
        if (rule.bands.empty()) return;
        const bool isSum = rule.total.method == Method::Sum && rule.table.empty();
        if (!isSum || rule.bands.front().low > sums.low * rule.weight ||
            rule.bands.back().high < sums.high * rule.weight)
            parts_.note(extension, "band");
    }

    const Form& form_;
    ScoringPartReader parts_;
};
}  // namespace

ScoringRule readScoringRule(const fhir::Node& extension, const Form& form,
                            std::vector<Error>& faults) {
    return ScoringReader(form, faults).read(extension);
}

}  // namespace landfall::instrument
