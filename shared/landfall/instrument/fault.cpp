#include "landfall/instrument/fault.hpp"

namespace landfall::instrument {

namespace {
const char* sentence(int value) {
    switch (static_cast<Fault>(value)) {
        case Fault::NotAQuestionnaire:
            return "it is not a questionnaire";
        case Fault::TooManyItems:
            return "the questionnaire has too many items";
        case Fault::TooDeep:
            return "the groups of the questionnaire are nested too deeply";
        case Fault::MissingLinkId:
            return "an item has no linkId";
        case Fault::DuplicateLinkId:
            return "two items have the same linkId";
        case Fault::BadElement:
            return "an element is missing or has the wrong type";
        case Fault::BadDanger:
            return "a danger rule does not fit its item";
        case Fault::BadScoring:
            return "the scoring data does not fit the items";
        case Fault::DifferentContent:
            return "another questionnaire with this url and version is there already";
        case Fault::UnknownQuestionnaire:
            return "there is no questionnaire of that name";
        case Fault::NotLicensed:
            return "its licence does not allow it to be bundled";
        case Fault::BadCondition:
            return "an enableWhen does not fit the question it is about";
        case Fault::ConditionCycle:
            return "an enableWhen depends on itself";
        case Fault::BadPattern:
            return "a regex is not valid or too large";
        case Fault::UnknownType:
            return "the type of an item is none of FHIR R4";
        case Fault::UnknownModifier:
            return "a modifier is not known here, and FHIR forbids to ignore it";
        case Fault::BadStatus:
            return "its status is retired, or none of FHIR R4";
        case Fault::BadLimits:
            return "the lowest that is allowed is above the highest";
        case Fault::BadInitial:
            return "an initial value does not fit its question";
        case Fault::DuplicateOption:
            return "two options of a question are the same";
        case Fault::UnknownQuestion:
            return "an enableWhen is about a question that is not there";
        case Fault::UnknownOperator:
            return "the operator of an enableWhen is none of FHIR R4";
        case Fault::BadBehavior:
            return "several enableWhen need an enableBehavior, all or any";
        case Fault::DangerItemMissing:
            return "the bundled questionnaire watches this item for danger, and here it is "
                   "missing, "
                   "hidden, fixed, of another kind or not asked of everybody";
        case Fault::NameTaken:
            return "a bundled questionnaire has this id with another url, or this url with another "
                   "id";
        case Fault::ScoredItemNotAsked:
            return "the bundled questionnaire counts or requires this item, and here it is "
                   "missing, hidden, fixed or not asked of everybody";
        case Fault::DangerNeverAsked:
            return "no answer can meet the conditions of this item, and it signals danger";
        case Fault::AnswersTooLarge:
            return "its answers can become larger than one response may be, and could not be saved "
                   "then; give it shorter options or fewer questions, or make two forms of it";
        case Fault::RuleDoesNotFit:
            return "the rules that look at the answers of this questionnaire do not fit an item";
        case Fault::AnswersDiffer:
            return "this item is watched, counted or required, and its answers have to be those of "
                   "the bundled questionnaire";
        case Fault::ScoringDiffers:
            return "the scoring is not that of the bundled questionnaire";
        case Fault::UnknownItem:
            return "the questionnaire has no such item";
        case Fault::NotAnswerable:
            return "the item cannot be answered here";
        case Fault::WrongAnswerType:
            return "the item takes another kind of answer";
        case Fault::OutOfRange:
            return "the answer is out of range";
        case Fault::TooLong:
            return "the answer is too long";
        case Fault::NotDeclinable:
            return "the item cannot be declined";
        case Fault::TooManyAnswers:
            return "there are more answers than items";
        case Fault::NotAnAnswer:
            return "an answer is a number, - for none or r for declined";
        case Fault::NotEnabled:
            return "the item is not asked after the other answers";
        case Fault::ReadOnly:
            return "the item is only shown and cannot be changed";
        case Fault::TooShort:
            return "the answer is too short";
        case Fault::TooManyDecimals:
            return "the answer has too many digits after the point";
        case Fault::NotMatching:
            return "the answer does not have the form that is asked for";
        case Fault::NotTogether:
            return "these options do not go together";
        case Fault::BadDraft:
            return "the saved draft cannot be read";
    }
    return "unknown fault of a questionnaire";
}
}  // namespace

const boost::system::error_category& faultCategory() {
    static const base::SentenceCategory category{"landfall.instrument", &sentence};
    return category;
}

}  // namespace landfall::instrument
