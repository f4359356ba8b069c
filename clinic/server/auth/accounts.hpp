#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/base/secret.hpp"
#include "landfall/db/database.hpp"
#include "server/auth/audit_sink.hpp"
#include "server/auth/passwords.hpp"
#include "server/auth/transactions.hpp"
#include "server/http/actor.hpp"

namespace landfall::clinic::auth {

/// A person who works at the clinic, without the secrets.
struct User {
    std::string id;
    std::string name;
    std::string email;  ///< lower case
    http::Role role = http::Role::Clinician;
};

/// What the login needs and nothing else may see.
struct UserSecrets {
    User user;
    std::string passwordHash;
    base::Bytes totpSecret;
    std::int64_t totpStepUsed = 0;  ///< the newest accepted time step; no older one counts again
};

struct NewUser {
    std::string email;
    std::string name;
    http::Role role = http::Role::Clinician;
    base::SecretText password;
    std::string clinicName;  ///< the issuer that an authenticator app shows
    PasswordCost cost = {};
};
struct CreatedUser {
    std::string id;
    std::string otpauth;  ///< otpauth://totp/...; shown once, holds the TOTP secret
};

/// Checks the rules (C-01), hashes, and stores the account with its TOTP secret and an audit row in
/// one transaction. PasswordTooShort, PasswordTooLong, PasswordCommon, PasswordNotText, EmailTaken,
/// EmailMalformed, NameMalformed.
[[nodiscard]] Result<CreatedUser> addUser(Transactions& transactions, AuditSink& audit,
                                          const http::Actor& by, const NewUser& user,
                                          const base::Clock& clock, base::Random& random);

[[nodiscard]] Result<std::optional<User>> findUser(db::Database& tx, std::string_view id);
[[nodiscard]] Result<std::optional<User>> findUserByEmail(db::Database& tx, std::string_view email);
[[nodiscard]] Result<std::optional<UserSecrets>> findSecrets(db::Database& tx,
                                                             std::string_view email);
/// By name, then id.
[[nodiscard]] Result<std::vector<User>> listUsers(db::Database& tx);

}  // namespace landfall::clinic::auth
