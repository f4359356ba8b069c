#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "landfall/net/fault.hpp"

namespace landfall::net {

constexpr std::size_t pairingUriBytesMax = 300;

/// What a pairing code says. It carries no name of the clinic: a name in a code would be a text
/// that anybody may write, so the name comes over the pinned connection.
struct PairingUri {
    ports::Endpoint endpoint;              ///< one or two pins
    std::array<std::uint8_t, 16> token{};  ///< T, single use
    std::int64_t expiresUnixS = 0;
    bool hasBackupPin = false;  ///< false: warn that a lost server key ends this pairing

    /// The token as it goes to the server: 26 Crockford symbols.
    [[nodiscard]] std::string tokenText() const;
    /// SHA-256 of the token as base64url: the same for the same code, and of no use to pair.
    [[nodiscard]] std::string codeHash() const;
};

/// Reads `landfall://pair?v=1&h=..&b=..&t=..&p=..[&q=..]&e=..`, each parameter once, no other, no
/// percent-encoding, at most 300 bytes; spaces around it are ignored. Does not look at the clock.
[[nodiscard]] Result<PairingUri> readPairingUri(std::string_view text);

/// 43 symbols of base64url, not all zero; BadPin otherwise.
[[nodiscard]] Result<ports::SpkiPin> readPin(std::string_view text);

}  // namespace landfall::net
