#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "landfall/patient/answering.hpp"
#include "landfall/patient/profile.hpp"

namespace landfall::patient {

/// One check-in as it was answered: the text of each answer by item.
struct CheckInView {
    std::string response;
    std::string authored;  ///< FHIR dateTime
    std::map<std::string, std::string> values;
    store::Delivery delivery = store::Delivery::Saved;
};

/// The question that one tap answers: the first of the form, a whole number with limits.
struct QuickQuestion {
    std::string item;  ///< linkId
    std::string text;
    std::int64_t lowest = 0;
    std::int64_t highest = 0;
};

/// The ten-second check-in, and other short forms that are answered item by item rather than page
/// by page. A day without one is simply not there.
class CheckIns {
public:
    /// Item and answer. An item is named by its linkId or, where only one ends with it after a
    /// dash, by that end: `strength` for `se-strength`. The answer is an option's number or code, a
    /// number, a date or time, yes or no, or a text; several with commas where the item takes
    /// several. "r" declines and "-" leaves out.
    using Values = std::vector<std::pair<std::string, std::string>>;
    static constexpr std::string_view form = "daily-check-in";

    CheckIns(Profile& profile, Answering& answering) : profile_(profile), answering_(answering) {}

    /// Answers and submits the daily check-in. EmptyEntry without any answer.
    [[nodiscard]] Result<Submission> add(const Values& values) { return answer(form, values); }
    /// The same for any form. instrument::Fault with the item as the place; nothing is stored then.
    [[nodiscard]] Result<Submission> answer(std::string_view questionnaire, const Values& values);
    /// Nothing when the form begins with a question of another kind, or one with too many answers
    /// to show them all at once.
    [[nodiscard]] std::optional<QuickQuestion> quick() const;
    /// Newest first.
    [[nodiscard]] Result<std::vector<CheckInView>> recent(std::size_t countMax);

private:
    Profile& profile_;
    Answering& answering_;
};

/// What such answers signal, whether or not they can be stored; each one that can be read is looked
/// at.
[[nodiscard]] safety::Tier dangerOfValues(const instrument::Library& library,
                                          std::string_view questionnaire,
                                          const CheckIns::Values& values);

}  // namespace landfall::patient
