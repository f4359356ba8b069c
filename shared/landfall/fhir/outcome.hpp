#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "landfall/fhir/json.hpp"

namespace landfall::fhir {

/// One issue of an OperationOutcome. `code` is of http://hl7.org/fhir/R4/valueset-issue-type.html.
struct Issue {
    std::string severity = "error";
    std::string code = "processing";
    std::string diagnostics;  ///< a sentence; never a value
    std::string expression;   ///< the place, or ""
};

[[nodiscard]] std::string buildOutcome(const std::vector<Issue>& issues);
/// The issue of a refused resource: sentence, place, and the issue code that fits the fault.
[[nodiscard]] Issue issueOf(const Error& error);
[[nodiscard]] Result<std::vector<Issue>> readOutcome(const Node& outcome);

}  // namespace landfall::fhir
