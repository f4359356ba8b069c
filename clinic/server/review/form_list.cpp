#include "server/review/form_list.hpp"

#include <boost/json/object.hpp>

#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;

bool isForClinic(const pathway::Library& protocols, const instrument::Form& form) {
    for (const auto* entry : protocols.list())
        for (const auto& visit : entry->protocol->visits)
            for (const auto& asked : visit.forms)
                if (asked.forClinic && pathway::urlOf(asked.questionnaire) == form.url())
                    return true;
    return false;
}

namespace {

/// The lowest and highest number an item takes; nothing for one that takes no number.
std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>> rangeOf(
    const instrument::Item& item) {
    if (item.kind == instrument::ItemKind::Boolean) return {0, 1};
    if (item.options.empty()) return {item.min, item.max};
    std::optional<std::int64_t> low;
    std::optional<std::int64_t> high;
    for (std::size_t option = 0; option < item.options.size(); ++option)
        if (const auto number = item.numberOf(option)) {
            low = std::min(low.value_or(*number), *number);
            high = std::max(high.value_or(*number), *number);
        }
    return {low, high};
}

json::array itemsOf(const instrument::Form& form) {
    json::array items;
    for (const auto index : form.questions()) {
        const auto& item = form.item(index);
        const auto [low, high] = rangeOf(item);
        items.push_back({{"linkId", item.linkId},
                         {"label", labelOf(form, index)},
                         {"text", item.text},
                         {"min", numberOrNull(low)},
                         {"max", numberOrNull(high)},
                         {"yesNo", item.kind == instrument::ItemKind::Boolean}});
    }
    return items;
}

}  // namespace

json::array formList(const fhirapi::Forms& forms, const pathway::Library& protocols) {
    json::array list;
    for (const auto& canonical : forms.canonicals())
        if (const auto form = forms.find(canonical)) {
            const bool forClinic = isForClinic(protocols, *form);
            json::object one{{"id", form->id()},
                             {"title", form->title()},
                             {"version", form->version()},
                             {"forClinic", forClinic}};
            if (forClinic) one["items"] = itemsOf(*form);
            list.push_back(std::move(one));
        }
    return list;
}

}  // namespace landfall::clinic::review
