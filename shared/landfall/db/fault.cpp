#include "landfall/db/fault.hpp"

namespace landfall::db {

namespace {
const char* sentence(int value) {
    switch (static_cast<Fault>(value)) {
        case Fault::DbMissing:
            return "the database file is missing";
        case Fault::DbDamaged:
            return "the database file is damaged";
        case Fault::KeyRejected:
            return "the key does not open the database";
        case Fault::WrongDatabase:
            return "the database belongs to another profile";
        case Fault::NeedsUpdate:
            return "the database was written by a newer Landfall";
        case Fault::AlreadyExists:
            return "there is a database already";
        case Fault::Mislinked:
            return "this process would use an SQLite that does not encrypt; nothing was opened";
        case Fault::DiskFull:
            return "the disk is full; nothing was changed";
        case Fault::ReadOnly:
            return "the database cannot be written";
        case Fault::Busy:
            return "another program is using the database";
        case Fault::InputOutput:
            return "reading or writing the database failed";
        case Fault::Corrupt:
            return "a page of the database failed its check";
        case Fault::Constraint:
            return "a rule of the database refused the row";
        case Fault::OutOfMemory:
            return "there is not enough memory";
        case Fault::BadQuery:
            return "the search could not be understood";
        case Fault::Closed:
            return "the database has to be reopened after a fault";
        case Fault::Misuse:
            return "the database was used wrongly";
    }
    return "unknown database fault";
}
}  // namespace

const boost::system::error_category& faultCategory() {
    static const base::SentenceCategory category{"landfall.db", &sentence};
    return category;
}

bool endsHandle(Fault fault) {
    return fault == Fault::DiskFull || fault == Fault::InputOutput || fault == Fault::Corrupt;
}

}  // namespace landfall::db
