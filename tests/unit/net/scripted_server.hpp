#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "landfall/net/event_loop.hpp"
#include "landfall/ports/transport.hpp"

namespace landfall::net::test {

/// A server's key and its self-signed certificate.
struct Identity {
    struct Options {
        std::string names = "IP:127.0.0.1,DNS:localhost";  ///< subjectAltName
        long validFromS = -3'600;                          ///< from now
        long validToS = 3'600;
    };
    static Identity make(const Options& options);
    static Identity make() { return make(Options{}); }

    std::string keyPem;
    std::string certificatePem;
    ports::SpkiPin pin;
};

/// What the server does with one request.
struct Reaction {
    std::string bytes{};                    ///< sent as they are
    std::optional<std::size_t> cutAfter{};  ///< only so many, then the connection is gone
    bool closeAfter = false;
    bool silent = false;  ///< nothing, for ever
};

/// A TLS server on 127.0.0.1 that answers as a test tells it, on the loop of the test itself, so
/// that nothing depends on another thread.
class ScriptedServer {
public:
    using Script = std::function<Reaction(const std::string& request)>;
    ScriptedServer(EventLoop& loop, const Identity& identity, Script script);
    ~ScriptedServer();

    [[nodiscard]] ports::Endpoint endpoint(std::vector<ports::SpkiPin> pins) const;
    [[nodiscard]] std::size_t connections() const;
    /// Everything that arrived inside TLS.
    [[nodiscard]] const std::vector<std::string>& requests() const;

private:
    class Listener;
    std::shared_ptr<Listener> listener_;
};

/// An answer with its length: status line, fields, body.
[[nodiscard]] std::string httpAnswer(const std::string& status, const std::string& fields,
                                     const std::string& body);

}  // namespace landfall::net::test
