#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "landfall/base/result.hpp"

namespace landfall::clinic::auth {

/// Argon2id by libsodium; one hash takes `memoryBytes` of memory while it runs.
struct PasswordCost {
    unsigned long long passes = 3;
    std::size_t memoryBytes = 64 * 1024 * 1024;
};

/// 12 to 128 code points of any kind, and no password that everybody tries first. The list has
/// common passwords, words of a clinic and the account's own name; it is compared without case, and
/// a password that is one of them repeated or followed by digits and marks counts as that one.
Result<void> checkPassword(std::string_view password, std::string_view email,
                           std::string_view name);

/// `$argon2id$...`. OutOfMemory.
[[nodiscard]] Result<std::string> hashPassword(std::string_view password, PasswordCost cost);

struct PasswordVerdict {
    bool right = false;
    bool rehash = false;  ///< right, but hashed with another cost than today's
};
[[nodiscard]] PasswordVerdict verifyPassword(const std::string& hash, std::string_view password,
                                             PasswordCost cost);

}  // namespace landfall::clinic::auth
