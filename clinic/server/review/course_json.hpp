#pragma once

#include <boost/json/object.hpp>

#include "server/fhir/courses.hpp"

namespace landfall::clinic::review {

/// A number of the units a form counts in: 43750 of thousandths is 43.75. For showing only.
[[nodiscard]] boost::json::value shownNumber(const std::optional<std::int64_t>& units,
                                             int decimals);
/// The member `change` of one point of a score (docs/api.md).
[[nodiscard]] boost::json::object changeJson(const fhirapi::CoursePoint& point);
/// What the newest point with a total says of the whole course, put into the score's object.
void addCourse(boost::json::object& score, const fhirapi::MeasureCourse* course);

}  // namespace landfall::clinic::review
