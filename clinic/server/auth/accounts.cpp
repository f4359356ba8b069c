#include "server/auth/accounts.hpp"

#include <algorithm>

#include "landfall/base/ids.hpp"
#include "server/auth/fault.hpp"
#include "server/auth/totp.hpp"
#include "server/http/ascii.hpp"

namespace landfall::clinic::auth {

namespace {

constexpr std::size_t emailBytesMax = 254;
constexpr std::size_t nameBytesMax = 200;

bool isEmail(std::string_view text) {
    const auto at = text.find('@');
    const bool visible = std::all_of(text.begin(), text.end(), [](char c) {
        return c > 0x20 && c < 0x7f && c != '"' && c != '<' && c != '>' && c != ',';
    });
    return visible && text.size() <= emailBytesMax && at != std::string_view::npos && at > 0 &&
           at + 1 < text.size() && text.find('@', at + 1) == std::string_view::npos;
}

bool isName(std::string_view text) {
    return !http::trimmed(text).empty() && text.size() <= nameBytesMax &&
           std::none_of(text.begin(), text.end(),
                        [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; });
}

http::Role roleOf(std::string_view text) {
    // The schema lets no other word in; the least powerful role is the answer to the impossible.
    return http::roleFromText(text).value_or(http::Role::Auditor);
}

User userOf(const db::Rows& rows) {
    return {.id = rows.string(0),
            .name = rows.string(1),
            .email = rows.string(2),
            .role = roleOf(rows.text(3))};
}

Result<std::optional<User>> firstUser(db::Rows rows) {
    LF_TRY(const bool found, rows.next());
    if (!found) return std::optional<User>{};
    return std::optional<User>(userOf(rows));
}

}  // namespace

Result<CreatedUser> addUser(Transactions& transactions, AuditSink& audit, const http::Actor& by,
                            const NewUser& user, const base::Clock& clock, base::Random& random) {
    const auto email = http::lowered(http::trimmed(user.email));
    const std::string name(http::trimmed(user.name));
    if (!isEmail(email)) return Fault::EmailMalformed;
    if (!isName(name)) return Fault::NameMalformed;
    LF_CHECK(checkPassword(user.password.reveal(), email, name));
    // Hashing takes a fraction of a second: never inside a transaction.
    LF_TRY(const auto hash, hashPassword(user.password.reveal(), user.cost));
    const auto secret = makeTotpSecret(random);
    const auto id = base::makeUuidV7(clock, random).text();
    const auto store = [&](db::Database& tx) -> Result<void> {
        LF_TRY(const auto known, findUserByEmail(tx, email));
        if (known) return Fault::EmailTaken;
        LF_CHECK(
            tx.run("INSERT INTO user_account (id, email, name, role, password_hash, "
                   "totp_secret, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
                   id, email, name, http::toText(user.role), hash, secret, clock.now().unixMs));
        return audit.record(tx, {.actor = by, .action = http::Action::AddUser, .object = id});
    };
    LF_CHECK(transactions.write(store));
    return CreatedUser{.id = id, .otpauth = otpauthUri(secret, user.clinicName, email)};
}

Result<std::optional<User>> findUser(db::Database& tx, std::string_view id) {
    LF_TRY(auto rows, tx.query("SELECT id, name, email, role FROM user_account WHERE id = ? AND "
                               "disabled = 0",
                               id));
    return firstUser(std::move(rows));
}

Result<std::optional<User>> findUserByEmail(db::Database& tx, std::string_view email) {
    LF_TRY(auto rows, tx.query("SELECT id, name, email, role FROM user_account WHERE email = ?",
                               http::lowered(email)));
    return firstUser(std::move(rows));
}

Result<std::optional<UserSecrets>> findSecrets(db::Database& tx, std::string_view email) {
    LF_TRY(auto rows,
           tx.query("SELECT id, name, email, role, password_hash, totp_secret, totp_step FROM "
                    "user_account WHERE email = ? AND disabled = 0",
                    http::lowered(email)));
    LF_TRY(const bool found, rows.next());
    if (!found) return std::optional<UserSecrets>{};
    return std::optional<UserSecrets>(UserSecrets{.user = userOf(rows),
                                                  .passwordHash = rows.string(4),
                                                  .totpSecret = rows.blob(5),
                                                  .totpStepUsed = rows.int64(6)});
}

Result<std::vector<User>> listUsers(db::Database& tx) {
    LF_TRY(auto rows, tx.query("SELECT id, name, email, role FROM user_account ORDER BY name, id"));
    std::vector<User> users;
    for (;;) {
        LF_TRY(const bool found, rows.next());
        if (!found) return users;
        users.push_back(userOf(rows));
    }
}

}  // namespace landfall::clinic::auth
