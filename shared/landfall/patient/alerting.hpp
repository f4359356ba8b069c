#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/patient/profile.hpp"
#include "landfall/safety/contacts.hpp"
#include "landfall/safety/tier.hpp"

namespace landfall::patient {

/// One safety flag, with how far it has come.
struct AlertView {
    std::string flag;
    safety::Tier tier = safety::Tier::None;
    std::string raised;  ///< FHIR dateTime
    store::Delivery delivery = store::Delivery::Saved;
};

/// The contacts as lines of text, in the order in which they are shown: "Emergency: 999". Each says
/// what it is. They are what the clinic reads of a showing, and what a front end without a page
/// prints.
[[nodiscard]] std::vector<std::string> linesOf(const safety::HelpContacts& shown);

/// "I am in danger now", by a button: the button alone is enough (clinical rules 5.1). What Help
/// now shows needs none of this; it works locked and unpaired too.
class Alerting {
public:
    /// Pressing again within this time is the same call, so that a shaking hand does not bury the
    /// clinic in flags.
    static constexpr std::int64_t sameCallMs = 15 * 60 * 1000;
    /// What the clinician reads as the answer behind the flag: nothing was asked.
    static constexpr std::string_view buttonText = "Pressed: I am in danger now";

    explicit Alerting(Profile& profile) : profile_(profile) {}

    /// Raises a flag of safety::tierOfCrisisButton in one transaction; it is durable when this
    /// returns. Fault::Locked while locked, Fault::NotPaired without a clinic: nothing is raised
    /// then.
    [[nodiscard]] Result<AlertView> raise();
    /// The newest flag of at least this tier, open or seen; nothing when there was none. A
    /// clinician's word on an older one says nothing about it.
    [[nodiscard]] Result<std::optional<AlertView>> newest(safety::Tier atLeast);
    /// Keeps, for the clinic, that these contacts were shown for the newest flag of tier 2 or above
    /// (clinical rules 10.1): once for each flag. Call it when they are on the screen; they never
    /// wait for it.
    [[nodiscard]] Result<void> noteShown(const safety::HelpContacts& shown);

private:
    Profile& profile_;
};

}  // namespace landfall::patient
