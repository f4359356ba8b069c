#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "server/auth/handlers.hpp"
#include "server/auth/sessions.hpp"

namespace landfall::clinic::auth {

struct Credentials {
    std::string email;
    std::string password;
    std::string code;
};
/// {"email","password","code"}: three texts and nothing else. BadJson or BadRequest.
[[nodiscard]] std::variant<Credentials, http::Refusal> readCredentials(std::string_view body);

struct LoggedIn {
    User user;
    NewSession session;
};
/// A login that did not work; `waitSeconds` is set for TooManyRequests.
struct LoginRefused {
    http::Refusal refusal = http::Refusal::LoginFailed;
    int waitSeconds = 0;
};

/// Password, then second factor, then a session. An unknown account takes the same time and gets
/// the same answer as a wrong password, because a hash of nobody's password is checked instead.
class Login {
public:
    /// OutOfMemory.
    [[nodiscard]] static Result<Login> prepare(Services& services);

    [[nodiscard]] Result<std::variant<LoggedIn, LoginRefused>> run(const Credentials& credentials,
                                                                   const http::Request& request);

private:
    Login(Services& services, std::string dummyHash)
        : services_(&services), dummyHash_(std::move(dummyHash)) {}

    Services* services_;
    std::string dummyHash_;
};

}  // namespace landfall::clinic::auth
