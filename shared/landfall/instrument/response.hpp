#pragma once

#include <string>

#include "landfall/fhir/types.hpp"
#include "landfall/instrument/scoring.hpp"

namespace landfall::instrument {

struct ResponseParts {
    std::string id;
    std::string patient;
    base::WallTime authored;
    std::string source;  ///< meta.source, or ""
    /// Items whose answers are written though the other answers would not ask for them: a response
    /// must not lack the answer that its own Flag is about.
    std::vector<std::size_t> kept{};
};

/// The QuestionnaireResponse of a finished form: answered and declined items in their groups and
/// below the answers they belong to, with the words that were shown. Unanswered items are left out,
/// and so is everything that is hidden or not asked after the other answers, save what is `kept`.
[[nodiscard]] fhir::Response toResponse(const Form& form, const Answers& answers,
                                        const ResponseParts& parts);

/// The same answers without the words of the questions, which the questionnaire has: for a response
/// that would be too large with them (fhir/sizes.hpp).
[[nodiscard]] fhir::Response withoutQuestions(fhir::Response response);

/// The answers of a response, own or imported, also to items that its other answers would not ask
/// for. Options are found by their code or value. An item that is not
/// in the form is found by its LOINC code when the linkId is one (`/44250-9`); UnknownItem
/// otherwise. Every answer passes checkAnswer, save that a refusal is taken for any item. Items
/// that cannot be answered here are skipped: the record that holds them is kept as it came. A
/// hidden question without an answer has what it begins with.
[[nodiscard]] Result<Answers> fromResponse(const Form& form, const fhir::Response& response);
/// The same for answers of which a new record is to be made, where nothing may be lost on the way:
/// NotAnswerable for an answer to an item that cannot be answered here, ReadOnly for one that
/// differs from the initial value of an item that is only shown. Such items get their values.
[[nodiscard]] Result<Answers> wholeFromResponse(const Form& form, const fhir::Response& response);

/// The item of a response: by its linkId, or by its LOINC code where others use that as the linkId.
[[nodiscard]] std::optional<std::size_t> itemByLink(const Form& form, std::string_view linkId);

struct ScoreParts {
    std::string id;
    std::string patient;
    std::string response;  ///< id
    base::WallTime authored;
    std::string source;
    std::string result{};  ///< what the form says, for a rule that gives a result; or ""
};
/// How a result is coded: as the rule says, else in the project's own system. Empty for "".
[[nodiscard]] fhir::Coding resultCoding(const ScoringRule& rule, std::string_view result);
/// The Observation of one score.
[[nodiscard]] fhir::ScoreRecord toScoreRecord(const Form& form, const Score& score,
                                              const ScoreParts& parts);

}  // namespace landfall::instrument
