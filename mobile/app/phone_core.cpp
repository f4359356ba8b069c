#include "app/phone_core.hpp"

namespace landfall::app {

PhoneCore::PhoneCore(std::filesystem::path folder)
    : client_(loop_),
      folder_{std::move(folder)},
      surroundings_{.clock = clock_,
                    .trueClock = clock_,
                    .random = random_,
                    .files = files_,
                    .transport = client_,
                    .timers = loop_},
      helping_(folder_, surroundings_),
      phone_(patient::Phone::open(folder_, surroundings_)) {}

Result<patient::Phone*> PhoneCore::phone() {
    if (phone_.has_error()) return phone_.error();
    return phone_->get();
}

Result<patient::Phone*> PhoneCore::reopen() {
    if (phone_.has_value() && (*phone_)->profile.standing() == patient::Standing::Unlocked)
        return phone();
    phone_ = base::Fault::Cancelled;  // lets go of the folder before it is taken again
    phone_ = patient::Phone::open(folder_, surroundings_);
    return phone();
}

}  // namespace landfall::app
