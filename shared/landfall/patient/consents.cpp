#include "landfall/patient/consents.hpp"

#include "landfall/base/log.hpp"

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

Result<pathway::ConsentLibrary> consentTextsOf(store::Store& store) {
    LF_TRY(auto library, pathway::ConsentLibrary::bundled());
    LF_TRY(const auto documents, store.records().documents("consent-document"));
    for (const auto& document : documents)
        if (library.addSent(document).has_error()) base::log("consent_document_not_readable");
    return library;
}

Result<pathway::Participation> participationOf(store::Store& store) {
    LF_TRY(const auto consents, consentsOf(store));
    LF_TRY(const auto texts, consentTextsOf(store));
    return pathway::participationOf(consents, texts);
}

}  // namespace landfall::patient
