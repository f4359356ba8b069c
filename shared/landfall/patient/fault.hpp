#pragma once

#include "landfall/base/result.hpp"

namespace landfall::patient {

/// Why a use case refused. Faults of the components below (keys, db, net, instrument) pass through
/// unchanged; these are the ones that only the facade can know.
enum class Fault {
    NotPaired = 1,         ///< there is no clinic yet
    AlreadyPaired,         ///< this folder belongs to a clinic; it is never overwritten
    NotConfirmed,          ///< the clinic has not confirmed the six digits yet
    Suspended,             ///< the clinic or the server stopped this phone's access
    NotAccepted,           ///< the clinic's server does not know this phone's key any more
    OtherClinic,           ///< a code of another clinic, for a phone that pairs again
    OtherPatient,          ///< a code for somebody else, for a phone that pairs again
    SyncRefused,           ///< the sync stopped for the reason named
    UpdateNeeded,          ///< the clinic speaks a newer protocol
    OtherSubject,          ///< the response is about somebody else
    OtherQuestionnaire,    ///< the response answers another questionnaire
    NotText,               ///< not UTF-8, or with a U+0000 in it
    NotFinished,           ///< the response is a draft, or was withdrawn
    Locked,                ///< the passphrase is needed first
    UnknownQuestionnaire,  ///< neither bundled nor sent by the clinic
    UnknownVersion,        ///< a version of a questionnaire that is not here
    UnknownEntry,          ///< no journal entry has this id
    NothingOpen,           ///< no questionnaire is being answered
    EmptyEntry,            ///< an entry without text is not kept
    EntryTooLong,          ///< past entryBytesMax
    SharingNotAgreed,      ///< the consent was signed without the journal, or that was taken back
    PairingWaits,          ///< enrolled, and no passphrase was set yet
    NoPassphrase,          ///< none was given
    NowhereToShow,         ///< a new recovery code could not be shown, so none was made
    DefinitionDamaged,     ///< a Questionnaire in the folder cannot be read
    TooLarge,              ///< answers that no record can hold; the place names the longest items
    TooLargeFlagKept,      ///< the same, and the flag of what they say of danger is kept
    NothingAnswered,       ///< a response in which nothing is answered leads to nothing
};

[[nodiscard]] const boost::system::error_category& faultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(Fault f) {
    return {static_cast<int>(f), faultCategory()};
}

}  // namespace landfall::patient

template <>
struct boost::system::is_error_code_enum<landfall::patient::Fault> : std::true_type {};
