#pragma once

#include <memory>
#include <string>

#include "landfall/base/bytes.hpp"
#include "landfall/base/secret.hpp"
#include "landfall/net/fault.hpp"

namespace landfall::net {

using SecretBytes = base::Secret<base::Bytes>;

/// The phone's P-384 key. It signs with ES384 and nothing else (RFC 7518 section 3.4).
class DeviceKey {
public:
    [[nodiscard]] static Result<DeviceKey> make();
    /// Reads a PKCS #8 DER private key; KeyDamaged unless it is a P-384 key.
    [[nodiscard]] static Result<DeviceKey> fromDer(const SecretBytes& der);
    DeviceKey(DeviceKey&&) noexcept;
    DeviceKey& operator=(DeviceKey&&) noexcept;
    ~DeviceKey();

    /// PKCS #8 DER, for the encrypted database.
    [[nodiscard]] Result<SecretBytes> toDer() const;
    /// The public key as a JWK with the members of RFC 7638 in their order:
    /// {"crv":"P-384","kty":"EC","x":"...","y":"..."}.
    [[nodiscard]] const std::string& jwk() const { return jwk_; }
    /// RFC 7638 thumbprint: SHA-256 of jwk().
    [[nodiscard]] base::Sha256 thumbprint() const;
    /// Compact JWS over exactly these bytes of header and payload.
    [[nodiscard]] Result<std::string> sign(std::string_view headerJson,
                                           std::string_view payload) const;

private:
    struct Free;
    using Handle = std::unique_ptr<void, Free>;
    struct Free {
        void operator()(void* key) const;
    };
    [[nodiscard]] static Result<DeviceKey> of(Handle key);
    DeviceKey(Handle key, std::string jwk);

    Handle key_;
    std::string jwk_;
};

}  // namespace landfall::net
