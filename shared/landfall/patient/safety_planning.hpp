#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "landfall/patient/answering.hpp"
#include "landfall/patient/helping.hpp"
#include "landfall/patient/overview.hpp"
#include "landfall/patient/profile.hpp"

namespace landfall::patient {

/// Somebody the person would call first. On the phone only; it is not sent anywhere by itself.
struct TrustedPerson {
    std::string name;
    std::string phone;
};

struct SafetyPlanView {
    std::string record;  ///< id of the DocumentReference; "" while nothing was written
    std::string saved;   ///< FHIR dateTime of the latest change, or ""
    /// All parts of the form in its order, the empty ones too.
    std::vector<fhir::PlanSection> sections;
    store::Delivery delivery = store::Delivery::Saved;
    /// Ids of other copies: two phones were edited at the same time, and both texts are kept.
    std::vector<std::string> otherCopies;
};

/// The safety plan in the person's own words (clinical rules 5.7): seven parts, each of which may
/// be empty, edited at any time. One record that travels to the clinic like any other; every change
/// is a new version of it. A submitted form `safety-plan` that is newer counts as edits of the
/// plan.
class SafetyPlanning {
public:
    static constexpr std::string_view planForm = "safety-plan";

    SafetyPlanning(Profile& profile, Helping& helping, Answering& answering, Overview& overview)
        : profile_(profile), helping_(helping), answering_(answering), overview_(overview) {}

    [[nodiscard]] Result<SafetyPlanView> show();
    /// The text of one copy, for somebody who joins two.
    [[nodiscard]] Result<SafetyPlanView> copy(std::string_view record);
    /// Replaces one part; an empty text empties it. The part is named by its code.
    /// instrument::Fault::UnknownItem, TooLong.
    [[nodiscard]] Result<SafetyPlanView> set(std::string_view part, std::string_view text);
    /// The person has looked their plan through. Where a visit or the clinic asks for the form
    /// `safety-plan` now and something is written, the plan as it stands answers it: nobody is
    /// asked for what they have written. False when nothing was to be answered.
    [[nodiscard]] Result<bool> lookedThrough();

    [[nodiscard]] Result<TrustedPerson> trustedPerson();
    Result<void> setTrustedPerson(const TrustedPerson& person);

    /// Shall Help now show the trusted person and the plan before the passphrase? Off until the
    /// person switches it on; off again takes both from the card at once. Needs an unlocked phone.
    Result<void> showWhileLocked(bool shown);
    [[nodiscard]] bool isShownWhileLocked() const { return helping_.own().has_value(); }
    /// False while something is there to show and the person was never asked: whoever may be too
    /// upset to type a passphrase has to know of the choice. Either decision is kept.
    [[nodiscard]] Result<bool> isLockedDecided();

private:
    [[nodiscard]] Result<std::vector<fhir::SafetyPlan>> plans();
    [[nodiscard]] Result<SafetyPlanView> viewOf(const fhir::SafetyPlan& plan);
    [[nodiscard]] Result<fhir::SafetyPlan> current(std::vector<std::string>& others);
    Result<void> overlayForm(fhir::SafetyPlan& plan);
    /// Brings the card up to date when the person shows it.
    Result<void> refreshCard(const SafetyPlanView& view);
    [[nodiscard]] Result<OwnHelp> ownHelp(const SafetyPlanView& view);

    Profile& profile_;
    Helping& helping_;
    Answering& answering_;
    Overview& overview_;
};

}  // namespace landfall::patient
