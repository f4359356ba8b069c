#pragma once

#include "landfall/base/result.hpp"

namespace landfall::instrument {

/// Why a questionnaire or an answer was refused. The place is a JSON path for a definition and a
/// linkId or `answer 3` for an answer; never what a person answered.
enum class Fault {
    // Definitions.
    NotAQuestionnaire = 1,  ///< another resource type
    TooManyItems,           ///< more than itemsMax
    TooDeep,                ///< groups nested deeper than depthMax
    MissingLinkId,          ///< an item without linkId
    DuplicateLinkId,        ///< two items with one linkId
    BadElement,             ///< an element of a wrong type, or a required one missing
    BadDanger,              ///< a danger rule that could never be applied
    BadScoring,             ///< scoring data that contradicts the items or itself
    DifferentContent,       ///< another definition under a url|version that is there already
    UnknownQuestionnaire,   ///< no questionnaire of that id or canonical
    NotLicensed,            ///< bundled, though its licence does not allow it
    BadCondition,           ///< an enableWhen that can never be decided
    ConditionCycle,         ///< an enableWhen that depends on itself, directly or through others
    BadPattern,             ///< a regex that RE2 does not take, or that is too large
    UnknownType,            ///< an item type that FHIR R4 does not have
    UnknownModifier,        ///< a modifierExtension or implicitRules: FHIR forbids to ignore them
    BadStatus,              ///< a status that FHIR R4 does not have, or retired where it is added
    BadLimits,              ///< the lowest value or length above the highest
    BadInitial,             ///< an initial value that its own item does not take
    DuplicateOption,        ///< two options that could not be told apart in an answer
    UnknownQuestion,        ///< an enableWhen about a question that is not there
    UnknownOperator,        ///< an enableWhen with an operator that FHIR R4 does not have
    BadBehavior,            ///< several enableWhen without enableBehavior all or any
    DangerItemMissing,      ///< without the item that a bundled danger rule is about, or unasked
    NameTaken,              ///< the id or the url of a bundled questionnaire, without the other
    ScoredItemNotAsked,     ///< an item that a bundled score counts, hidden, fixed or asked of some
    DangerNeverAsked,       ///< an item with danger whose conditions no answer can meet
    AnswersTooLarge,        ///< its fullest answers are larger than a response may be
    RuleDoesNotFit,         ///< the rules of a review would find less than in the bundled form
    AnswersDiffer,          ///< an item that is watched or counted, with other answers
    ScoringDiffers,         ///< scoring that is not that of the bundled questionnaire
    // Answers.
    UnknownItem,      ///< no item of that linkId
    NotAnswerable,    ///< a group, a text, or a kind that cannot be answered here
    WrongAnswerType,  ///< for example a text for a choice
    OutOfRange,       ///< no such option, or outside the limits of the item
    TooLong,          ///< a text longer than the item allows
    NotDeclinable,    ///< "prefer not to say" is not offered for the item
    TooManyAnswers,   ///< more answers than items
    NotAnAnswer,      ///< neither a number nor - nor r
    NotEnabled,       ///< the item is not asked after the other answers
    ReadOnly,         ///< the item is shown and not changed
    TooShort,         ///< a text shorter than the item asks for
    TooManyDecimals,  ///< more digits after the point than the item allows
    NotMatching,      ///< a text that does not have the form the item asks for
    NotTogether,      ///< an option that goes with no other, or one option twice
    BadDraft,         ///< a saved draft that cannot be read, or of another questionnaire
};

[[nodiscard]] const boost::system::error_category& faultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(Fault f) {
    return {static_cast<int>(f), faultCategory()};
}

}  // namespace landfall::instrument

template <>
struct boost::system::is_error_code_enum<landfall::instrument::Fault> : std::true_type {};
