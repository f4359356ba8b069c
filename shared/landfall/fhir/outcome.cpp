#include "landfall/fhir/outcome.hpp"

#include "landfall/fhir/build_parts.hpp"

namespace landfall::fhir {

std::string buildOutcome(const std::vector<Issue>& issues) {
    using namespace parts;
    json::array list;
    for (const auto& issue : issues) {
        json::object one;
        one["severity"] = word(issue.severity);
        one["code"] = word(issue.code);
        if (!issue.diagnostics.empty()) one["diagnostics"] = word(issue.diagnostics);
        if (!issue.expression.empty()) one["expression"] = listOf(word(issue.expression));
        list.push_back(std::move(one));
    }
    json::object out;
    out["resourceType"] = "OperationOutcome";
    out["issue"] = std::move(list);
    return json::serialize(out);
}

namespace {
const char* issueCodeOf(const Error& error) {
    if (error.code.category() != faultCategory()) return "processing";
    switch (static_cast<Fault>(error.code.value())) {
        case Fault::TooLarge:
        case Fault::TooDeep:
        case Fault::StringTooLong:
        case Fault::TooManyMembers:
        case Fault::TooManyNodes:
        case Fault::TooManyEntries:
            return "too-long";
        case Fault::Missing:
            return "required";
        case Fault::UnknownResource:
            return "not-supported";
        case Fault::OtherPatient:
            return "forbidden";
        case Fault::BadCode:
            return "code-invalid";
        case Fault::BadId:
        case Fault::BadReference:
        case Fault::BadDateTime:
        case Fault::BadValue:
            return "value";
        case Fault::ModifierUnknown:
            return "extension";
        case Fault::DuplicateEntry:
            return "duplicate";
        default:
            return "structure";
    }
}
}  // namespace

Issue issueOf(const Error& error) {
    return {"error", issueCodeOf(error), error.code.message(), error.where};
}

Result<std::vector<Issue>> readOutcome(const Node& outcome) {
    if (outcome.get("resourceType").textOr() != "OperationOutcome")
        return Error{Fault::UnknownResource, outcome.path()};
    const auto list = outcome.get("issue");
    if (!list.isArray()) return Error{Fault::Missing, "issue"};
    std::vector<Issue> issues;
    for (const auto node : list.elements()) {
        if (!node.isObject()) return Error{Fault::WrongType, node.path()};
        issues.push_back({std::string(node.get("severity").textOr()),
                          std::string(node.get("code").textOr()),
                          std::string(node.get("diagnostics").textOr()),
                          std::string(node.get("expression")[0].textOr())});
    }
    return issues;
}

}  // namespace landfall::fhir
