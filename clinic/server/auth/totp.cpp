#include "server/auth/totp.hpp"

#include <liboath/oath.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "server/http/ascii.hpp"

namespace landfall::clinic::auth {

namespace {

constexpr std::size_t codeDigits = 6;

std::string uriEscaped(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || http::isDigit(c) ||
                           c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += hex[byte >> 4];
        out += hex[byte & 15];
    }
    return out;
}

std::string base32(base::ByteView bytes) {
    char* text = nullptr;
    std::size_t size = 0;
    const auto* in = reinterpret_cast<const char*>(bytes.data());
    if (oath_base32_encode(in, bytes.size(), &text, &size) != OATH_OK) return {};
    std::string out(text, size);
    sodium_memzero(text, size);
    std::free(text);
    return out;
}

}  // namespace

base::Bytes makeTotpSecret(base::Random& random) {
    base::Bytes secret(totpSecretBytes);
    random.fill(secret);
    return secret;
}

std::string otpauthUri(base::ByteView secret, std::string_view issuer, std::string_view account) {
    return "otpauth://totp/" + uriEscaped(issuer) + ":" + uriEscaped(account) +
           "?secret=" + base32(secret) + "&issuer=" + uriEscaped(issuer) +
           "&algorithm=SHA1&digits=6&period=30";
}

std::optional<std::int64_t> acceptedStep(base::ByteView secret, std::string_view code,
                                         std::int64_t unixMs, std::int64_t stepUsed) {
    if (code.size() != codeDigits || !std::all_of(code.begin(), code.end(), http::isDigit))
        return std::nullopt;
    const auto now = unixMs / 1000 / totpStepSeconds;
    std::optional<std::int64_t> accepted;
    for (const std::int64_t step : {now - 1, now, now + 1}) {
        std::array<char, codeDigits + 1> expected{};
        const int made = oath_totp_generate(
            reinterpret_cast<const char*>(secret.data()), secret.size(),
            static_cast<time_t>(step * totpStepSeconds), static_cast<unsigned>(totpStepSeconds),
            OATH_TOTP_DEFAULT_START_TIME, static_cast<unsigned>(codeDigits), expected.data());
        const bool same =
            made == OATH_OK && sodium_memcmp(expected.data(), code.data(), codeDigits) == 0;
        if (same && step > stepUsed && !accepted) accepted = step;
    }
    return accepted;
}

}  // namespace landfall::clinic::auth
