#include "landfall/instrument/extent.hpp"

#include <algorithm>

#include "landfall/instrument/response.hpp"

namespace landfall::instrument {

namespace {
bool isFilledIn(const Form* form, const std::string& linkId) {
    if (form == nullptr) return false;
    const auto index = itemByLink(*form, linkId);
    return index && form->item(*index).readOnly;
}

bool anyAnswer(const Form* form, const std::vector<fhir::ResponseItem>& items) {
    return std::any_of(items.begin(), items.end(), [&](const fhir::ResponseItem& item) {
        const bool isAnswered = !item.answers.empty() || item.declined;
        return (isAnswered && !isFilledIn(form, item.linkId)) || anyAnswer(form, item.items);
    });
}
}  // namespace

bool isAnyAnswered(const Form* form, const fhir::Response& response) {
    return anyAnswer(form, response.items);
}

fhir::Extent extentOf(const Form* form, const fhir::Response& response) {
    if (!isAnyAnswered(form, response)) return fhir::Extent::Nothing;
    if (form == nullptr) return fhir::Extent::Whole;
    const auto answers = fromResponse(*form, response);
    if (answers.has_error() || !answers->missing(*form).empty()) return fhir::Extent::Part;
    return fhir::Extent::Whole;
}

}  // namespace landfall::instrument
