#include "landfall/patient/fault.hpp"

namespace landfall::patient {

namespace {
const char* sentence(int value) {
    switch (static_cast<Fault>(value)) {
        case Fault::NotPaired:
            return "this phone is not connected to a clinic yet";
        case Fault::AlreadyPaired:
            return "this folder already belongs to a clinic; what is in it was not touched";
        case Fault::NotConfirmed:
            return "the clinic has not confirmed this phone yet";
        case Fault::Suspended:
            return "the clinic has stopped this phone's access";
        case Fault::NotAccepted:
            return "the clinic's server does not accept this phone any more";
        case Fault::OtherClinic:
            return "this code is from another clinic than the one this phone belongs to";
        case Fault::OtherPatient:
            return "this code is for another person's record, not for the one on this phone";
        case Fault::SyncRefused:
            return "the sync was stopped for safety";
        case Fault::UpdateNeeded:
            return "the clinic's server needs a newer Landfall";
        case Fault::OtherSubject:
            return "this response is about another person";
        case Fault::OtherQuestionnaire:
            return "this response answers another questionnaire";
        case Fault::NotText:
            return "the text is not whole UTF-8, or holds a zero byte";
        case Fault::NotFinished:
            return "only a response whose status is completed or amended can be submitted";
        case Fault::Locked:
            return "the passphrase is needed first";
        case Fault::UnknownQuestionnaire:
            return "there is no questionnaire with this id";
        case Fault::UnknownVersion:
            return "the response is to a version of the questionnaire that is not known here";
        case Fault::UnknownEntry:
            return "there is no journal entry with this id";
        case Fault::NothingOpen:
            return "no questionnaire is being answered";
        case Fault::EmptyEntry:
            return "an entry without text is not kept";
        case Fault::EntryTooLong:
            return "the entry is longer than the limit; nothing was changed";
        case Fault::SharingNotAgreed:
            return "you have not agreed to share your journal with the clinic";
        case Fault::PairingWaits:
            return "this folder is connected, but its set-up has not ended: it has no passphrase "
                   "yet";
        case Fault::NoPassphrase:
            return "no passphrase was given";
        case Fault::NowhereToShow:
            return "standard output cannot be written, so no new recovery code was made";
        case Fault::DefinitionDamaged:
            return "a questionnaire in the data folder cannot be read";
        case Fault::TooLarge:
        case Fault::TooLargeFlagKept:
            return "the answers are together longer than one form can hold, so they were not kept";
        case Fault::NothingAnswered:
            return "nothing in this response is answered";
    }
    return "unknown fault";
}
}  // namespace

const boost::system::error_category& faultCategory() {
    static const base::SentenceCategory category{"landfall.patient", &sentence};
    return category;
}

}  // namespace landfall::patient
