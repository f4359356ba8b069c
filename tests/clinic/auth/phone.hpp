#pragma once

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

#include "landfall/base/bytes.hpp"

namespace landfall::tests {

/// The signing side of a phone, made with OpenSSL alone so that it shares no line with the server.
class Phone {
public:
    /// A key on `group`: P-384, unless a test is about another.
    explicit Phone(const char* group = "P-384");

    [[nodiscard]] base::Bytes point() const;  ///< x and y
    [[nodiscard]] std::string jwk() const;
    [[nodiscard]] base::Sha256 thumbprint() const;
    /// r and s side by side, of `half` bytes each.
    [[nodiscard]] base::Bytes sign(std::string_view text, const EVP_MD* digest = EVP_sha384(),
                                   int half = 48) const;
    [[nodiscard]] base::Bytes signDer(std::string_view text) const;
    /// A compact JWS with a true signature over whatever header and payload.
    [[nodiscard]] std::string jws(std::string_view header, std::string_view payload) const;
    [[nodiscard]] std::string publicPem() const;

private:
    struct Free {
        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    };
    std::unique_ptr<EVP_PKEY, Free> key_;
};

/// `header.payload` in base64url: what is signed.
[[nodiscard]] std::string signedText(std::string_view header, std::string_view payload);
/// ... with any bytes as the signature.
[[nodiscard]] std::string compact(std::string_view header, std::string_view payload,
                                  base::ByteView signature);
[[nodiscard]] base::Bytes hmac(std::string_view key, std::string_view text, const EVP_MD* digest);

}  // namespace landfall::tests
