#include "server/auth/es384.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <memory>

#include "server/auth/fault.hpp"

namespace landfall::clinic::auth {

namespace {

template <auto Free>
struct Release {
    template <class T>
    void operator()(T* pointer) const {
        Free(pointer);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Release<ECDSA_SIG_free>>;
using Number = std::unique_ptr<BIGNUM, Release<BN_free>>;

Key keyOf(base::ByteView point) {
    std::array<std::uint8_t, 1 + 2 * coordinateBytes> encoded{};
    encoded[0] = 0x04;  // uncompressed
    std::copy(point.begin(), point.end(), encoded.begin() + 1);
    std::array<char, 6> group{"P-384"};
    std::array<OSSL_PARAM, 3> parameters = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, encoded.data(), encoded.size()),
        OSSL_PARAM_construct_end()};
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY* made = nullptr;
    if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.data()) != 1)
        return nullptr;
    Key key(made);
    const KeyContext check(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
    if (!check || EVP_PKEY_public_check(check.get()) != 1) return nullptr;
    return key;
}

/// JOSE writes r and s side by side; OpenSSL wants them in DER.
std::optional<base::Bytes> derOf(base::ByteView signature) {
    const auto half = static_cast<int>(coordinateBytes);
    Number r(BN_bin2bn(signature.data(), half, nullptr));
    Number s(BN_bin2bn(signature.data() + coordinateBytes, half, nullptr));
    if (!r || !s || BN_is_zero(r.get()) || BN_is_zero(s.get())) return std::nullopt;
    const Signature pair(ECDSA_SIG_new());
    if (!pair || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return std::nullopt;
    static_cast<void>(r.release());
    static_cast<void>(s.release());
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(pair.get(), &der);
    if (size <= 0) return std::nullopt;
    base::Bytes bytes(der, der + size);
    OPENSSL_free(der);
    return bytes;
}

}  // namespace

Result<DeviceKey> DeviceKey::fromBytes(base::ByteView bytes) {
    std::array<std::uint8_t, 2 * coordinateBytes> point{};
    if (bytes.size() != point.size() || !keyOf(bytes)) return Fault::KeyMalformed;
    std::copy(bytes.begin(), bytes.end(), point.begin());
    return DeviceKey(point);
}

Result<DeviceKey> DeviceKey::fromJwk(const fhir::Node& jwk) {
    constexpr std::size_t jwkMembers = 4;
    if (!jwk.isObject() || jwk.size() != jwkMembers) return Fault::KeyMalformed;
    if (jwk.get("kty").textOr() != "EC" || jwk.get("crv").textOr() != "P-384")
        return Fault::KeyMalformed;
    base::Bytes point;
    for (const auto* name : {"x", "y"}) {
        const auto coordinate = base::fromBase64Url(jwk.get(name).textOr());
        // RFC 7518 6.2.1.2: the full size of a coordinate, leading zeros included.
        if (coordinate.has_error() || coordinate->size() != coordinateBytes)
            return Fault::KeyMalformed;
        point.insert(point.end(), coordinate->begin(), coordinate->end());
    }
    return fromBytes(point);
}

base::Sha256 DeviceKey::thumbprint() const {
    const auto view = bytes();
    const std::string canonical = R"({"crv":"P-384","kty":"EC","x":")" +
                                  base::toBase64Url(view.first(coordinateBytes)) + R"(","y":")" +
                                  base::toBase64Url(view.last(coordinateBytes)) + R"("})";
    return base::sha256(base::viewOf(canonical));
}

bool DeviceKey::verifies(std::string_view signedText, base::ByteView signature) const {
    if (signature.size() != signatureBytes) return false;
    const auto der = derOf(signature);
    const auto key = keyOf(point_);
    const Digest digest(EVP_MD_CTX_new());
    if (!der || !key || !digest) return false;
    const auto text = base::viewOf(signedText);
    return EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha384(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(digest.get(), der->data(), der->size(), text.data(), text.size()) == 1;
}

std::optional<CompactJws> readCompactJws(std::string_view text, std::size_t bytesMax) {
    if (text.size() > bytesMax) return std::nullopt;
    const auto first = text.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const auto second = text.find('.', first + 1);
    if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos)
        return std::nullopt;
    const auto header = base::fromBase64Url(text.substr(0, first));
    const auto payload = base::fromBase64Url(text.substr(first + 1, second - first - 1));
    auto signature = base::fromBase64Url(text.substr(second + 1));
    if (header.has_error() || payload.has_error() || signature.has_error()) return std::nullopt;
    return CompactJws{.header = std::string(base::textOf(*header)),
                      .payload = std::string(base::textOf(*payload)),
                      .signedText = text.substr(0, second),
                      .signature = *std::move(signature)};
}

}  // namespace landfall::clinic::auth
