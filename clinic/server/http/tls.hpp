#pragma once

#include <boost/asio/ssl/context.hpp>

#include "landfall/base/result.hpp"
#include "server/http/gate.hpp"
#include "server/http/server.hpp"

namespace landfall::clinic::http {

/// Loads key and certificate and sets what H-14 asks for: TLS 1.2 or 1.3 with ECDHE and AEAD, no
/// renegotiation, compression, tickets or early data, ALPN `http/1.1`, and a name in the greeting
/// only if it is one of `hosts`, which must outlive the context.
Result<void> prepareTls(boost::asio::ssl::context& context, const ServerOptions& options,
                        const HostList& hosts);

}  // namespace landfall::clinic::http
