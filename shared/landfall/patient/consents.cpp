#include "landfall/patient/consents.hpp"

#include "landfall/base/log.hpp"
#include "landfall/pathway/consent_course.hpp"

namespace landfall::patient {

Result<std::vector<fhir::ConsentRecord>> consentsOf(store::Store& store) {
    LF_TRY(const auto records, store.records().all(fhir::ResourceType::Consent));
    std::vector<fhir::ConsentRecord> found;
    for (const auto& record : records) {
        const auto json = fhir::Json::borrow(record.bytes);
        if (json.has_error()) continue;
        if (auto consent = fhir::readConsent(json->root()); consent.has_value())
            found.push_back(*std::move(consent));
    }
    std::vector<fhir::ConsentRecord> out;
    out.reserve(found.size());
    for (const auto place : pathway::orderOf(found)) out.push_back(std::move(found[place]));
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
