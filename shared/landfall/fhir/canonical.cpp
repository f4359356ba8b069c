#include "landfall/fhir/canonical.hpp"

#include <algorithm>
#include <vector>

namespace landfall::fhir {

namespace {
bool isVersionStamp(const Node& member) {
    return member.key() == "versionId" || member.key() == "lastUpdated";
}

enum class Part { Resource, Meta, Other };

bool isLeftOut(const Node& member, Part part) {
    if (part == Part::Meta) return isVersionStamp(member);
    if (part != Part::Resource) return false;
    if (member.key() == "text") return true;
    if (member.key() != "meta" || !member.isObject()) return false;
    const auto meta = member.members();
    return std::all_of(meta.begin(), meta.end(), isVersionStamp);
}

void append(std::string& out, const Node& node, Part part);

// The depth is that of the text, which the reader limits.
void appendObject(std::string& out, const Node& object, Part part) {
    std::vector<Node> members;
    for (const auto member : object.members())
        if (!isLeftOut(member, part)) members.push_back(member);
    std::sort(members.begin(), members.end(),
              [](const Node& a, const Node& b) { return a.key() < b.key(); });
    char before = '{';
    for (const auto& member : members) {
        out += before;
        before = ',';
        out += fhir::quoted(member.key());
        out += ':';
        const bool isMeta = part == Part::Resource && member.key() == "meta";
        append(out, member, isMeta ? Part::Meta : Part::Other);
    }
    out += members.empty() ? "{}" : "}";
}

void append(std::string& out, const Node& node, Part part) {
    if (node.isObject()) return appendObject(out, node, part);
    if (node.isString()) {
        out += fhir::quoted(node.textOr());
        return;
    }
    if (!node.isArray()) {
        out += node.raw();
        return;
    }
    char before = '[';
    for (const auto element : node.elements()) {
        out += before;
        before = ',';
        append(out, element, Part::Other);
    }
    out += node.size() == 0 ? "[]" : "]";
}
}  // namespace

std::string canonicalText(const Node& resource) {
    std::string out;
    out.reserve(resource.raw().size());
    append(out, resource, Part::Resource);
    return out;
}

base::Sha256 canonicalHash(const Node& resource) {
    const auto text = canonicalText(resource);
    return base::sha256(base::viewOf(text));
}

}  // namespace landfall::fhir
