#pragma once

#include <string_view>
#include <vector>

#include "landfall/fhir/json.hpp"
#include "landfall/instrument/form.hpp"

namespace landfall::instrument {

/// Whether one of the item's options has this code.
[[nodiscard]] bool hasOption(const Item& item, std::string_view code);

/// The `danger` extensions of an item whose kind, options and limits were read. A rule that could
/// never apply is a BadDanger with its place: it is worse than a form that is refused.
[[nodiscard]] std::vector<DangerRule> readItemDanger(const fhir::Node& node, const Item& item,
                                                     std::vector<Error>& faults);

/// The `danger-rule` and `danger-otherwise` extensions of a Questionnaire whose items were read.
[[nodiscard]] FormDanger readFormDanger(const fhir::Node& questionnaire, const Form& form,
                                        std::vector<Error>& faults);

}  // namespace landfall::instrument
