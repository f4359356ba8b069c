#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/safety/safety_files.hpp"

namespace landfall::safety {

/// What a person leaves to others after a session, and for how long (clinical rules 5.8), from
/// shared/safety/impairment.json. The default is a clinic's to lengthen.
struct ImpairmentRules {
    int hoursMin = 24;                    ///< since the session
    int companionHours = 24;              ///< a responsible adult stays with the person
    std::vector<std::string> activities;  ///< to leave to others
    std::vector<std::string> advice;
    std::string version;

    [[nodiscard]] static Result<ImpairmentRules> bundled();
    /// fhir::Fault with the place; fewer than 24 hours are a BadValue.
    [[nodiscard]] static Result<ImpairmentRules> read(const fhir::Node& root);
};

/// One session, as far as it is known.
struct AfterSession {
    base::WallTime session;          ///< when the last dose ended
    std::optional<int> clinicHours;  ///< what the clinic set; below the minimum it changes nothing
    /// When the person woke from a restful sleep and said so.
    std::optional<base::WallTime> rested;
};

struct Impairment {
    /// Hours that count: never below the minimum.
    int hours = 0;
    /// The hours are over then. Whoever shows it says "not before".
    base::WallTime notBefore;
    /// A restful sleep on a later day than the session is still missing.
    bool needsRest = true;
    /// Both are done at the time asked about.
    bool isOver = false;
};

/// The days are those of the person's own calendar, by the offset of each time.
[[nodiscard]] Impairment impairmentOf(const ImpairmentRules& rules, const AfterSession& after,
                                      const base::WallTime& now);

}  // namespace landfall::safety
