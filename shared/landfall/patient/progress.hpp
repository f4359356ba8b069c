#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/patient/overview.hpp"
#include "landfall/safety/review_class.hpp"

namespace landfall::patient {

/// One response of a measure. Its number is empty where its rules give none, and while the clinic
/// keeps the numbers; it is there all the same, for a gap is as true as a number.
struct MeasurePoint {
    std::string response;
    std::string authored;               ///< FHIR dateTime
    std::optional<std::int64_t> value;  ///< in units of the measure's decimals
    bool inWindow = true;               ///< false when it came outside its visit's window
};
/// One questionnaire over time.
struct MeasureView {
    std::string id;  ///< of the questionnaire
    std::string title;
    int decimals = 0;
    std::int64_t lowest = 0;  ///< of the scale, so that no change looks larger than it is
    std::int64_t highest = 0;
    std::vector<MeasurePoint> points;  ///< oldest first
};
struct ProgressView {
    /// Whether the patient sees numbers and charts: the clinic's setting in the plan.
    bool numbersShown = true;
    /// Those that were answered or that the pathway has asked for, in the order of their first
    /// answer, those without one last.
    std::vector<MeasureView> measures;
    std::vector<SessionView> sessions;  ///< dosing sessions up to today that were not cancelled
    std::vector<std::string> effects;   ///< when each side effect was reported, oldest first
};

/// One question and how it was answered, if it was.
struct AnswerLine {
    instrument::Item item;
    std::optional<instrument::Answer> answer;
};
struct AnswersView {
    std::string questionnaire;  ///< id
    std::string title;
    std::string authored;  ///< FHIR dateTime
    std::vector<AnswerLine> lines;
};

/// What a patient reads after the eligibility questions: one of four fixed sentences and the
/// answers that led to it (clinical rules 6.3). It is no decision on anybody.
struct ReviewView {
    std::string authored;  ///< FHIR dateTime
    /// The fixed sentence in English; translated where it is shown.
    std::string wording;
    std::string result;             ///< U, A, B or none (clinical rules 6.2)
    std::string rules;              ///< version of the rules that led to it
    bool isUrgent = false;          ///< contacts belong beside the sentence
    std::vector<AnswerLine> lines;  ///< the most urgent first
    struct OtherForm {
        std::string id;
        std::string title;
    };
    /// Other forms whose answers are among what led to the sentence.
    std::vector<OtherForm> alsoFrom{};
};

/// What was answered, over time. Better, worse, unchanged and missing look the same here: numbers
/// and days, without a word on what they mean (clinical rules 5.4 and 8).
class Progress {
public:
    static constexpr std::string_view sideEffects = "side-effects";
    static constexpr std::string_view feelWorse = "feel-worse";
    static constexpr std::string_view eligibility = "eligibility";
    static constexpr std::string_view alcohol = "audit-c";
    static constexpr std::string_view medicines = "medicines";

    Progress(Profile& profile, Overview& overview) : profile_(profile), overview_(overview) {}

    [[nodiscard]] Result<ProgressView> look();
    /// When each side effect was reported, oldest first: what stands beside every measure.
    [[nodiscard]] Result<std::vector<std::string>> effects();
    /// The questions that were asked, under the version that was answered; where that version is
    /// not here, the answers as they were written. store::Fault for a response that is not here.
    [[nodiscard]] Result<AnswersView> answers(std::string_view response);
    /// OtherQuestionnaire for a response to another form; NothingAnswered for one in which nothing
    /// is: it led to nothing.
    [[nodiscard]] Result<ReviewView> review(std::string_view response);

private:
    [[nodiscard]] Result<MeasureView> measureOf(const instrument::Form& form, bool isAnswered,
                                                bool numbersShown);

    Profile& profile_;
    Overview& overview_;
};

}  // namespace landfall::patient
