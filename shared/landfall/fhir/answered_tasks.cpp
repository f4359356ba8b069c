#include "landfall/fhir/answered_tasks.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "landfall/fhir/resource.hpp"
#include "landfall/fhir/splice.hpp"

namespace landfall::fhir {

namespace {
constexpr std::string_view answersTask =
    "https://landfall.example/fhir/StructureDefinition/answers-task";
}

Result<std::string> withAnsweredTasks(std::string_view response,
                                      const std::vector<std::string>& taskIds) {
    LF_TRY(const auto json, Json::borrow(response));
    boost::json::array said;
    for (const auto& id : taskIds)
        said.push_back(boost::json::object{
            {"url", answersTask},
            {"valueReference", {{"reference", referenceTo(ResourceType::Task, id)}}}});
    if (said.empty())
        said.push_back(boost::json::object{{"url", answersTask}, {"valueBoolean", false}});
    Edits edits(json);
    const auto extensions = json.root().get("extension");
    if (extensions.isArray())
        for (const auto& one : said) edits.addElement(extensions, boost::json::serialize(one));
    else
        edits.addMember(json.root(), "extension", boost::json::serialize(said));
    return edits.apply();
}

std::optional<std::vector<std::string>> answeredTasks(const Node& response) {
    std::optional<std::vector<std::string>> ids;
    for (const auto extension : response.get("extension").elements()) {
        if (extension.get("url").textOr() != answersTask) continue;
        if (!ids) ids.emplace();
        const auto reference =
            parseReference(extension.get("valueReference").get("reference").textOr());
        if (reference.has_value() && reference->type == ResourceType::Task)
            ids->emplace_back(reference->id);
    }
    return ids;
}

}  // namespace landfall::fhir
