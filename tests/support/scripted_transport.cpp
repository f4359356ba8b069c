#include "support/scripted_transport.hpp"

namespace landfall::support {

ports::ExchangeId ScriptedTransport::send(const ports::Endpoint& /*endpoint*/,
                                          ports::Request request,
                                          std::function<void(ports::Reply)> done) {
    const auto id = ++lastId_;
    underWay_.emplace(id, std::move(done));
    // Never from inside this call, and answered as the script stands when the answer is due.
    timers_.after(0, [this, id, request = std::move(request)] {
        const auto found = underWay_.find(id);
        if (found == underWay_.end()) return;
        const auto answer = std::move(found->second);
        underWay_.erase(found);
        answer(replyTo(request));
    });
    return id;
}

void ScriptedTransport::cancel(ports::ExchangeId id) {
    const auto found = underWay_.find(id);
    if (found == underWay_.end()) return;
    const auto answer = std::move(found->second);
    underWay_.erase(found);
    timers_.after(0, [answer] {
        answer(ports::Failure{
            .kind = ports::FailureKind::Cancelled, .requestSent = false, .pins = {}});
    });
}

ports::Reply ScriptedTransport::replyTo(const ports::Request& request) {
    const auto call = request.method + ' ' + request.target;
    calls_.push_back(call);
    if (offline_)
        return ports::Failure{
            .kind = ports::FailureKind::Offline, .requestSent = false, .pins = {}};
    const auto script = scripts_.find(call);
    if (script != scripts_.end()) return script->second(request);
    refused_.push_back(call);
    return ports::Failure{.kind = ports::FailureKind::BadAnswer, .requestSent = false, .pins = {}};
}

ports::Reply ScriptedTransport::json(int status, std::string body) {
    ports::Answer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", "application/json"}};
    answer.body = std::move(body);
    return answer;
}

}  // namespace landfall::support
