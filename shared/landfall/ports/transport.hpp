#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "landfall/base/bytes.hpp"

namespace landfall::ports {

/// SHA-256 over the DER SubjectPublicKeyInfo of a server's key.
using SpkiPin = base::Sha256;

/// How a server proves who it is; fixed at pairing and never changed by an answer.
enum class Trust {
    Private,  ///< the key is pinned and the name is in the certificate; its dates are reported only
    Public,   ///< also a chain to a public authority; not offered by this version, refused by name
};

/// The one server a phone talks to.
struct Endpoint {
    std::string host;  ///< DNS name or IP literal, an IPv6 one without brackets
    std::uint16_t port = 443;
    std::string basePath = "/";  ///< begins and ends with a slash
    std::vector<SpkiPin> pins;   ///< 1 to 3; the server's key must be one of them
    Trust trust = Trust::Private;
    friend bool operator==(const Endpoint&, const Endpoint&) = default;

    /// host or host:port as it was paired (the port is left out when it is 443), IPv6 in brackets.
    [[nodiscard]] std::string authority() const;
};

struct Header {
    std::string name;
    std::string value;
};

/// One HTTPS request. The target is relative to the endpoint's base path, so no request can leave
/// it.
struct Request {
    std::string method = "GET";
    std::string target;  ///< for example "fhir/metadata", without a leading slash
    std::vector<Header> headers;
    /// Shared, because a frozen bundle is sent as it is, perhaps more than once.
    std::shared_ptr<const std::string> body;
    /// Required of a 2xx answer that has a body, for example "application/fhir+json"; empty: any.
    std::string contentType;
    /// True when doing it twice has the effect of doing it once. Only then is it repeated on a new
    /// connection if a kept one turns out to be dead.
    bool repeatable = true;
};

/// A whole answer within the limits; anything less is a Failure.
struct Answer {
    int status = 0;
    std::vector<Header> headers;
    std::string body;
    /// The server's own clock (Date header), milliseconds since 1970 UTC.
    std::optional<std::int64_t> serverTimeMs;
    /// False when the certificate is expired or not valid yet; in private trust only reported.
    bool certificateInDate = true;

    /// The first header of that name, case ignored.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
};

/// Both fingerprints, for the sentence "show this to your clinic".
struct PinDifference {
    std::vector<SpkiPin> expected;
    SpkiPin seen{};
};

enum class FailureKind {
    Offline,       ///< no connection; nothing of the request was sent
    Interrupted,   ///< the connection ended after bytes were sent and before the whole answer was
                   ///< here
    Timeout,       ///< a deadline passed
    PinMismatch,   ///< the server has another key; nothing was sent
    NameMismatch,  ///< the right key, but a certificate for another name; nothing was sent
    BadAnswer,     ///< not HTTP as agreed: redirect, coding, wrong content type, unreadable
    TooLarge,      ///< an answer above the limits
    Unsupported,   ///< public trust, or an endpoint without pins; nothing was sent
    Cancelled,     ///< cancel() was called
};

struct Failure {
    FailureKind kind = FailureKind::Offline;
    /// True when the server may have seen the whole request, so its effect is unknown.
    bool requestSent = false;
    std::optional<PinDifference> pins;  ///< with PinMismatch
};

using Reply = std::variant<Answer, Failure>;
using ExchangeId = std::uint64_t;

/// Port: the network, one request at a time per call; several may be under way. All calls and all
/// callbacks happen on one thread.
class Transport {
public:
    virtual ~Transport() = default;
    /// `done` is called exactly once, never from inside this call.
    virtual ExchangeId send(const Endpoint& endpoint, Request request,
                            std::function<void(Reply)> done) = 0;
    /// Ends an exchange; its callback gets Cancelled. An id that is gone is no error.
    virtual void cancel(ExchangeId id) = 0;
};

/// A fingerprint as people compare it: 43 characters of base64url.
[[nodiscard]] std::string pinText(const SpkiPin& pin);

}  // namespace landfall::ports
