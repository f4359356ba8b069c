#include "landfall/net/device_key.hpp"

#include <cjose/cjose.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <catch2/catch_test_macros.hpp>

#include "landfall/net/enrolment.hpp"
#include "landfall/net/token_source.hpp"

using namespace landfall;
using namespace landfall::net;

namespace {
using Owned = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

/// The payload, if another implementation of JOSE accepts the signature by this key.
std::optional<std::string> verifiedPayload(const std::string& jws, const std::string& jwk) {
    cjose_err error{};
    auto* key = cjose_jwk_import(jwk.data(), jwk.size(), &error);
    auto* parsed = cjose_jws_import(jws.data(), jws.size(), &error);
    std::optional<std::string> payload;
    if (key != nullptr && parsed != nullptr && cjose_jws_verify(parsed, key, &error)) {
        std::uint8_t* text = nullptr;
        std::size_t size = 0;
        if (cjose_jws_get_plaintext(parsed, &text, &size, &error))
            payload.emplace(reinterpret_cast<const char*>(text), size);
    }
    cjose_jws_release(parsed);
    cjose_jwk_release(key);
    return payload;
}

std::string headerOf(const std::string& jws) {
    return std::string(base::textOf(*base::fromBase64Url(jws.substr(0, jws.find('.')))));
}
}  // namespace

TEST_CASE("another implementation verifies what the device key signs") {
    const auto key = *DeviceKey::make();
    // Often enough that a number with leading zero bytes is among the signatures.
    for (int n = 0; n < 300; ++n) {
        const auto payload = "payload " + std::to_string(n);
        const auto jws = *key.sign(R"({"alg":"ES384"})", payload);
        REQUIRE(verifiedPayload(jws, key.jwk()) == payload);
    }
}

TEST_CASE("a signature of another key or over another payload is not verified") {
    const auto key = *DeviceKey::make();
    const auto other = *DeviceKey::make();
    auto jws = *key.sign(R"({"alg":"ES384"})", "x");
    CHECK_FALSE(verifiedPayload(jws, other.jwk()).has_value());
    jws[jws.size() / 2] = jws[jws.size() / 2] == 'A' ? 'B' : 'A';
    CHECK_FALSE(verifiedPayload(jws, key.jwk()).has_value());
}

TEST_CASE("a device key survives being stored") {
    const auto key = *DeviceKey::make();
    const auto again = DeviceKey::fromDer(*key.toDer());
    REQUIRE(again.has_value());
    CHECK(again->jwk() == key.jwk());
    CHECK(verifiedPayload(*again->sign(R"({"alg":"ES384"})", "x"), key.jwk()) == "x");
}

TEST_CASE("a damaged or foreign key is refused") {
    auto der = DeviceKey::make()->toDer()->reveal();
    CHECK(DeviceKey::fromDer(SecretBytes(base::Bytes{})).error().is(Fault::KeyDamaged));
    der.push_back(0);
    CHECK(DeviceKey::fromDer(SecretBytes(der)).error().is(Fault::KeyDamaged));
    der.resize(der.size() / 2);
    CHECK(DeviceKey::fromDer(SecretBytes(der)).error().is(Fault::KeyDamaged));
    const Owned p256(EVP_EC_gen("P-256"), EVP_PKEY_free);
    unsigned char* raw = nullptr;
    const std::unique_ptr<PKCS8_PRIV_KEY_INFO, decltype(&PKCS8_PRIV_KEY_INFO_free)> wrapped(
        EVP_PKEY2PKCS8(p256.get()), PKCS8_PRIV_KEY_INFO_free);
    const int size = i2d_PKCS8_PRIV_KEY_INFO(wrapped.get(), &raw);
    const SecretBytes foreign(base::Bytes(raw, raw + size));
    OPENSSL_free(raw);
    CHECK(DeviceKey::fromDer(foreign).error().is(Fault::KeyDamaged));
}

TEST_CASE("the thumbprint is that of RFC 7638 over the members in their order") {
    const auto key = *DeviceKey::make();
    CHECK(key.jwk().starts_with(R"({"crv":"P-384","kty":"EC","x":")"));
    CHECK(key.thumbprint() == base::sha256(base::viewOf(key.jwk())));
    // Both coordinates are 48 bytes: 64 symbols.
    CHECK(key.jwk().size() ==
          std::string(R"({"crv":"P-384","kty":"EC","x":"","y":""})").size() + 128);
}

TEST_CASE("the proof is over the token and the thumbprint") {
    const auto key = *DeviceKey::make();
    const base::Bytes token(16, 7);
    const auto proof = *enrolmentProof(key, token);
    const auto thumbprint = key.thumbprint();
    CHECK(headerOf(proof) == R"({"alg":"ES384"})");
    CHECK(verifiedPayload(proof, key.jwk()) ==
          base::toBase64Url(base::sha256({base::ByteView(token), base::ByteView(thumbprint)})));
}

TEST_CASE("the digits are six, with leading zeros, and depend on all three") {
    const base::Bytes token(16, 7);
    const base::Sha256 thumbprint{1};
    const std::string client = "0190a5b0-0000-7000-8000-000000000001";
    // Computed by hand: the first 8 bytes of SHA-256 modulo a million.
    const auto hash = base::sha256({token, base::ByteView(thumbprint), base::viewOf(client)});
    std::uint64_t number = 0;
    for (int i = 0; i < 8; ++i) number = number * 256 + hash[static_cast<std::size_t>(i)];
    const auto digits = comparisonDigits(token, thumbprint, client);
    CHECK(digits.size() == 6);
    CHECK(std::stoull(digits) == number % 1'000'000);
    CHECK(digits != comparisonDigits(base::Bytes(16, 8), thumbprint, client));
    CHECK(digits != comparisonDigits(token, base::Sha256{2}, client));
    CHECK(digits != comparisonDigits(token, thumbprint, "0190a5b0-0000-7000-8000-000000000002"));
}

TEST_CASE("an assertion has exactly the header and claims that were agreed") {
    const auto key = *DeviceKey::make();
    const auto jws = *signAssertion(key, {.clientId = "c-1",
                                          .audience = "https://clinic.example/token",
                                          .id = "0123456789abcdef",
                                          .expiresUnixS = 1'700'000'000});
    CHECK(headerOf(jws) == R"({"alg":"ES384","kid":"c-1","typ":"JWT"})");
    CHECK(verifiedPayload(jws, key.jwk()) ==
          R"({"iss":"c-1","sub":"c-1","aud":"https://clinic.example/token","exp":1700000000,)"
          R"("jti":"0123456789abcdef"})");
}
