#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/gate.hpp"
#include "server/http/routes.hpp"

namespace landfall::clinic::http {

/// Reads one request from bytes as they come, without a socket: the gate's two halves, the route,
/// the body's type and size, then the body. One reader gives at most one request or one refusal.
class RequestReader {
public:
    explicit RequestReader(const HostList& hosts) : hosts_(hosts) {}

    enum class State : std::uint8_t {
        Head,      ///< wants more of the head
        Body,      ///< the head is good; wants the body
        Complete,  ///< `take()` gives the request
        Refused,   ///< `refusal()` says why; the connection must not be used again
    };
    /// Takes in bytes and says where that leads. After Complete or Refused nothing is taken in.
    State feed(std::string_view bytes);
    [[nodiscard]] State state() const { return state_; }

    [[nodiscard]] Refusal refusal() const { return refusal_; }
    /// True once a byte of this request has come.
    [[nodiscard]] bool begun() const { return begun_; }
    /// From Body on: how long the body is.
    [[nodiscard]] std::uint64_t bodyBytes() const { return framing_.contentLength; }
    /// From Body on: what the table says. Null means 404 or 405, which the dispatcher answers; such
    /// a request is complete without its body and the connection ends.
    [[nodiscard]] const RouteMatch& match() const { return match_; }
    /// False when the connection has to end after the answer: the client wants it, more bytes than
    /// one request came (pipelining), or the body was not read.
    [[nodiscard]] bool mayKeepAlive() const;
    [[nodiscard]] bool headOnly() const { return framing_.method == Method::Head; }
    /// The request without what only the connection knows (peer, id, deadline).
    [[nodiscard]] Request take();

private:
    State refuseWith(Refusal refusal);
    State readHead();
    State readBody();
    [[nodiscard]] std::optional<Refusal> checkBody() const;

    const HostList& hosts_;
    State state_ = State::Head;
    Refusal refusal_ = Refusal::BadRequest;
    bool begun_ = false;
    bool surplus_ = false;
    std::string buffer_;
    Framing framing_;
    std::vector<Header> fields_;
    RouteMatch match_;
};

}  // namespace landfall::clinic::http
