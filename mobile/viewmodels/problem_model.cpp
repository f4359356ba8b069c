#include "problem_model.hpp"

#include "landfall/db/fault.hpp"
#include "landfall/keys/fault.hpp"

namespace landfall::viewmodels {

void ProblemModel::set(Kind kind) {
    if (kind_ == kind) return;
    kind_ = kind;
    Q_EMIT changed();
}

ProblemModel::Kind ProblemModel::kindOf(const Error& error) {
    using base::Fault;
    if (error.is(Fault::Busy) || error.is(db::Fault::Busy)) return InUse;
    if (error.is(Fault::ReadOnly) || error.is(Fault::AccessDenied) || error.is(db::Fault::ReadOnly))
        return ReadOnly;
    if (error.is(Fault::DiskFull) || error.is(db::Fault::DiskFull)) return DiskFull;
    if (error.is(db::Fault::DbMissing)) return DatabaseMissing;
    if (error.is(db::Fault::DbDamaged) || error.is(db::Fault::Corrupt)) return DatabaseDamaged;
    if (error.is(db::Fault::KeyRejected) || error.is(db::Fault::WrongDatabase)) return KeyLost;
    if (error.is(db::Fault::NeedsUpdate) || error.is(keys::Fault::NeedsUpdate)) return NeedsUpdate;
    if (error.is(keys::Fault::KeysMissing)) return KeysMissing;
    if (error.is(keys::Fault::KeysDamaged)) return KeysDamaged;
    return Other;
}

ProblemModel::Kind ProblemModel::kindOf(patient::Standing standing) {
    switch (standing) {
        case patient::Standing::KeysMissing:
            return KeysMissing;
        case patient::Standing::KeysDamaged:
            return KeysDamaged;
        case patient::Standing::DatabaseMissing:
            return DatabaseMissing;
        case patient::Standing::DatabaseDamaged:
            return DatabaseDamaged;
        case patient::Standing::KeysRejected:
            return KeyLost;
        case patient::Standing::NeedsUpdate:
            return NeedsUpdate;
        case patient::Standing::Unpaired:
        case patient::Standing::Waiting:
        case patient::Standing::Locked:
        case patient::Standing::Unlocked:
            return None;
    }
    return Other;
}

QString ProblemModel::title() const {
    switch (kind_) {
        case None:
            return {};
        case InUse:
            return tr("Landfall is already open");
        case NeedsUpdate:
            return tr("A newer Landfall is needed");
        case ReadOnly:
            return tr("Landfall cannot write here");
        case DiskFull:
            return tr("This phone's storage is full");
        default:
            return tr("Your data cannot be opened right now");
    }
}

QString ProblemModel::whatHappened() const {
    switch (kind_) {
        case None:
            return {};
        case KeysMissing:
            return tr("The file that holds the keys to your data is not there.");
        case KeysDamaged:
            return tr("Both copies of the file that holds your keys are damaged.");
        case DatabaseMissing:
            return tr("The file that holds your entries and answers is not there.");
        case DatabaseDamaged:
            return tr("The file that holds your entries and answers is damaged.");
        case KeyLost:
            return tr("The keys on this phone do not fit the data on it.");
        case NeedsUpdate:
            return tr("The data on this phone was written by a newer Landfall.");
        case InUse:
            return tr("Another window or program is using the same data.");
        case ReadOnly:
            return tr("The place where Landfall keeps your data cannot be written to.");
        case DiskFull:
            return tr("There is no space left to open your data safely.");
        case Other:
            return tr("The data on this phone could not be opened.");
    }
    return {};
}

QString ProblemModel::whatIsSafe() const {
    switch (kind_) {
        case None:
            return {};
        case InUse:
        case ReadOnly:
        case DiskFull:
        case NeedsUpdate:
            return tr("Everything you wrote is still there. Nothing was changed.");
        default:
            return tr("Nothing was deleted or changed. What your clinic received is safe there.");
    }
}

QString ProblemModel::whatToDo() const {
    switch (kind_) {
        case None:
            return {};
        case InUse:
            return tr("Close the other one, then try again.");
        case NeedsUpdate:
            return tr("Install the newest Landfall, then open it again.");
        case ReadOnly:
            return tr("Check that the storage is not write-protected, then try again.");
        case DiskFull:
            return tr("Make some space on this phone, then try again.");
        case KeysMissing:
        case DatabaseMissing:
            return tr(
                "If you have a backup of this phone, put the missing file back and try again. "
                "Otherwise ask your clinic: they can connect this phone anew.");
        default:
            return tr(
                "Keep this phone as it is and show this page to your clinic. You can try again "
                "at any time.");
    }
}

}  // namespace landfall::viewmodels
