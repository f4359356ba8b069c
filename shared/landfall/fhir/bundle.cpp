#include "landfall/fhir/bundle.hpp"

#include <algorithm>
#include <array>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/names.hpp"

namespace landfall::fhir {

namespace {
constexpr std::array<std::pair<std::string_view, Method>, 4> methodNames{
    {{"GET", Method::Get},
     {"PUT", Method::Put},
     {"POST", Method::Post},
     {"DELETE", Method::Delete}}};
constexpr std::string_view urnUuid = "urn:uuid:";

/// Writes members with their commas; empty texts are left out.
class Writer {
public:
    explicit Writer(std::string& out) : out_(out) { out_ += '{'; }
    void raw(std::string_view name, std::string_view json) {
        if (json.empty()) return;
        if (!first_) out_ += ',';
        first_ = false;
        out_ += '"';
        out_ += name;
        out_ += "\":";
        out_ += json;
    }
    void text(std::string_view name, std::string_view value) {
        if (!value.empty()) raw(name, fhir::quoted(value));
    }
    void tag(std::string_view name, std::string_view version) {
        if (!version.empty()) raw(name, fhir::quoted("W/\"" + std::string(version) + '"'));
    }
    void end() { out_ += '}'; }

private:
    std::string& out_;
    bool first_ = true;
};

std::string requestOf(const EntryParts& entry) {
    std::string out;
    Writer writer(out);
    writer.text("method", nameOf(*entry.method));
    writer.text("url", entry.url);
    writer.text("ifNoneMatch", entry.ifNoneMatch);
    writer.tag("ifMatch", entry.ifMatch);
    writer.end();
    return out;
}

std::string responseOf(const EntryParts& entry) {
    std::string out;
    Writer writer(out);
    writer.text("status", entry.status);
    writer.text("location", entry.location);
    writer.tag("etag", entry.etag);
    writer.text("lastModified", entry.lastModified);
    writer.raw("outcome", entry.outcome);
    writer.end();
    return out;
}

std::string operationOf(std::string_view operation) {
    std::string out = "[";
    Writer writer(out);
    writer.text("url", names::operation);
    writer.text("valueUri", std::string(urnUuid) + std::string(operation));
    writer.end();
    return out + ']';
}

void appendEntry(std::string& out, const EntryParts& entry) {
    Writer writer(out);
    if (!entry.operation.empty()) writer.raw("extension", operationOf(entry.operation));
    writer.text("fullUrl", entry.fullUrl);
    writer.raw("resource", entry.resource);
    if (entry.method) writer.raw("request", requestOf(entry));
    if (!entry.status.empty()) writer.raw("response", responseOf(entry));
    writer.end();
}

std::string linkOf(std::string_view relation, std::string_view url) {
    std::string out;
    Writer writer(out);
    writer.text("relation", relation);
    writer.text("url", url);
    writer.end();
    return out;
}

std::string atElement(const Node& node, std::string_view element) {
    auto path = node.path();
    if (!path.empty()) path += '.';
    return path.append(element);
}

/// The text of a member that may be missing but not be something else.
Result<std::string_view> textMember(const Node& object, std::string_view element) {
    const auto member = object.get(element);
    if (!member) return std::string_view{};
    if (!member.isString()) return Error{Fault::WrongType, member.path()};
    return member.textOr();
}

Result<void> readRequest(const Node& request, EntryView& entry) {
    if (!request.isObject()) return Error{Fault::WrongType, request.path()};
    LF_TRY(const auto method, textMember(request, "method"));
    for (const auto& [name, value] : methodNames)
        if (name == method) entry.method = value;
    if (!entry.method) return Error{Fault::BadCode, atElement(request, "method")};
    LF_TRY(entry.url, textMember(request, "url"));
    const auto target = parseReference(entry.url);
    if (target.has_error()) return Error{target.error().code, atElement(request, "url")};
    // A request has no place for a version in its url.
    if (entry.url.find("/_history/") != std::string_view::npos)
        return Error{Fault::BadReference, atElement(request, "url")};
    entry.urlType = target->type;
    entry.urlId = target->id;
    LF_TRY(const auto ifMatch, textMember(request, "ifMatch"));
    entry.ifMatch = versionOfTag(ifMatch);
    if (!ifMatch.empty() && entry.ifMatch.empty())
        return Error{Fault::BadValue, atElement(request, "ifMatch")};
    LF_TRY(entry.ifNoneMatch, textMember(request, "ifNoneMatch"));
    return ok();
}

Result<void> readReply(const Node& response, EntryView& entry) {
    if (!response.isObject()) return Error{Fault::WrongType, response.path()};
    LF_TRY(entry.status, textMember(response, "status"));
    if (entry.status.empty()) return Error{Fault::Missing, atElement(response, "status")};
    LF_TRY(entry.location, textMember(response, "location"));
    LF_TRY(const auto etag, textMember(response, "etag"));
    entry.etag = versionOfTag(etag);
    LF_TRY(entry.lastModified, textMember(response, "lastModified"));
    entry.outcome = response.get("outcome");
    return ok();
}

Result<EntryView> readEntry(const Node& node) {
    if (!node.isObject()) return Error{Fault::WrongType, node.path()};
    EntryView entry;
    LF_TRY(entry.fullUrl, textMember(node, "fullUrl"));
    entry.resource = node.get("resource");
    if (entry.resource && !entry.resource.isObject())
        return Error{Fault::WrongType, entry.resource.path()};
    if (const auto request = node.get("request")) LF_CHECK(readRequest(request, entry));
    if (const auto response = node.get("response")) LF_CHECK(readReply(response, entry));
    return entry;
}

/// A PUT carries the resource its url names, a DELETE none.
Result<void> checkWrite(const EntryView& entry, const Node& node) {
    if (!entry.method) return Error{Fault::Missing, atElement(node, "request")};
    if (*entry.method == Method::Delete) {
        if (entry.resource) return Error{Fault::BadValue, entry.resource.path()};
        return ok();
    }
    if (*entry.method != Method::Put)
        return Error{Fault::BadCode, atElement(node, "request.method")};
    if (!entry.resource) return Error{Fault::Missing, atElement(node, "resource")};
    if (entry.resource.get("resourceType").textOr() != nameOf(*entry.urlType))
        return Error{Fault::BadReference, atElement(entry.resource, "resourceType")};
    if (entry.resource.get("id").textOr() != entry.urlId)
        return Error{Fault::BadId, atElement(entry.resource, "id")};
    return ok();
}
}  // namespace

std::string_view nameOf(Method method) {
    return methodNames.at(static_cast<std::size_t>(method)).first;
}

std::string_view versionOfTag(std::string_view tag) {
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"')
        tag = tag.substr(1, tag.size() - 2);
    return base::isFhirId(tag) ? tag : std::string_view{};
}

std::string buildBundle(const BundleParts& bundle) {
    std::string entries;
    std::size_t bytes = 0;
    constexpr std::size_t wrappingBytes = 256;  // around one resource, so that growing is rare
    for (const auto& entry : bundle.entries) bytes += entry.resource.size() + wrappingBytes;
    entries.reserve(bytes);
    for (const auto& entry : bundle.entries) {
        entries += entries.empty() ? '[' : ',';
        appendEntry(entries, entry);
    }
    if (!entries.empty()) entries += ']';

    std::string links;
    if (!bundle.self.empty()) links = '[' + linkOf("self", bundle.self);
    if (!bundle.next.empty()) links += (links.empty() ? "[" : ",") + linkOf("next", bundle.next);
    if (!links.empty()) links += ']';

    std::string identifier;
    if (!bundle.identifier.empty()) {
        Writer writer(identifier);
        writer.text("system", "urn:ietf:rfc:3986");
        writer.text("value", std::string(urnUuid).append(bundle.identifier));
        writer.end();
    }

    std::string out;
    out.reserve(entries.size() + wrappingBytes);
    Writer writer(out);
    writer.text("resourceType", "Bundle");
    writer.text("id", bundle.id);
    writer.raw("identifier", identifier);
    writer.text("type", bundle.type);
    writer.text("timestamp", bundle.timestamp);
    if (bundle.total) writer.raw("total", std::to_string(*bundle.total));
    writer.raw("link", links);
    writer.raw("entry", entries);
    writer.end();
    return out;
}

Result<BundleView> readBundle(const Node& bundle) {
    if (!bundle.isObject()) return Error{Fault::WrongType, bundle.path()};
    if (bundle.get("resourceType").textOr() != "Bundle")
        return Error{Fault::UnknownResource, "resourceType"};
    for (const auto* element : {"modifierExtension", "implicitRules"})
        if (bundle.get(element)) return Error{Fault::ModifierUnknown, element};
    BundleView view;
    LF_TRY(view.type, textMember(bundle, "type"));
    if (view.type.empty()) return Error{Fault::Missing, "type"};
    LF_TRY(view.id, textMember(bundle, "id"));
    LF_TRY(const auto identifier, textMember(bundle.get("identifier"), "value"));
    if (identifier.starts_with(urnUuid)) {
        view.identifier = identifier.substr(urnUuid.size());
        if (base::Uuid::parse(view.identifier).has_error())
            return Error{Fault::BadId, "identifier.value"};
    }
    for (const auto link : bundle.get("link").elements())
        if (link.get("relation").textOr() == "next") {
            LF_TRY(view.next, textMember(link, "url"));
        }
    const auto entries = bundle.get("entry");
    if (entries && !entries.isArray()) return Error{Fault::WrongType, "entry"};
    if (entries.size() > bundleEntriesMax) return Error{Fault::TooManyEntries, "entry"};
    view.entries.reserve(entries.size());
    for (const auto node : entries.elements()) {
        LF_TRY(auto entry, readEntry(node));
        view.entries.push_back(entry);
    }
    return view;
}

Result<BundleView> readTransaction(const Node& bundle) {
    if (bundle.get("entry").size() > transactionEntriesMax)
        return Error{Fault::TooManyEntries, "entry"};
    LF_TRY(auto view, readBundle(bundle));
    if (view.type != "transaction") return Error{Fault::BadCode, "type"};
    if (view.identifier.empty()) return Error{Fault::Missing, "identifier.value"};
    if (view.entries.empty()) return Error{Fault::Missing, "entry"};
    std::vector<std::string_view> urls;
    urls.reserve(view.entries.size());
    std::size_t index = 0;
    for (const auto node : bundle.get("entry").elements()) {
        LF_CHECK(checkWrite(view.entries[index++], node));
        urls.push_back(view.entries[index - 1].url);
    }
    std::sort(urls.begin(), urls.end());
    if (std::adjacent_find(urls.begin(), urls.end()) != urls.end())
        return Error{Fault::DuplicateEntry, "entry"};
    return view;
}

}  // namespace landfall::fhir
