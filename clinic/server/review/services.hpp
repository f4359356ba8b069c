#pragma once

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "server/fhir/forms.hpp"
#include "server/http/dispatcher.hpp"
#include "server/http/events.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::review {

/// What the handlers of the review page work with. Everything must outlive the handlers.
struct Services {
    store::RecordStore& store;
    const fhirapi::Forms& forms;
    http::EventHub& events;
    const base::Clock& clock;
    base::Random& random;
};

/// Binds Patients, Patient, AcknowledgeFlag, Assign, Questionnaires and Events.
void bindHandlers(http::Handlers& handlers, Services& services);

}  // namespace landfall::clinic::review
