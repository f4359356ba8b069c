#include "sentences.hpp"

#include "landfall/db/fault.hpp"
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

// Only where the component's own sentence does not yet say what is safe and what to do.
const Advice advices[] = {
    {make_error_code(base::Fault::Busy),
     "Nothing was changed; close the other program (or the app) that uses this folder and try "
     "again."},
    {make_error_code(db::Fault::Busy),
     "Nothing was changed; close the other program (or the app) that uses this folder and try "
     "again."},
    {make_error_code(base::Fault::ReadOnly), "Make the folder writable and try again."},
    {make_error_code(base::Fault::AccessDenied),
     "Nothing was changed; check who owns the folder and its mode."},
    {make_error_code(base::Fault::DiskFull), "Free some space and try again."},
    {make_error_code(db::Fault::DiskFull),
     "What was saved before is safe; free some space and try again."},
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
     "Nothing was changed; try again or use `restore` with the recovery code."},
    {make_error_code(keys::Fault::KeysMissing),
     "The database was not touched; put landfall.keys.a or .b back from a backup."},
    {make_error_code(keys::Fault::KeysDamaged),
     "The database was not touched; put a whole landfall.keys.a or .b back from a backup."},
    {make_error_code(keys::Fault::TooShort), "Nothing was stored; use at least 12 characters."},
    {make_error_code(keys::Fault::TooCommon), "Nothing was stored; choose another one."},
    {make_error_code(net::Fault::CodeExpired),
     "Nothing was stored; ask the clinic for a new code."},
    {make_error_code(net::Fault::CodeUsed), "Nothing was stored; ask the clinic for a new code."},
    {make_error_code(net::Fault::CodeUsedTwice),
     "Both phones were stopped for safety; call the clinic."},
    {make_error_code(net::Fault::NoSuchCode), "Nothing was stored; ask the clinic for a new code."},
    {make_error_code(net::Fault::NotLandfallCode), "Nothing was stored; copy the whole code."},
    {make_error_code(net::Fault::WrongPin),
     "Nothing was sent and nothing was stored; show this to the clinic."},
    {make_error_code(net::Fault::WrongName),
     "Nothing was sent and nothing was stored; show this to the clinic."},
    {make_error_code(net::Fault::Offline),
     "Nothing is lost; try again when there is a connection."},
    {make_error_code(net::Fault::TimedOut), "Nothing is lost; try again later."},
    {make_error_code(patient::Fault::NotPaired), "Use `pair` first."},
    {make_error_code(patient::Fault::Locked),
     "Name a file with the passphrase in LANDFALL_PASSPHRASE_FILE."},
    {make_error_code(patient::Fault::UnknownQuestionnaire),
     "Nothing was stored; look at `today` or check the id."},
    {make_error_code(instrument::Fault::OutOfRange),
     "Nothing was stored; give the value of an option, - or r."},
    {make_error_code(instrument::Fault::TooManyAnswers),
     "Nothing was stored; give one answer for each item."},
    {make_error_code(instrument::Fault::NotAnAnswer),
     "Nothing was stored; give numbers, - for unanswered or r for declined."},
    {make_error_code(instrument::Fault::NotDeclinable),
     "Nothing was stored; use - to leave it unanswered."},
    {make_error_code(instrument::Fault::UnknownItem),
     "Nothing was stored; check the name of the item or part."},
    {make_error_code(pathway::ConsentFault::NotRead), "Use `consent show` first."},
    {make_error_code(pathway::ConsentFault::NotUnderstood),
     "Nothing was signed; use `consent answer` for each question that is left."},
    {make_error_code(pathway::ConsentFault::AlreadySigned), "Nothing was added."},
    {make_error_code(pathway::ConsentFault::NotSigned), "Nothing was changed."},
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

std::string sentenceFor(const base::Error& error) {
    std::string line = error.line();
    for (const auto& advice : advices)
        if (advice.code == error.code) return line + ". " + advice.what;
    return line;
}

}  // namespace landfall::headless
