#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "landfall/base/random.hpp"
#include "landfall/fhir/bundle.hpp"
#include "landfall/fhir/canonical.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/fhir/splice.hpp"

using namespace landfall;

namespace {
const std::vector<std::string>& seeds() {
    static const std::vector<std::string> texts = {
        R"({"resourceType":"Flag","id":"f1","status":"active","code":{"text":"x"},"subject":{"reference":"Patient/p"},"extension":[{"url":"u","valueInteger":2}]})",
        R"({"resourceType":"QuestionnaireResponse","id":"r","questionnaire":"q|1","status":"completed","subject":{"reference":"Patient/p"},"authored":"2026-01-01T00:00:00Z","item":[{"linkId":"1","answer":[{"valueCoding":{"code":"a"}}]}]})",
        R"({"resourceType":"Consent","id":"c","status":"active","scope":{"text":"x"},"category":[{"coding":[{"system":"https://landfall.example/fhir/CodeSystem/consent-purpose","code":"research"}]}],"patient":{"reference":"Patient/p"},"dateTime":"2026-01-01T00:00:00Z","extension":[{"url":"https://landfall.example/fhir/StructureDefinition/consent-event","extension":[{"url":"event","valueCode":"signed"}]}]})",
        R"({"resourceType":"DocumentReference","id":"d","status":"current","type":{"coding":[{"system":"http://loinc.org","code":"87626-8"}]},"subject":{"reference":"Patient/p"},"date":"2026-01-01T00:00:00Z","content":[{"attachment":{"data":"QQ=="},"format":{"system":"https://landfall.example/fhir/CodeSystem/safety-plan-section","code":"alone"}}]})",
        R"({"resourceType":"Bundle","type":"transaction","identifier":{"value":"urn:uuid:00000000-0000-7000-8000-000000000000"},"entry":[{"resource":{"resourceType":"Patient","id":"p"},"request":{"method":"PUT","url":"Patient/p","ifMatch":"W/\"3\""}}]})",
        R"({"a":[1.00,-0,1e5,"\ud83d\ude00\n\u00e9",true,false,null,{"meta":{"versionId":"1"}}]})",
    };
    return texts;
}

void mutate(std::string& text, base::Random& random) {
    static const std::string alphabet = "{}[]\",:\\u0dntrue-+.eE \x01\x80\xC3\xED\xF4\xFF";
    switch (random.below(5)) {
        case 0:
            text[random.below(text.size())] = alphabet[random.below(alphabet.size())];
            break;
        case 1:
            text.erase(random.below(text.size()), 1 + random.below(8));
            break;
        case 2:
            text.insert(random.below(text.size()), 1, alphabet[random.below(alphabet.size())]);
            break;
        case 3: {
            const auto from = random.below(text.size());
            text.insert(random.below(text.size()), text.substr(from, random.below(40)));
            break;
        }
        default:
            text[random.below(text.size())] ^= static_cast<char>(1U << random.below(8));
            break;
    }
    if (text.empty()) text = "0";
}

std::size_t walk(const fhir::Node& node) {
    std::size_t bytes = node.raw().size() + node.path().size() + node.textOr().size();
    for (const auto member : node.members()) bytes += walk(member) + member.key().size();
    for (const auto element : node.elements()) bytes += walk(element);
    return bytes;
}
}  // namespace

TEST_CASE("no nonsense makes the reader or what stands behind it fail") {
    base::SeededRandom random(20260301);
    std::size_t taken = 0;
    for (int round = 0; round < 20'000; ++round) {
        auto text = seeds()[random.below(seeds().size())];
        for (auto times = 1 + random.below(4); times > 0; --times) mutate(text, random);
        const auto json = fhir::Json::parse(text);
        if (json.has_error()) continue;
        ++taken;
        const auto root = json->root();
        REQUIRE(walk(root) > 0);
        // What was read may be written canonically and must then read back to the same.
        const auto canonical = fhir::canonicalText(root);
        const auto again = fhir::Json::parse(canonical);
        REQUIRE(again.has_value());
        REQUIRE(fhir::canonicalText(again->root()) == canonical);
        if (root.isObject() && (!root.get("meta") || root.get("meta").isObject())) {
            const auto stamped = fhir::stamped(*json, {"7", "2026-01-01T00:00:00.000Z"});
            REQUIRE(stamped.has_value());
            REQUIRE(fhir::Json::parse(*stamped).has_value());
        }
        static_cast<void>(fhir::validateResource(root).has_value());
        static_cast<void>(fhir::readFlag(root).has_value());
        static_cast<void>(fhir::readConsent(root).has_value());
        static_cast<void>(fhir::readSafetyPlan(root).has_value());
        static_cast<void>(fhir::readResponse(root).has_value());
        static_cast<void>(fhir::readTransaction(root).has_value());
    }
    // Some of it must get through, or nothing was tested.
    CHECK(taken > 500);
}
