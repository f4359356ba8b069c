#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;
using landfall::fhir::Node;

namespace {

/// The first JSON example after a heading of docs/api.md.
std::string exampleAfter(const std::string& heading) {
    std::ifstream file(LANDFALL_API_DOCUMENT);
    std::stringstream text;
    text << file.rdbuf();
    const auto document = text.str();
    const auto at = document.find(heading);
    REQUIRE(at != std::string::npos);
    const auto begin = document.find("```json\n", at) + 8;
    return document.substr(begin, document.find("```", begin) - begin);
}

std::string filled(std::string text, const std::string& name, const std::string& value) {
    for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos; at += value.size())
        text.replace(at, name.size(), value);
    return text;
}

/// Every member of the example is in the answer, with the same JSON type. Arrays are compared by
/// their first element.
void sameShape(const Node& example, const Node& answer) {
    INFO(example.path());
    REQUIRE(example.type() == answer.type());
    for (const auto member : example.members()) {
        if (example.isArray()) {
            sameShape(example[0], answer[0]);
            return;
        }
        INFO(member.key());
        REQUIRE(answer.get(member.key()));
        sameShape(member, answer.get(member.key()));
    }
}

}  // namespace

TEST_CASE("the examples of the open routes have the shape of the answers") {
    TestClinic clinic;
    for (const std::string route : {"/.well-known/landfall", "/.well-known/smart-configuration"}) {
        const auto example = parsed(exampleAfter("### `GET " + route + "`"));
        const auto answer = parsed(clinic.ask({}, {.target = route}).body);
        sameShape(example.root(), answer.root());
        sameShape(answer.root(), example.root());
    }
}

TEST_CASE("the example bundle is taken as it stands") {
    TestClinic clinic;
    const auto bundleId = clinic.id();
    const auto id = clinic.id();
    auto body = exampleAfter("### `POST /fhir`");
    body = filled(body, "<bundle id>", bundleId);
    body = filled(body, "<operation id>", clinic.id());
    body = filled(body, "<patient>", clinic.patient);
    body = filled(body, "<id>", id);
    const auto answer = clinic.send(clinic.phone, bundleId, body);
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    const auto read = clinic.ask(clinic.phone, {.target = "/fhir/QuestionnaireResponse/" + id});
    CHECK(read.status == 200);
}

TEST_CASE("the refusal of the document has the shape of a refusal") {
    TestClinic clinic;
    const auto example = parsed(exampleAfter("# The HTTP interfaces"));
    const auto bundleId = clinic.id();
    const auto entry = clinic.id();
    const auto answer = clinic.send(
        clinic.phone, bundleId,
        bundle(bundleId,
               {put({"DocumentReference", entry, journal(entry, clinic.otherPatient, "x")})}));
    REQUIRE(answer.status == 422);
    const auto refusal = parsed(answer.body);
    sameShape(example.root(), refusal.root());
}

TEST_CASE("the example page of the feed has the shape of a page") {
    TestClinic clinic;
    const auto example = parsed(exampleAfter("### `GET /fhir/Patient/<id>/$landfall-changes"));
    const auto entry = clinic.id();
    const auto one = clinic.id();
    REQUIRE(clinic
                .send(clinic.phone, one,
                      bundle(one, {put({"DocumentReference", entry,
                                        journal(entry, clinic.patient, "x")})}))
                .status == 200);
    const auto two = clinic.id();
    REQUIRE(
        clinic
            .send(clinic.phone, two, bundle(two, {del("DocumentReference", entry, 1, clinic.id())}))
            .status == 200);
    const auto page = parsed(
        clinic
            .ask(clinic.phone, {.target = "/fhir/Patient/" + clinic.patient + "/$landfall-changes"})
            .body);
    sameShape(example.get("link"), page.get("link"));
    sameShape(example.get("entry")[0], page.get("entry")[1]);
    sameShape(example.get("entry")[1], page.get("entry")[2]);
}
