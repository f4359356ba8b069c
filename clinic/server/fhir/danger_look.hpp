#pragma once

#include <optional>

#include "landfall/fhir/types.hpp"
#include "landfall/instrument/answers.hpp"
#include "server/fhir/forms.hpp"

namespace landfall::clinic::fhirapi {

/// What this server finds when it looks at a response for danger, by its own questionnaire. Where
/// it does not have the version that was answered, the newest one it has of that url is looked
/// at: an item of the same linkId is taken as the same.
struct DangerLook {
    Forms::Form form;                            ///< whose rules these are; null for nobody's
    int tier = 0;                                ///< of what can be read
    std::optional<instrument::Answers> answers;  ///< that bring the tier
    /// An answer that could bring a tier cannot be read, or may be there where nobody can look.
    bool isUnreadable = false;
    std::optional<std::size_t> unreadable;  ///< the item, where it is known
};

[[nodiscard]] DangerLook lookForDanger(const Forms& forms,
                                       const landfall::fhir::Response& response);

}  // namespace landfall::clinic::fhirapi
