#include "server/review/plan_requests.hpp"

#include <array>
#include <boost/json/object.hpp>

#include "server/fhir/refused.hpp"
#include "server/review/decisions.hpp"
#include "server/review/eligibility_review.hpp"
#include "server/review/plan_refusals.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;

namespace {
using Kind = PlanChange::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 8> kinds = {
    {{"begin", Kind::Begin},
     {"session", Kind::AddSession},
     {"move", Kind::Move},
     {"cancel", Kind::Cancel},
     {"prepared", Kind::Prepared},
     {"ready", Kind::Ready},
     {"appoint", Kind::Appoint},
     {"cancel-appointment", Kind::CancelAppointment}}};

std::string textOf(const fhir::Json& body, std::string_view name) {
    return std::string(body.get(name).textOr());
}

pathway::AppointmentOrder appointmentFrom(const fhir::Json& body) {
    const auto number = [&](std::string_view name) -> std::optional<int> {
        const auto node = body.get(name);
        if (!node) return std::nullopt;
        if (node.isNull()) return 0;
        // What is no number, or none that fits, is refused like one that makes no sense.
        constexpr std::int64_t absurd = 1'000'000;
        const auto value = node.integer().value_or(absurd);
        return static_cast<int>(value < 0 || value > absurd ? absurd : value);
    };
    // Null is no length; what lasts no minutes is none.
    const auto length = [&]() -> std::optional<int> {
        const auto minutes = number("minutes");
        return minutes == 0 && !body.get("minutes").isNull() ? std::optional(-1) : minutes;
    };
    const auto text = [&](std::string_view name) -> std::optional<std::string> {
        return body.get(name) ? std::optional(textOf(body, name)) : std::nullopt;
    };
    return {.number = number("appointment").value_or(0),
            .title = text("title"),
            .date = text("date"),
            .time = text("time"),
            .minutes = length(),
            .with = text("with"),
            .where = text("where"),
            .note = text("note")};
}

Result<PlanAnswer> decided(store::Writing& writing, const PlanSources& sources,
                           const std::string& patient, const std::string& clinician,
                           const fhir::Json& body, const base::Clock& clock, base::Random& random) {
    LF_TRY(const auto plan, planOf(writing, sources, patient));
    if (!plan) return Error(base::Fault::NotFound, "plan");
    // house(words): the key of what two clinicians decide; nobody reads the word.
    const auto eligible = body.get("eligible").boolean();
    const auto riskClass = body.get("class").textOr();
    // house(words): the key of what two clinicians decide; nobody reads the word.
    if (!eligible) return planRefused(PlanAct::Decide, PlanFault::NoAnswer, "eligible");
    if (riskClass.size() != 1) return Error(base::Fault::Malformed, "class");
    // The class of the patient's own answers holds, whatever is said here.
    LF_TRY(const auto ground,
           groundOfDecision(writing, sources.forms, patient, plan->id, riskClass.front()));
    // Whoever decided has read another self-check than the one that is there now.
    if (const auto read = body.get("response"); read && read.textOr() != ground.selfCheck)
        return fhirapi::refused(http::Refusal::VersionConflict);
    LF_CHECK(decide(writing,
                    {.plan = plan->id,
                     .patient = patient,
                     .author = clinician,
                     .selfCheck = ground.selfCheck,
                     .selfCheckVersion = ground.version,
                     .eligible = *eligible,
                     .riskClass = ground.riskClass,
                     .reason = textOf(body, "reason")},
                    clock, random));
    // Nothing of it goes to a phone, so the feed stands where it stood.
    LF_TRY(const auto head, writing.head(patient));
    LF_TRY(const auto decision, decisionOf(writing, plan->id));
    return PlanAnswer{json::object{{"id", plan->id},
                                   {"class", std::string(1, ground.riskClass)},
                                   {"needsSecond", decision && needsSecond(*decision)}},
                      plan->id, head};
}
}  // namespace

Result<PlanAnswer> planRequest(store::Writing& writing, const PlanSources& sources,
                               const std::string& patient, const std::string& clinician,
                               const fhir::Json& body, const base::Clock& clock,
                               base::Random& random) {
    const auto what = textOf(body, "do");
    if (what == "decide") {
        auto answer = decided(writing, sources, patient, clinician, body, clock, random);
        if (answer.has_error()) return asPlanRefusal(PlanAct::Decide, answer.error());
        return answer;
    }
    for (const auto& [name, kind] : kinds) {
        if (name != what) continue;
        PlanChange change{.kind = kind, .patient = patient};
        change.protocol = textOf(body, "protocol");
        change.start = textOf(body, "start");
        change.zone = textOf(body, "zone");
        change.scores = textOf(body, "scores");
        change.date = textOf(body, kind == Kind::Prepared ? "at" : "date");
        constexpr std::int64_t sessionMax = 1000;
        if (const auto number = body.get("session").integer();
            number && *number > 0 && *number < sessionMax)
            change.session = static_cast<int>(*number);
        change.appointment = appointmentFrom(body);
        const auto made = changePlan(writing, sources, change, clock, random);
        if (made.has_error()) return asPlanRefusal(actOf(kind), made.error());
        const auto& changed = *made;
        json::object answer{{"id", changed.plan.id}};
        if (changed.session != 0) answer["session"] = changed.session;
        if (changed.appointment != 0) answer["appointment"] = changed.appointment;
        return PlanAnswer{std::move(answer), changed.plan.id, changed.head};
    }
    return planRefused(PlanAct::Unknown, PlanFault::UnknownAct, "do");
}

}  // namespace landfall::clinic::review
