#include "server/auth/passwords.hpp"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <span>

#include "landfall/base/embedded.hpp"
#include "server/auth/fault.hpp"
#include "server/http/ascii.hpp"

namespace landfall::clinic::auth::lists {
std::span<const base::EmbeddedFile> files();
}

namespace landfall::clinic::auth {

namespace {

constexpr std::size_t codePointsMin = 12;
constexpr std::size_t codePointsMax = 128;
/// A password made of a piece this short again and again is as quickly guessed as the piece.
constexpr std::size_t repeatedPieceMax = 6;

/// The number of code points, or nothing when this is not UTF-8 (RFC 3629).
std::optional<std::size_t> codePoints(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++count) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t size = lead < 0x80                    ? 1
                                 : lead >= 0xc2 && lead <= 0xdf ? 2
                                 : lead >= 0xe0 && lead <= 0xef ? 3
                                 : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                                : 0;
        if (size == 0 || i + size > text.size()) return std::nullopt;
        for (std::size_t k = 1; k < size; ++k)
            if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80) return std::nullopt;
        i += size;
    }
    return count;
}

bool isLetterOrBeyond(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Without the digits and marks around it: `Welcome2026!!` is `welcome`.
std::string_view stemOf(std::string_view lowered) {
    while (!lowered.empty() && !isLetterOrBeyond(lowered.front())) lowered.remove_prefix(1);
    while (!lowered.empty() && !isLetterOrBeyond(lowered.back())) lowered.remove_suffix(1);
    return lowered;
}

/// The shortest piece of which the text is a repetition; the text itself when it is none.
std::string_view pieceOf(std::string_view text) {
    for (std::size_t size = 1; size * 2 <= text.size(); ++size) {
        if (text.size() % size != 0) continue;
        bool repeats = true;
        for (std::size_t i = size; i < text.size() && repeats; ++i)
            repeats = text[i] == text[i - size];
        if (repeats) return text.substr(0, size);
    }
    return text;
}

/// 123456789012, abcdefghijkl, and the same backwards.
bool isRun(std::string_view text) {
    for (const int step : {1, -1}) {
        bool run = true;
        for (std::size_t i = 1; i < text.size() && run; ++i) {
            const int difference = text[i] - text[i - 1];
            const bool wraps = http::isDigit(text[i]) && http::isDigit(text[i - 1]) &&
                               (difference == -9 * step || difference == step);
            run = difference == step || wraps;
        }
        if (run) return true;
    }
    return false;
}

bool listed(std::string_view word) {
    if (word.empty()) return false;
    for (const auto& file : lists::files()) {
        std::string_view rest = file.bytes;
        while (!rest.empty()) {
            const auto end = rest.find('\n');
            if (rest.substr(0, end) == word) return true;
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        }
    }
    return false;
}

std::string withoutSpaces(std::string_view text) {
    auto out = http::lowered(text);
    std::erase(out, ' ');
    return out;
}

bool isCommon(std::string_view password, std::string_view email, std::string_view name) {
    const auto whole = withoutSpaces(password);
    const auto stem = stemOf(whole);
    const auto piece = pieceOf(whole);
    if (listed(whole) || listed(stem) || listed(pieceOf(stem)) || listed(piece)) return true;
    if (piece.size() <= repeatedPieceMax && piece.size() < whole.size()) return true;
    if (isRun(whole)) return true;
    const auto address = http::lowered(email);
    const auto own = withoutSpaces(name);
    return whole == address || stem == own || stem == stemOf(address.substr(0, address.find('@')));
}

}  // namespace

Result<void> checkPassword(std::string_view password, std::string_view email,
                           std::string_view name) {
    const auto count = codePoints(password);
    if (!count || password.find('\0') != std::string_view::npos) return Fault::PasswordNotText;
    if (*count < codePointsMin) return Fault::PasswordTooShort;
    if (*count > codePointsMax) return Fault::PasswordTooLong;
    if (isCommon(password, email, name)) return Fault::PasswordCommon;
    return ok();
}

Result<std::string> hashPassword(std::string_view password, PasswordCost cost) {
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), cost.passes,
                          cost.memoryBytes) != 0)
        return Fault::OutOfMemory;
    hash.resize(hash.find('\0'));
    return hash;
}

PasswordVerdict verifyPassword(const std::string& hash, std::string_view password,
                               PasswordCost cost) {
    if (crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) != 0) return {};
    return {
        .right = true,
        .rehash = crypto_pwhash_str_needs_rehash(hash.c_str(), cost.passes, cost.memoryBytes) != 0};
}

}  // namespace landfall::clinic::auth
