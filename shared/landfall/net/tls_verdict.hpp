#pragma once

#include <openssl/ssl.h>

#include <optional>

#include "landfall/ports/transport.hpp"

namespace landfall::net {

/// What a server's certificate was found to be during one handshake.
struct TlsVerdict {
    const ports::Endpoint* endpoint = nullptr;  ///< outlives the handshake
    std::optional<ports::SpkiPin> seen;
    bool pinFits = false;
    bool nameFits = false;
    bool inDate = false;
};

/// Replaces the library's chain building: in private trust the pin is the whole anchor. TLS 1.2 and
/// 1.3, forward-secret AEAD suites only, no renegotiation, no resumption (a resumed session would
/// show no certificate).
void setUpPinnedTls(SSL_CTX* context);
/// The verdict is written, and decides, while the server's certificate is being read: before any
/// byte of ours but the handshake is sent.
void attachVerdict(SSL* ssl, TlsVerdict& verdict);
/// SHA-256 of the DER SubjectPublicKeyInfo.
[[nodiscard]] std::optional<ports::SpkiPin> spkiPinOf(const X509* certificate);

}  // namespace landfall::net
