#include "clinic/auth/phone.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include <array>

namespace landfall::tests {

Phone::Phone(const char* group) : key_(EVP_EC_gen(group)) {}

base::Bytes Phone::point() const {
    std::array<unsigned char, 200> buffer{};
    std::size_t size = 0;
    EVP_PKEY_get_octet_string_param(key_.get(), OSSL_PKEY_PARAM_PUB_KEY, buffer.data(),
                                    buffer.size(), &size);
    return {buffer.begin() + 1, buffer.begin() + static_cast<std::ptrdiff_t>(size)};
}

std::string Phone::jwk() const {
    const auto xy = point();
    const base::ByteView view(xy);
    return R"({"crv":"P-384","kty":"EC","x":")" + base::toBase64Url(view.first(xy.size() / 2)) +
           R"(","y":")" + base::toBase64Url(view.last(xy.size() / 2)) + R"("})";
}

base::Sha256 Phone::thumbprint() const {
    const auto text = jwk();
    return base::sha256(base::viewOf(text));
}

namespace {
base::Bytes derSignature(EVP_PKEY* key, std::string_view text, const EVP_MD* digest) {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_DigestSignInit(context, nullptr, digest, nullptr, key);
    const auto view = base::viewOf(text);
    std::size_t size = 0;
    EVP_DigestSign(context, nullptr, &size, view.data(), view.size());
    base::Bytes der(size);
    EVP_DigestSign(context, der.data(), &size, view.data(), view.size());
    EVP_MD_CTX_free(context);
    der.resize(size);
    return der;
}
}  // namespace

base::Bytes Phone::signDer(std::string_view text) const {
    return derSignature(key_.get(), text, EVP_sha384());
}

base::Bytes Phone::sign(std::string_view text, const EVP_MD* digest, int half) const {
    const auto der = derSignature(key_.get(), text, digest);
    const unsigned char* at = der.data();
    ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
    base::Bytes raw(static_cast<std::size_t>(half) * 2);
    BN_bn2binpad(ECDSA_SIG_get0_r(pair), raw.data(), half);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair), raw.data() + half, half);
    ECDSA_SIG_free(pair);
    return raw;
}

std::string Phone::publicPem() const {
    BIO* memory = BIO_new(BIO_s_mem());
    PEM_write_bio_PUBKEY(memory, key_.get());
    char* start = nullptr;
    const long size = BIO_get_mem_data(memory, &start);
    std::string pem(start, static_cast<std::size_t>(size));
    BIO_free(memory);
    return pem;
}

std::string signedText(std::string_view header, std::string_view payload) {
    return base::toBase64Url(base::viewOf(header)) + '.' + base::toBase64Url(base::viewOf(payload));
}

std::string compact(std::string_view header, std::string_view payload, base::ByteView signature) {
    return signedText(header, payload) + '.' + base::toBase64Url(signature);
}

std::string Phone::jws(std::string_view header, std::string_view payload) const {
    return compact(header, payload, sign(signedText(header, payload)));
}

base::Bytes hmac(std::string_view key, std::string_view text, const EVP_MD* digest) {
    base::Bytes out(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    const auto view = base::viewOf(text);
    HMAC(digest, key.data(), static_cast<int>(key.size()), view.data(), view.size(), out.data(),
         &size);
    out.resize(size);
    return out;
}

}  // namespace landfall::tests
