#pragma once

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "server/fhir/forms.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::review {

struct AssignmentOrder {
    std::string patient;
    std::string questionnaire;  ///< short id or canonical
    std::string due;            ///< FHIR date, or ""
};
struct Assigned {
    std::string id;
    std::int64_t head = 0;
};

/// Asks a patient for a questionnaire: a Task, and the Questionnaire itself, in the patient's feed.
/// The caller has checked who may, and audits. base::Fault::NotFound when the questionnaire is not
/// known, base::Fault::Malformed when `due` is no date, RequestFault::DueDayOver when it is over.
[[nodiscard]] Result<Assigned> assign(store::Writing& writing, const fhirapi::Forms& forms,
                                      const AssignmentOrder& order, const base::Clock& clock,
                                      base::Random& random);

}  // namespace landfall::clinic::review
