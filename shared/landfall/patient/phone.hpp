#pragma once

#include <memory>

#include "landfall/patient/access.hpp"
#include "landfall/patient/alerting.hpp"
#include "landfall/patient/answering.hpp"
#include "landfall/patient/check_ins.hpp"
#include "landfall/patient/consenting.hpp"
#include "landfall/patient/helping.hpp"
#include "landfall/patient/journaling.hpp"
#include "landfall/patient/overview.hpp"
#include "landfall/patient/pairing.hpp"
#include "landfall/patient/progress.hpp"
#include "landfall/patient/reminding.hpp"
#include "landfall/patient/rereading.hpp"
#include "landfall/patient/safety_planning.hpp"
#include "landfall/patient/syncing.hpp"

namespace landfall::patient {

/// The facade both front ends call: one data folder and one object per use case. Lives on the core
/// thread.
class Phone {
    std::unique_ptr<Profile> profile_;

public:
    /// The faults of Profile::open.
    [[nodiscard]] static Result<std::unique_ptr<Phone>> open(Folder folder,
                                                             Surroundings surroundings,
                                                             Profile::Options options = {});

    /// Stops syncing, closes the store and wipes the keys.
    void lock();

    Profile& profile;
    Helping helping;
    Pairing pairing;
    Access access;
    Answering answering;
    Journaling journaling;
    Overview overview;
    Progress progress;
    CheckIns checkIns;
    SafetyPlanning safetyPlanning;
    Consenting consenting;
    Reminding reminding;
    Alerting alerting;
    Rereading rereading;
    Syncing syncing;

private:
    explicit Phone(std::unique_ptr<Profile> opened);
};

}  // namespace landfall::patient
