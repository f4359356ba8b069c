#pragma once

#include <string>

#include "landfall/base/result.hpp"
#include "server/http/message.hpp"

namespace landfall::clinic::fhirapi {

/// A refusal of docs/api.md as an Error, so that work inside a transaction can end with it. `where`
/// is the entry at fault as FHIR writes it (Bundle.entry[3]), or "".
[[nodiscard]] Error refused(http::Refusal refusal, std::string where = {});

/// What is at fault with an entry, where the refusal's own sentence does not say enough for whoever
/// wrote it to put it right.
enum class Unfit {
    AuthoredTime,        ///< InvalidResource: answers whose time cannot be read
    UnreadableAnswers,   ///< InvalidResource: answers that cannot be read for another reason
    OtherQuestionnaire,  ///< Immutable: a correction of answers to another questionnaire
    OtherAnswers,        ///< Immutable: a correction of a value about other answers
};
[[nodiscard]] Error refused(Unfit unfit, std::string where);

/// What to answer to an error: the refusal it carries; Busy when the store is busy or its disk is
/// full, because both pass; Internal for everything else.
struct RefusalOf {
    http::Refusal refusal = http::Refusal::Internal;
    http::RefusalDetail detail;
};
[[nodiscard]] RefusalOf refusalOf(const Error& error);

/// `entry[3].resource.id` as `Bundle.entry[3]`; "" when the place is not inside an entry.
[[nodiscard]] std::string entryExpression(std::string_view place);

}  // namespace landfall::clinic::fhirapi
