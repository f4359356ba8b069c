#include "landfall/patient/helping.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "landfall/base/log.hpp"
#include "landfall/fhir/json.hpp"

namespace landfall::patient {

namespace {
constexpr std::size_t cardBytesMax = 16 * 1024;

std::string textAt(const fhir::Node& node, std::string_view key) {
    return std::string(node.get(key).text().value_or(""));
}
}  // namespace

Helping::Helping(const Folder& folder, const Surroundings& surroundings)
    : folder_(folder), surroundings_(surroundings) {
    auto read = safety::CrisisContacts::bundled();
    // A test reads this data; should it ever be unreadable, 112 is still shown.
    if (read.has_value())
        contacts_ = std::move(*read);
    else
        base::log("crisis_contacts_unreadable");
}

safety::HelpContacts Helping::help(std::string_view elsewhere) const {
    const auto card = this->card();
    return contacts_.forCountry(elsewhere.empty() ? card.country : elsewhere,
                                {.name = card.clinicName, .phone = card.clinicPhone});
}

const std::vector<safety::CountryContacts>& Helping::countries() const {
    return contacts_.countries();
}

HelpCard Helping::card() const {
    const auto bytes = surroundings_.files.read(folder_.helpCard(), cardBytesMax);
    if (bytes.has_error()) return {};
    auto json = fhir::Json::parse(std::string(base::textOf(*bytes)));
    if (json.has_error()) return {};
    const auto root = json->root();
    return {.clinicName = textAt(root, "clinicName"),
            .clinicPhone = textAt(root, "clinicPhone"),
            .country = textAt(root, "country")};
}

Result<void> Helping::keepCard(const HelpCard& card) {
    const boost::json::object json{{"clinicName", card.clinicName},
                                   {"clinicPhone", card.clinicPhone},
                                   {"country", card.country}};
    return surroundings_.files.replace(folder_.helpCard(),
                                       base::viewOf(boost::json::serialize(json)));
}

}  // namespace landfall::patient
