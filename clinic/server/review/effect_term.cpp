#include "server/review/effect_term.hpp"

#include "landfall/fhir/read.hpp"

namespace landfall::clinic::review {

std::string effectTermOf(const instrument::Form& form, const instrument::Answers& answers) {
    const auto item = form.indexOf("se-what");
    if (!item) return {};
    const auto& answer = answers.at(*item);
    if (!answer || instrument::isDeclined(*answer)) return {};
    // Whoever reports something here and now may have named nothing.
    if (instrument::numberOf(form.item(*item), *answer) == 0) return {};
    return instrument::textOf(form.item(*item), *answer);
}

Result<std::string> effectTermOf(store::Reading& reading, const fhirapi::Forms& forms,
                                 std::string_view response) {
    const std::string none;
    LF_TRY(const auto view, reading.response(response));
    if (!view) return none;
    LF_TRY(const auto record, reading.versionAt(view->row));
    if (!record) return none;
    LF_TRY(const auto document, landfall::fhir::Json::borrow(record->body));
    const auto form = forms.find(view->canonical);
    const auto read = landfall::fhir::readResponse(document.root());
    if (!form || read.has_error()) return none;
    const auto answers = instrument::fromResponse(*form, *read);
    return answers.has_error() ? none : effectTermOf(*form, *answers);
}

}  // namespace landfall::clinic::review
