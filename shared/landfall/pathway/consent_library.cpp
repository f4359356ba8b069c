#include "landfall/pathway/consent_library.hpp"

#include <algorithm>
#include <charconv>

#include "landfall/fhir/read.hpp"

namespace landfall::pathway {

namespace {
/// 1.9.0 before 1.10.0; what is no number is compared as text.
bool isLower(std::string_view a, std::string_view b) {
    while (!a.empty() || !b.empty()) {
        const auto part = [](std::string_view& rest) {
            const auto dot = rest.find('.');
            const auto text = rest.substr(0, dot);
            rest = dot == std::string_view::npos ? std::string_view{} : rest.substr(dot + 1);
            return text;
        };
        const auto left = part(a);
        const auto right = part(b);
        std::uint32_t leftNumber = 0;
        std::uint32_t rightNumber = 0;
        const auto isNumber = [](std::string_view text, std::uint32_t& number) {
            const auto* const end = text.data() + text.size();
            return std::from_chars(text.data(), end, number).ptr == end;
        };
        const bool bothNumbers = isNumber(left, leftNumber) && isNumber(right, rightNumber);
        if (bothNumbers && leftNumber != rightNumber) return leftNumber < rightNumber;
        if (!bothNumbers && left != right) return left < right;
    }
    return false;
}
}  // namespace

Result<ConsentLibrary> ConsentLibrary::bundled() {
    ConsentLibrary library;
    for (const auto& file : consents::files()) {
        const auto added = library.add(std::string(file.bytes));
        if (added.has_error())
            return Error{added.error().code, std::string(file.name) + ": " + added.error().where};
    }
    return library;
}

Result<ConsentLibrary::Document> ConsentLibrary::add(std::string bytes) {
    LF_TRY(auto read, ConsentDocument::read(std::move(bytes)));
    if (auto known = find(read.id(), read.version())) {
        if (known->sha256() == read.sha256()) return known;
        return Error{ConsentFault::DifferentContent, "version"};
    }
    documents_.push_back(std::make_shared<const ConsentDocument>(std::move(read)));
    return documents_.back();
}

Result<void> ConsentLibrary::addSent(std::string_view record) {
    // Most documents are journal entries; a look at the bytes spares reading each of them.
    if (record.find("consent-document") == std::string_view::npos) return ok();
    const auto json = fhir::Json::borrow(record);
    if (json.has_error()) return ok();
    const auto sent = fhir::readConsentDocument(json->root());
    if (sent.has_error()) return ok();
    LF_TRY(const auto document, add(sent->bytes));
    sent_.emplace(document->sha256(), sent->sent);
    return ok();
}

std::optional<base::WallTime> ConsentLibrary::sentAt(const ConsentDocument& document) const {
    const auto found = sent_.find(document.sha256());
    return found == sent_.end() ? std::nullopt : std::optional(found->second);
}

ConsentLibrary::Document ConsentLibrary::find(std::string_view id, std::string_view version) const {
    for (const auto& document : documents_)
        if (document->id() == id && document->version() == version) return document;
    return nullptr;
}

ConsentLibrary::Document ConsentLibrary::newestOf(std::string_view id, bool own) const {
    Document newest;
    for (const auto& document : documents_)
        if (document->id() == id && !(own && document->isTemplate()) &&
            (!newest || isLower(newest->version(), document->version())))
            newest = document;
    return newest;
}

ConsentLibrary::Document ConsentLibrary::current() const {
    const auto own = std::find_if(documents_.rbegin(), documents_.rend(),
                                  [](const auto& document) { return !document->isTemplate(); });
    if (own != documents_.rend()) return newestOf((*own)->id(), true);
    return documents_.empty() ? nullptr : newestOf(documents_.back()->id(), false);
}

bool ConsentLibrary::isMaterialSince(const ConsentDocument& now, std::string_view id,
                                     std::string_view version) const {
    if (now.id() != id) return true;
    const auto* step = &now;
    Document held;
    // A chain cannot be longer than the documents there are; a longer one goes round in a circle.
    for (std::size_t steps = 0; steps <= documents_.size(); ++steps) {
        if (step->version() == version) return false;
        if (step->isMaterial()) return true;
        held = find(id, step->replaces());
        if (!held) return true;
        step = held.get();
    }
    return true;
}

}  // namespace landfall::pathway
