#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "landfall/base/bytes.hpp"
#include "landfall/base/ids.hpp"
#include "landfall/keys/stretch.hpp"

namespace landfall::keys {

/// The key file's bytes, little-endian:
///
///     "LFKEYS01" | u32 format | u64 generation | db_uuid[16] | u64 active_dek | u64 pending_dek
///     | u8 n_slots
///     slot: u8 type | u8 kdf | u32 opslimit | u32 memlimit_kib | salt[16] | u8 backend_id
///           | nonce[24] | wrapped_mk[48]
///     SHA-256 of all before
///
/// The hash finds damage; that a slot is genuine is for its own seal to say.
constexpr std::uint32_t keyFileFormat = 1;
constexpr std::size_t slotsMax = 8;
constexpr std::size_t keyFileBytesMax = 64 * 1024;

enum class SlotType : std::uint8_t {
    PinWithDevice = 1,
    Passphrase = 2,
    Recovery = 3,
    Biometric = 4
};
enum class SlotKdf : std::uint8_t { None = 0, Argon2id13 = 1 };

/// Slots of a kind we do not know are carried along byte for byte.
struct Slot {
    std::uint8_t type = 0;
    std::uint8_t kdf = 0;
    Stretch stretch{.passes = 0, .memoryKib = 0};
    Salt salt{};
    std::uint8_t backend = 0;  ///< which platform keystore holds the device secret; 0 is none
    std::array<std::uint8_t, 24> nonce{};
    std::array<std::uint8_t, 48> wrapped{};
    friend bool operator==(const Slot&, const Slot&) = default;
};

struct KeyFileContent {
    std::uint64_t generation = 0;
    base::Uuid databaseId;
    std::uint64_t activeDek = 1;
    std::uint64_t pendingDek = 0;
    std::vector<Slot> slots;
    friend bool operator==(const KeyFileContent&, const KeyFileContent&) = default;
};

[[nodiscard]] base::Bytes encode(const KeyFileContent& content);
/// KeysDamaged, or NeedsUpdate for a whole file of a newer format.
[[nodiscard]] Result<KeyFileContent> decode(base::ByteView bytes);

/// What a slot's seal covers besides the key: magic, format and database id, which never change,
/// and everything in the slot before the nonce. Generation and DEK numbers are left out, because
/// they change when the passphrase does and the recovery slot cannot be sealed again without the
/// code.
[[nodiscard]] base::Bytes sealedTogether(const base::Uuid& databaseId, const Slot& slot);

}  // namespace landfall::keys
