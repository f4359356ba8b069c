#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "landfall/base/bytes.hpp"
#include "landfall/base/random.hpp"
#include "landfall/base/secret.hpp"
#include "landfall/keys/fault.hpp"

namespace landfall::keys {

/// 128 random bits that open the data without the passphrase, written on paper as 28 Crockford
/// base32 symbols in 7 groups of 4: 128 data bits, then the first 12 bits of
/// BLAKE2b-256("LF-RC-CHK-v1" || R).
class RecoveryCode {
public:
    static constexpr std::size_t groupCount = 7;
    static constexpr std::size_t groupSymbols = 4;

    [[nodiscard]] static RecoveryCode make(base::Random& random);
    /// Ignores case, spaces and dashes; O is 0, I and L are 1, U is refused. RecoveryCodeMistyped
    /// with `where` "group 3" when exactly that group cannot be right, else without.
    [[nodiscard]] static Result<RecoveryCode> read(std::string_view typed);

    /// "ABCD-EFGH-...", 34 characters.
    [[nodiscard]] base::SecretText text() const;
    /// One group, 0 to 6; for asking the person to type two of them back.
    [[nodiscard]] base::SecretText group(std::size_t index) const;
    /// Compares a typed group by the same reading rules.
    [[nodiscard]] bool groupMatches(std::size_t index, std::string_view typed) const;

    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return bytes_.reveal(); }

private:
    explicit RecoveryCode(base::Bytes bytes) : bytes_(std::move(bytes)) {}
    base::Secret<base::Bytes> bytes_;
};

/// What a mistyped code could have been. It is offered, never applied.
struct Correction {
    std::size_t group = 0;  ///< 0 to 6: the first group that cannot be right
    base::SecretText text;  ///< the whole code with that one symbol replaced
};

/// The repair by one replaced symbol, when `typed` has 28 symbols and one exists.
[[nodiscard]] std::optional<Correction> correctionOf(std::string_view typed);

}  // namespace landfall::keys
