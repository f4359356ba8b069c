#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "landfall/sync/back_off.hpp"
#include "landfall/sync/messages.hpp"

namespace landfall::sync {

constexpr unsigned roundsPerTriggerMax = 3;
constexpr std::size_t bundlesInFlightMax = 2;
constexpr std::uint32_t changesPerPage = 500;
constexpr std::size_t pagesPerSyncMax = 10'000;
constexpr std::size_t conflictsPerSyncMax = 200;
constexpr std::size_t pastEpochsKept = 16;
constexpr unsigned epochChangesPerHourMax = 3;
constexpr unsigned unusableAnswersMax = 3;
/// A sync waits where it is when the server says "too many requests" with a wait of at most this,
/// so that a phone with ten thousand records gets through in one sync; not for ever, though.
constexpr std::int64_t pauseMaxMs = 30 * 1'000;
constexpr std::int64_t pausesPerSyncMaxMs = 10 * 60 * 1'000;
/// A page may withdraw this much without a person looking first: 10 records or a fifth of what is
/// alive, whichever is more, and 5 that the patient wrote.
constexpr std::uint64_t deletionsAlwaysAllowed = 10;
constexpr std::uint64_t patientDeletionsAllowed = 5;

/// Decides what a sync does next. It has no clock, no chance, no socket and no disk of its own:
/// events go in, actions come out, and the same events give the same actions.
///
/// One sync: push until the outbox is empty or blocked, pull to the head of the feed, push again
/// when the pull or a conflict made something to send; at most three such rounds. Where the server
/// asks for a short wait (429) the sync pauses and goes on from there. All that must
/// survive a crash is in the store, so a new engine simply begins again.
class Engine {
public:
    [[nodiscard]] Actions on(const Event& event);
    /// A sync is under way.
    [[nodiscard]] bool busy() const { return phase_ != Phase::Idle; }

private:
    enum class Phase { Idle, Push, Pull };
    enum class Asked { Token, Bundle, Current, Page };
    /// A request under way, with what is needed to ask it again.
    struct Pending {
        Asked what;
        BundleId bundle{};
        std::size_t entries = 0;
        std::string cursor{};
        unsigned tokenGeneration = 0;
    };

    // engine.cpp: the life of one sync, the token, and how a sync ends.
    void handle(const event::Triggered& e);
    void handle(const event::Stop& e);
    void handle(const event::Answered& e);
    void handle(const event::Lost& e);
    void handle(const event::StoreFailed& e);
    void handle(const event::Resumed& e);
    [[nodiscard]] bool pauses(const Pending& sent, const ServerAnswer& answer);
    [[nodiscard]] bool mustWait(Trigger trigger) const;
    void beginSync(bool tokenUsable);
    void beginRound();
    void roundEnds();
    void requestToken();
    void tokenAnswered(const ServerAnswer& answer);
    void renewToken(const Pending& refused);
    void askAgain(std::vector<Pending> interrupted);
    [[nodiscard]] bool endsSync(const ServerAnswer& answer);
    Exchange ask(Pending pending);
    [[nodiscard]] std::optional<Pending> take(Exchange exchange);
    [[nodiscard]] bool isAsked(Asked what) const;
    void accepted();
    void endRefused(Refusal refusal);
    void endLater(SyncState state, bool serverError = false,
                  std::optional<std::int64_t> retryAfterMs = std::nullopt);
    void finish();
    void put(Action action) { actions_.push_back(std::move(action)); }

    // engine_push.cpp
    void handle(const event::Frozen& e);
    void handle(const event::Acknowledged& e);
    void handle(const event::AnswerUnusable& e);
    void handle(const event::ConflictResolved& e);
    void pushMore();
    void outboxChanged(const BundleId& bundle);
    void bundleAnswered(Exchange exchange, const Pending& sent, const ServerAnswer& answer);
    void currentAnswered(Exchange exchange, const Pending& sent, const ServerAnswer& answer);

    // engine_pull.cpp
    void handle(const event::PositionLoaded& e);
    void handle(const event::PageArrived& e);
    void handle(const event::PageApplied& e);
    void fetchPage(std::string cursor);
    void pageRefused(const Pending& sent, const ServerAnswer& answer);
    void newEpoch(const std::string& epoch);
    void fromTheStart();
    [[nodiscard]] bool withdrawsTooMuch(const DeletionWeight& weight);

    Actions actions_;
    Phase phase_ = Phase::Idle;
    std::int64_t nowMs_ = 0;
    BackOff backOff_;
    SyncReport report_;
    SyncState lastState_ = SyncState::Received;
    Refusal lastRefusal_ = Refusal::None;
    unsigned round_ = 0;
    bool again_ = false;      ///< a trigger came while busy
    bool pushAgain_ = false;  ///< the pull made something to send
    bool storeFailed_ = false;

    Exchange lastExchange_ = 0;
    std::map<Exchange, Pending> asked_;
    std::vector<Pending> afterToken_;  ///< what a 401 interrupted, to be asked again
    bool paused_ = false;
    std::vector<Pending> afterPause_;  ///< what a 429 interrupted, to be asked again
    std::int64_t pausedMs_ = 0;        ///< in this sync
    unsigned tokenGeneration_ = 0;
    bool renewed_ = false;  ///< a token was renewed and nothing was accepted with it yet

    bool freezing_ = false;
    bool drained_ = false;                      ///< freezeNext had nothing more
    std::map<BundleId, std::size_t> settling_;  ///< answered; the store has not settled it yet
    unsigned unusableAnswers_ = 0;
    std::size_t conflicts_ = 0;

    FeedPosition position_;  ///< as it will be when the page being applied is stored
    std::uint32_t changesMax_ = changesPerPage;
    std::size_t pages_ = 0;
    bool startedOver_ = false;
    DeletionWeight withdrawn_;  ///< in this pull
    std::vector<std::string> pastEpochs_;
    unsigned epochChanges_ = 0;
    std::int64_t epochWindowMs_ = 0;
};

}  // namespace landfall::sync
