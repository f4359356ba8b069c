#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/net/device_key.hpp"
#include "landfall/ports/transport.hpp"
#include "landfall/sync/messages.hpp"

namespace landfall::net {

/// Lives at most this long; the server allows 300 s.
constexpr std::int64_t assertionLifeS = 240;
/// A token this close to its end is not used any more.
constexpr std::int64_t tokenMarginMs = 30'000;

/// The client assertion of SMART Backend Services (RFC 7523): header exactly alg, kid, typ.
struct Assertion {
    std::string_view clientId;
    std::string_view audience;  ///< https://<authority>/token
    std::string_view id;        ///< jti
    std::int64_t expiresUnixS = 0;
};
[[nodiscard]] Result<std::string> signAssertion(const DeviceKey& key, const Assertion& assertion);

/// Gets access tokens and keeps the current one in memory only. Knows how far the phone's clock is
/// from the server's, so that a wrong clock does not lock anybody out.
class TokenSource {
public:
    using Outcome = std::variant<sync::ServerAnswer, ports::Failure>;

    struct Parts {
        ports::Transport& transport;
        const base::Clock& clock;
        base::Random& random;
    };
    TokenSource(Parts parts, ports::Endpoint endpoint, std::string clientId, DeviceKey key);
    ~TokenSource();

    [[nodiscard]] bool usable() const;
    /// "Bearer ..." for the pinned connection, or nothing.
    [[nodiscard]] std::optional<std::string> authorization() const;
    void drop();
    /// Status 200 means that usable() is true now. After a refusal `clock` it learns the server's
    /// time and asks once more.
    void request(std::function<void(Outcome)> done);
    void cancel();
    /// From the Date header of any answer over the pinned connection.
    void learnServerTime(std::int64_t serverUnixMs);

private:
    void send(bool mayLearn, std::function<void(Outcome)> done);
    void answered(const ports::Answer& answer, bool mayLearn, std::function<void(Outcome)> done);

    Parts parts_;
    ports::Endpoint endpoint_;
    std::string clientId_;
    DeviceKey key_;
    base::SecretText token_;
    std::int64_t usableUntilMonotonicMs_ = 0;
    std::int64_t clockOffsetMs_ = 0;
    std::optional<ports::ExchangeId> exchange_;
    std::shared_ptr<TokenSource*> self_;
};

}  // namespace landfall::net
