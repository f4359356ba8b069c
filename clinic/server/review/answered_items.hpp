#pragma once

#include <boost/json/array.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "landfall/fhir/json.hpp"
#include "landfall/instrument/form.hpp"

namespace landfall::clinic::review {

/// The number each item was answered with, by linkId.
using ItemValues = std::map<std::string, std::int64_t>;

struct AnsweredItems {
    boost::json::array items;
    ItemValues values;
    /// The linkIds of what does not fit the form; nothing where there is no form to fit.
    std::optional<std::vector<std::string>> unread;
};

/// The items of a QuestionnaireResponse for the page, in the order of the form. Without a form, or
/// when the answers do not fit it, they are listed in the order they were sent, with the words of
/// the form where they are known.
[[nodiscard]] AnsweredItems answeredItems(const landfall::fhir::Node& response,
                                          const instrument::Form* form);

/// Fills `previous` of each item from the values of the response before.
void setPrevious(boost::json::array& items, const ItemValues& before);

}  // namespace landfall::clinic::review
