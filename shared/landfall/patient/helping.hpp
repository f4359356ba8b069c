#pragma once

#include <string>
#include <string_view>

#include "landfall/patient/folder.hpp"
#include "landfall/patient/surroundings.hpp"
#include "landfall/safety/contacts.hpp"

namespace landfall::patient {

/// What Help now may show without a key: the clinic, and where it is.
struct HelpCard {
    std::string clinicName;
    std::string clinicPhone;
    std::string country;  ///< ISO 3166-1 alpha-2, or "" when unknown
};

/// Help now: works locked, unpaired and without a network. It reads one small file and the data
/// that is compiled in, and never fails: without a card it shows what is known without it.
class Helping {
public:
    Helping(const Folder& folder, const Surroundings& surroundings);

    /// `elsewhere` is a country the person chose; empty means the clinic's.
    [[nodiscard]] safety::HelpContacts help(std::string_view elsewhere = {}) const;
    /// For "I am somewhere else".
    [[nodiscard]] const std::vector<safety::CountryContacts>& countries() const;
    [[nodiscard]] HelpCard card() const;
    /// Written at pairing and when the clinic's details change.
    Result<void> keepCard(const HelpCard& card);

private:
    const Folder& folder_;
    const Surroundings& surroundings_;
    safety::CrisisContacts contacts_;
};

}  // namespace landfall::patient
