#include "server/auth/handlers.hpp"

#include "server/auth/handler_parts.hpp"

namespace landfall::clinic::auth {

Result<void> bindHandlers(http::Handlers& handlers, Services& services) {
    bindPhoneHandlers(handlers, services);
    bindDeviceHandlers(handlers, services);
    return bindSessionHandlers(handlers, services);
}

}  // namespace landfall::clinic::auth
