#include "landfall/pathway/library.hpp"

#include "landfall/fhir/canonical.hpp"

namespace landfall::pathway {

Result<Library> Library::bundled() {
    Library library;
    for (const auto& file : bundled::files()) {
        const auto added = library.add(std::string(file.bytes));
        if (added.has_error())
            return Error{added.error().code, std::string(file.name) + ": " + added.error().where};
    }
    return library;
}

Result<std::shared_ptr<const Protocol>> Library::add(std::string bytes) {
    LF_TRY(const auto json, fhir::Json::borrow(bytes));
    LF_TRY(auto protocol, readProtocol(json.root()));
    for (const auto& entry : entries_) {
        if (entry->protocol->canonical() != protocol.canonical()) continue;
        const auto known = fhir::Json::borrow(entry->bytes);
        if (known.has_value() &&
            fhir::canonicalHash(known->root()) == fhir::canonicalHash(json.root()))
            return entry->protocol;
        // A plan that was begun means what the first definition says.
        return Error{Fault::DifferentContent, "version"};
    }
    auto entry = std::make_unique<Entry>();
    entry->protocol = std::make_shared<const Protocol>(std::move(protocol));
    entry->bytes = std::move(bytes);
    entries_.push_back(std::move(entry));
    return entries_.back()->protocol;
}

const Library::Entry* Library::findEntry(std::string_view idOrCanonical) const {
    const Entry* best = nullptr;
    for (const auto& entry : entries_) {
        const auto& protocol = *entry->protocol;
        if (protocol.canonical() == idOrCanonical) return entry.get();
        if (protocol.id == idOrCanonical || protocol.url == idOrCanonical) best = entry.get();
    }
    return best;
}

std::shared_ptr<const Protocol> Library::find(std::string_view idOrCanonical) const {
    const auto* entry = findEntry(idOrCanonical);
    return entry ? entry->protocol : nullptr;
}

std::vector<const Library::Entry*> Library::list() const {
    std::vector<const Entry*> out;
    out.reserve(entries_.size());
    for (const auto& entry : entries_) out.push_back(entry.get());
    return out;
}

}  // namespace landfall::pathway
