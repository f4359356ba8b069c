#include "server/review/plan_refusals.hpp"

namespace landfall::clinic::review {
namespace {

// One number holds both, so that an Error stays a code and a place.
constexpr int actsOfCode = 1000;

std::string_view notDone(PlanAct act) {
    switch (act) {
        case PlanAct::Begin:
        case PlanAct::Unknown:
            return "The plan was not changed";
        case PlanAct::AddSession:
            return "The session was not added";
        case PlanAct::Move:
            return "The session was not moved";
        case PlanAct::Cancel:
            return "The session was not cancelled";
        case PlanAct::Prepared:
            return "The preparation was not recorded";
        case PlanAct::Ready:
            return "The patient is not asked about the experience yet";
        case PlanAct::Appoint:
            return "The appointment was not stored";
        case PlanAct::CancelAppointment:
            return "The appointment was not cancelled";
        case PlanAct::Decide:
            return "The decision was not recorded";
    }
    return "The plan was not changed";
}

struct Words {
    std::string_view why;
    std::string_view whatToDo;
};
Words wordsOf(PlanFault fault) {
    switch (fault) {
        case PlanFault::NoPlan:
            return {"the patient has no plan", "Begin the plan first."};
        case PlanFault::PlanNotFollowed:
            return {"the protocol of the plan is not known here",
                    "Choose a protocol that this clinic has."};
        case PlanFault::UnknownAct:
            return {"the request does not say what to do",
                    "Say begin, session, move, cancel, prepared, ready, appoint, "
                    "cancel-appointment or decide."};
        case PlanFault::UnknownProtocol:
            return {"this clinic has no protocol of that name",
                    "Leave it out for the usual one, or name one that the clinic has."};
        case PlanFault::UnknownZone:
            return {"there is no time zone of that name", "Give one such as Europe/London."};
        case PlanFault::BadScores:
            return {"the patient's numbers are shown or hidden and nothing else",
                    "Say shown or hidden."};
        case PlanFault::BadDate:
            return {"the day is not one of the calendar, written like 2026-03-01",
                    "Give a day that exists."};
        case PlanFault::TooFarAhead:
            return {"that day is more than two years from today", "Choose an earlier day."};
        case PlanFault::BadMoment:
            return {
                "the time is not a day and a time with its offset, written like "
                "2026-03-01T09:30:00+00:00",
                "Give the day and the time."};
        case PlanFault::NotHeldYet:
            return {"that time is still to come, and a preparation is recorded when it was held",
                    "Give the time at which it took place, or record it afterwards."};
        case PlanFault::UnknownSession:
            return {"the plan has no session of that number",
                    "Look at the plan again and choose one of its sessions."};
        case PlanFault::SessionCancelled:
            return {"that session was cancelled", "Add a new session instead."};
        case PlanFault::SameDay:
            return {"another session is on that day", "Choose another day."};
        case PlanFault::DateBeforeStart:
            return {"that day is before the plan begins",
                    "Choose a later day, or an earlier start of the plan first."};
        case PlanFault::StartAfterSession:
            return {"a session would be before the new start",
                    "Choose an earlier start, or move the session first."};
        case PlanFault::TooManySessions:
            return {"the plan has as many sessions as it can hold",
                    "Move a session that is there."};
        case PlanFault::BadTime:
            return {"the time is not written like 09:30, or the clocks skip it on that day",
                    "Give a time that the clinic's clocks show."};
        case PlanFault::InThePast:
            return {"that day and time are over", "Give a time that is still to come."};
        case PlanFault::BadTitle:
            return {"what it is for is missing, or longer than 500 bytes",
                    "Say in a few words what it is for."};
        case PlanFault::BadMinutes:
            return {"the length is not a whole number of minutes from 1 to 720",
                    "Give the minutes, or leave them out."};
        case PlanFault::BadText:
            return {"this text is longer than 500 bytes, or is no text", "Shorten it."};
        case PlanFault::UnknownAppointment:
            return {"the plan has no appointment of that number",
                    "Look at the plan again and choose one of its appointments."};
        case PlanFault::AppointmentCancelled:
            return {"that appointment was cancelled", "Make a new one instead."};
        case PlanFault::TooManyAppointments:
            return {"the plan has as many appointments as it can hold",
                    "Change one that is there."};
        case PlanFault::NoAnswer:
            return {"it does not say whether the patient goes on", "Say yes or no."};
        case PlanFault::BadClass:
            return {"the class is none of U, A, B and C", "Choose one of these."};
        case PlanFault::BadReason:
            return {"the reason is missing, longer than 8,000 bytes, or no text",
                    "Say in a few words what the decision rests on."};
        case PlanFault::NotHappened:
            return {"the day of that session is still to come",
                    "Say it on the day or after it, when the patient can be asked."};
        case PlanFault::NotDecided:
            return {"the patient has given an answer of class A, and no decision lets it pass",
                    "Decide about the self-check first; class A takes two people."};
        case PlanFault::DecidedNot:
            return {"a clinician has decided that it is not possible now",
                    "Decide again first, if that has changed."};
    }
    return {"the request is not of the expected form", "Look at the plan again."};
}

class Category final : public boost::system::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "landfall.clinic.plan"; }
    [[nodiscard]] std::string message(int value) const override {
        const auto [why, whatToDo] = wordsOf(static_cast<PlanFault>(value % actsOfCode));
        return std::string(notDone(static_cast<PlanAct>(value / actsOfCode))) + ": " +
               std::string(why) + ". Nothing was stored. " + std::string(whatToDo);
    }
};
const Category& category() {
    static const Category one;
    return one;
}

/// The member of the request that holds the day.
std::string dayMember(PlanAct act) {
    return act == PlanAct::Begin ? "start" : "date";
}

Error ofPathway(PlanAct act, const Error& error) {
    using pathway::Fault;
    const auto is = [&](PlanFault fault, std::string member) {
        return planRefused(act, fault, std::move(member));
    };
    switch (static_cast<Fault>(error.code.value())) {
        case Fault::UnknownProtocol:
            return is(PlanFault::UnknownProtocol, "protocol");
        case Fault::UnknownZone:
            return is(PlanFault::UnknownZone, "zone");
        case Fault::BadDate:
            return is(PlanFault::BadDate, dayMember(act));
        case Fault::UnknownSession:
            return is(PlanFault::UnknownSession, "session");
        case Fault::SessionCancelled:
            return is(PlanFault::SessionCancelled, "session");
        case Fault::SameDay:
            return is(PlanFault::SameDay, "date");
        case Fault::TooFarAhead:
            return is(PlanFault::TooFarAhead, dayMember(act));
        case Fault::BeforeStart:
            return act == PlanAct::Begin ? is(PlanFault::StartAfterSession, "start")
                                         : is(PlanFault::DateBeforeStart, "date");
        case Fault::TooManySessions:
            return is(PlanFault::TooManySessions, "date");
        case Fault::BadTime:
            return is(PlanFault::BadTime, "time");
        case Fault::InThePast:
            return is(PlanFault::InThePast, "date");
        case Fault::BadAppointment:
            if (error.where == "title") return is(PlanFault::BadTitle, "title");
            if (error.where == "minutes") return is(PlanFault::BadMinutes, "minutes");
            return is(PlanFault::BadText, error.where);
        case Fault::UnknownAppointment:
            return is(PlanFault::UnknownAppointment, "appointment");
        case Fault::AppointmentCancelled:
            return is(PlanFault::AppointmentCancelled, "appointment");
        case Fault::TooManyAppointments:
            return is(PlanFault::TooManyAppointments, "title");
        default:
            // What is wrong with a protocol itself.
            return is(PlanFault::PlanNotFollowed, "protocol");
    }
}

}  // namespace

PlanAct actOf(PlanChange::Kind kind) {
    static_assert(static_cast<int>(PlanChange::Kind::CancelAppointment) ==
                  static_cast<int>(PlanAct::CancelAppointment));
    return static_cast<PlanAct>(kind);
}

Error planRefused(PlanAct act, PlanFault fault, std::string member) {
    const int value = static_cast<int>(act) * actsOfCode + static_cast<int>(fault);
    return {boost::system::error_code(value, category()), std::move(member)};
}

Error asPlanRefusal(PlanAct act, const Error& error) {
    if (error.code.category() == pathway::faultCategory()) return ofPathway(act, error);
    if (error.is(base::Fault::NotFound)) return planRefused(act, PlanFault::NoPlan, "plan");
    if (!error.is(base::Fault::Malformed)) return error;
    if (error.where == "scores") return planRefused(act, PlanFault::BadScores, "scores");
    if (error.where == "reason") return planRefused(act, PlanFault::BadReason, "reason");
    if (error.where == "class") return planRefused(act, PlanFault::BadClass, "class");
    return planRefused(act, PlanFault::PlanNotFollowed, "protocol");
}

bool isPlanRefusal(const Error& error) {
    return error.code.category() == category();
}

bool lacksPlan(const Error& refusal) {
    return isPlanRefusal(refusal) &&
           refusal.code.value() % actsOfCode == static_cast<int>(PlanFault::NoPlan);
}

}  // namespace landfall::clinic::review
