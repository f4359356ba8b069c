#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "server/admin/clinic.hpp"

namespace landfall::clinic::admin {

struct ServeOptions {
    std::filesystem::path folder;
    std::string listen = "127.0.0.1:8443";  ///< port 0: any free one
    std::filesystem::path web;              ///< the review page's files; "" for those compiled in
};

/// Runs the server until SIGTERM or SIGINT. `ready` is called once with `https://HOST:PORT` when it
/// answers. ServedAlready, DamagedAtStart, ServerKeyTooOpen, PortInUse, PortForbidden,
/// ListenMalformed, and the faults of Clinic::open. Signals must be blocked in the calling thread
/// before any other thread is made.
Result<void> serve(const ServeOptions& options, Machine machine, const store::KeySecrets& secrets,
                   const std::function<void(const std::string& url)>& ready);

/// Blocks SIGTERM and SIGINT, so that `serve` can wait for them.
void blockEndSignals();

}  // namespace landfall::clinic::admin
