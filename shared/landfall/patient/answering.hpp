#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/instrument/form_state.hpp"
#include "landfall/patient/profile.hpp"
#include "landfall/safety/tier.hpp"

namespace landfall::patient {

/// One score of a submitted response.
struct ScoreView {
    std::string id;                     ///< of the questionnaire for its total, else of the scale
    std::optional<std::int64_t> value;  ///< in units of `decimals`
    int decimals = 0;                   ///< digits after the point
    std::string band;
    std::string pattern;
    bool prorated = false;
    std::string authored;  ///< FHIR dateTime
    std::string response;
    std::string result;  ///< of a form that says a result instead of a number; "" otherwise
    std::vector<fhir::ScoreDetail> details{};
    bool inWindow = true;  ///< false when it came outside its assignment's window
};

struct Submission {
    std::string response;
    std::vector<ScoreView> scores;
    safety::Tier tier = safety::Tier::None;
    std::string result;               ///< of a form that has one instead of a score; "" otherwise
    std::vector<std::string> offers;  ///< ids of questionnaires to offer next
    std::string questionnaire{};      ///< id of the one that was answered
    /// linkIds of required questions that are neither answered nor declined.
    std::vector<std::string> unanswered{};
    bool isEmpty = false;  ///< nothing is answered: it answers nothing that was asked for
};

/// Answering one questionnaire. Every answer is durable, with its tier, when the call returns.
class Answering {
public:
    explicit Answering(Profile& profile) : profile_(profile) {}

    /// Goes on with the draft of this questionnaire, or begins one. By id or canonical.
    Result<void> open(std::string_view questionnaire);
    [[nodiscard]] bool isOpen() const { return state_.has_value(); }
    /// Of the open questionnaire.
    [[nodiscard]] const instrument::FormState& state() const { return *state_; }

    struct Given {
        safety::Tier tier = safety::Tier::None;  ///< of this answer
        bool opensHelp = false;                  ///< the answer signals danger: Help now, at once
        std::vector<std::string> offers;         ///< ids of questionnaires to offer next
    };
    /// What an answer to the open questionnaire signals, before and whether or not it can be
    /// stored: Help now waits for no disk (clinical rules 5.1). Changes nothing. An answer that the
    /// form refuses is an error.
    [[nodiscard]] Result<safety::Tier> dangerOf(std::string_view linkId,
                                                const instrument::Answer& answer) const;
    /// Stores the answer, its tier and the safety flag in one transaction. After an error the
    /// answer is not there and what was there before still is. TooLarge where the draft cannot hold
    /// it, TooLargeFlagKept where it signals danger: its tier and flag are stored all the same.
    [[nodiscard]] Result<Given> answer(std::string_view linkId, instrument::Answer answer);

    /// Ids of the questionnaires to offer after the answers so far; none when nothing is open.
    [[nodiscard]] std::vector<std::string> offers() const;

    /// Takes an answer back; what it signalled stays. As durable as an answer.
    Result<void> clear(std::string_view linkId);
    /// At the page that asks whether a group is needed once more: a new row, or the last one out.
    /// As durable as an answer.
    Result<void> addRow();
    Result<void> removeRow();

    Result<void> next();
    Result<void> back();
    Result<void> goTo(std::string_view linkId);
    /// An index into state().steps().
    Result<void> goToStep(std::size_t step);
    /// Leaves the page; the draft stays.
    void close() { state_.reset(); }

    /// Response, scores and projections in one transaction. A form with gaps is submitted with the
    /// scores the rules give. TooLarge where no response can hold the answers, with the items to
    /// shorten: the draft stays, and where they signal danger their flags are stored all the same
    /// and the fault is TooLargeFlagKept. So for answerAll, answerFrom and answerWith.
    [[nodiscard]] Result<Submission> submit();

    /// Answers and submits at once, from numbers, for the command line. A draft of the same
    /// questionnaire is left alone.
    [[nodiscard]] Result<Submission> answerAll(std::string_view questionnaire,
                                               const std::vector<std::string>& tokens);
    /// The same from a QuestionnaireResponse: its answers count, its scores and ids do not.
    /// An empty `questionnaire` means the one that the response names. It is taken in the version
    /// that the response names, and in the newest when it names none; UnknownVersion for one that
    /// is not here. OtherQuestionnaire when it names another one, OtherSubject when it names
    /// another patient than this phone's (it need not name one), NotFinished unless its status is
    /// completed or amended.
    [[nodiscard]] Result<Submission> answerFrom(std::string_view questionnaire,
                                                std::string_view response);

    /// The same from answers that are ready.
    [[nodiscard]] Result<Submission> answerWith(const instrument::Form& form,
                                                const instrument::Answers& answers);

    /// Of the flag that is kept though its answers were refused (TooLargeFlagKept).
    [[nodiscard]] safety::Tier tierKept() const { return tierKept_; }

    /// Short ids of the questionnaires that are begun and not submitted.
    [[nodiscard]] Result<std::vector<std::string>> begun();

private:
    struct Ids {
        std::string response;
        std::string flag;
    };
    Result<void> keep(instrument::FormState changed, safety::Tier tier = safety::Tier::None);
    [[nodiscard]] Result<Submission> submitAnswers(const instrument::Form& form,
                                                   const instrument::Answers& answers,
                                                   const Ids& ids, int tierStored);
    [[nodiscard]] Result<store::RecordWrite> flagOf(const instrument::Form& form,
                                                    const instrument::Answers& answers,
                                                    const Ids& ids, safety::Tier tier,
                                                    safety::Moment moment);
    [[nodiscard]] Result<bool> isWorseningRaised(const Ids& ids);
    [[nodiscard]] Result<std::vector<std::string>> openTasks(const std::string& questionnaireUrl);
    Result<void> markAnswered(const std::vector<std::string>& tasks, const std::string& response);

    Profile& profile_;
    std::optional<instrument::FormState> state_;
    Ids ids_;
    int tierStored_ = 0;
    safety::Tier tierKept_ = safety::Tier::None;
};

}  // namespace landfall::patient
