#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace landfall::tests {

struct TlsOptions {
    int versionMin = TLS1_2_VERSION;
    int versionMax = TLS1_3_VERSION;
    std::string name{};       ///< SNI; empty: none
    std::string protocols{};  ///< ALPN in wire form; empty: none
};

/// A blocking client that sends any bytes over TLS and trusts any certificate: what an attacker
/// has.
class TlsClient {
public:
    /// Nothing when the handshake fails.
    [[nodiscard]] static std::optional<TlsClient> connect(std::uint16_t port,
                                                          const TlsOptions& options = {});

    /// False when the other side has gone.
    bool send(std::string_view bytes);
    /// One answer with the body that its Content-Length tells; what came when the connection ended.
    [[nodiscard]] std::string readAnswer();
    /// Until `part` has come or the connection ends.
    [[nodiscard]] std::string readUntil(std::string_view part);
    /// Everything until the other side closes.
    [[nodiscard]] std::string readToEnd();
    /// SHA-256 over the server's SubjectPublicKeyInfo.
    [[nodiscard]] std::string peerPin() const;
    [[nodiscard]] SSL* native() const { return ssl_.get(); }

private:
    struct FreeContext {
        void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    };
    struct FreeSsl {
        void operator()(SSL* ssl) const;
    };
    TlsClient() = default;
    bool readSome();

    std::unique_ptr<SSL_CTX, FreeContext> context_;
    std::unique_ptr<SSL, FreeSsl> ssl_;
    std::string waiting_;
};

}  // namespace landfall::tests
