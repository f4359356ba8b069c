#pragma once

#include <boost/json/value.hpp>

#include "landfall/fhir/json.hpp"
#include "server/review/plan_changes.hpp"

namespace landfall::clinic::review {

/// What a clinician's request about a plan did.
struct PlanAnswer {
    boost::json::value body;
    std::string plan;
    std::int64_t head = 0;
};

/// `POST /review/api/patients/<id>/plan` (docs/api.md): `do` is one of begin, session, move,
/// cancel, prepared, ready and decide. The caller has checked who may, and audits.
/// What cannot be done is refused in sentences (plan_refusals.hpp).
[[nodiscard]] Result<PlanAnswer> planRequest(store::Writing& writing, const PlanSources& sources,
                                             const std::string& patient,
                                             const std::string& clinician, const fhir::Json& body,
                                             const base::Clock& clock, base::Random& random);

}  // namespace landfall::clinic::review
