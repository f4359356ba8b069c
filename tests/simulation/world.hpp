#pragma once

#include <memory>
#include <string>
#include <vector>

#include "faulty_network.hpp"
#include "landfall/net/syncer.hpp"
#include "model_replica.hpp"

namespace landfall::simulation {

/// Ways in which the world itself is wrong, so that the invariants are seen to notice.
enum class Mistake { None, ServerForgetsBundles, PhoneFreezesAgain, CursorBeforePage };

/// One phone, one clinic and one seed.
class World {
public:
    explicit World(std::uint64_t seed, Mistake mistake = Mistake::None);
    /// Person, phone, network and server do what the seed says, then the weather clears.
    void run();

    /// What is wrong now that all is calm; empty when every invariant holds.
    [[nodiscard]] std::vector<std::string> violations() const;
    /// A hash of all that happened: the same seed gives the same.
    [[nodiscard]] std::string trace() const { return base::toHex(trace_); }

private:
    void startPhone();
    void passUntil(std::int64_t untilMs);
    void somethingHappens();
    void note(const std::string& what);
    [[nodiscard]] bool chance(std::uint64_t perHundred) { return random_.below(100) < perHundred; }

    base::SeededRandom random_;
    VirtualTime time_;
    ModelClinic clinic_;
    FaultyNetwork network_;
    ModelReplica replica_;
    std::unique_ptr<net::Syncer> syncer_;
    std::vector<std::string> ids_;
    std::uint64_t texts_ = 0;
    std::uint64_t dieOneIn_ = 0;
    sync::SyncReport last_;
    base::Sha256 trace_{};
};

}  // namespace landfall::simulation
