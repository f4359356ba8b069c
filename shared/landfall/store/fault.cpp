#include "landfall/store/fault.hpp"

namespace landfall::store {

namespace {
const char* sentence(int value) {
    switch (static_cast<Fault>(value)) {
        case Fault::UnknownRecord:
            return "there is no such record";
        case Fault::UnknownDraft:
            return "there is no such draft";
        case Fault::UnknownEntry:
            return "there is no such journal entry";
        case Fault::UnknownBundle:
            return "there is no such bundle in flight";
        case Fault::BadRecord:
            return "the record is not of the type and id it is given for";
        case Fault::TooLarge:
            return "it is larger than the store keeps";
        case Fault::AnswerUnusable:
            return "the answer does not fit the bundle";
        case Fault::NotSingle:
            return "the bundle has the wrong number of entries for this";
        case Fault::NotPaired:
            return "the phone is not paired yet";
        case Fault::LostAcknowledged:
            return "after a disk fault the last saved change is not in the database";
    }
    return "unknown store fault";
}
}  // namespace

const boost::system::error_category& faultCategory() {
    static const base::SentenceCategory category{"landfall.store", &sentence};
    return category;
}

}  // namespace landfall::store
