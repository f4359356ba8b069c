#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <optional>

#include "landfall/sync/engine.hpp"

/// Steps that tests of the engine share: feeding it events and finding actions in what it answers.
namespace landfall::sync::test {

template <class A>
std::vector<A> all(const Actions& actions) {
    std::vector<A> found;
    for (const auto& action : actions)
        if (const auto* each = std::get_if<A>(&action)) found.push_back(*each);
    return found;
}

template <class A>
A only(const Actions& actions) {
    const auto found = all<A>(actions);
    REQUIRE(found.size() == 1);
    return found.front();
}

template <class A>
bool has(const Actions& actions) {
    return !all<A>(actions).empty();
}

inline BundleId bundle(std::uint8_t n) {
    BundleId id;
    id.bytes[15] = n;
    return id;
}

inline const std::string firstEpoch = "00000000-0000-4000-8000-000000000001";
inline const std::string otherEpoch = "00000000-0000-4000-8000-000000000002";

struct Steps {
    Engine engine;
    std::int64_t nowMs = 0;

    Actions feed(const Event& event) { return engine.on(event); }
    Actions trigger(Trigger trigger = Trigger::Person, bool tokenUsable = true) {
        return engine.on(event::Triggered{trigger, nowMs, tokenUsable});
    }
    Actions frozen(std::uint8_t n, std::size_t entries = 1) {
        return engine.on(event::Frozen{bundle(n), entries});
    }
    Actions nothingFrozen() { return engine.on(event::Frozen{}); }
    Actions answered(Exchange exchange, ServerAnswer answer) {
        return engine.on(event::Answered{exchange, std::move(answer)});
    }
    Actions lost(Exchange exchange, Loss loss) { return engine.on(event::Lost{exchange, loss}); }
    Actions position(FeedPosition position) {
        return engine.on(event::PositionLoaded{std::move(position)});
    }
    Actions page(Exchange exchange, PageSummary page, std::string epoch = firstEpoch) {
        return engine.on(event::PageArrived{exchange, std::move(epoch), std::move(page)});
    }
    Actions applied(PageOutcome outcome = {}) { return engine.on(event::PageApplied{outcome}); }

    /// A sync that has one bundle on its way. Returns its exchange.
    Exchange sendOne(std::size_t entries = 1) {
        trigger();
        return only<action::SendBundle>(frozen(1, entries)).exchange;
    }
    /// A sync with an empty outbox, asking for its first page.
    action::FetchPage pullFrom(FeedPosition at) {
        trigger();
        REQUIRE(has<action::LoadPosition>(nothingFrozen()));
        return only<action::FetchPage>(position(std::move(at)));
    }
};

inline FeedPosition at(std::uint64_t seq) {
    return {firstEpoch, "c" + std::to_string(seq), seq};
}

/// Changes first..last, and what comes after them.
inline PageSummary pageOf(std::uint64_t first, std::uint64_t last, std::uint64_t head) {
    PageSummary page;
    page.changes = last - first + 1;
    page.firstSeq = first;
    page.nextCursor = "c" + std::to_string(last);
    page.headSeq = head;
    return page;
}
inline PageSummary emptyPage(std::uint64_t head) {
    PageSummary page;
    page.nextCursor = "c" + std::to_string(head);
    page.headSeq = head;
    return page;
}

}  // namespace landfall::sync::test
