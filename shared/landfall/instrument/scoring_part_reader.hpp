#pragma once

#include "landfall/instrument/form_reader.hpp"

namespace landfall::instrument {

/// The lowest and the highest number an item can count as.
struct Range {
    std::int64_t low = 0;
    std::int64_t high = 0;
    friend bool operator==(const Range&, const Range&) = default;
};
[[nodiscard]] Range rangeOf(const Item& item);
/// What the items of a scale can sum up to.
[[nodiscard]] Range rangeOf(const Scale& scale, const Form& form,
                            const std::vector<Reversed>& reversed);
/// True for an item that counts as a number: options with ordinals, yes or no, an integer.
[[nodiscard]] bool isScorable(const Item& item);

/// Reads the parts of a scoring extension that are made of items; every fault names its place.
class ScoringPartReader {
public:
    ScoringPartReader(const Form& form, std::vector<Error>& faults)
        : form_(form), faults_(faults) {}

    void note(const fhir::Node& at) { faults_.emplace_back(Fault::BadScoring, at.path()); }
    /// The part at fault, which may be missing: `extension[0] missing`.
    void note(const fhir::Node& at, const std::string& part) {
        faults_.emplace_back(Fault::BadScoring, at.path() + ' ' + part);
    }
    /// An integer that has to be there, between the two.
    std::int64_t number(const fhir::Node& at, std::string_view url, std::int64_t low,
                        std::int64_t high);
    std::optional<std::int64_t> optionalNumber(const fhir::Node& at, std::string_view url,
                                               std::int64_t low, std::int64_t high);
    std::string code(const fhir::Node& at);
    /// The item that a linkId names, if it has a number.
    std::optional<std::size_t> item(const fhir::Node& part);
    void addItem(const fhir::Node& part, std::vector<std::size_t>& items);

    /// code, items, method and decimals of the total or a subscale, and what may be missing.
    void readScale(const fhir::Node& extension, Scale& scale);
    void readMissing(const fhir::Node& extension, Scale& scale);
    [[nodiscard]] PatternRule readPattern(const fhir::Node& part);
    [[nodiscard]] ClusterRule readCluster(const fhir::Node& part);
    void readTable(const fhir::Node& extension, ScoringRule& rule);

private:
    void readDomain(const fhir::Node& part, Scale& scale);

    const Form& form_;
    std::vector<Error>& faults_;
};

}  // namespace landfall::instrument
