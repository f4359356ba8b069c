#pragma once

#include <string_view>

namespace landfall::safety {

/// How far a safety flag has come (clinical rules 5.1: the real state is shown, and never more).
enum class Delivery {
    Saved,  ///< on this phone; the clinic has not received it yet
    Sent,   ///< the clinic's server has it; no person has said that they read it
    Seen,   ///< a clinician has acknowledged it
};

/// What the phone knows of one flag.
struct FlagTraces {
    bool waiting = true;        ///< its newest version is still among what is to be sent
    bool received = false;      ///< the server has confirmed a version of it
    bool acknowledged = false;  ///< it came back with a clinician's acknowledgement
    bool raisedSince = false;   ///< the phone has raised its tier after that acknowledgement
};

/// Seen needs an acknowledgement of what is there now: a flag that rose since then is on its way
/// again. What is still waiting is Saved even when an earlier version was received.
[[nodiscard]] Delivery deliveryOf(const FlagTraces& traces);

/// The state in one word, for data: saved, sent, seen.
[[nodiscard]] std::string_view wordOf(Delivery delivery);

}  // namespace landfall::safety
