#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "landfall/fhir/types.hpp"

// How scores come from answers, read from the `scoring` extension of a Questionnaire. Its parts
// (below https://landfall.example/fhir/StructureDefinition/scoring):
//
//     algorithm      valueString   id/version, for example phq9/1.0.0
//     code           valueCoding   of the total: LOINC, or a project code
//     method         valueCode     sum, mean (with decimals), or result: the form says a result
//                                  and is never summed
//     decimals       valueInteger  digits after the point of a mean or of a table
//     resultCode     extension     result (valueCode), code (valueCoding): how others code it
//     item           valueString   linkId of a scored item; repeated
//     domain         extension     several `item`, of which the highest answer counts; repeated
//     reverse        valueString   linkId of a scored item that counts lowest + highest - answer
//     weight         valueInteger  the sum is multiplied by it, and is kept as detail `raw`
//     missing        valueCode     complete; prorate (with missingMax); mean (with
//     answeredPercent):
//                                  how many answers may be missing. Missing is never 0. With mean a
//                                  sum still needs all; its mean and its subscales do not
//     neverProrated  valueString   linkId of an item without which there is no total; repeated
//     gate           extension     item, atMost: with an answer of at most that number, nothing
//     else
//                                  is asked and the total is 0
//     table          extension     raw (valueInteger), value (valueDecimal): what a sum stands for
//     scale          valueCode     detail `scale`: what the number is, when it could be taken for
//                                  another one (raw)
//     band           extension     code, low, high
//     pattern        extension     core items and symptoms (PHQ-9)
//     cluster        extension     code, item, presentAtLeast, needed: how many items reach a
//     number subscale       extension     code, item, method, decimals completePercent valueInteger
//     detail `complete`: every subscale reaches this share of its most cut            extension
//     code, atLeast: detail `cut` remission      valueInteger  detail `remission`: at most this
//     mean, percent  valueInteger  details `mean` and `percent` with so many digits after the point
namespace landfall::instrument {

struct Band {
    std::string code;
    std::int64_t low = 0;   ///< in units of the rule's decimals, as the value is
    std::int64_t high = 0;  ///< inclusive
    friend bool operator==(const Band&, const Band&) = default;
};

/// A pattern over single symptoms, for clinicians; a pattern and never a diagnosis.
struct PatternRule {
    struct Class {
        std::string code;
        int symptomsAtLeast = 0;
        friend bool operator==(const Class&, const Class&) = default;
    };
    std::vector<std::size_t> coreItems;  ///< indexes into Form::items()
    std::int64_t coreAtLeast = 0;        ///< one of the core items must reach this
    std::int64_t presentAtLeast = 0;     ///< a symptom is present from here on
    /// Symptoms that count as present at another number: item index and that number.
    std::vector<std::pair<std::size_t, std::int64_t>> presentExceptions;
    std::vector<Class> classes;  ///< ascending; the last that fits holds
    std::string otherwise = "none";
    friend bool operator==(const PatternRule&, const PatternRule&) = default;
};

/// How many items of a group reach a number; the clusters together are a pattern when each has the
/// number it needs.
struct ClusterRule {
    std::string code;
    std::vector<std::size_t> items;
    std::int64_t presentAtLeast = 0;
    int needed = 1;
    friend bool operator==(const ClusterRule&, const ClusterRule&) = default;
};

enum class Method { Sum, Mean, Result };

/// Items that give one number. Indexes into Form::items().
struct Scale {
    std::string code;                               ///< of a subscale
    std::vector<std::size_t> items;                 ///< each counts
    std::vector<std::vector<std::size_t>> domains;  ///< the highest answer of each counts
    Method method = Method::Sum;
    int decimals = 0;           ///< of the value: 43750 with 3 decimals is 43.750
    int missingMax = 0;         ///< missing answers that may be made up for
    int answeredPercent = 100;  ///< or: the share that has to be answered
    std::int64_t most = 0;      ///< the highest sum there is

    [[nodiscard]] int asked() const;
    friend bool operator==(const Scale&, const Scale&) = default;
};

struct Gate {
    std::size_t item = 0;
    std::int64_t atMost = 0;
    friend bool operator==(const Gate&, const Gate&) = default;
};
struct Cut {
    std::string code;
    std::int64_t atLeast = 0;
    friend bool operator==(const Cut&, const Cut&) = default;
};
struct TableRow {
    std::int64_t raw = 0;
    std::int64_t value = 0;  ///< in units of the decimals
    friend bool operator==(const TableRow&, const TableRow&) = default;
};
struct ResultCode {
    std::string result;
    fhir::Coding code;
    friend bool operator==(const ResultCode&, const ResultCode&) = default;
};
/// An item that is turned round: what it counts is `ends - answer`.
struct Reversed {
    std::size_t item = 0;
    std::int64_t ends = 0;  ///< its lowest and its highest number together
    friend bool operator==(const Reversed&, const Reversed&) = default;
};

/// How a total comes from the answers.
struct ScoringRule {
    std::string algorithm;
    fhir::Coding code;
    Scale total;
    std::vector<Reversed> reversed;
    int weight = 1;
    std::vector<std::size_t> neverProrated;
    std::optional<Gate> gate;
    std::vector<TableRow> table;  ///< ascending, without gaps; empty for none
    std::string scale;
    std::vector<Band> bands;
    std::optional<PatternRule> pattern;
    std::vector<ClusterRule> clusters;
    std::vector<Scale> subscales;
    int completePercent = 0;  ///< 0: says nothing about being complete
    std::vector<Cut> cuts;
    std::optional<std::int64_t> remissionAtMost;
    std::optional<int> meanDecimals;
    std::optional<int> percentDecimals;
    std::vector<ResultCode> resultCodes;

    /// Whether its scores hold more than a whole number with a band and a pattern.
    [[nodiscard]] bool saysMore() const;
    friend bool operator==(const ScoringRule&, const ScoringRule&) = default;
};

}  // namespace landfall::instrument
