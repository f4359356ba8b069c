#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <string>

#include "landfall/base/random.hpp"
#include "landfall/pathway/consent_library.hpp"
#include "server/fhir/forms.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::review {

/// What became of a change that the clinic made to a patient's records.
struct Changed {
    std::string id;
    std::int64_t head = 0;
};

/// The text that a patient is asked to agree to. It reaches the phone byte for byte; which version
/// somebody signed is told by the hash of these bytes. The document has been read before. A version
/// that was sent to anybody never changes: pathway::ConsentFault::DifferentContent.
struct ConsentText {
    std::string patient;
    std::string bytes;
};
[[nodiscard]] Result<Changed> sendConsent(store::Writing& writing, const fhirapi::Forms& forms,
                                          const ConsentText& text, const base::Clock& clock,
                                          base::Random& random);

/// The texts to agree to that this patient's phones have: those of the program and those that were
/// sent, up to a moment where one is given.
[[nodiscard]] Result<pathway::ConsentLibrary> consentTextsOf(
    store::Reading& reading, std::string_view patient,
    std::optional<std::int64_t> untilMs = std::nullopt);

/// The clinic's name under a signed consent: a new version of it, the first one stays. NotFound for
/// no consent of this patient; RequestFault::NothingToCountersign, AlreadyCountersigned, and
/// ConsentWithdrawn for a signature that a withdrawal follows.
struct Countersignature {
    std::string patient;
    std::string consent;
    std::string by;  ///< name of the clinician
};
[[nodiscard]] Result<Changed> countersign(store::Writing& writing, const fhirapi::Forms& forms,
                                          const Countersignature& order, const base::Clock& clock);

/// Every event of a patient's consents, oldest first, as the review page and commands show them.
[[nodiscard]] Result<boost::json::array> consentsJson(store::Reading& reading,
                                                      std::string_view patient);

/// The patient's safety plan in their own words, its parts in order; null while there is none. Of
/// several copies the one that was written last.
[[nodiscard]] Result<boost::json::value> safetyPlanJson(store::Reading& reading,
                                                        std::string_view patient);

}  // namespace landfall::clinic::review
