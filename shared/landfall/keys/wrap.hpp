#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "landfall/base/ids.hpp"
#include "landfall/base/random.hpp"
#include "landfall/keys/key_file_format.hpp"
#include "landfall/keys/master_key.hpp"

namespace landfall::keys {

/// KEK = BLAKE2b-256("LF-KEK-PASS-v1" || db_uuid || prk). The passphrase mode has no device secret,
/// so there is no hash key; the label keeps it apart from the slot that has one.
[[nodiscard]] base::Key32 passphraseKek(const base::Uuid& databaseId, const base::Key32& prk);
/// KEK = BLAKE2b-256("LF-KEK-REC-v1" || db_uuid, key = R).
[[nodiscard]] base::Key32 recoveryKek(const base::Uuid& databaseId,
                                      std::span<const std::uint8_t> code);

/// XChaCha20-Poly1305 with a fresh random nonce over the master key; fills nonce and wrapped.
void wrapInto(Slot& slot, const base::Uuid& databaseId, const base::Key32& kek,
              const MasterKey& masterKey, base::Random& random);
/// Empty when the key is not the slot's or the slot was changed.
[[nodiscard]] std::optional<MasterKey> unwrap(const Slot& slot, const base::Uuid& databaseId,
                                              const base::Key32& kek);

}  // namespace landfall::keys
