#include "server/review/assignments.hpp"

#include "landfall/fhir/build.hpp"
#include "server/fhir/recorder.hpp"
#include "server/review/handler_parts.hpp"

namespace landfall::clinic::review {

namespace {
/// The day of wherever it is earliest: what is due is told in the clinic's own zone.
std::string earliestToday(const base::WallTime& now) {
    constexpr int westmostMinutes = -12 * 60;
    return base::toFhirDate({now.unixMs, westmostMinutes});
}
}  // namespace

Result<Assigned> assign(store::Writing& writing, const fhirapi::Forms& forms,
                        const AssignmentOrder& order, const base::Clock& clock,
                        base::Random& random) {
    const auto form = forms.find(order.questionnaire);
    if (!form) return Error(base::Fault::NotFound, "questionnaire");
    if (!order.due.empty() && !base::isFhirDate(order.due))
        return Error(base::Fault::Malformed, "due");
    if (!order.due.empty() && order.due < earliestToday(clock.now()))
        return Error(RequestFault::DueDayOver, "due");
    LF_TRY(const auto definition, writing.questionnaire(form->url(), form->version()));
    if (!definition) return Error(base::Fault::NotFound, "questionnaire");
    const auto now = clock.now();
    const auto id = base::makeUuidV7(clock, random).text();
    const auto task = landfall::fhir::buildAssignment({.id = id,
                                                       .patient = order.patient,
                                                       .questionnaire = form->canonical(),
                                                       .title = form->title(),
                                                       .assigned = now,
                                                       .opens = now,
                                                       .due = order.due,
                                                       .status = "requested",
                                                       .response = "",
                                                       .source = ""});
    fhirapi::Recorder recorder(
        writing, forms,
        {.patient = order.patient, .device = std::nullopt, .receivedMs = now.unixMs});
    // The definition first, so that a phone never has an assignment that it cannot show.
    LF_CHECK(recorder.share(definition->row));
    LF_TRY(const auto written, recorder.putMade({"Task", id}, task));
    static_cast<void>(written);
    LF_TRY(const auto head, recorder.finish());
    return Assigned{id, head};
}

}  // namespace landfall::clinic::review
