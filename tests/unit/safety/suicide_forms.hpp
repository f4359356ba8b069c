#pragma once

#include <string>

#include "unit/instrument/sample_forms.hpp"

// Forms without anybody's wording that carry the danger data of the suicide-risk instruments
// (clinical rules 3.7, 5.1, 5.2).
namespace sample {

inline std::string extension(const std::string& name, const std::string& parts) {
    return R"({"url":"https://landfall.example/fhir/StructureDefinition/)" + name +
           R"(","extension":[)" + parts + "]}";
}
inline std::string part(const std::string& url, const std::string& value) {
    return R"({"url":")" + url + R"(","valueString":")" + value + R"("})";
}
inline std::string codePart(const std::string& url, const std::string& value) {
    return R"({"url":")" + url + R"(","valueCode":")" + value + R"("})";
}
inline std::string part(const std::string& url, int value) {
    return R"({"url":")" + url + R"(","valueInteger":)" + std::to_string(value) + "}";
}
inline std::string flag(const std::string& url) {
    return R"({"url":")" + url + R"(","valueBoolean":true})";
}
/// `"url"` once for each linkId of "a b c".
inline std::string parts(const std::string& url, const std::string& linkIds) {
    std::string out;
    for (const auto& one : tokens(linkIds)) out += (out.empty() ? "" : ",") + part(url, one);
    return out;
}
inline std::string yesNo(const std::string& linkId, bool declinable = true) {
    return R"({"linkId":")" + linkId + R"(","type":"boolean","text":")" + linkId + R"(")" +
           (declinable
                ? R"(,"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/declinable","valueBoolean":true}])"
                : "") +
           "}";
}
inline std::string manyYesNo(const std::string& linkIds) {
    std::string out;
    for (const auto& one : tokens(linkIds)) out += (out.empty() ? "" : ",") + yesNo(one);
    return out;
}
inline std::string withRules(const std::string& rules, const std::string& items) {
    return questionnaire(items, R"(,"extension":[)" + rules + "]");
}

inline std::string asq() {
    const auto four = parts("item", "q1 q2 q3 q4");
    return withRules(
        extension("danger-rule", part("item", "q5") + "," + part("atLeast", 1) + "," +
                                     part("tier", 3) + "," + codePart("result", "acute-positive")) +
            "," +
            extension("danger-rule",
                      four + "," + part("atLeast", 1) + R"(,{"url":"with","extension":[)" +
                          part("item", "q5") + "," + flag("declined") + "," + flag("unanswered") +
                          "]}," + part("tier", 3) + "," + codePart("result", "acute-positive")) +
            "," +
            extension("danger-rule", four + "," + part("atLeast", 1) + "," + flag("declined") +
                                         "," + part("tier", 2) + "," +
                                         codePart("result", "non-acute-positive")) +
            "," +
            extension("danger-otherwise",
                      codePart("result", "negative") + "," + parts("answered", "q1 q2 q3 q4")),
        manyYesNo("q1 q2 q3 q4 q5"));
}

/// Items 1 to 5, behaviour in life (6), behaviour in the last 3 months (7).
inline std::string cssrs() {
    const auto rule = [](const std::string& items, int tier, const std::string& result,
                         const std::string& answered) {
        return extension("danger-rule", parts("item", items) + "," + part("atLeast", 1) + "," +
                                            part("tier", tier) + "," + codePart("result", result) +
                                            (answered.empty() ? "" : ",") +
                                            parts("answered", answered));
    };
    return withRules(
        rule("c4 c5 c7", 3, "high", "") + "," + rule("c3 c6", 2, "moderate", "c4 c5 c7") + "," +
            rule("c1 c2", 1, "low", "c3 c4 c5 c6 c7") + "," +
            extension("danger-otherwise",
                      codePart("result", "none") + "," + parts("answered", "c1 c2 c6 c7")),
        manyYesNo("c1 c2 c3 c4 c5 c6 c7"));
}

}  // namespace sample
