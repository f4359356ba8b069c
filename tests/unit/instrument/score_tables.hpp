#pragma once

#include <catch2/catch_test_macros.hpp>

#include "landfall/fhir/types.hpp"
#include "landfall/instrument/scoring.hpp"
#include "unit/instrument/sample_forms.hpp"

// Tables of answers and what a score says, for the tests of the instruments.
namespace sample {

/// "2" so many times, with blanks between.
inline std::string times(int count, const std::string& token) {
    std::string out;
    for (int i = 0; i < count; ++i) out += token + ' ';
    return out;
}

inline std::vector<instrument::Score> scores(const instrument::Form& form,
                                             const std::string& line) {
    return instrument::scoresOf(form, answers(form, line));
}
inline instrument::Score score(std::string_view id, const std::string& line) {
    const auto form = bundled(id);
    REQUIRE(form);
    auto all = scores(*form, line);
    REQUIRE_FALSE(all.empty());
    return all.front();
}

/// The value as it is written: "12", "43.750"; "" when there is none.
inline std::string valueOf(const instrument::Score& score) {
    return score.value ? fhir::textOf(fhir::Fixed{*score.value, score.decimals}) : "";
}

/// A detail as it is written: "true", "false", "3", "raw"; "?" when it cannot be said, "" when the
/// score has none of that name.
inline std::string detail(const instrument::Score& score, std::string_view key,
                          std::string_view code = {}) {
    for (const auto& one : score.details) {
        if (one.key != key || one.code != code) continue;
        if (const auto* yes = std::get_if<bool>(&one.value)) return *yes ? "true" : "false";
        if (const auto* number = std::get_if<fhir::Fixed>(&one.value)) return fhir::textOf(*number);
        if (const auto* text = std::get_if<std::string>(&one.value)) return *text;
        return "?";
    }
    return "";
}

struct Expected {
    std::string answers;
    std::string value;
    std::string band;
};
template <std::size_t N>
void checkScores(std::string_view id, const Expected (&table)[N]) {
    for (const auto& row : table) {
        INFO(id << ": " << row.answers);
        const auto one = score(id, row.answers);
        CHECK(valueOf(one) == row.value);
        CHECK(one.band == row.band);
    }
}

}  // namespace sample
