#include "landfall/safety/medicines.hpp"

#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>
#include <string>

using namespace landfall;
using safety::Medicines;
using safety::ReviewClass;

namespace {
const Medicines& medicines() {
    static const auto read = *Medicines::bundled();
    return read;
}
/// "lithium:A zoloft?:B" for what was found: the generic name, or "?" and a suggestion.
std::string found(const std::string& written) {
    std::string out;
    for (const auto& one : medicines().find(written)) {
        if (!out.empty()) out += ' ';
        out += one.medicine != nullptr ? one.medicine->generic : "?" + one.suggestion;
        out += ':' + std::string(safety::letterOf(one.reviewClass));
    }
    return out;
}
}  // namespace

TEST_CASE("each group has its class and its rule (clinical rules 6.2, items 10 to 15)") {
    const std::map<std::string, std::pair<ReviewClass, std::string>> groups = {
        {"maoi", {ReviewClass::Stop, "E-10"}},
        {"lithium", {ReviewClass::Stop, "E-11"}},
        {"antidepressant", {ReviewClass::Review, "E-12"}},
        {"antipsychotic", {ReviewClass::Stop, "E-13"}},
        {"serotonergic-or-qt", {ReviewClass::Review, "E-14"}},
        {"anti-epileptic-or-sedative", {ReviewClass::Review, "E-15"}},
    };
    std::set<std::string> seen;
    for (const auto& one : medicines().list()) {
        INFO(one.generic);
        REQUIRE(groups.contains(one.group));
        CHECK(one.reviewClass == groups.at(one.group).first);
        CHECK(one.rule == groups.at(one.group).second);
        CHECK(one.reviewedBy.empty());  // nobody has yet; the clinic's pharmacist does
        seen.insert(one.group);
    }
    CHECK(seen.size() == groups.size());
    // Every name that the questions give is found.
    for (const auto* name :
         {"phenelzine",   "tranylcypromine", "isocarboxazid",  "selegiline", "rasagiline",
          "moclobemide",  "linezolid",       "methylene blue", "ayahuasca",  "Syrian rue",
          "harmala",      "lithium",         "mirtazapine",    "bupropion",  "trazodone",
          "vortioxetine", "tramadol",        "pethidine",      "methadone",  "dextromethorphan",
          "fentanyl",     "5-HTP",           "St John's wort", "tryptophan", "ondansetron"}) {
        INFO(name);
        CHECK(medicines().find(name).front().medicine != nullptr);
    }
}

TEST_CASE("a medicine is found by any of its names, however it is written") {
    CHECK(found("lithium") == "lithium:A");
    CHECK(found("LITHIUM carbonate 400 mg") == "lithium:A");
    CHECK(found("Zoloft") == "sertraline:B");
    CHECK(found("zóloft 50mg daily") == "sertraline:B");
    CHECK(found("St. John’s Wort") == "St John's wort:B");
    CHECK(found("st johns wort") == "St John's wort:B");
    CHECK(found("5 HTP") == "5-HTP:B");
    CHECK(found("Nardil, Seroquel\nLamictal and Valium") ==
          "phenelzine:A quetiapine:A lamotrigine:B diazepam:B");
    CHECK(found("Prozac with lithium") == "lithium:A fluoxetine:B");
}

TEST_CASE("a name that is not in the list is for a clinician to look at (clinical rules 6.2)") {
    CHECK(found("Xyzzyquil") == "?:B");
    CHECK(found("my heart pills") == "?:B");
    CHECK(found("vitamin d, aspirin") == "?:B ?:B");
    CHECK(medicines().find("  Xyzzyquil 5 mg ").front().written == "Xyzzyquil 5 mg");
    CHECK(medicines().find("Xyzzyquil").front().rule == "E-14m");
    CHECK(medicines().unknown().reviewClass == ReviewClass::Review);
}

TEST_CASE("a slip of the finger is a suggestion and never the answer") {
    CHECK(found("lithuim") == "?lithium:B");
    CHECK(found("sertralin") == "?sertraline:B");
    CHECK(found("quetapine") == "?quetiapine:B");
    CHECK(found("vigl") == "?:B");           // short words are not guessed at
    CHECK(found("litium") == "?lithium:B");  // one letter
    CHECK(found("xthixm") == "?:B");
    for (const auto& one : medicines().find("lithuim")) CHECK(one.medicine == nullptr);
}

TEST_CASE("what holds no name gives nothing, and nonsense breaks nothing") {
    for (const auto* text :
         {"", " ", "\n\n,;", "none", "None.", "no medicines", "n/a", "20 mg", "-"})
        CHECK(found(text).empty());
    CHECK(safety::foldedWords("Sertralín-HCl 50mg") ==
          std::vector<std::string>{"sertralin", "hcl", "50mg"});
    CHECK(found(std::string("\xff\xfe\x80")).empty());
    CHECK(found("锂盐") == "?:B");
    CHECK(medicines().find(std::string(5'000, ',') + "lithium").size() == 1);
    std::string many;
    for (int i = 0; i < 500; ++i) many += "abcdefgh\n";
    CHECK(medicines().find(many + "lithium").size() <= safety::medicineEntriesMax + 1);
    CHECK(found(std::string(10'000, 'x')) == "?:B");
}

TEST_CASE("the list says nothing about taking or stopping, and bad lists are refused") {
    const auto where = [](const std::string& medicine) {
        const auto json = *fhir::Json::parse(
            R"({"unknown":{"class":"B","rule":"r"},"groups":[{"group":"g"}],"medicines":[)" +
            medicine + "]}");
        const auto read = Medicines::read(json.root());
        return read.has_error() ? read.error().where : "taken";
    };
    const std::string good =
        R"({"generic":"a","group":"g","class":"A","rule":"r","evidence":"S","reviewedBy":null})";
    CHECK(where(good) == "taken");
    CHECK(where("") == "medicines");
    CHECK(where(good + "," + good) == "medicines[1].generic");
    CHECK(where(R"({"generic":"a","group":"h"})") == "medicines[0].group");
    CHECK(where(R"({"generic":"a","group":"g","class":"D"})") == "medicines[0].class");
    CHECK(where(R"({"generic":"a","group":"g","class":"A","rule":"r","evidence":"S"})") ==
          "medicines[0].reviewedBy");
    CHECK(
        where(
            R"({"generic":"...","group":"g","class":"A","rule":"r","evidence":"S","reviewedBy":null})") ==
        "medicines[0].generic");
    const auto low = *fhir::Json::parse(R"({"unknown":{"class":"C","rule":"r"}})");
    CHECK(Medicines::read(low.root()).error().where == "unknown.class");
}
