#include "landfall/instrument/extent.hpp"

#include <catch2/catch_test_macros.hpp>

#include "landfall/instrument/library.hpp"
#include "landfall/instrument/response.hpp"

namespace landfall::instrument {
namespace {

std::shared_ptr<const Form> form(std::string_view id) {
    static const auto library = Library::bundled().value();
    return library.find(id);
}
fhir::Response response(const Form& form, const std::vector<std::string>& tokens) {
    const auto answers = answersFromOrdinals(form, tokens);
    return toResponse(form, answers.value(),
                      {.id = "r", .patient = "p", .authored = {0, 0}, .source = ""});
}
fhir::Extent extentOf(std::string_view id, const std::vector<std::string>& tokens) {
    const auto found = form(id);
    return instrument::extentOf(found.get(), response(*found, tokens));
}

TEST_CASE("a response answers its form whole, in part or not at all") {
    CHECK(extentOf("asq", {"-", "-", "-", "-"}) == fhir::Extent::Nothing);
    CHECK(extentOf("asq", {}) == fhir::Extent::Nothing);
    CHECK(extentOf("asq", {"0", "0", "0", "-"}) == fhir::Extent::Part);
    CHECK(extentOf("asq", {"0", "0", "0", "0"}) == fhir::Extent::Whole);
    // The tenth item of the PHQ-9 is not required.
    CHECK(extentOf("phq-9", {"0", "0", "0", "0", "0", "0", "0", "0", "0"}) == fhir::Extent::Whole);
}

TEST_CASE("whoever would rather not say has answered") {
    CHECK(extentOf("asq", {"0", "0", "0", "r", "0"}) == fhir::Extent::Whole);
    CHECK(extentOf("phq-9", {"0", "0", "0", "0", "0", "0", "0", "0", "r"}) == fhir::Extent::Whole);
}

TEST_CASE("what is not asked after the other answers is not missing") {
    CHECK(extentOf("pc-ptsd-5", {"0"}) == fhir::Extent::Whole);
    CHECK(extentOf("pc-ptsd-5", {"1", "0"}) == fhir::Extent::Part);
    CHECK(extentOf("pc-ptsd-5", {"1", "0", "0", "0", "0", "0"}) == fhir::Extent::Whole);
}

TEST_CASE("an answer that cannot be read makes no whole form, and one to an unknown form does") {
    auto broken = response(*form("asq"), {"0", "0", "0", "0"});
    broken.items.front().answers = {std::string("words")};
    CHECK(instrument::extentOf(form("asq").get(), broken) == fhir::Extent::Part);
    CHECK(instrument::extentOf(nullptr, broken) == fhir::Extent::Whole);
    broken.items.clear();
    CHECK(instrument::extentOf(nullptr, broken) == fhir::Extent::Nothing);
}

}  // namespace
}  // namespace landfall::instrument
