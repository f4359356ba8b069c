#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace landfall::sync {

/// How a sync ended, in the words of the command line.
enum class SyncState {
    Received,     ///< everything that can be sent has been received by the clinic
    Offline,      ///< no connection; everything is kept and will be sent later
    Unconfirmed,  ///< something was sent or tried and the clinic has not confirmed it yet
    Refused,      ///< the clinic refuses this phone, or its identity is not the one that was paired
    UpdateNeeded,  ///< the clinic speaks a newer protocol; local use goes on
};

/// Why a sync was refused; None in every other state.
enum class Refusal {
    None,
    DevicePending,      ///< the clinic has not confirmed this phone yet
    DeviceRevoked,      ///< the clinic has ended this phone's access; pair again
    DeviceNotAccepted,  ///< a new credential was refused too
    PinMismatch,        ///< the server has another key than the one that was paired
    NameMismatch,       ///< the right key under another name
    FeedGap,            ///< the change feed leaves numbers out even after a fresh start
    EpochUnstable,      ///< the server's store keeps changing its identity
    TooManyDeletions,   ///< a page would withdraw so much that a person has to look first
    Runaway,            ///< more work than one sync may do; the server answers in circles
};

struct SyncReport {
    std::uint64_t pushed = 0;     ///< operations received by the clinic in this sync
    std::uint64_t pulled = 0;     ///< changes of others that came in with this sync
    std::uint64_t pending = 0;    ///< operations still waiting on this phone
    std::uint64_t rejected = 0;   ///< operations the clinic refused, all that are kept
    std::uint64_t conflicts = 0;  ///< second copies made in this sync
    SyncState state = SyncState::Received;
    Refusal refusal = Refusal::None;
    /// With Refusal::PinMismatch: the fingerprint that was seen, 43 characters of base64url.
    std::string seenPin;
};

/// received, offline, unconfirmed, refused, update-needed.
[[nodiscard]] std::string_view name(SyncState state);
/// kebab-case; "" for None.
[[nodiscard]] std::string_view name(Refusal refusal);

}  // namespace landfall::sync
