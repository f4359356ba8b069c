#include "server/fhir/refused.hpp"

#include <array>

#include "landfall/db/fault.hpp"

namespace landfall::clinic::fhirapi {
namespace {

class RefusalCategory final : public boost::system::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "landfall.clinic.refusal"; }
    [[nodiscard]] std::string message(int value) const override {
        return std::string(http::formOf(static_cast<http::Refusal>(value - 1)).text);
    }
};

const RefusalCategory& category() {
    static const RefusalCategory one;
    return one;
}

struct UnfitForm {
    http::Refusal refusal;
    const char* text;
};
// In the order of the enum.
constexpr std::array<UnfitForm, 4> unfitForms = {{
    {http::Refusal::InvalidResource,
     "The member authored of these answers has to be a date with a time of day and its offset, "
     "such as 2027-01-01T10:00:00+01:00. Nothing of this bundle was kept. Send it again with the "
     "time at which the answers were given."},
    {http::Refusal::InvalidResource,
     "These answers cannot be read. Nothing of this bundle was kept. Send it again as a "
     "QuestionnaireResponse of FHIR R4."},
    {http::Refusal::Immutable,
     "A correction is of the same questionnaire as the answers it corrects. Nothing of this bundle "
     "was kept, and the answers are as they were. Send answers to another questionnaire as a "
     "response of their own."},
    {http::Refusal::Immutable,
     "A correction is about the same answers, under the same code, as the value it corrects. "
     "Nothing of this bundle was kept, and the value is as it was. Send another value as an "
     "Observation of its own."},
}};

class UnfitCategory final : public boost::system::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "landfall.clinic.unfit"; }
    [[nodiscard]] std::string message(int value) const override {
        return unfitForms.at(static_cast<std::size_t>(value - 1)).text;
    }
};

const UnfitCategory& unfitCategory() {
    static const UnfitCategory one;
    return one;
}

}  // namespace

Error refused(Unfit unfit, std::string where) {
    return {boost::system::error_code(static_cast<int>(unfit) + 1, unfitCategory()),
            std::move(where)};
}

Error refused(http::Refusal refusal, std::string where) {
    // Zero would mean success, so the codes begin at one.
    return {boost::system::error_code(static_cast<int>(refusal) + 1, category()), std::move(where)};
}

RefusalOf refusalOf(const Error& error) {
    if (error.code.category() == category())
        return {static_cast<http::Refusal>(error.code.value() - 1), {.expression = error.where}};
    if (error.code.category() == unfitCategory()) {
        const auto& form = unfitForms.at(static_cast<std::size_t>(error.code.value() - 1));
        return {form.refusal, {.expression = error.where, .text = form.text}};
    }
    if (error.is(db::Fault::Busy) || error.is(db::Fault::DiskFull))
        return {http::Refusal::Busy, {}};
    return {};
}

std::string entryExpression(std::string_view place) {
    const auto at = place.find("entry[");
    if (at == std::string_view::npos) return {};
    const auto end = place.find(']', at);
    if (end == std::string_view::npos) return {};
    return "Bundle." + std::string(place.substr(at, end - at + 1));
}

}  // namespace landfall::clinic::fhirapi
