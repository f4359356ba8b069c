#include "landfall/pathway/fault.hpp"

namespace landfall::pathway {

namespace {
const char* sentence(int value) {
    switch (static_cast<Fault>(value)) {
        case Fault::NotAProtocol:
            return "it is not a protocol";
        case Fault::BadElement:
            return "an element is missing or has the wrong type";
        case Fault::BadCode:
            return "a code is not known here";
        case Fault::TooManyVisits:
            return "the protocol has too many visits";
        case Fault::DuplicateVisit:
            return "two visits have the same code";
        case Fault::BadAnchor:
            return "a visit hangs on no earlier visit";
        case Fault::BadWindow:
            return "the window of a visit is not one";
        case Fault::NoDosingDay:
            return "exactly one visit has to be the dosing day";
        case Fault::BadForm:
            return "a form of a visit names no questionnaire, or one that is there already";
        case Fault::DifferentContent:
            return "another protocol with this url and version is there already";
        case Fault::UnknownProtocol:
            return "there is no protocol of that name";
        case Fault::BadDate:
            return "a date is not in the calendar or not of the form 2026-03-01";
        case Fault::UnknownZone:
            return "there is no time zone of that name";
        case Fault::UnknownSession:
            return "the plan has no dosing session of that number";
        case Fault::SessionCancelled:
            return "the dosing session was cancelled";
        case Fault::SameDay:
            return "another dosing session is on that day";
        case Fault::BeforeStart:
            return "a dosing session cannot be before the pathway begins";
        case Fault::TooManySessions:
            return "the plan has too many dosing sessions";
        case Fault::BadTime:
            return "a time is not of the form 09:30, or the clocks skip it on that day";
        case Fault::InThePast:
            return "an appointment cannot be in the past";
        case Fault::BadAppointment:
            return "an appointment needs a title; its texts may have 500 bytes each, and it may "
                   "last "
                   "up to 12 hours";
        case Fault::UnknownAppointment:
            return "the plan has no appointment of that number";
        case Fault::AppointmentCancelled:
            return "the appointment was cancelled; make a new one";
        case Fault::TooManyAppointments:
            return "the plan has too many appointments";
        case Fault::TooFarAhead:
            return "a day is more than two years from today";
    }
    return "unknown fault of a pathway";
}
}  // namespace

const boost::system::error_category& faultCategory() {
    static const base::SentenceCategory category{"landfall.pathway", &sentence};
    return category;
}

}  // namespace landfall::pathway
