#include "landfall/sync/engine.hpp"

#include <algorithm>
#include <utility>

namespace landfall::sync {

Actions Engine::on(const Event& event) {
    actions_.clear();
    std::visit([this](const auto& e) { handle(e); }, event);
    return std::move(actions_);
}

bool Engine::mustWait(Trigger trigger) const {
    const bool ofItself = trigger == Trigger::Saved || trigger == Trigger::Periodic;
    if (lastRefusal_ == Refusal::PinMismatch || lastRefusal_ == Refusal::NameMismatch ||
        lastRefusal_ == Refusal::DeviceRevoked || lastRefusal_ == Refusal::DeviceNotAccepted)
        return trigger != Trigger::Person && trigger != Trigger::Unlocked;
    return trigger != Trigger::Person && trigger != Trigger::Retry && backOff_.waiting() &&
           (ofItself || backOff_.circuitOpen());
}

void Engine::handle(const event::Triggered& e) {
    nowMs_ = e.nowMs;
    if (busy()) {
        again_ = again_ || e.trigger != Trigger::Retry;
        return;
    }
    if (e.trigger == Trigger::Unlocked || e.trigger == Trigger::NetworkBack) backOff_.reset();
    if (e.trigger == Trigger::Retry) backOff_.retryBegins();
    if (mustWait(e.trigger)) {
        SyncReport report;
        report.state = lastState_;
        report.refusal = lastRefusal_;
        put(action::Finish{report, false});
        return;
    }
    if (e.trigger != Trigger::Retry) put(action::CancelRetry{});
    beginSync(e.tokenUsable);
}

void Engine::beginSync(bool tokenUsable) {
    report_ = {};
    round_ = 0;
    storeFailed_ = false;
    renewed_ = false;
    unusableAnswers_ = 0;
    conflicts_ = 0;
    pages_ = 0;
    pausedMs_ = 0;
    startedOver_ = false;
    changesMax_ = changesPerPage;
    settling_.clear();
    phase_ = Phase::Push;
    if (tokenUsable)
        beginRound();
    else
        requestToken();
}

void Engine::beginRound() {
    ++round_;
    phase_ = Phase::Push;
    again_ = false;
    pushAgain_ = false;
    drained_ = false;
    freezing_ = false;
    pushMore();
}

void Engine::roundEnds() {
    if ((pushAgain_ || again_) && round_ < roundsPerTriggerMax) {
        beginRound();
        return;
    }
    backOff_.succeeded();
    report_.state = SyncState::Received;
    // What came in during the last round is not forgotten, but it does not keep this sync alive.
    if (again_ || pushAgain_) put(action::ScheduleRetry{retryFloorMs, retryFloorMs});
    finish();
}

void Engine::requestToken() {
    if (!isAsked(Asked::Token)) put(action::RequestToken{ask({.what = Asked::Token})});
}

void Engine::tokenAnswered(const ServerAnswer& answer) {
    if (answer.status == 200) {
        ++tokenGeneration_;
        askAgain(std::exchange(afterToken_, {}));
        if (round_ == 0)
            beginRound();
        else
            pushMore();
        return;
    }
    if (endsSync(answer)) return;
    if (answer.status == 400 || answer.status == 401 || answer.status == 403)
        endRefused(Refusal::DeviceNotAccepted);
    else
        endLater(SyncState::Unconfirmed);
}

void Engine::askAgain(std::vector<Pending> interrupted) {
    for (const auto& each : interrupted) {
        switch (each.what) {
            case Asked::Bundle:
                put(action::SendBundle{ask(each), each.bundle});
                break;
            case Asked::Current:
                put(action::FetchCurrent{ask(each), each.bundle});
                break;
            case Asked::Page:
                fetchPage(each.cursor);
                break;
            case Asked::Token:
                requestToken();
                break;
        }
    }
}

bool Engine::pauses(const Pending& sent, const ServerAnswer& answer) {
    if (answer.status != 429 || !answer.retryAfterMs) return false;
    const auto waitMs = std::max(*answer.retryAfterMs, retryFloorMs);
    if (waitMs > pauseMaxMs || (!paused_ && pausedMs_ + waitMs > pausesPerSyncMaxMs)) return false;
    afterPause_.push_back(sent);
    if (paused_) return true;
    paused_ = true;
    pausedMs_ += waitMs;
    put(action::ScheduleResume{waitMs});
    return true;
}

void Engine::handle(const event::Resumed&) {
    if (!paused_) return;
    paused_ = false;
    askAgain(std::exchange(afterPause_, {}));
    pushMore();
}

void Engine::renewToken(const Pending& refused) {
    afterToken_.push_back(refused);
    if (isAsked(Asked::Token)) return;
    // A 401 for a request that went out with an older token says nothing about the new one.
    if (refused.tokenGeneration != tokenGeneration_) {
        askAgain(std::exchange(afterToken_, {}));
    } else if (renewed_) {
        endRefused(Refusal::DeviceNotAccepted);
    } else {
        renewed_ = true;
        put(action::DropToken{});
        requestToken();
    }
}

bool Engine::endsSync(const ServerAnswer& answer) {
    if (answer.refusal == "device_revoked") {
        put(action::DropToken{});
        endRefused(Refusal::DeviceRevoked);
    } else if (answer.refusal == "device_pending") {
        endRefused(Refusal::DevicePending);
    } else if (answer.status == 426) {
        report_.state = SyncState::UpdateNeeded;
        finish();
    } else if (answer.status == 408 || answer.status == 425 || answer.status == 429) {
        endLater(SyncState::Unconfirmed, false, answer.retryAfterMs);
    } else if (answer.status >= 500 && answer.status != 505) {
        endLater(SyncState::Unconfirmed, true, answer.retryAfterMs);
    } else {
        return false;
    }
    return true;
}

void Engine::handle(const event::Answered& e) {
    const auto sent = take(e.exchange);
    if (!sent || pauses(*sent, e.answer)) return;
    if (sent->what == Asked::Token) {
        tokenAnswered(e.answer);
        return;
    }
    if (endsSync(e.answer)) return;
    if (e.answer.status == 401) {
        renewToken(*sent);
        return;
    }
    switch (sent->what) {
        case Asked::Bundle:
            bundleAnswered(e.exchange, *sent, e.answer);
            break;
        case Asked::Current:
            currentAnswered(e.exchange, *sent, e.answer);
            break;
        case Asked::Page:
            pageRefused(*sent, e.answer);
            break;
        case Asked::Token:
            break;
    }
}

void Engine::handle(const event::Lost& e) {
    const auto sent = take(e.exchange);
    if (!sent) return;
    switch (e.loss) {
        case Loss::PinMismatch:
            endRefused(Refusal::PinMismatch);
            break;
        case Loss::NameMismatch:
            endRefused(Refusal::NameMismatch);
            break;
        case Loss::Offline:
            endLater(SyncState::Offline);
            break;
        case Loss::Interrupted:
            // Only for a bundle is the effect unknown; a question that was lost changed nothing.
            endLater(sent->what == Asked::Bundle ? SyncState::Unconfirmed : SyncState::Offline);
            break;
        case Loss::TooLarge:
            if (sent->what == Asked::Page && changesMax_ > 1) {
                constexpr std::uint32_t shrink = 8;
                changesMax_ = std::max<std::uint32_t>(1, changesMax_ / shrink);
                fetchPage(sent->cursor);
                break;
            }
            [[fallthrough]];
        case Loss::Unreadable:
            endLater(SyncState::Unconfirmed);
            break;
    }
}

void Engine::handle(const event::Stop&) {
    put(action::CancelRetry{});
    if (!busy()) return;
    report_.state = SyncState::Unconfirmed;
    finish();
}

void Engine::handle(const event::StoreFailed&) {
    if (!busy()) return;
    storeFailed_ = true;
    endLater(SyncState::Unconfirmed);
}

Exchange Engine::ask(Pending pending) {
    pending.tokenGeneration = tokenGeneration_;
    asked_.emplace(++lastExchange_, std::move(pending));
    return lastExchange_;
}

std::optional<Engine::Pending> Engine::take(Exchange exchange) {
    const auto at = asked_.find(exchange);
    if (at == asked_.end()) return std::nullopt;
    auto pending = std::move(at->second);
    asked_.erase(at);
    return pending;
}

bool Engine::isAsked(Asked what) const {
    return std::any_of(asked_.begin(), asked_.end(),
                       [what](const auto& each) { return each.second.what == what; });
}

void Engine::accepted() {
    renewed_ = false;
    backOff_.succeeded();
}

void Engine::endRefused(Refusal refusal) {
    report_.state = SyncState::Refused;
    report_.refusal = refusal;
    finish();
}

void Engine::endLater(SyncState state, bool serverError, std::optional<std::int64_t> retryAfterMs) {
    const auto wait = backOff_.failed(serverError, retryAfterMs);
    put(action::ScheduleRetry{wait.floorMs, wait.ceilingMs});
    report_.state = state;
    finish();
}

void Engine::finish() {
    for (const auto& [exchange, pending] : asked_) put(action::Cancel{exchange});
    asked_.clear();
    afterToken_.clear();
    afterPause_.clear();
    paused_ = false;
    settling_.clear();
    phase_ = Phase::Idle;
    again_ = false;
    lastState_ = report_.state;
    lastRefusal_ = report_.refusal;
    put(action::Finish{report_, storeFailed_});
}

}  // namespace landfall::sync
