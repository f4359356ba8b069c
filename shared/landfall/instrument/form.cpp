#include "landfall/instrument/form.hpp"

#include <algorithm>

#include "landfall/instrument/form_reader.hpp"

namespace landfall::instrument {

bool Item::isAnswerable() const {
    return isQuestion() && kind != ItemKind::Attachment && kind != ItemKind::Reference &&
           kind != ItemKind::Unsupported;
}

bool Item::isQuestion() const {
    return kind != ItemKind::Group && kind != ItemKind::Display;
}

bool Item::hasOrdinals() const {
    return std::any_of(options.begin(), options.end(),
                       [](const Option& option) { return option.ordinal.has_value(); });
}

std::optional<std::int64_t> Item::numberOf(std::size_t option) const {
    if (const auto& ordinal = options.at(option).ordinal) return *ordinal;
    if (hasOrdinals()) return std::nullopt;
    return static_cast<std::int64_t>(option);
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

Form::WithFaults Form::readWithFaults(const fhir::Node& questionnaire) {
    FormReader reader(questionnaire);
    auto faults = reader.faults();
    const bool isWhole = reader.isWhole();
    return {std::move(reader).take(), std::move(faults), isWhole};
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
    auto count = questions_.size();
    while (count > 0 && !item(questions_[count - 1]).required) --count;
    return count == 0 ? questions_.size() : count;
}

}  // namespace landfall::instrument
