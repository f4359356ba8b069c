#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "landfall/instrument/library.hpp"
#include "landfall/pathway/library.hpp"

namespace landfall::pathway {
namespace {

/// Addresses of the questionnaires below packs/, which a clinic loads.
std::set<std::string> packed() {
    std::set<std::string> out;
    const std::filesystem::path packs = LANDFALL_SOURCE_DIR "/packs";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(packs)) {
        if (entry.path().extension() != ".json") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        const auto json = fhir::Json::borrow(bytes);
        REQUIRE(json.has_value());
        if (json->root().get("resourceType").textOr() == "Questionnaire")
            out.emplace(json->root().get("url").textOr());
    }
    return out;
}

// A form that nobody knows is neither due nor missed: without this nobody would notice.
TEST_CASE("a protocol names only questionnaires that are bundled or in a pack") {
    const auto forms = instrument::Library::bundled().value();
    const auto protocols = Library::bundled().value();
    const auto inPacks = packed();
    CHECK_FALSE(inPacks.empty());
    for (const auto* entry : protocols.list())
        for (const auto& visit : entry->protocol->visits)
            for (const auto& form : visit.forms) {
                if (form.questionnaire.empty()) continue;
                INFO(entry->protocol->canonical()
                     << ": " << visit.code << " asks for " << form.questionnaire);
                CHECK((forms.find(form.questionnaire) != nullptr ||
                       inPacks.count(std::string(urlOf(form.questionnaire))) == 1));
            }
}

}  // namespace
}  // namespace landfall::pathway
