#include "landfall/pathway/consent_fault.hpp"

namespace landfall::pathway {

namespace {
const char* sentence(int value) {
    switch (static_cast<ConsentFault>(value)) {
        case ConsentFault::BadDocument:
            return "the consent document is not as it has to be";
        case ConsentFault::DifferentContent:
            return "there is another consent document of this id and version";
        case ConsentFault::UnknownDocument:
            return "there is no consent document of this id and version";
        case ConsentFault::NotRead:
            return "the consent text has to be read first";
        case ConsentFault::NotUnderstood:
            return "not every question about the text has been answered right yet";
        case ConsentFault::AlreadySigned:
            return "this text is signed already";
        case ConsentFault::NotSigned:
            return "there is no signed consent";
        case ConsentFault::AlreadyWithdrawn:
            return "the consent is withdrawn already, with this choice about the data";
        case ConsentFault::NameMissing:
            return "a signature needs a name";
        case ConsentFault::UnknownQuestion:
            return "the text has no such question";
        case ConsentFault::UnknownOption:
            return "the question has no such answer";
        case ConsentFault::UnknownPurpose:
            return "the text does not ask for this";
        case ConsentFault::NotNewer:
            return "this person was sent a newer consent document";
    }
    return "unknown fault";
}
}  // namespace

const boost::system::error_category& consentFaultCategory() {
    static const base::SentenceCategory category{"landfall.pathway.consent", &sentence};
    return category;
}

}  // namespace landfall::pathway
