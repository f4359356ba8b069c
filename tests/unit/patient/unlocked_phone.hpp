#pragma once

#include <catch2/catch_test_macros.hpp>
#include <memory>

#include "landfall/base/log.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/net/event_loop.hpp"
#include "landfall/patient/pairing_record.hpp"
#include "landfall/patient/phone.hpp"
#include "support/scripted_clinic.hpp"
#include "support/scripted_transport.hpp"
#include "support/temp_folder.hpp"

namespace landfall::patient::testing {

/// Sunday 1 March 2026, nine in the morning in Berlin.
constexpr base::WallTime morning{1772352000000, 60};
inline const std::string passphrase = "quiet harbour lantern";

/// A paired and unlocked phone: real files and store, a clock that stands, no network.
class UnlockedPhone {
public:
    UnlockedPhone() {
        base::setLogEnabled(false);
        open();
        const auto enrolled = support::confirmedPairing();
        const auto kept = writePairing(enrolled);
        REQUIRE(files.replace(folder.pendingPairing(), base::viewOf(kept.reveal())).has_value());
        REQUIRE(
            phone->helping
                .keepCard({enrolled.clinic.name, enrolled.clinic.phone, enrolled.clinic.country})
                .has_value());
        REQUIRE(phone->access.create(base::SecretText(passphrase)).has_value());
    }

    /// Ends the app and starts it again; it is locked then.
    void restart() {
        phone.reset();
        open();
    }
    void unlock() { REQUIRE(phone->access.unlock(base::SecretText(passphrase)).has_value()); }
    void advanceMinutes(std::int64_t minutes) { clock.advanceMs(minutes * 60'000); }

    [[nodiscard]] store::Store& store() { return **phone->profile.store(); }
    /// What the clinic wrote arrives as with a sync.
    void receive(const std::string& type, const std::string& id, const std::string& bytes,
                 const std::string& version = "1") {
        store::FeedPage page;
        ++seq_;
        page.changes.push_back({.seq = seq_,
                                .key = {type, id},
                                .versionId = version,
                                .lastModified = "2026-03-01T08:00:00.000Z",
                                .resource = bytes,
                                .deleted = false});
        page.next = {"epoch-1", "cursor-" + std::to_string(seq_), seq_};
        const auto outcome = store().inbox().applyPage(page);
        REQUIRE(outcome.has_value());
        REQUIRE(outcome->quarantined == 0);
    }
    /// The clinic commits everything that waits.
    std::size_t deliver() {
        std::size_t sent = 0;
        for (;;) {
            const auto frozen = store().outbox().freezeNext({}, {});
            REQUIRE(frozen.has_value());
            if (!frozen->has_value()) return sent;
            std::vector<store::AppliedEntry> applied;
            for (const auto& key : (*frozen)->entries)
                applied.push_back({key, "1", "2026-03-01T08:00:05.000Z"});
            const auto done = store().outbox().acknowledge((*frozen)->id, applied);
            REQUIRE(done.has_value());
            sent += *done;
        }
    }
    [[nodiscard]] std::string textOfCard() const {
        const auto bytes = files.read(folder.helpCard(), 1024 * 1024);
        return bytes.has_value() ? std::string(base::textOf(*bytes)) : std::string();
    }

    support::TempFolder temporary;
    base::FixedClock clock{morning};
    base::SeededRandom random{20260301};
    base::PosixFiles files;
    net::EventLoop loop;
    support::ScriptedTransport transport{loop};
    Folder folder{temporary.path()};
    std::unique_ptr<Phone> phone;

private:
    void open() {
        constexpr keys::Stretch cheapest{.passes = 1, .memoryKib = 8};
        auto opened =
            Phone::open(folder,
                        {.clock = clock,
                         .trueClock = clock,
                         .random = random,
                         .files = files,
                         .transport = transport,
                         .timers = loop},
                        {.stretch = keys::StretchPolicy{.stretch = cheapest, .floor = cheapest},
                         .pagesMax = 0});
        REQUIRE(opened.has_value());
        phone = std::move(*opened);
    }

    std::uint64_t seq_ = 0;
};

}  // namespace landfall::patient::testing
