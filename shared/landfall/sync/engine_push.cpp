#include "landfall/sync/engine.hpp"

namespace landfall::sync {

void Engine::pushMore() {
    if (phase_ != Phase::Push || freezing_ || paused_ || isAsked(Asked::Token)) return;
    // Everything asked in this phase is a bundle or the question that settles one.
    const std::size_t busyBundles = asked_.size() + settling_.size();
    if (!drained_ && busyBundles < bundlesInFlightMax) {
        action::FreezeNext next;
        for (const auto& [exchange, pending] : asked_) next.inFlight.push_back(pending.bundle);
        for (const auto& [bundle, entries] : settling_) next.inFlight.push_back(bundle);
        freezing_ = true;
        put(std::move(next));
    } else if (drained_ && busyBundles == 0) {
        phase_ = Phase::Pull;
        withdrawn_ = {};
        put(action::LoadPosition{});
    }
}

void Engine::outboxChanged(const BundleId& bundle) {
    settling_.erase(bundle);
    drained_ = false;
    pushMore();
}

void Engine::handle(const event::Frozen& e) {
    freezing_ = false;
    if (phase_ != Phase::Push) return;
    if (e.bundle)
        put(action::SendBundle{
            ask({.what = Asked::Bundle, .bundle = *e.bundle, .entries = e.entries}), *e.bundle});
    else
        drained_ = true;
    pushMore();
}

void Engine::bundleAnswered(Exchange exchange, const Pending& sent, const ServerAnswer& answer) {
    const auto& bundle = sent.bundle;
    if (answer.status == 200) {
        accepted();
        settling_[bundle] = sent.entries;
        put(action::Acknowledge{exchange, bundle});
        return;
    }
    // Only a refusal in the clinic's own words is about the bundle. A bare status may come from
    // anything on the way, and must not make us take records apart or give them up.
    const int status = answer.status;
    const bool aboutAnEntry = status == 400 || status == 403 || status == 404 || status == 409 ||
                              status == 410 || status == 412 || status == 413 || status == 422;
    const bool needsTheEntry = status == 404 || status == 410;
    if (answer.refusal.empty() || !aboutAnEntry || (needsTheEntry && !answer.entryAt)) {
        endLater(SyncState::Unconfirmed);
        return;
    }
    accepted();
    if (sent.entries > 1) {
        put(action::Split{bundle, answer.entryAt});
        outboxChanged(bundle);
    } else if (status == 412 || status == 404 || status == 410) {
        put(action::FetchCurrent{
            ask({.what = Asked::Current, .bundle = bundle, .entries = sent.entries}), bundle});
    } else {
        put(action::Reject{bundle, answer.refusal});
        outboxChanged(bundle);
    }
}

void Engine::currentAnswered(Exchange exchange, const Pending& sent, const ServerAnswer& answer) {
    const bool gone = (answer.status == 404 || answer.status == 410) && !answer.refusal.empty();
    if (answer.status == 403 && !answer.refusal.empty()) {
        put(action::Reject{sent.bundle, answer.refusal});
        outboxChanged(sent.bundle);
        return;
    }
    if (answer.status != 200 && !gone) {
        endLater(SyncState::Unconfirmed);
        return;
    }
    accepted();
    if (++conflicts_ > conflictsPerSyncMax) {
        endRefused(Refusal::Runaway);
        return;
    }
    settling_[sent.bundle] = sent.entries;
    put(action::ResolveConflict{exchange, sent.bundle, gone});
}

void Engine::handle(const event::Acknowledged& e) {
    report_.pushed += e.operations;
    outboxChanged(e.bundle);
}

void Engine::handle(const event::AnswerUnusable& e) {
    const auto settling = settling_.find(e.bundle);
    if (settling == settling_.end()) return;
    const auto entries = settling->second;
    settling_.erase(settling);
    if (++unusableAnswers_ >= unusableAnswersMax) {
        endLater(SyncState::Unconfirmed, true);
        return;
    }
    // The outcome is unknown, and the same bytes again are harmless.
    put(action::SendBundle{ask({.what = Asked::Bundle, .bundle = e.bundle, .entries = entries}),
                           e.bundle});
}

void Engine::handle(const event::ConflictResolved& e) {
    if (e.outcome == ConflictOutcome::Copied) ++report_.conflicts;
    if (e.outcome == ConflictOutcome::AlreadyOurs) ++report_.pushed;
    outboxChanged(e.bundle);
}

}  // namespace landfall::sync
