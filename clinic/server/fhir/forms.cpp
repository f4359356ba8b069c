#include "server/fhir/forms.hpp"

namespace landfall::clinic::fhirapi {

Result<std::unique_ptr<Forms>> Forms::bundled() {
    LF_TRY(auto library, instrument::Library::bundled());
    return std::unique_ptr<Forms>(new Forms(std::move(library)));
}

Result<Forms::Form> Forms::add(std::string bytes) {
    const std::unique_lock lock(mutex_);
    return library_.add(std::move(bytes));
}

Result<Forms::Form> Forms::addStored(std::string bytes) {
    const std::unique_lock lock(mutex_);
    return library_.addStored(std::move(bytes));
}

std::vector<instrument::Library::LeftOut> Forms::leftOut() const {
    const std::shared_lock lock(mutex_);
    return library_.leftOut();
}

std::vector<Error> Forms::faultsIn(std::string_view bytes) const {
    const std::shared_lock lock(mutex_);
    return library_.faultsIn(bytes);
}

instrument::Inheritance Forms::inheritance(std::string_view bytes) const {
    const std::shared_lock lock(mutex_);
    return library_.inheritance(bytes);
}

Forms::Form Forms::find(std::string_view idOrCanonical) const {
    const std::shared_lock lock(mutex_);
    return library_.find(idOrCanonical);
}

Forms::Form Forms::newestOf(std::string_view canonical) const {
    // A canonical is url|version#part (http://hl7.org/fhir/R4/references.html#canonical).
    return find(canonical.substr(0, canonical.find_first_of("|#")));
}

std::string Forms::bytesOf(std::string_view idOrCanonical) const {
    const std::shared_lock lock(mutex_);
    const auto* entry = library_.findEntry(idOrCanonical);
    return entry != nullptr ? entry->bytes : std::string();
}

std::vector<std::string> Forms::canonicals() const {
    const std::shared_lock lock(mutex_);
    std::vector<std::string> names;
    for (const auto* entry : library_.list()) names.push_back(entry->form->canonical());
    return names;
}

std::vector<Forms::Form> Forms::addedByClinic() const {
    const std::shared_lock lock(mutex_);
    std::vector<Form> forms;
    for (const auto* entry : library_.list())
        if (!entry->isBundled) forms.push_back(entry->form);
    return forms;
}

}  // namespace landfall::clinic::fhirapi
