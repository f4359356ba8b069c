#include "server/fhir/refused.hpp"

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

}  // namespace

Error refused(http::Refusal refusal, std::string where) {
    // Zero would mean success, so the codes begin at one.
    return {boost::system::error_code(static_cast<int>(refusal) + 1, category()), std::move(where)};
}

RefusalOf refusalOf(const Error& error) {
    if (error.code.category() == category())
        return {static_cast<http::Refusal>(error.code.value() - 1), {.expression = error.where}};
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
