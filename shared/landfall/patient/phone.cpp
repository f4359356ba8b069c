#include "landfall/patient/phone.hpp"

namespace landfall::patient {

Phone::Phone(std::unique_ptr<Profile> opened)
    : profile_(std::move(opened)),
      profile(*profile_),
      helping(profile.folder(), profile.surroundings()),
      pairing(profile, helping),
      access(profile, pairing),
      answering(profile),
      journaling(profile),
      overview(profile, helping),
      progress(profile, overview),
      checkIns(profile, answering),
      safetyPlanning(profile, helping, answering, overview),
      consenting(profile),
      reminding(profile),
      alerting(profile),
      rereading(profile),
      syncing(profile, helping) {}

Result<std::unique_ptr<Phone>> Phone::open(Folder folder, Surroundings surroundings,
                                           Profile::Options options) {
    LF_TRY(auto profile, Profile::open(std::move(folder), surroundings, std::move(options)));
    return std::unique_ptr<Phone>(new Phone(std::move(profile)));
}

void Phone::lock() {
    syncing.stop();
    answering.close();
    profile.lock();
}

}  // namespace landfall::patient
