#include "landfall/instrument/form.hpp"

#include <algorithm>

#include "landfall/instrument/form_reader.hpp"

namespace landfall::instrument {

bool Item::isAnswerable() const {
    return kind == ItemKind::Choice || kind == ItemKind::Boolean || kind == ItemKind::Integer ||
           kind == ItemKind::Text;
}

std::int64_t Item::numberOf(std::size_t option) const {
    return options.at(option).ordinal.value_or(static_cast<int>(option));
}

std::optional<std::size_t> Item::optionOf(std::int64_t number) const {
    for (std::size_t i = 0; i < options.size(); ++i)
        if (numberOf(i) == number) return i;
    return std::nullopt;
}

Result<Form> Form::read(const fhir::Node& questionnaire) {
    FormReader reader(questionnaire);
    if (!reader.faults().empty()) return reader.faults().front();
    return std::move(reader).take();
}

std::vector<Error> Form::faultsOf(const fhir::Node& questionnaire) {
    return FormReader(questionnaire).faults();
}

std::optional<std::size_t> Form::indexOf(std::string_view linkId) const {
    const auto found = byLinkId_.find(std::string(linkId));
    if (found == byLinkId_.end()) return std::nullopt;
    return found->second;
}

std::size_t Form::countedPages() const {
    auto count = pages_.size();
    while (count > 0 && !item(pages_[count - 1].item).required) --count;
    return count == 0 ? pages_.size() : count;
}

}  // namespace landfall::instrument
