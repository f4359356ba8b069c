#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/fhir/json.hpp"

// Which requests a response answers. Only the phone knows: one that was answered offline must not
// close a request that the clinic made since, and no clock decides it.
namespace landfall::fhir {

/// The response with an extension `answers-task` for each Task, or one that says "none".
[[nodiscard]] Result<std::string> withAnsweredTasks(std::string_view response,
                                                    const std::vector<std::string>& taskIds);
/// The ids of the Tasks; nothing when the writer did not say.
[[nodiscard]] std::optional<std::vector<std::string>> answeredTasks(const Node& response);

}  // namespace landfall::fhir
