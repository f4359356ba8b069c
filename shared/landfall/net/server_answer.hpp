#pragma once

#include "landfall/ports/transport.hpp"
#include "landfall/sync/messages.hpp"

namespace landfall::net {

/// An answer in the engine's words.
[[nodiscard]] sync::ServerAnswer serverAnswerOf(const ports::Answer& answer,
                                                std::int64_t nowUnixMs);
/// A failure in the engine's words; nothing for a cancelled exchange.
[[nodiscard]] std::optional<sync::Loss> lossOf(const ports::Failure& failure);

}  // namespace landfall::net
