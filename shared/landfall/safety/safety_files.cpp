#include "landfall/safety/safety_files.hpp"

#include "landfall/base/files.hpp"

namespace landfall::safety {

Result<fhir::Json> bundledJson(std::string_view name) {
    for (const auto& file : bundled::files())
        if (file.name == name) return fhir::Json::borrow(file.bytes);
    return base::Fault::NotFound;
}

Error faultAt(fhir::Fault fault, const fhir::Node& object, std::string_view element) {
    auto path = object.path();
    if (!path.empty()) path += '.';
    return {fault, path.append(element)};
}

Result<std::string> textIn(const fhir::Node& object, std::string_view element) {
    const auto text = object.get(element).textOr();
    if (text.empty()) return faultAt(fhir::Fault::Missing, object, element);
    return std::string(text);
}

}  // namespace landfall::safety
