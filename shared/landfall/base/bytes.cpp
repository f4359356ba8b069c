#include "landfall/base/bytes.hpp"

#include <openssl/evp.h>
#include <sodium.h>

#include <cassert>
#include <memory>

namespace landfall::base {

namespace {
constexpr std::string_view crockfordSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::string encode(ByteView bytes, int variant) {
    std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), variant);
    out.pop_back();  // the terminating zero
    return out;
}

Result<Bytes> decode(std::string_view text, int variant) {
    if (text.empty()) return Bytes{};  // libsodium takes no null pointer
    Bytes out(text.size());
    std::size_t used = 0;
    const char* end = nullptr;
    if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &used, &end,
                          variant) != 0 ||
        end != text.data() + text.size())
        return Fault::Malformed;
    out.resize(used);
    return out;
}

/// The value of one Crockford symbol, or -1.
int crockfordValue(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    const auto at = crockfordSymbols.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}
}  // namespace

std::string toHex(ByteView bytes) {
    std::string out(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
    out.pop_back();
    return out;
}

Result<Bytes> fromHex(std::string_view hex) {
    Bytes out(hex.size() / 2);
    std::size_t used = 0;
    const char* end = nullptr;
    if (hex.size() % 2 != 0 ||
        sodium_hex2bin(out.data(), out.size(), hex.data(), hex.size(), nullptr, &used, &end) != 0 ||
        used != out.size() || end != hex.data() + hex.size())
        return Fault::Malformed;
    return out;
}

std::string toBase64Url(ByteView bytes) {
    return encode(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
Result<Bytes> fromBase64Url(std::string_view text) {
    return decode(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
std::string toBase64(ByteView bytes) {
    return encode(bytes, sodium_base64_VARIANT_ORIGINAL);
}
Result<Bytes> fromBase64(std::string_view text) {
    return decode(text, sodium_base64_VARIANT_ORIGINAL);
}

std::string toCrockford32(ByteView bytes, std::size_t bits) {
    assert(bits <= bytes.size() * 8);
    std::string out;
    for (std::size_t bit = 0; bit < bits; bit += 5) {
        unsigned value = 0;
        for (std::size_t i = bit; i < bit + 5; ++i) {
            const unsigned one = i < bits ? (bytes[i / 8] >> (7 - i % 8)) & 1U : 0U;
            value = value << 1 | one;
        }
        out += crockfordSymbols[value];
    }
    return out;
}

Result<Bytes> fromCrockford32(std::string_view text, std::size_t bits) {
    Bytes out((bits + 7) / 8, 0);
    std::size_t at = 0;
    for (const char c : text) {
        if (c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r') continue;
        const int value = crockfordValue(c);
        if (value < 0) return Fault::Malformed;
        for (int i = 4; i >= 0; --i, ++at) {
            const bool one = (value >> i & 1) != 0;
            if (at >= bits) {
                if (one || at >= bits + 5) return Fault::Malformed;
                continue;
            }
            if (one) out[at / 8] = static_cast<std::uint8_t>(out[at / 8] | 0x80U >> at % 8);
        }
    }
    if (at < bits || at >= bits + 5) return Fault::Malformed;
    return out;
}

Sha256 sha256(ByteView bytes) {
    return sha256({bytes});
}

Sha256 sha256(std::initializer_list<ByteView> parts) {
    Sha256 out{};
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> ctx(EVP_MD_CTX_new(),
                                                                      &EVP_MD_CTX_free);
    unsigned size = 0;
    bool good = ctx && EVP_DigestInit_ex(ctx.get(), EVP_sha256(), nullptr) == 1;
    for (const auto& part : parts)
        good = good && EVP_DigestUpdate(ctx.get(), part.data(), part.size()) == 1;
    good = good && EVP_DigestFinal_ex(ctx.get(), out.data(), &size) == 1;
    if (!good || size != out.size()) std::abort();  // no digest means no memory: nothing can go on
    return out;
}

}  // namespace landfall::base
