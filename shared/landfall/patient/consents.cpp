#include "landfall/patient/consents.hpp"

namespace landfall::patient {

Result<std::vector<fhir::ConsentRecord>> consentsOf(store::Store& store) {
    LF_TRY(const auto records, store.records().all(fhir::ResourceType::Consent));
    std::vector<fhir::ConsentRecord> out;
    for (const auto& record : records) {
        const auto json = fhir::Json::borrow(record.bytes);
        if (json.has_error()) continue;
        if (auto consent = fhir::readConsent(json->root()); consent.has_value())
            out.push_back(*std::move(consent));
    }
    return out;
}

}  // namespace landfall::patient
