#pragma once

#include "landfall/base/clock.hpp"
#include "landfall/base/files.hpp"
#include "landfall/base/random.hpp"
#include "landfall/ports/timers.hpp"
#include "landfall/ports/transport.hpp"

namespace landfall::patient {

/// What the facade needs from outside. The references outlive it.
struct Surroundings {
    /// Authored and due times; `--at` moves this one.
    const base::Clock& clock;
    /// Credentials, TLS and back-off; never moved.
    const base::Clock& trueClock;
    base::Random& random;
    base::Files& files;
    ports::Transport& transport;
    ports::Timers& timers;
};

}  // namespace landfall::patient
