#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "landfall/fhir/types.hpp"

namespace landfall::instrument {

struct Band {
    std::string code;
    std::int64_t low = 0;
    std::int64_t high = 0;  ///< inclusive
};

/// A pattern over single symptoms, for clinicians; a pattern and never a diagnosis.
struct PatternRule {
    struct Class {
        std::string code;
        int symptomsAtLeast = 0;
    };
    std::vector<std::size_t> coreItems;  ///< indexes into Form::items()
    std::int64_t coreAtLeast = 0;        ///< one of the core items must reach this
    std::int64_t presentAtLeast = 0;     ///< a symptom is present from here on
    /// Symptoms that count as present at another number: item index and that number.
    std::vector<std::pair<std::size_t, std::int64_t>> presentExceptions;
    std::vector<Class> classes;  ///< ascending; the last that fits holds
    std::string otherwise = "none";
};

/// How a total comes from the answers; read from the scoring data of a Questionnaire.
struct ScoringRule {
    std::string algorithm;           ///< id/version, for example phq9/1.0.0
    fhir::Coding code;               ///< of the total: LOINC, or a project code
    std::vector<std::size_t> items;  ///< indexes into Form::items()
    int missingMax = 0;              ///< missing answers that may be prorated; 0 = complete only
    std::vector<std::size_t> neverProrated;
    std::vector<Band> bands;
    std::optional<PatternRule> pattern;
};

}  // namespace landfall::instrument
