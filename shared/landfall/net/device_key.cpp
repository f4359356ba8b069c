#include "landfall/net/device_key.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>

namespace landfall::net {

namespace {
constexpr const char* groupName = "P-384";
constexpr int coordinateBytes = 48;

template <class T, void (*free)(T*)>
struct Freed {
    void operator()(T* object) const { free(object); }
};
template <class T, void (*free)(T*)>
using Owned = std::unique_ptr<T, Freed<T, free>>;

EVP_PKEY* keyOf(void* handle) {
    return static_cast<EVP_PKEY*>(handle);
}

Result<std::string> coordinate(EVP_PKEY* key, const char* parameter) {
    BIGNUM* raw = nullptr;
    if (EVP_PKEY_get_bn_param(key, parameter, &raw) != 1) return Fault::KeyUnavailable;
    const Owned<BIGNUM, BN_free> number(raw);
    std::array<std::uint8_t, coordinateBytes> bytes{};
    if (BN_bn2binpad(number.get(), bytes.data(), coordinateBytes) != coordinateBytes)
        return Fault::KeyUnavailable;
    return base::toBase64Url(bytes);
}

bool isP384(EVP_PKEY* key) {
    std::array<char, 32> group{};
    std::size_t size = 0;
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC ||
        EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) != 1)
        return false;
    const std::string_view name(group.data(), size);
    return name == "secp384r1" || name == groupName;
}

/// DER ECDSA-Sig-Value to r || s of fixed length (RFC 7518 section 3.4).
Result<base::Bytes> rawSignature(const base::Bytes& der) {
    const unsigned char* at = der.data();
    const Owned<ECDSA_SIG, ECDSA_SIG_free> signature(
        d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
    if (!signature) return Fault::KeyUnavailable;
    base::Bytes raw(2 * coordinateBytes);
    const bool fits = BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw.data(),
                                   coordinateBytes) == coordinateBytes &&
                      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw.data() + coordinateBytes,
                                   coordinateBytes) == coordinateBytes;
    if (!fits) return Fault::KeyUnavailable;
    return raw;
}
}  // namespace

void DeviceKey::Free::operator()(void* key) const {
    EVP_PKEY_free(keyOf(key));
}

DeviceKey::DeviceKey(Handle key, std::string jwk) : key_(std::move(key)), jwk_(std::move(jwk)) {}
DeviceKey::DeviceKey(DeviceKey&&) noexcept = default;
DeviceKey& DeviceKey::operator=(DeviceKey&&) noexcept = default;
DeviceKey::~DeviceKey() = default;

Result<DeviceKey> DeviceKey::of(Handle key) {
    LF_TRY(const auto x, coordinate(keyOf(key.get()), OSSL_PKEY_PARAM_EC_PUB_X));
    LF_TRY(const auto y, coordinate(keyOf(key.get()), OSSL_PKEY_PARAM_EC_PUB_Y));
    return DeviceKey(std::move(key),
                     R"({"crv":"P-384","kty":"EC","x":")" + x + R"(","y":")" + y + R"("})");
}

Result<DeviceKey> DeviceKey::make() {
    Handle key(EVP_EC_gen(groupName));
    if (!key) return Fault::KeyUnavailable;
    return of(std::move(key));
}

Result<DeviceKey> DeviceKey::fromDer(const SecretBytes& der) {
    const auto& bytes = der.reveal();
    const unsigned char* at = bytes.data();
    const Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free> wrapped(
        d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(bytes.size())));
    if (!wrapped || at != bytes.data() + bytes.size()) return Fault::KeyDamaged;
    Handle key(EVP_PKCS82PKEY(wrapped.get()));
    if (!key || !isP384(keyOf(key.get()))) return Fault::KeyDamaged;
    return of(std::move(key));
}

Result<SecretBytes> DeviceKey::toDer() const {
    const Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free> wrapped(
        EVP_PKEY2PKCS8(keyOf(key_.get())));
    if (!wrapped) return Fault::KeyUnavailable;
    unsigned char* raw = nullptr;
    const int size = i2d_PKCS8_PRIV_KEY_INFO(wrapped.get(), &raw);
    if (size <= 0) return Fault::KeyUnavailable;
    SecretBytes der(base::Bytes(raw, raw + size));
    OPENSSL_clear_free(raw, static_cast<std::size_t>(size));
    return der;
}

base::Sha256 DeviceKey::thumbprint() const {
    return base::sha256(base::viewOf(jwk_));
}

Result<std::string> DeviceKey::sign(std::string_view headerJson, std::string_view payload) const {
    std::string compact = base::toBase64Url(base::viewOf(headerJson)) + "." +
                          base::toBase64Url(base::viewOf(payload));
    const auto message = base::viewOf(compact);
    const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
    std::size_t size = 0;
    if (!context ||
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha384(), nullptr, keyOf(key_.get())) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) != 1)
        return Fault::KeyUnavailable;
    base::Bytes der(size);
    if (EVP_DigestSign(context.get(), der.data(), &size, message.data(), message.size()) != 1)
        return Fault::KeyUnavailable;
    der.resize(size);
    LF_TRY(const auto raw, rawSignature(der));
    compact += "." + base::toBase64Url(raw);
    return compact;
}

}  // namespace landfall::net
