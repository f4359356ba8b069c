#pragma once

#include <boost/json/value.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "landfall/pathway/gates.hpp"
#include "landfall/pathway/library.hpp"
#include "landfall/pathway/missed.hpp"
#include "server/fhir/forms.hpp"
#include "server/review/dosing_settings.hpp"
#include "server/store/record_store.hpp"

// The way of one patient through a protocol, as the clinic sees it.
namespace landfall::clinic::review {

/// Whose it is, and what it is computed with.
struct PlanSources {
    const fhirapi::Forms& forms;
    const pathway::Library& protocols;
    base::WallTime now;
    const DosingSettings& dosing = defaultDosingSettings();
    /// Leaves out what came after this moment: consents, their texts, decisions, answers and flags.
    /// A dose that was given is recorded whatever has happened since. What a phone whose clock was
    /// ahead sent before it, came before it.
    std::optional<std::int64_t> knownUntilMs{};

    [[nodiscard]] bool knows(std::int64_t ms) const { return !knownUntilMs || ms <= *knownUntilMs; }
};

/// A patient's plan with its schedule as of `now`. The schedule points into the protocol.
struct PatientPlan {
    std::string id;
    std::shared_ptr<const pathway::Protocol> protocol;
    pathway::Instance instance;
    std::vector<pathway::Answered> answers;
    pathway::Schedule schedule;
    pathway::GateFacts facts;
    pathway::Participation participation;
};

/// Nothing when there is no active plan. base::Fault::Malformed when there is one whose protocol is
/// not known here: a plan that cannot be followed must not look like none.
[[nodiscard]] Result<std::optional<PatientPlan>> planOf(store::Reading& reading,
                                                        const PlanSources& sources,
                                                        std::string_view patient);

/// The id of a form by its canonical; the canonical itself where the form is not known here.
[[nodiscard]] std::string shortIdOf(const PlanSources& sources, const std::string& canonical);

/// What is missed of a plan when these of its sessions are taken to have never been in it: what
/// follows the session before them then goes on, and an answer that was given for one of them is an
/// answer to whatever else was open on its day.
[[nodiscard]] Result<std::vector<pathway::Missed>> missedWithout(const PlanSources& sources,
                                                                 const PatientPlan& plan,
                                                                 const std::vector<int>& sessions);

/// The member `plan` of `GET /review/api/patients/<id>` (docs/api.md); null without one,
/// `{"fault": ...}` for one that cannot be followed. `found` is what planOf gave.
[[nodiscard]] Result<boost::json::value> planJson(store::Reading& reading,
                                                  const PlanSources& sources,
                                                  const Result<std::optional<PatientPlan>>& found);

}  // namespace landfall::clinic::review
