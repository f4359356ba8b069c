#include "server/http/actor.hpp"

#include <array>

namespace landfall::clinic::http {

namespace {
constexpr std::array allRoles = {Role::Clinician, Role::Supervisor, Role::Auditor, Role::Admin};
}

std::string_view toText(Role role) {
    switch (role) {
        case Role::Clinician:
            return "clinician";
        case Role::Supervisor:
            return "supervisor";
        case Role::Auditor:
            return "auditor";
        case Role::Admin:
            return "admin";
    }
    return "unknown";
}

std::optional<Role> roleFromText(std::string_view text) {
    for (const auto role : allRoles)
        if (toText(role) == text) return role;
    return std::nullopt;
}

std::string_view roleText(const Actor& actor) {
    switch (actor.kind) {
        case Actor::Kind::Nobody:
            return "nobody";
        case Actor::Kind::Device:
            return "device";
        case Actor::Kind::User:
            return toText(actor.role);
        case Actor::Kind::Operator:
            return "operator";
        case Actor::Kind::Server:
            return "server";
    }
    return "unknown";
}

}  // namespace landfall::clinic::http
