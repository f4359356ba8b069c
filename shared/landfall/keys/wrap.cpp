#include "landfall/keys/wrap.hpp"

#include <sodium.h>

#include <string_view>

namespace landfall::keys {

namespace {
static_assert(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == sizeof(Slot::nonce));
static_assert(crypto_aead_xchacha20poly1305_ietf_ABYTES + 32 == sizeof(Slot::wrapped));

base::Key32 hashed(std::span<const std::uint8_t> key, std::string_view label,
                   const base::Uuid& databaseId, std::span<const std::uint8_t> secret) {
    base::Key32 out;
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.empty() ? nullptr : key.data(), key.size(), 32);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(label.data()),
                              label.size());
    crypto_generichash_update(&state, databaseId.bytes.data(), databaseId.bytes.size());
    if (!secret.empty()) crypto_generichash_update(&state, secret.data(), secret.size());
    crypto_generichash_final(&state, out.bytes().data(), 32);
    base::wipe(&state, sizeof state);
    return out;
}
}  // namespace

base::Key32 passphraseKek(const base::Uuid& databaseId, const base::Key32& prk) {
    return hashed({}, "LF-KEK-PASS-v1", databaseId, prk.bytes());
}

base::Key32 recoveryKek(const base::Uuid& databaseId, std::span<const std::uint8_t> code) {
    return hashed(code, "LF-KEK-REC-v1", databaseId, {});
}

void wrapInto(Slot& slot, const base::Uuid& databaseId, const base::Key32& kek,
              const MasterKey& masterKey, base::Random& random) {
    random.fill(slot.nonce);
    const auto together = sealedTogether(databaseId, slot);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        slot.wrapped.data(), nullptr, masterKey.key.bytes().data(), masterKey.key.bytes().size(),
        together.data(), together.size(), nullptr, slot.nonce.data(), kek.bytes().data());
}

std::optional<MasterKey> unwrap(const Slot& slot, const base::Uuid& databaseId,
                                const base::Key32& kek) {
    MasterKey out;
    const auto together = sealedTogether(databaseId, slot);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            out.key.bytes().data(), nullptr, nullptr, slot.wrapped.data(), slot.wrapped.size(),
            together.data(), together.size(), slot.nonce.data(), kek.bytes().data()) != 0)
        return std::nullopt;
    return out;
}

}  // namespace landfall::keys
