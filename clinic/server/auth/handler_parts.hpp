#pragma once

#include "server/auth/handlers.hpp"

namespace landfall::clinic::auth {

/// Enrol, EnrolState, Token: what a phone asks before it has an access token.
void bindPhoneHandlers(http::Handlers& handlers, Services& services);
/// ConfirmDevice, RevokeDevice, Devices.
void bindDeviceHandlers(http::Handlers& handlers, Services& services);
/// Login, Logout, Me, Sessions, EndSession, Users. OutOfMemory.
Result<void> bindSessionHandlers(http::Handlers& handlers, Services& services);

}  // namespace landfall::clinic::auth
