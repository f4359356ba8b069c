#pragma once

#include <string_view>

#include "landfall/base/secret.hpp"
#include "landfall/keys/fault.hpp"

namespace landfall::keys {

constexpr std::size_t passphrasePointsMin = 12;
constexpr std::size_t passphraseBytesMax = 1024;

/// NFKC of what was typed, so that the same passphrase opens from every keyboard. NotText, TooLong.
[[nodiscard]] Result<base::SecretText> normalise(std::string_view typed);

/// What a new passphrase has to satisfy, counted in code points after normalisation: TooShort, and
/// TooCommon by the bundled list (compared without case, spaces and punctuation) or when it is one
/// short pattern repeated or a run of neighbours.
Result<void> checkNewPassphrase(const base::SecretText& normalised);

}  // namespace landfall::keys
