#pragma once

#include <functional>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "server/auth/handlers.hpp"
#include "server/fhir/forms.hpp"
#include "server/http/dispatcher.hpp"
#include "server/http/events.hpp"
#include "server/http/limits.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::fhirapi {

/// What the FHIR handlers work with. Everything must outlive the handlers.
struct Services {
    store::RecordStore& store;
    const Forms& forms;
    http::EventHub& events;
    const base::Clock& clock;
    base::Random& random;
    auth::ClinicFacts clinic;
    http::Limits limits;
};

/// Binds WellKnown, SmartConfiguration, Metadata, FhirBundle, FhirChanges, FhirRead, FhirSearch.
void bindHandlers(http::Handlers& handlers, Services& services);

}  // namespace landfall::clinic::fhirapi
