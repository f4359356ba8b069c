#include "landfall/keys/recovery_code.hpp"

#include <sodium.h>

#include <algorithm>

namespace landfall::keys {

namespace {
constexpr std::size_t dataBytes = 16;
constexpr std::size_t symbolCount = RecoveryCode::groupCount * RecoveryCode::groupSymbols;
constexpr std::size_t codeBits = 140;
constexpr std::string_view checkLabel = "LF-RC-CHK-v1";
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t typedBytesMax = 200;

/// The first 12 bits, in the upper bits of two bytes.
std::array<std::uint8_t, 2> checkOf(std::span<const std::uint8_t> data) {
    std::array<std::uint8_t, 32> hash{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, hash.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(checkLabel.data()),
                              checkLabel.size());
    crypto_generichash_update(&state, data.data(), data.size());
    crypto_generichash_final(&state, hash.data(), hash.size());
    base::wipe(&state, sizeof state);
    return {hash[0], static_cast<std::uint8_t>(hash[1] & 0xf0U)};
}

/// The symbols alone, or empty when one of them is not of the alphabet.
base::SecretText symbolsOf(std::string_view typed) {
    std::string out;
    out.reserve(typed.size());
    for (char c : typed) {
        if (c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        if (alphabet.find(c) == std::string_view::npos) {
            base::wipe(out.data(), out.size());
            return {};
        }
        out.push_back(c);
    }
    return base::SecretText(std::move(out));
}

/// The data of 28 symbols when the check bits agree.
std::optional<base::Secret<base::Bytes>> dataOf(std::string_view symbols) {
    auto decoded = base::fromCrockford32(symbols, codeBits);
    if (decoded.has_error()) return std::nullopt;
    const base::Secret<base::Bytes> held(std::move(*decoded));
    const std::span<const std::uint8_t> data(held.reveal().data(), dataBytes);
    const auto check = checkOf(data);
    if (!std::equal(check.begin(), check.end(), held.reveal().begin() + dataBytes))
        return std::nullopt;
    return base::Secret<base::Bytes>(base::Bytes(data.begin(), data.end()));
}

std::string grouped(std::string_view symbols) {
    std::string out;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        if (i > 0 && i % RecoveryCode::groupSymbols == 0) out.push_back('-');
        out.push_back(symbols[i]);
    }
    return out;
}
}  // namespace

RecoveryCode RecoveryCode::make(base::Random& random) {
    base::Bytes bytes(dataBytes);
    random.fill(bytes);
    return RecoveryCode(std::move(bytes));
}

Result<RecoveryCode> RecoveryCode::read(std::string_view typed) {
    if (typed.size() > typedBytesMax) return Fault::RecoveryCodeMistyped;
    const auto symbols = symbolsOf(typed);
    if (symbols.reveal().size() != symbolCount) return Fault::RecoveryCodeMistyped;
    if (auto data = dataOf(symbols.reveal()); data.has_value())
        return RecoveryCode(base::Bytes(data->reveal()));
    if (const auto correction = correctionOf(typed); correction.has_value())
        return Error{Fault::RecoveryCodeMistyped, "group " + std::to_string(correction->group + 1)};
    return Fault::RecoveryCodeMistyped;
}

base::SecretText RecoveryCode::text() const {
    base::Bytes both = bytes_.reveal();
    both.reserve(dataBytes + 2);
    const auto check = checkOf(bytes_.reveal());
    both.insert(both.end(), check.begin(), check.end());
    const base::Secret<base::Bytes> held(std::move(both));
    const base::SecretText symbols(base::toCrockford32(held.reveal(), codeBits));
    return base::SecretText(grouped(symbols.reveal()));
}

base::SecretText RecoveryCode::group(std::size_t index) const {
    return base::SecretText(text().reveal().substr(index * (groupSymbols + 1), groupSymbols));
}

bool RecoveryCode::groupMatches(std::size_t index, std::string_view typed) const {
    if (index >= groupCount || typed.size() > typedBytesMax) return false;
    const auto symbols = symbolsOf(typed);
    const auto expected = group(index);
    return symbols.reveal().size() == groupSymbols &&
           sodium_memcmp(symbols.reveal().data(), expected.reveal().data(), groupSymbols) == 0;
}

std::optional<Correction> correctionOf(std::string_view typed) {
    if (typed.size() > typedBytesMax) return std::nullopt;
    const auto symbols = symbolsOf(typed);
    if (symbols.reveal().size() != symbolCount) return std::nullopt;
    if (dataOf(symbols.reveal()).has_value()) return std::nullopt;
    for (std::size_t at = 0; at < symbolCount; ++at) {
        for (const char symbol : alphabet) {
            std::string candidate = symbols.reveal();
            candidate[at] = symbol;
            const base::SecretText held(std::move(candidate));
            if (dataOf(held.reveal()).has_value())
                return Correction{at / RecoveryCode::groupSymbols,
                                  base::SecretText(grouped(held.reveal()))};
        }
    }
    return std::nullopt;
}

}  // namespace landfall::keys
