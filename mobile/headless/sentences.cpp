#include "sentences.hpp"

#include "landfall/db/fault.hpp"
#include "landfall/fhir/fault.hpp"
#include "landfall/instrument/fault.hpp"
#include "landfall/keys/fault.hpp"
#include "landfall/net/fault.hpp"
#include "landfall/pathway/consent_fault.hpp"
#include "landfall/patient/fault.hpp"
#include "landfall/store/fault.hpp"

namespace landfall::headless {

namespace {
struct Advice {
    boost::system::error_code code;
    const char* what;
};

constexpr const char* pairAgain =
    "Everything is kept on this phone and nothing is sent; ask the clinic for a new code and use "
    "`pair` with it on this folder.";

// What is safe and what to do; the component's own sentence says what happened.
const Advice advices[] = {
    {make_error_code(base::Fault::Busy),
     "Nothing was changed; close the other program (or the app) that uses this folder and try "
     "again."},
    {make_error_code(db::Fault::Busy),
     "Nothing was changed; close the other program (or the app) that uses this folder and try "
     "again."},
    {make_error_code(base::Fault::ReadOnly), "Make the folder writable and try again."},
    {make_error_code(base::Fault::AccessDenied),
     "Nothing was changed; check who owns it and its mode."},
    {make_error_code(base::Fault::DiskFull), "Free some space and try again."},
    {make_error_code(db::Fault::DiskFull), "Free some space and try again."},
    {make_error_code(db::Fault::ReadOnly),
     "Nothing was changed; make the folder writable and try again."},
    {make_error_code(db::Fault::DbMissing),
     "Nothing was made in its place; put the file back from a backup, or pair a new folder."},
    {make_error_code(db::Fault::DbDamaged),
     "Nothing was deleted; keep the folder as it is and restore the file from a backup."},
    {make_error_code(db::Fault::Corrupt),
     "Nothing was deleted; keep the folder as it is and restore the file from a backup."},
    {make_error_code(db::Fault::KeyRejected),
     "Nothing was changed; keys and database of this folder do not belong together."},
    {make_error_code(keys::Fault::WrongPassphrase),
     "Try again, or use `restore` with the recovery code."},
    {make_error_code(keys::Fault::WrongRecoveryCode),
     "Nothing was changed; use the code that this folder gave last."},
    {make_error_code(keys::Fault::RecoveryCodeMistyped), "Nothing was changed."},
    {make_error_code(keys::Fault::KeysMissing),
     "The database was not touched; put landfall.keys.a or .b back from a backup."},
    {make_error_code(keys::Fault::KeysDamaged),
     "The database was not touched; put a whole landfall.keys.a or .b back from a backup."},
    {make_error_code(keys::Fault::TooShort), "Nothing was stored; choose a longer one."},
    {make_error_code(keys::Fault::TooLong), "Nothing was stored; choose a shorter one."},
    {make_error_code(keys::Fault::NotText), "Nothing was stored; give it as UTF-8."},
    {make_error_code(keys::Fault::TooCommon), "Nothing was stored; choose another one."},
    {make_error_code(net::Fault::CodeExpired), "Nothing was stored."},
    {make_error_code(net::Fault::CodeUsed), "Nothing was stored."},
    {make_error_code(net::Fault::CodeUsedTwice), "Call the clinic."},
    {make_error_code(net::Fault::NoSuchCode), "Nothing was stored; ask the clinic for a new code."},
    {make_error_code(net::Fault::NotLandfallCode), "Nothing was stored; copy the whole code."},
    {make_error_code(net::Fault::WrongVersion), "Nothing was stored; use the newest Landfall."},
    {make_error_code(net::Fault::HostRefused),
     "Nothing was stored; ask the clinic for a new code."},
    {make_error_code(net::Fault::BadPin), "Nothing was stored; ask the clinic for a new code."},
    {make_error_code(net::Fault::WrongPin), "Nothing was stored, and what is here is kept."},
    {make_error_code(net::Fault::PinsDiffer),
     "Nothing was stored; show this to the clinic and ask for a new code."},
    {make_error_code(net::Fault::WrongName),
     "Nothing was stored, and what is here is kept; show this to the clinic."},
    {make_error_code(net::Fault::Offline),
     "Nothing is lost; try again when there is a connection."},
    {make_error_code(net::Fault::TimedOut), "Nothing is lost; try again later."},
    {make_error_code(net::Fault::Busy), "Nothing is lost."},
    {make_error_code(patient::Fault::NotPaired), "Use `pair` first."},
    {make_error_code(patient::Fault::PairingWaits),
     "Use `pair` again with the same code to go on, or with a new one from the clinic."},
    {make_error_code(patient::Fault::NowhereToShow),
     "The code you have goes on; run it again where it can print."},
    {make_error_code(patient::Fault::NoPassphrase),
     "Nothing was changed; give it as the first line of standard input, or name a file with it in "
     "LANDFALL_PASSPHRASE_FILE."},
    {make_error_code(patient::Fault::NotConfirmed),
     "Everything is kept on this phone; read its six digits (`status`) to the clinic and sync "
     "again."},
    {make_error_code(patient::Fault::Suspended), pairAgain},
    {make_error_code(patient::Fault::NotAccepted), pairAgain},
    {make_error_code(patient::Fault::OtherClinic),
     "Nothing here was changed; ask your own clinic for a code, or pair a new folder."},
    {make_error_code(patient::Fault::OtherPatient),
     "Nothing here was changed; ask the clinic for a code of your own record."},
    {make_error_code(patient::Fault::SyncRefused),
     "Everything is kept on this phone; show this to the clinic."},
    {make_error_code(patient::Fault::UpdateNeeded),
     "Everything is kept on this phone; install the newest Landfall and sync again."},
    {make_error_code(patient::Fault::OtherSubject), "Nothing was stored."},
    {make_error_code(patient::Fault::OtherQuestionnaire), "Nothing was stored."},
    {make_error_code(patient::Fault::NotText), "Nothing was changed."},
    {make_error_code(patient::Fault::NotFinished), "Nothing was stored."},
    {make_error_code(patient::Fault::TooLarge),
     "Nothing was stored; shorten the answers to these items and give all of them again, or ask "
     "the "
     "clinic for a shorter form."},
    {make_error_code(patient::Fault::TooLargeFlagKept),
     "Shorten the answers to these items and give all of them again, or ask the clinic for a "
     "shorter "
     "form."},
    {make_error_code(patient::Fault::EmptyEntry), "Nothing was changed."},
    {make_error_code(patient::Fault::SharingNotAgreed),
     "Nothing was changed; keep it with --private, or agree with `consent choose share-journal "
     "yes`."},
    {make_error_code(patient::Fault::Locked),
     "Name a file with the passphrase in LANDFALL_PASSPHRASE_FILE."},
    {make_error_code(patient::Fault::UnknownQuestionnaire),
     "Nothing was changed; look at `today` or check the id."},
    {make_error_code(patient::Fault::UnknownVersion),
     "Nothing was stored; sync, or answer in a version that is known."},
    {make_error_code(instrument::Fault::OutOfRange),
     "Nothing was stored; give the value of an option, - or r."},
    {make_error_code(instrument::Fault::TooManyAnswers),
     "Nothing was stored; give one answer for each item."},
    {make_error_code(instrument::Fault::NotAnAnswer), "Nothing was stored."},
    {make_error_code(instrument::Fault::NotEnabled),
     "Nothing was stored; this item is not asked after the other answers, so give - for it."},
    {make_error_code(instrument::Fault::NotDeclinable),
     "Nothing was stored; use - to leave it unanswered."},
    {make_error_code(instrument::Fault::UnknownItem),
     "Nothing was stored; check the name of the item or part."},
    {make_error_code(pathway::ConsentFault::NotRead), "Use `consent show` first."},
    {make_error_code(pathway::ConsentFault::NotUnderstood),
     "Nothing was signed; use `consent answer` for each question that is left."},
    {make_error_code(pathway::ConsentFault::AlreadySigned), "Nothing was added."},
    {make_error_code(pathway::ConsentFault::NotSigned), "Nothing was changed."},
    {make_error_code(pathway::ConsentFault::AlreadyWithdrawn),
     "Nothing was changed; give the other choice to change it."},
    {make_error_code(pathway::ConsentFault::NameMissing),
     "Nothing was signed; give a name, and for contact-person also --contact-name and "
     "--contact-phone."},
    {make_error_code(pathway::ConsentFault::UnknownQuestion),
     "`consent show` lists the questions."},
    {make_error_code(pathway::ConsentFault::UnknownOption), "`consent show` lists the answers."},
    {make_error_code(pathway::ConsentFault::UnknownPurpose),
     "Nothing was changed; `consent show` lists what may be agreed to."},
    {make_error_code(store::Fault::UnknownEntry),
     "Nothing was changed; `journal list` shows the ids."},
};
}  // namespace

std::string unwrittenSentence(std::string_view command) {
    struct Kept {
        std::string_view command;
        const char* what;
    };
    // Everything else only looks, or is found again by looking.
    constexpr Kept all[] = {
        {"recovery-code",
         "A new code that opens this phone was made and the old one has ended, but the new one "
         "could not be shown; run `recovery-code` again."},
        {"pair",
         "The pairing is kept; run `pair` with the same code and passphrase again to see its "
         "digits and recovery code."},
        {"restore", "The new passphrase is set; look with `status`."},
        {"answer", "The answers are saved; look with `timeline` and do not give them again."},
        {"journal", "What was written is saved; look with `journal list`."},
        {"sync", "What was sent and received is kept; look with `status`."},
    };
    std::string line = "standard output could not be written. ";
    for (const auto& each : all)
        if (each.command == command) return line + each.what;
    return line + "What is on this phone is safe; run the command again where it can print.";
}

std::string sentenceFor(const base::Error& error) {
    std::string line = error.line();
    for (const auto& advice : advices)
        if (advice.code == error.code) return line + ". " + advice.what;
    // What a file or a number said wrong was refused before anything was written.
    if (error.code.category() == fhir::faultCategory() ||
        error.code.category() == instrument::faultCategory())
        return line + ". Nothing was stored.";
    return line;
}

Result<void> errorOf(const sync::SyncReport& report) {
    if (report.state == sync::SyncState::UpdateNeeded) return patient::Fault::UpdateNeeded;
    if (report.state != sync::SyncState::Refused) return ok();
    switch (report.refusal) {
        case sync::Refusal::DevicePending:
            return patient::Fault::NotConfirmed;
        case sync::Refusal::DeviceRevoked:
            return patient::Fault::Suspended;
        case sync::Refusal::DeviceNotAccepted:
            return patient::Fault::NotAccepted;
        case sync::Refusal::PinMismatch:
            return Error{net::Fault::WrongPin, "seen " + report.seenPin};
        case sync::Refusal::NameMismatch:
            return net::Fault::WrongName;
        default:
            return Error{patient::Fault::SyncRefused, std::string(sync::name(report.refusal))};
    }
}

}  // namespace landfall::headless
