#include "server/review/plan_changes.hpp"

#include "landfall/base/ids.hpp"
#include "landfall/fhir/care_plan.hpp"
#include "server/fhir/recorder.hpp"
#include "server/fhir/refused.hpp"
#include "server/review/dosing_record.hpp"
#include "server/review/eligibility_review.hpp"
#include "server/review/missed_tasks.hpp"
#include "server/review/plan_refusals.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;

namespace {

constexpr std::int64_t plansMax = 100;

/// The plan that is there: its newest version as it stands in the record.
struct Stored {
    std::string bytes;
    lf::CarePlan plan;
};
Result<std::optional<Stored>> storedPlan(store::Reading& reading, const std::string& patient) {
    std::optional<Stored> newest;
    LF_CHECK(reading.search(patient, "CarePlan", "", plansMax,
                            [&](const store::Record& record) -> Result<void> {
                                const auto json = lf::Json::borrow(record.body);
                                if (json.has_error()) return ok();
                                auto plan = lf::readCarePlan(json->root());
                                if (plan.has_error() || plan->status != "active") return ok();
                                if (!newest || newest->plan.created.unixMs <= plan->created.unixMs)
                                    newest = Stored{record.body, *std::move(plan)};
                                return ok();
                            }));
    return newest;
}

std::string zoneOr(const std::string& asked) {
    if (!asked.empty()) return asked;
    const auto here = pathway::Zone::ofThisMachine();
    return here ? here->name() : "Etc/UTC";
}

/// What the clinic wants the patient to see of numbers and charts.
Result<void> setScores(lf::CarePlan& plan, std::string_view wanted) {
    if (wanted.empty()) return ok();
    if (wanted != "shown" && wanted != "hidden") return Error(base::Fault::Malformed, "scores");
    plan.settings.patientSeesScores = wanted == "shown";
    return ok();
}

Result<lf::CarePlan> begun(const PlanSources& sources, const PlanChange& change,
                           const std::optional<Stored>& stored, const std::string& newId) {
    const auto wanted = change.protocol.empty() ? std::string(defaultProtocol) : change.protocol;
    if (!stored) {
        const auto protocol = sources.protocols.find(wanted);
        if (!protocol) return Error(pathway::Fault::UnknownProtocol, "protocol");
        const auto zoneName = zoneOr(change.zone);
        LF_TRY(const auto zone, pathway::Zone::named(zoneName));
        const auto today = pathway::toFhirDate(zone.dayOf(sources.now));
        return pathway::beginPlan({.id = newId,
                                   .patient = change.patient,
                                   .protocol = protocol->canonical(),
                                   .zone = zoneName,
                                   .start = change.start.empty() ? today : change.start},
                                  sources.now);
    }
    auto plan = stored->plan;
    if (!change.protocol.empty()) {
        const auto protocol = sources.protocols.find(change.protocol);
        if (!protocol) return Error(pathway::Fault::UnknownProtocol, "protocol");
        plan.protocol = protocol->canonical();
    }
    if (!change.zone.empty()) {
        LF_TRY(const auto zone, pathway::Zone::named(change.zone));
        plan.zone = zone.name();
    }
    if (!change.start.empty()) {
        LF_TRY(const auto day, pathway::dayFrom(change.start));
        LF_TRY(const auto zone, pathway::Zone::named(plan.zone));
        if (pathway::isTooFarAhead(day, zone, sources.now))
            return Error(pathway::Fault::TooFarAhead, "start");
        plan.start = pathway::toFhirDate(day);
        for (const auto& session : plan.sessions)
            if (!session.cancelled() && session.date() < plan.start)
                return Error(pathway::Fault::BeforeStart, "start");
    }
    return plan;
}

/// The session that a change is about, not cancelled.
Result<lf::DosingSession*> sessionOf(lf::CarePlan& plan, int number) {
    for (auto& session : plan.sessions) {
        if (session.number != number) continue;
        if (session.cancelled()) return Error(pathway::Fault::SessionCancelled, "session");
        return &session;
    }
    return Error(pathway::Fault::UnknownSession, "session");
}

/// What has happened on a day has happened on that day: a session whose dose began stays.
Result<void> checkNotBegun(store::Reading& reading, const PlanChange& change) {
    if (change.kind != PlanChange::Kind::Move && change.kind != PlanChange::Kind::Cancel)
        return ok();
    LF_TRY(const auto entries, dosingEntriesOf(reading, change.patient));
    if (dayOf(entries, change.session).newest("start") == nullptr) return ok();
    return fhirapi::refused(http::Refusal::DoseRecorded);
}

/// Nobody is given a day whose answers somebody has to look at first (clinical rules 6.2).
Result<void> checkBookable(store::Reading& reading, const PlanSources& sources,
                           const PlanChange& change, const std::string& plan) {
    if (change.kind != PlanChange::Kind::AddSession) return ok();
    LF_TRY(const auto why, notBookable(reading, sources.forms, change.patient, plan));
    if (why == NotBookable::No) return ok();
    const auto fault =
        why == NotBookable::DecidedNot ? PlanFault::DecidedNot : PlanFault::NotDecided;
    return planRefused(PlanAct::AddSession, fault, "date");
}

Result<lf::CarePlan> changed(const PlanChange& change, lf::CarePlan plan,
                             const base::WallTime& now) {
    using Kind = PlanChange::Kind;
    switch (change.kind) {
        case Kind::Begin:
            return plan;
        case Kind::AddSession:
            return pathway::withSession(std::move(plan), change.date, now);
        case Kind::Move:
            return pathway::withSessionMoved(std::move(plan), change.session, change.date, now);
        case Kind::Cancel:
            return pathway::withSessionCancelled(std::move(plan), change.session, now);
        case Kind::Prepared: {
            LF_TRY(auto* const session, sessionOf(plan, change.session));
            const auto held = base::fromFhirDateTime(change.date);
            if (held.has_error()) return planRefused(PlanAct::Prepared, PlanFault::BadMoment, "at");
            if (held->unixMs > now.unixMs)
                return planRefused(PlanAct::Prepared, PlanFault::NotHeldYet, "at");
            plan.preparations.push_back({session->number, *held});
            return plan;
        }
        case Kind::Ready: {
            LF_TRY(auto* const session, sessionOf(plan, change.session));
            LF_TRY(const auto zone, pathway::Zone::named(plan.zone));
            LF_TRY(const auto day, pathway::dayFrom(session->date()));
            if (day > zone.dayOf(now))
                return planRefused(PlanAct::Ready, PlanFault::NotHappened, "session");
            // Said before this day, it was said of one that the session has moved away from.
            auto& ready = session->experienceReady;
            if (!ready || zone.dayOf(*ready) < day) ready = now;
            return plan;
        }
        case Kind::Appoint:
            return pathway::withAppointment(std::move(plan), change.appointment, now);
        case Kind::CancelAppointment:
            return pathway::withAppointmentCancelled(std::move(plan), change.appointment.number);
    }
    return plan;
}

/// The protocol and the definitions it asks for, so that a phone never has a plan that it cannot
/// show.
Result<void> shareProtocol(store::Writing& writing, const PlanSources& sources,
                           fhirapi::Recorder& recorder, const std::string& canonical) {
    const auto* entry = sources.protocols.findEntry(canonical);
    if (entry == nullptr) return ok();
    LF_TRY(const auto stored,
           fhirapi::putClinicRecord(writing, sources.forms, {"PlanDefinition", entry->protocol->id},
                                    entry->bytes, sources.now.unixMs));
    LF_CHECK(recorder.share(stored.row));
    for (const auto& visit : entry->protocol->visits)
        for (const auto& asked : visit.forms) {
            if (asked.forClinic) continue;
            const auto form = sources.forms.find(asked.questionnaire);
            if (!form) continue;
            LF_TRY(const auto definition, writing.questionnaire(form->url(), form->version()));
            if (definition) LF_CHECK(recorder.share(definition->row));
        }
    return ok();
}

}  // namespace

Result<PlanChanged> changePlan(store::Writing& writing, const PlanSources& sources,
                               const PlanChange& change, const base::Clock& clock,
                               base::Random& random) {
    LF_TRY(const auto stored, storedPlan(writing, change.patient));
    PlanChanged out;
    if (change.kind == PlanChange::Kind::Begin) {
        LF_TRY(out.plan, begun(sources, change, stored, base::makeUuidV7(clock, random).text()));
        LF_CHECK(setScores(out.plan, change.scores));
    } else {
        if (!stored) return Error(base::Fault::NotFound, "plan");
        LF_CHECK(checkNotBegun(writing, change));
        LF_CHECK(checkBookable(writing, sources, change, stored->plan.id));
        LF_TRY(out.plan, changed(change, stored->plan, sources.now));
        out.session = change.kind == PlanChange::Kind::AddSession ? out.plan.sessions.back().number
                                                                  : change.session;
        const bool isNew =
            change.kind == PlanChange::Kind::Appoint && change.appointment.number == 0;
        out.appointment = isNew ? out.plan.appointments.back().number : change.appointment.number;
    }
    std::string bytes;
    if (stored) {
        LF_TRY(const auto before, lf::Json::borrow(stored->bytes));
        LF_TRY(bytes, lf::carePlanWith(before, out.plan));
    } else {
        bytes = lf::buildCarePlan(out.plan);
    }
    fhirapi::Recorder recorder(
        writing, sources.forms,
        {.patient = change.patient, .device = std::nullopt, .receivedMs = sources.now.unixMs});
    if (change.kind == PlanChange::Kind::Begin)
        LF_CHECK(shareProtocol(writing, sources, recorder, out.plan.protocol));
    LF_TRY(const auto written, recorder.putMade({"CarePlan", out.plan.id}, bytes));
    static_cast<void>(written);
    LF_TRY(out.head, recorder.finish());
    LF_TRY([[maybe_unused]] const int ended, endMissedTasks(writing, sources, change.patient));
    return out;
}

}  // namespace landfall::clinic::review
