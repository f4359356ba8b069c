#include <catch2/catch_test_macros.hpp>
#include <set>

#include "landfall/base/clock.hpp"
#include "landfall/fhir/resource.hpp"
#include "unit/instrument/sample_forms.hpp"

using namespace landfall;

namespace {
fhir::Node extensionOf(const fhir::Node& element, std::string_view name) {
    for (const auto one : element.get("extension").elements())
        if (one.get("url").textOr().ends_with(name)) return one;
    return {};
}

std::vector<std::string> codesOf(const instrument::Form& form) {
    std::vector<std::string> codes;
    for (const auto& page : form.pages()) codes.push_back(form.item(page.item).codes.at(0).code);
    return codes;
}
}  // namespace

TEST_CASE("nothing is bundled that its licence does not allow (clinical 3.1)") {
    std::set<std::string> names;
    for (const auto& file : instrument::bundled::files()) {
        INFO(file.name);
        names.emplace(file.name);
        const auto json = *fhir::Json::borrow(file.bytes);
        CHECK(fhir::validateResource(json.root()).has_value());
        CHECK(instrument::Form::faultsOf(json.root()).empty());
        const auto licence = extensionOf(json.root(), "/licence");
        const auto status = extensionOf(licence, "status").get("valueCode").textOr();
        if (extensionOf(licence, "verdict").get("valueCode").text() == "SHIP")
            CHECK((status == "public-domain" || status == "open-licence"));
        else
            CHECK(extensionOf(licence, "verdict").get("valueCode").text() == "SCORE-ONLY");
        CHECK(instrument::mayBeBundled(*instrument::Form::read(json.root())));
        CHECK_FALSE(extensionOf(licence, "text").get("valueString").textOr().empty());
        CHECK_FALSE(extensionOf(licence, "source").get("valueString").textOr().empty());
        CHECK(base::isFhirDate(extensionOf(licence, "checkedOn").get("valueDate").textOr()));
        CHECK_FALSE(json.get("copyright").textOr().empty());
        CHECK(file.name == std::string(json.get("id").textOr()) + "/" +
                               std::string(json.get("version").textOr()) + ".json");
    }
    CHECK(names.contains("phq-9/1.0.0.json"));
    CHECK(names.contains("gad-7/1.0.0.json"));
}

TEST_CASE("PHQ-9 has the codes, answers and attribution of the reference (clinical 3.1, 3.3)") {
    const auto form = sample::bundled("phq-9");
    CHECK(codesOf(*form) == std::vector<std::string>{"44250-9", "44255-8", "44259-0", "44254-1",
                                                     "44251-7", "44258-2", "44252-5", "44253-3",
                                                     "44260-8", "69722-7"});
    CHECK(form->copyright() ==
          "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, "
          "with an educational grant from Pfizer Inc. No permission required to reproduce, "
          "translate, display or distribute.");
    for (std::size_t i = 0; i < 9; ++i) {
        const auto& page = form->pages()[i];
        const auto& item = form->item(page.item);
        CHECK(item.linkId == "phq9-" + std::to_string(i + 1));
        CHECK(item.required);
        CHECK(item.declinable);
        CHECK(item.danger.empty() == (i != 8));
        CHECK(page.leads ==
              std::vector<std::string>{"Over the last 2 weeks, how often have you been "
                                       "bothered by any of the following problems?"});
        REQUIRE(item.options.size() == 4);
        const char* codes[] = {"LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"};
        for (int option = 0; option < 4; ++option) {
            CHECK(item.options[static_cast<std::size_t>(option)].coding.code == codes[option]);
            CHECK(item.options[static_cast<std::size_t>(option)].ordinal == option);
        }
    }
    const auto& difficulty = form->item(form->pages()[9].item);
    CHECK_FALSE(difficulty.required);
    CHECK(form->pages()[9].leads.empty());
    // The codes of "very" and "extremely" are not in order.
    CHECK(difficulty.options[2].coding.code == "LA6575-0");
    CHECK(difficulty.options[2].text == "Very difficult");
    CHECK(difficulty.options[3].coding.code == "LA6574-3");
    CHECK(form->scoring().at(0).code.code == "44261-6");
}

TEST_CASE("GAD-7 keeps clear of the traps of published copies (clinical 3.4)") {
    const auto form = sample::bundled("gad-7");
    CHECK(codesOf(*form) == std::vector<std::string>{"69725-0", "68509-9", "69733-4", "69734-2",
                                                     "69735-9", "69689-8", "69736-7"});
    for (const auto& page : form->pages()) {
        const auto& options = form->item(page.item).options;
        REQUIRE(options.size() == 4);
        CHECK(options[0].text == "Not at all");
        CHECK(options[2].coding.code == "LA6570-1");
        CHECK(options[2].text == "More than half the days");
    }
    CHECK(form->scoring().at(0).code.code == "70274-6");
    const auto library = *instrument::Library::bundled();
    const auto json = *fhir::Json::borrow(library.findEntry("gad-7")->bytes);
    CHECK(json.get("code")[0].get("code").text() == "69737-5");
}

TEST_CASE("the panels and items have the codes of the reference (clinical 3.3 to 3.8)") {
    const auto panelOf = [](std::string_view id) {
        for (const auto& file : instrument::bundled::files()) {
            if (!file.name.starts_with(std::string(id) + '/')) continue;
            const auto json = *fhir::Json::borrow(file.bytes);
            CHECK(json.get("code").size() == 1);
            CHECK(json.get("code")[0].get("system").text() == "http://loinc.org");
            return std::string(json.get("code")[0].get("code").textOr());
        }
        return std::string();
    };
    const std::vector<std::pair<std::string, std::string>> panels = {
        {"phq-9", "44249-1"},   {"phq-2", "55757-9"},          {"phq-4", "69724-3"},
        {"gad-7", "69737-5"},   {"pcl-5", "101697-1"},         {"pc-ptsd-5", "102010-6"},
        {"audit-c", "72109-2"}, {"cssrs-screener", "93373-9"}, {"dast-10", "82666-9"}};
    for (const auto& [id, code] : panels) {
        INFO(id);
        CHECK(panelOf(id) == code);
    }
    const auto itemsOf = [](std::string_view id) {
        std::vector<std::string> codes;
        const auto form = sample::bundled(id);
        for (const auto question : form->questions())
            for (const auto& code : form->item(question).codes) {
                CHECK(code.system == "http://loinc.org");
                codes.push_back(code.code);
            }
        return codes;
    };
    using Codes = std::vector<std::string>;
    CHECK(itemsOf("pc-ptsd-5") ==
          Codes{"102011-4", "102012-2", "102013-0", "102014-8", "102015-5", "102016-3"});
    CHECK(itemsOf("audit-c") == Codes{"68518-0", "68519-8", "68520-6"});
    CHECK(itemsOf("cssrs-screener") ==
          Codes{"93246-7", "93247-5", "93248-3", "93249-1", "93250-9", "93267-3", "93269-9"});
    CHECK(itemsOf("phq-2") == Codes{"44250-9", "44255-8"});
    CHECK(itemsOf("phq-4") == Codes{"69725-0", "68509-9", "44250-9", "44255-8"});
    // Nobody has verified any for their items.
    for (const auto* id : {"pcl-5", "dast-10", "asq", "who-5", "qids-sr16", "madrs", "ebi"})
        CHECK(itemsOf(id).empty());
    // The difficulty item: its codes are not in the order of its answers.
    const auto form = sample::bundled("phq-9");
    const auto& difficulty = form->item(*form->indexOf("phq9-10"));
    Codes answers;
    for (const auto& option : difficulty.options) answers.push_back(option.coding.code);
    CHECK(answers == Codes{"LA6572-7", "LA6573-5", "LA6575-0", "LA6574-3"});
}
