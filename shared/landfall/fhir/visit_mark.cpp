#include "landfall/fhir/visit_mark.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "landfall/fhir/build_parts.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/splice.hpp"

namespace landfall::fhir {

using namespace parts;

Result<std::string> withAnsweredVisits(std::string_view response,
                                       const std::vector<VisitMark>& visits) {
    LF_TRY(const auto text, Json::borrow(response));
    if (visits.empty()) return std::string(response);
    json::array said;
    for (const auto& visit : visits) {
        json::array inner;
        inner.push_back(extension("session", "valueInteger", visit.session));
        inner.push_back(extension("visit", "valueCode", word(visit.visit)));
        if (visit.outOfWindow) inner.push_back(extension("out-of-window", "valueBoolean", true));
        said.push_back(
            json::object{{"url", word(names::answeredVisit)}, {"extension", std::move(inner)}});
    }
    Edits edits(text);
    const auto extensions = text.root().get("extension");
    if (extensions.isArray())
        for (const auto& one : said) edits.addElement(extensions, json::serialize(one));
    else
        edits.addMember(text.root(), "extension", json::serialize(said));
    return edits.apply();
}

std::vector<VisitMark> answeredVisits(const Node& response) {
    std::vector<VisitMark> out;
    for (const auto one : response.get("extension").elements()) {
        if (one.get("url").textOr() != names::answeredVisit) continue;
        VisitMark mark{-1, {}, false};
        for (const auto inner : one.get("extension").elements()) {
            if (inner.get("url").textOr() == "session")
                mark.session = static_cast<int>(inner.get("valueInteger").integer().value_or(-1));
            if (inner.get("url").textOr() == "visit") mark.visit = inner.get("valueCode").textOr();
            if (inner.get("url").textOr() == "out-of-window")
                mark.outOfWindow = inner.get("valueBoolean").boolean().value_or(false);
        }
        if (mark.session >= 0 && !mark.visit.empty()) out.push_back(std::move(mark));
    }
    return out;
}

}  // namespace landfall::fhir
