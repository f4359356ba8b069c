#pragma once

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "server/fhir/bundle_request.hpp"
#include "server/fhir/forms.hpp"
#include "server/http/actor.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::fhirapi {

/// What a phone hears about its bundle, and where the patient's feed stands now.
struct BundleAnswer {
    std::string body;
    std::int64_t head = 0;
    bool again = false;  ///< the stored answer of a bundle that was applied before
};

struct BundleSender {
    const http::Actor& device;
    std::string requestId;
    std::string peer;
};

/// One bundle in the caller's transaction: the stored answer when the same bytes were applied
/// before, BundleIdReused when other bytes were; else each entry by its rules, what the server adds
/// by itself, the memory of bundle and operations, and the audit row. The first entry at fault ends
/// it all.
[[nodiscard]] Result<BundleAnswer> applyBundle(store::Writing& writing, const Forms& forms,
                                               const BundleRequest& request,
                                               const BundleSender& sender, const base::Clock& clock,
                                               base::Random& random);

}  // namespace landfall::clinic::fhirapi
