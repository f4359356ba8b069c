#pragma once

#include "landfall/store/bundles.hpp"
#include "landfall/store/outbox.hpp"

namespace landfall::store {

/// True when the server's version was made from this very operation: it names it as its source, and
/// the clinic has only added to it since (an acknowledged flag). Tells a phone that has paired anew
/// what became of a bundle of its former device (security rule Y-14).
[[nodiscard]] bool stemsFrom(const SendableOp& op, const ServerVersion& server);

/// True when the server already holds what the operation wanted to write: its answer was lost.
[[nodiscard]] Result<bool> saysTheSame(Core& core, const SendableOp& op,
                                       const ServerVersion& server);

/// The record was changed on both sides: nothing is lost. The server's version becomes the head;
/// what this phone wrote and the clinic has not, becomes a second record with an id of its own (a
/// journal entry names the first in conflict_of) and its own operation. A deletion gives way to an
/// edit; an assignment takes the further of the two states. In the caller's transaction.
[[nodiscard]] Result<ConflictOutcome> keepBoth(Core& core, EntityRow& entity,
                                               const ServerVersion& server);

/// The server's version as head, base and projection; bytes that cannot be read go to quarantine
/// and false is returned.
[[nodiscard]] Result<bool> takeServerVersion(Core& core, EntityRow& entity,
                                             const ServerVersion& server);
/// The server has deleted it. What the patient wrote stays on the phone and is called withdrawn.
Result<void> takeServerDeletion(Core& core, EntityRow& entity, const ServerVersion& server);
/// Keeps bytes that cannot be used, with the reason.
Result<void> quarantine(Core& core, std::string_view source, std::string_view bytes,
                        std::string_view reason);

}  // namespace landfall::store
