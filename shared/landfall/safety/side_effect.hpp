#pragma once

#include <optional>
#include <string_view>

#include "landfall/safety/tier.hpp"

namespace landfall::safety {

/// The grade of an adverse effect, 1 to 5, by the general meaning of CTCAE v5 (clinical rules 8):
/// 1 mild; 2 limits usual things; 3 severe, hospital or self-care; 4 life-threatening. 5 is death,
/// which only staff record. Patients never see a number; the form `side-effects` asks in words.
constexpr int gradeMin = 1;
constexpr int gradeMax = 4;

/// 1 gives None (the weekly list), 2 Contact, 3 Urgent, 4 and above Emergency.
[[nodiscard]] constexpr Tier tierOfGrade(int grade) {
    return tierFrom(grade - 1);
}

/// The grade that a report of the form `side-effects` amounts to until a clinician grades it: the
/// one whose tier the answers reach. Nothing when nothing was reported: no answer, or only noes.
[[nodiscard]] std::optional<int> gradeOfReport(const instrument::Form& form,
                                               const instrument::Answers& answers);

/// The forms in which effects are reported, by id.
constexpr std::string_view effectForms[] = {"side-effects", "delayed-effects"};

/// Does a response to one of these forms report an effect? A visit asks everybody: whoever has
/// nothing to tell has not reported anything. The patient and the clinic count by this rule. In
/// `delayed-effects` a refusal counts, because nothing else there says that there is one.
[[nodiscard]] bool reportsAnEffect(const instrument::Form& form,
                                   const instrument::Answers& answers);

}  // namespace landfall::safety
