#include "server/auth/login.hpp"

#include <algorithm>
#include <optional>

#include "landfall/fhir/json.hpp"
#include "server/auth/throttle.hpp"
#include "server/auth/totp.hpp"

namespace landfall::clinic::auth {

namespace {

constexpr std::size_t credentialCount = 3;
constexpr std::size_t credentialBytesMax = 1024;

struct Before {
    std::int64_t blockedMs = 0;
    std::optional<UserSecrets> account;
};

Result<Before> lookBefore(db::Database& tx, std::string_view email, std::string_view peer,
                          const base::Clock& clock) {
    Before before;
    LF_TRY(const auto byAccount, blockedForMs(tx, accountKey(email), clock));
    LF_TRY(const auto byAddress, blockedForMs(tx, addressKey(peer), clock));
    before.blockedMs = std::max(byAccount, byAddress);
    LF_TRY(before.account, findSecrets(tx, email));
    return before;
}

}  // namespace

std::variant<Credentials, http::Refusal> readCredentials(std::string_view body) {
    const auto json = fhir::Json::borrow(body, {.depthMax = 2,
                                                .bytesMax = 4096,
                                                .stringBytesMax = credentialBytesMax,
                                                .membersMax = credentialCount,
                                                .nodesMax = credentialCount + 1});
    if (json.has_error() || !json->root().isObject()) return http::Refusal::BadJson;
    const auto email = json->get("email").text();
    const auto password = json->get("password").text();
    const auto code = json->get("code").text();
    if (!email || !password || !code) return http::Refusal::BadRequest;
    return Credentials{std::string(*email), std::string(*password), std::string(*code)};
}

Result<Login> Login::prepare(Services& services) {
    LF_TRY(auto hash, hashPassword("nobody has this password", services.passwordCost));
    return Login(services, std::move(hash));
}

Result<std::variant<LoggedIn, LoginRefused>> Login::run(const Credentials& credentials,
                                                        const http::Request& request) {
    using Answer = std::variant<LoggedIn, LoginRefused>;
    auto& services = *services_;
    const auto& clock = services.clock;
    LF_TRY(const auto before, reading(services.transactions, [&](db::Database& tx) {
               return lookBefore(tx, credentials.email, request.peer, clock);
           }));
    if (before.blockedMs > 0)
        return Answer(
            LoginRefused{.refusal = http::Refusal::TooManyRequests,
                         .waitSeconds = static_cast<int>((before.blockedMs + 999) / 1000)});

    // Both hashes cost the same; neither runs inside a transaction.
    const auto& hash = before.account ? before.account->passwordHash : dummyHash_;
    const auto verdict = verifyPassword(hash, credentials.password, services.passwordCost);
    const bool passwordRight = before.account && verdict.right;
    std::optional<std::string> newHash;
    if (passwordRight && verdict.rehash) {
        LF_TRY(newHash, hashPassword(credentials.password, services.passwordCost));
    }

    return writing(services.transactions, [&](db::Database& tx) -> Result<Answer> {
        // Read again: the code may have been used, or the account closed, while the hash ran.
        LF_TRY(const auto account, findSecrets(tx, credentials.email));
        const auto step = account ? acceptedStep(account->totpSecret, credentials.code,
                                                 clock.now().unixMs, account->totpStepUsed)
                                  : std::nullopt;
        const bool good = passwordRight && account && step &&
                          account->passwordHash == before.account->passwordHash;
        http::Actor actor;
        AuditEntry entry{.actor = actor,
                         .action = http::Action::Login,
                         .requestId = request.requestId,
                         .peer = request.peer};
        if (account) entry.object = account->user.id;
        if (!good) {
            LF_CHECK(countFailure(tx, accountKey(credentials.email), clock));
            LF_CHECK(countFailure(tx, addressKey(request.peer), clock));
            entry.outcome = Outcome::Refused;
            entry.reason = http::formOf(http::Refusal::LoginFailed).code;
            LF_CHECK(services.audit.record(tx, entry));
            return Answer(LoginRefused{});
        }
        LF_CHECK(tx.run("UPDATE user_account SET totp_step = ?, password_hash = ? WHERE id = ?",
                        *step, newHash.value_or(account->passwordHash), account->user.id));
        LF_CHECK(forgetFailures(tx, accountKey(credentials.email)));
        LF_TRY(auto session, beginSession(tx, account->user.id, clock, services.random));
        actor = {.kind = http::Actor::Kind::User,
                 .id = account->user.id,
                 .role = account->user.role,
                 .session = session.id,
                 .name = account->user.name};
        LF_CHECK(services.audit.record(tx, entry));
        return Answer(LoggedIn{.user = account->user, .session = std::move(session)});
    });
}

}  // namespace landfall::clinic::auth
