#pragma once

#include "landfall/base/secret.hpp"

namespace landfall::keys {

/// The random key everything on this phone hangs from. It exists in memory while the app is
/// unlocked and on the disk only wrapped.
struct MasterKey {
    base::Key32 key;
};

}  // namespace landfall::keys
