#include <algorithm>

#include "landfall/sync/engine.hpp"

namespace landfall::sync {

void Engine::fetchPage(std::string cursor) {
    if (++pages_ > pagesPerSyncMax) {
        endRefused(Refusal::Runaway);
        return;
    }
    const auto exchange = ask({.what = Asked::Page, .cursor = cursor});
    put(action::FetchPage{exchange, std::move(cursor), changesMax_});
}

void Engine::handle(const event::PositionLoaded& e) {
    if (phase_ != Phase::Pull) return;
    position_ = e.position;
    fetchPage(position_.cursor);
}

void Engine::handle(const event::PageArrived& e) {
    const auto sent = take(e.exchange);
    if (!sent) return;
    accepted();
    if (!position_.epoch.empty() && e.epoch != position_.epoch) {
        newEpoch(e.epoch);
        return;
    }
    const auto& page = e.page;
    if (page.changes == 0) {
        const bool moved = page.nextCursor != position_.cursor || position_.epoch.empty();
        position_.epoch = e.epoch;
        position_.cursor = page.nextCursor;
        if (moved)
            put(action::ApplyPage{e.exchange, position_});
        else
            roundEnds();
        return;
    }
    if (!page.gapless || page.firstSeq != position_.seq + 1) {
        position_.epoch = e.epoch;
        fromTheStart();
        return;
    }
    if (page.nextCursor == sent->cursor || page.nextCursor.empty()) {
        endRefused(Refusal::Runaway);
        return;
    }
    if (withdrawsTooMuch(page.weight)) {
        endRefused(Refusal::TooManyDeletions);
        return;
    }
    position_ = {e.epoch, page.nextCursor, page.firstSeq + page.changes - 1};
    // The next page is on its way while this one is being written.
    if (page.headSeq > position_.seq) fetchPage(position_.cursor);
    if (busy()) put(action::ApplyPage{e.exchange, position_});
}

void Engine::handle(const event::PageApplied& e) {
    if (phase_ != Phase::Pull) return;
    report_.pulled += e.outcome.applied;
    report_.conflicts += e.outcome.conflictCopies;
    pushAgain_ = pushAgain_ || e.outcome.conflictCopies > 0;
    if (!isAsked(Asked::Page) && afterToken_.empty() && afterPause_.empty()) roundEnds();
}

void Engine::pageRefused(const Pending&, const ServerAnswer& answer) {
    if (answer.status == 410 && !answer.epoch.empty() && answer.epoch != position_.epoch)
        newEpoch(answer.epoch);
    else if (answer.status == 410 || (answer.status == 400 && !answer.refusal.empty()))
        fromTheStart();
    else if (answer.status == 403 && !answer.refusal.empty())
        endRefused(Refusal::DeviceNotAccepted);
    else
        endLater(SyncState::Unconfirmed);
}

void Engine::fromTheStart() {
    if (startedOver_) {
        endRefused(Refusal::FeedGap);
        return;
    }
    // Pulling everything again costs time and loses nothing; a hole would lose for ever.
    startedOver_ = true;
    position_ = {position_.epoch, "", 0};
    put(action::StartOver{position_.epoch});
    fetchPage("");
}

void Engine::newEpoch(const std::string& epoch) {
    constexpr std::int64_t hourMs = 60 * 60 * 1'000;
    if (epochChanges_ == 0 || nowMs_ - epochWindowMs_ > hourMs) {
        epochChanges_ = 0;
        epochWindowMs_ = nowMs_;
    }
    const bool wentBack =
        std::find(pastEpochs_.begin(), pastEpochs_.end(), epoch) != pastEpochs_.end();
    if (wentBack || ++epochChanges_ > epochChangesPerHourMax) {
        endRefused(Refusal::EpochUnstable);
        return;
    }
    if (pastEpochs_.size() == pastEpochsKept) pastEpochs_.erase(pastEpochs_.begin());
    pastEpochs_.push_back(position_.epoch);
    position_ = {epoch, "", 0};
    put(action::StartOver{epoch});
    fetchPage("");
}

bool Engine::withdrawsTooMuch(const DeletionWeight& weight) {
    withdrawn_.live = std::max(withdrawn_.live, weight.live);
    withdrawn_.deleted += weight.deleted;
    withdrawn_.patientAuthored += weight.patientAuthored;
    constexpr std::uint64_t fifth = 5;
    return withdrawn_.patientAuthored > patientDeletionsAllowed ||
           (withdrawn_.deleted > deletionsAlwaysAllowed &&
            withdrawn_.deleted * fifth > withdrawn_.live);
}

}  // namespace landfall::sync
