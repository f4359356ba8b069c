#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "landfall/sync/outbox.hpp"
#include "landfall/sync/report.hpp"

/// What goes into the sync engine and what comes out of it. The engine never sees bytes of a
/// record; whoever drives it keeps the answers of exchanges and hands them to the store when told
/// to.
namespace landfall::sync {

/// Names one request of the engine. An answer to a number it no longer knows is ignored.
using Exchange = std::uint32_t;

/// Why a sync begins.
enum class Trigger {
    Saved,        ///< something was written; waits while a back-off is running
    Unlocked,     ///< the person came back; ends a back-off
    NetworkBack,  ///< ends a back-off
    Periodic,     ///< every 15 minutes while open; waits while a back-off is running
    Person,       ///< pull to refresh, or the command line: tries at once, whatever is stored
    Retry,        ///< the timer of ScheduleRetry
};

/// How an exchange ended without an answer.
enum class Loss {
    Offline,       ///< nothing was sent
    Interrupted,   ///< sent, no whole answer: the outcome is unknown
    Unreadable,    ///< an answer that is not as agreed
    TooLarge,      ///< an answer above the limits
    PinMismatch,   ///< another key
    NameMismatch,  ///< another name
};

/// An HTTP answer in the words of docs/api.md.
struct ServerAnswer {
    int status = 0;
    std::string refusal{};                       ///< details.coding[0].code of a refusal
    std::optional<std::size_t> entryAt{};        ///< the entry that `expression` names
    std::optional<std::int64_t> retryAfterMs{};  ///< Retry-After
    std::string epoch{};                         ///< Landfall-Epoch
};

/// What a page of the feed says, without its records.
struct PageSummary {
    std::size_t changes = 0;
    std::uint64_t firstSeq = 0;  ///< 0 when empty
    bool gapless = true;         ///< each number is the one before plus 1
    std::string nextCursor;
    std::uint64_t headSeq = 0;  ///< Landfall-Head
    DeletionWeight weight;
};

namespace event {
struct Triggered {
    Trigger trigger;
    std::int64_t nowMs = 0;  ///< monotonic
    bool tokenUsable = false;
};
struct Stop {};  ///< the app is locked or closed: end what is under way
struct Frozen {
    std::optional<BundleId> bundle;  ///< nothing: the outbox has nothing more to send now
    std::size_t entries = 0;
};
struct Answered {
    Exchange exchange = 0;
    ServerAnswer answer;
};
struct PageArrived {
    Exchange exchange = 0;
    std::string epoch;
    PageSummary page;
};
struct Lost {
    Exchange exchange = 0;
    Loss loss = Loss::Offline;
};
struct Acknowledged {
    BundleId bundle;
    std::uint64_t operations = 0;
};
struct AnswerUnusable {
    BundleId bundle;
};  ///< count or ids of the answer do not fit the bundle
struct ConflictResolved {
    BundleId bundle;
    ConflictOutcome outcome = ConflictOutcome::Copied;
};
struct PositionLoaded {
    FeedPosition position;
};
struct PageApplied {
    PageOutcome outcome;
};
/// The time of ScheduleResume is over.
struct Resumed {};
struct StoreFailed {
};  ///< the phone's store could not do an action; the rest of its list was dropped
}  // namespace event

using Event =
    std::variant<event::Triggered, event::Stop, event::Frozen, event::Answered, event::PageArrived,
                 event::Lost, event::Acknowledged, event::AnswerUnusable, event::ConflictResolved,
                 event::PositionLoaded, event::PageApplied, event::Resumed, event::StoreFailed>;

namespace action {
/// Outbox::freezeNext; answered by Frozen.
struct FreezeNext {
    FreezeLimits limits;
    std::vector<BundleId> inFlight;
};
/// POST /token; answered by Answered or Lost.
struct RequestToken {
    Exchange exchange = 0;
};
/// The token was refused: forget it.
struct DropToken {};
/// POST /fhir with the frozen bytes; answered by Answered or Lost.
struct SendBundle {
    Exchange exchange = 0;
    BundleId bundle;
};
/// Read the answer of that exchange and Outbox::acknowledge; answered by Acknowledged or
/// AnswerUnusable.
struct Acknowledge {
    Exchange exchange = 0;
    BundleId bundle;
};
struct Split {
    BundleId bundle;
    std::optional<std::size_t> at;
};
struct Reject {
    BundleId bundle;
    std::string code;
};
/// GET the one record of the bundle; answered by Answered or Lost.
struct FetchCurrent {
    Exchange exchange = 0;
    BundleId bundle;
};
/// Outbox::resolveConflict with the answer of that exchange; answered by ConflictResolved.
struct ResolveConflict {
    Exchange exchange = 0;
    BundleId bundle;
    bool gone = false;
};
/// Inbox::position; answered by PositionLoaded.
struct LoadPosition {};
/// Inbox::startOver.
struct StartOver {
    std::string epoch;
};
/// GET the change feed; answered by PageArrived, Answered (a refusal) or Lost.
struct FetchPage {
    Exchange exchange = 0;
    std::string cursor;
    std::uint32_t changesMax = 0;
};
/// Inbox::applyPage with the page of that exchange and this position; answered by PageApplied.
struct ApplyPage {
    Exchange exchange = 0;
    FeedPosition next;
};
/// The answer of that exchange is not wanted any more.
struct Cancel {
    Exchange exchange = 0;
};
/// Call back with Triggered{Retry} after max(floorMs, a random part of ceilingMs): full jitter.
struct ScheduleRetry {
    std::int64_t floorMs = 0;
    std::int64_t ceilingMs = 0;
};
struct CancelRetry {};
/// The server asked for a little patience in the middle of a sync: answer with Resumed after this
/// time. Finish makes it void.
struct ScheduleResume {
    std::int64_t waitMs = 0;
};
/// The sync is over. pending, rejected and seenPin of the report are the driver's to fill in.
struct Finish {
    SyncReport report;
    bool storeFailed = false;
};
}  // namespace action

using Action =
    std::variant<action::FreezeNext, action::RequestToken, action::DropToken, action::SendBundle,
                 action::Acknowledge, action::Split, action::Reject, action::FetchCurrent,
                 action::ResolveConflict, action::LoadPosition, action::StartOver,
                 action::FetchPage, action::ApplyPage, action::Cancel, action::ScheduleRetry,
                 action::CancelRetry, action::ScheduleResume, action::Finish>;
/// To be done in this order. What an action answers is an event of its own; when the store refuses
/// one, the rest of the list is dropped and the answer is StoreFailed.
using Actions = std::vector<Action>;

}  // namespace landfall::sync
