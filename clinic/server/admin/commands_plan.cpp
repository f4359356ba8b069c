// The pathway: plan, session, appointment.
#include <boost/json/object.hpp>
#include <charconv>

#include "server/admin/commands.hpp"
#include "server/admin/fault.hpp"
#include "server/review/plan_refusals.hpp"

namespace landfall::clinic::admin {
namespace json = boost::json;

namespace {

/// The same sentence as on the review page, with the option instead of the member of the request.
Error refusedAs(review::PlanChange::Kind kind, const Error& error) {
    using Kind = review::PlanChange::Kind;
    auto refusal = review::asPlanRefusal(review::actOf(kind), error);
    if (!review::isPlanRefusal(refusal)) return refusal;
    const bool isNumber = refusal.where == "session" || refusal.where == "appointment";
    const bool cancels = kind == Kind::Cancel || kind == Kind::CancelAppointment;
    if (isNumber) refusal.where = cancels ? "cancel" : "move";
    refusal.where = "--" + refusal.where;
    return refusal;
}

Result<review::PlanChanged> change(Clinic& clinic, const review::PlanChange& change) {
    const auto& machine = clinic.machine();
    review::PlanChanged changed;
    LF_CHECK(clinic.store().write([&](store::Writing& writing) -> Result<void> {
        LF_TRY(const auto found, writing.patient(change.patient));
        if (!found) return Fault::PatientUnknown;
        auto made =
            review::changePlan(writing, {clinic.forms(), clinic.protocols(), machine.clock.now()},
                               change, machine.clock, machine.random);
        if (made.has_error() && made.error().is(base::Fault::NotFound)) return Fault::PlanMissing;
        if (made.has_error() && made.error().is(base::Fault::Malformed))
            return Fault::ScoresUnknown;
        if (made.has_error()) return refusedAs(change.kind, made.error());
        LF_TRY(changed, std::move(made));
        return writing.audit({.actor = http::Actor::operatorOfMachine(),
                              .action = http::Action::ChangePlan,
                              .object = changed.plan.id,
                              .patient = change.patient});
    }));
    clinic.events().publishChange(change.patient, changed.head);
    return changed;
}

/// A number above 0; nothing for anything else.
std::optional<int> numberFrom(const std::string& text) {
    int number = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end || number < 1) return std::nullopt;
    return number;
}

}  // namespace

Result<json::value> planCommand(Clinic& clinic, const Command& command) {
    LF_TRY(const auto changed, change(clinic, {.kind = review::PlanChange::Kind::Begin,
                                               .patient = command.option("patient"),
                                               .protocol = command.option("protocol"),
                                               .start = command.option("start"),
                                               .zone = command.option("zone"),
                                               .scores = command.option("scores")}));
    const bool shown = changed.plan.settings.patientSeesScores;
    return json::value(json::object{{"id", changed.plan.id},
                                    {"protocol", changed.plan.protocol},
                                    {"start", changed.plan.start},
                                    {"zone", changed.plan.zone},
                                    {"scores", shown ? "shown" : "hidden"}});
}

Result<json::value> sessionCommand(Clinic& clinic, const Command& command) {
    using Kind = review::PlanChange::Kind;
    review::PlanChange wanted{.kind = Kind::AddSession, .patient = command.option("patient")};
    wanted.date = command.option("date");
    for (const auto& [option, kind] :
         {std::pair("move", Kind::Move), std::pair("cancel", Kind::Cancel)})
        if (command.has(option)) {
            wanted.kind = kind;
            // There is no session 0.
            wanted.session = numberFrom(command.option(option)).value_or(0);
        }
    LF_TRY(const auto changed, change(clinic, wanted));
    json::object out{{"id", changed.plan.id}, {"session", changed.session}};
    for (const auto& session : changed.plan.sessions)
        if (session.number == changed.session) {
            out["date"] = session.date();
            out["cancelled"] = session.cancelled();
        }
    return json::value(std::move(out));
}

Result<json::value> appointmentCommand(Clinic& clinic, const Command& command) {
    using Kind = review::PlanChange::Kind;
    review::PlanChange wanted{.kind = Kind::Appoint, .patient = command.option("patient")};
    auto& order = wanted.appointment;
    for (const auto& [name, text] :
         {std::pair("title", &order.title), std::pair("date", &order.date),
          std::pair("time", &order.time), std::pair("with", &order.with),
          std::pair("where", &order.where), std::pair("note", &order.note)})
        if (command.has(name)) *text = command.option(name);
    for (const auto& [option, kind] :
         {std::pair("move", Kind::Appoint), std::pair("cancel", Kind::CancelAppointment)})
        if (command.has(option)) {
            wanted.kind = kind;
            const auto number = numberFrom(command.option(option));
            if (!number) return refusedAs(kind, pathway::Fault::UnknownAppointment);
            order.number = *number;
        }
    if (command.has("minutes")) {
        order.minutes = numberFrom(command.option("minutes"));
        if (!order.minutes)
            return refusedAs(wanted.kind, Error(pathway::Fault::BadAppointment, "minutes"));
    }
    LF_TRY(const auto changed, change(clinic, wanted));
    json::object out{{"id", changed.plan.id}, {"appointment", changed.appointment}};
    for (const auto& one : changed.plan.appointments)
        if (one.number == changed.appointment) {
            out["start"] = base::toFhirDateTime(one.start);
            out["cancelled"] = one.cancelled;
        }
    return json::value(std::move(out));
}

}  // namespace landfall::clinic::admin
