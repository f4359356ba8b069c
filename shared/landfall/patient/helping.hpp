#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/fhir/types.hpp"
#include "landfall/patient/folder.hpp"
#include "landfall/patient/surroundings.hpp"
#include "landfall/safety/contacts.hpp"
#include "landfall/store/store.hpp"

namespace landfall::patient {

/// What Help now may show without a key: the clinic, and where it is.
struct HelpCard {
    std::string clinicName;
    std::string clinicPhone;
    std::string country;  ///< ISO 3166-1 alpha-2, or "" when unknown
};

/// What a person has chosen to show before the passphrase is asked for. Whoever holds the phone can
/// read it, so it is there only while that is switched on (docs/adr/0003).
struct OwnHelp {
    std::string trustedName;
    std::string trustedPhone;
    std::vector<fhir::PlanSection> plan;  ///< the parts that say something
    friend bool operator==(const OwnHelp&, const OwnHelp&) = default;
};

/// Help now: works locked, unpaired and without a network. It reads one small file and the data
/// that is compiled in, and never fails: without a card it shows what is known without it.
class Helping {
public:
    Helping(const Folder& folder, const Surroundings& surroundings);
    /// Needs nothing but files: no lock on the folder, no key, no network.
    Helping(const Folder& folder, base::Files& files);

    /// `elsewhere` is a country the person chose; empty means the clinic's. In the clinic's country
    /// the clinic's own crisis line is the first of the lines.
    [[nodiscard]] safety::HelpContacts help(std::string_view elsewhere = {}) const;
    /// For "I am somewhere else".
    [[nodiscard]] const std::vector<safety::CountryContacts>& countries() const;
    [[nodiscard]] HelpCard card() const;
    /// Written at pairing and when the clinic's details change. What the person shows stays.
    Result<void> keepCard(const HelpCard& card);

    /// The crisis line that the clinic has set, as the newest document in the store says. Of use to
    /// nobody who is locked out, so it is kept on the card.
    Result<void> followClinic(store::Store& store);

    /// The trusted person and the safety plan, while the person shows them; nothing otherwise.
    [[nodiscard]] std::optional<OwnHelp> own() const;
    /// Shows this from now on, or takes it off the card. The clinic's details stay.
    Result<void> keepOwn(const std::optional<OwnHelp>& own);

private:
    const Folder& folder_;
    base::Files& files_;
    safety::CrisisContacts contacts_;
};

}  // namespace landfall::patient
