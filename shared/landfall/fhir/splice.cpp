#include "landfall/fhir/splice.hpp"

#include <algorithm>

namespace landfall::fhir {

void Edits::replace(const Node& value, std::string json) {
    const auto raw = value.raw();
    edits_.push_back(
        {static_cast<std::size_t>(raw.data() - text_.data()), raw.size(), std::move(json)});
}

void Edits::insertBeforeEnd(const Node& container, const std::string& text) {
    const auto raw = container.raw();
    const auto at = static_cast<std::size_t>(raw.data() - text_.data()) + raw.size() - 1;
    for (auto& edit : edits_)
        if (edit.at == at && edit.cut == 0) {
            edit.text += ',' + text;
            return;
        }
    edits_.push_back({at, 0, (container.size() == 0 ? "" : ",") + text});
}

void Edits::addMember(const Node& object, std::string_view name, std::string json) {
    insertBeforeEnd(object, fhir::quoted(name) + ':' + json);
}

void Edits::addElement(const Node& array, std::string json) {
    insertBeforeEnd(array, json);
}

void Edits::setMember(const Node& object, std::string_view name, std::string json) {
    if (const auto member = object.get(name))
        replace(member, std::move(json));
    else
        addMember(object, name, std::move(json));
}

std::string Edits::apply() const {
    auto edits = edits_;
    std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.at < b.at; });
    std::string out;
    std::size_t from = 0;
    for (const auto& edit : edits) {
        out.append(text_, from, edit.at - from);
        out += edit.text;
        from = edit.at + edit.cut;
    }
    out.append(text_, from);
    return out;
}

Result<std::string> stamped(const Json& resource, const VersionStamp& stamp) {
    const auto root = resource.root();
    if (!root.isObject()) return Error{Fault::WrongType};
    Edits edits(resource);
    const auto meta = root.get("meta");
    if (!meta) {
        edits.addMember(root, "meta",
                        "{\"versionId\":" + fhir::quoted(stamp.versionId) +
                            ",\"lastUpdated\":" + fhir::quoted(stamp.lastUpdated) + '}');
        return edits.apply();
    }
    if (!meta.isObject()) return Error{Fault::WrongType, "meta"};
    edits.setMember(meta, "versionId", fhir::quoted(stamp.versionId));
    edits.setMember(meta, "lastUpdated", fhir::quoted(stamp.lastUpdated));
    return edits.apply();
}

Result<std::string> stamped(std::string_view resource, const VersionStamp& stamp) {
    LF_TRY(const auto json, Json::borrow(resource));
    return stamped(json, stamp);
}

}  // namespace landfall::fhir
