#pragma once

#include <boost/json/object.hpp>

#include "server/fhir/courses.hpp"
#include "server/review/plans.hpp"

namespace landfall::clinic::review {

/// The member `missing` of `GET /review/api/patients/<id>` (docs/api.md): what the plan expects and
/// has not got, what came outside its window, and totals that are not full. Without a plan nothing
/// is expected.
[[nodiscard]] boost::json::object missingJson(const PlanSources& sources, const PatientPlan* plan,
                                              const std::vector<fhirapi::MeasureCourse>& courses);

}  // namespace landfall::clinic::review
