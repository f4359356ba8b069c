#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace landfall::clinic::http {

/// What a person of the clinic may be. Values are bits so that a route can name several.
enum class Role : std::uint8_t {
    Clinician = 1,
    Supervisor = 2,
    Auditor = 4,
    Admin = 8,
};

/// A set of roles.
struct Roles {
    std::uint8_t bits = 0;
    constexpr Roles() = default;
    constexpr Roles(Role role) : bits(static_cast<std::uint8_t>(role)) {}
    constexpr explicit Roles(std::uint8_t b) : bits(b) {}
    [[nodiscard]] constexpr bool has(Role role) const {
        return (bits & static_cast<std::uint8_t>(role)) != 0;
    }
};
[[nodiscard]] constexpr Roles operator|(Roles a, Roles b) {
    return Roles(static_cast<std::uint8_t>(a.bits | b.bits));
}
constexpr Roles everyRole = Roles(std::uint8_t{15});

/// `clinician`, `supervisor`, `auditor`, `admin`: the words of the API and of the database.
[[nodiscard]] std::string_view toText(Role role);
[[nodiscard]] std::optional<Role> roleFromText(std::string_view text);

/// Who asks. Made by an Authenticator only, from what the request proves.
struct Actor {
    enum class Kind : std::uint8_t {
        Nobody,    ///< an open route
        Device,    ///< a phone with an access token
        User,      ///< a person with a session
        Operator,  ///< whoever runs an administration command on the server's machine
        Server,    ///< the server by itself, with nobody asking
    };
    Kind kind = Kind::Nobody;
    std::string id{};             ///< device or user id; empty for all others
    Role role = Role::Clinician;  ///< of a User
    std::string patient{};        ///< of a Device: the one patient it may see
    std::string session{};        ///< of a User: the public id of the session
    std::string name{};           ///< of a User: what other people of the clinic see

    [[nodiscard]] static Actor operatorOfMachine() { return {.kind = Kind::Operator}; }
    [[nodiscard]] static Actor serverItself() { return {.kind = Kind::Server}; }
};

/// The actor's role for the audit: a Role's word, `device`, `operator`, `server` or `nobody`.
[[nodiscard]] std::string_view roleText(const Actor& actor);

}  // namespace landfall::clinic::http
