#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/safety/safety_files.hpp"
#include "landfall/safety/tier.hpp"

namespace landfall::safety {

/// What a change of one measure means (clinical rules 5.4), from shared/safety/change-rules.json.
/// Scores are whole numbers as the measure gives them; WHO-5 is the percent, 0 to 100.
struct ChangeRule {
    std::string questionnaire;  ///< id: "phq-9"
    bool higherIsWorse = true;  ///< false for a measure of well-being
    bool hasResponse = false;   ///< whether "fell by half" is said of it
    std::optional<std::int64_t> remissionAtMost;
    std::optional<std::int64_t> possible;    ///< a change for the worse that is worth a look
    std::optional<std::int64_t> reliable;    ///< a change for the worse beyond chance
    std::optional<std::int64_t> urgentFrom;  ///< worse beyond chance and this bad: Urgent
    /// Said of a score by itself; with `alsoOnlyNew` only when the baseline was not there yet.
    std::optional<std::int64_t> alsoFrom;
    bool alsoOnlyNew = false;
    struct Relapse {
        std::int64_t wasBelow = 0;
        std::int64_t nowFrom = 0;
        std::int64_t rise = 0;
    };
    std::optional<Relapse> relapse;
};

/// One measure over time. `earlier` are the scores after the baseline and before this one, oldest
/// first; without a total they are left out.
struct Course {
    std::optional<std::int64_t> baseline;
    std::span<const std::int64_t> earlier;
    std::int64_t current = 0;
};

struct Change {
    std::optional<std::int64_t> difference;  ///< current less baseline
    /// Fell to half of the baseline or below: current * 2 <= baseline. Nothing ("not applicable")
    /// without a baseline, with a baseline of 0, and where the rule has no response.
    std::optional<bool> response;
    std::optional<bool> remission;  ///< nothing where the rule has none
    bool worsePossibly = false;
    bool worseReliably = false;
    bool betterReliably = false;  ///< the same distance the other way
    bool hasReliable = false;     ///< false where the rule knows no distance beyond chance
    bool alsoFlagged = false;     ///< the score by itself is worth a look
    bool relapse = false;
    /// Contact for a reliable worsening, Urgent when the score is also as bad as `urgentFrom`.
    Tier tier = Tier::None;
};

class ChangeRules {
public:
    [[nodiscard]] static Result<ChangeRules> bundled();
    /// fhir::Fault with the place.
    [[nodiscard]] static Result<ChangeRules> read(const fhir::Node& root);

    [[nodiscard]] const std::string& version() const { return version_; }
    [[nodiscard]] const std::vector<ChangeRule>& rules() const { return rules_; }
    /// By the id of the questionnaire; null when there is no rule for it.
    [[nodiscard]] const ChangeRule* of(std::string_view questionnaire) const;
    /// How many days before the session a baseline may lie.
    [[nodiscard]] int baselineDays() const { return baselineDays_; }

private:
    std::string version_;
    int baselineDays_ = 0;
    std::vector<ChangeRule> rules_;
};

[[nodiscard]] Change changeOf(const ChangeRule& rule, const Course& course);

/// A score that may serve as the baseline.
struct BaselineCandidate {
    std::string date;   ///< local FHIR date of the answer
    std::string visit;  ///< code of the visit it belongs to: "SCR", "BASE", or "" for none
    std::optional<std::int64_t> value;
    bool complete = false;  ///< every item answered; a total made up for missing ones is not
};
/// The last complete score from `rules.baselineDays()` days before the session to its day, and
/// never that of the screening visit when one of those is of the baseline visit (clinical rules 4):
/// an answer to the baseline visit of another session, or one after this session, is none of them.
/// Nothing when there is none, or when `sessionDate` is no date. Among those of one day the later
/// in the list counts.
[[nodiscard]] std::optional<std::int64_t> baselineOf(const ChangeRules& rules,
                                                     std::span<const BaselineCandidate> candidates,
                                                     std::string_view sessionDate);
/// The same, as the place of that score in the list.
[[nodiscard]] std::optional<std::size_t> baselineAt(const ChangeRules& rules,
                                                    std::span<const BaselineCandidate> candidates,
                                                    std::string_view sessionDate);

}  // namespace landfall::safety
