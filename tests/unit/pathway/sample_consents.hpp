#pragma once

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "landfall/pathway/consent_library.hpp"

namespace sample {

using namespace landfall;

struct ConsentParts {
    std::string version = "1.0.0";
    std::string replaces{};
    bool material = true;
    bool isTemplate = false;
    std::string more{};  ///< further members, each after a comma
};

/// A short consent document with two questions and one opt-in.
inline std::string consent(const ConsentParts& parts = {}) {
    std::string sections;
    for (const auto* kind : {"known", "certainty", "unknown", "risks", "rights", "data", "legal"})
        sections += std::string(sections.empty() ? "" : ",") + R"({"kind":")" + kind +
                    R"(","heading":"H","statements":[{"text":"T")" +
                    (std::string_view(kind) == "known" ? R"(,"evidence":"low","source":"S")" : "") +
                    "}]}";
    const std::string replaces =
        parts.replaces.empty() ? ""
                               : R"("replaces":")" + parts.replaces + R"(","changes":"A word.",)";
    return R"({"format":1,"id":"own","version":")" + parts.version +
           R"(","language":"en","title":"Own text","template":)" +
           (parts.isTemplate ? R"(true,"notice":"A template.",)" : "false,") + replaces +
           R"("material":)" + (parts.material ? "true" : "false") + R"(,"sections":[)" + sections +
           R"(],"questions":[
  {"id":"a","text":"A?","options":[{"id":"1","text":"x"},{"id":"2","text":"y"}],"right":"2","explanation":"Because A."},
  {"id":"b","text":"B?","options":[{"id":"1","text":"x"},{"id":"2","text":"y"}],"right":"1","explanation":"Because B."}],
 "optIns":[{"purpose":"research","text":"For research?"}])" +
           parts.more + "}";
}

inline pathway::ConsentLibrary::Document added(pathway::ConsentLibrary& library,
                                               const ConsentParts& parts = {}) {
    auto document = library.add(consent(parts));
    REQUIRE(document.has_value());
    return *document;
}

}  // namespace sample
