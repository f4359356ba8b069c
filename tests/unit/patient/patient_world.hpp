#pragma once

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <optional>

#include "landfall/base/log.hpp"
#include "landfall/net/event_loop.hpp"
#include "landfall/patient/pairing_record.hpp"
#include "landfall/patient/phone.hpp"
#include "support/scripted_clinic.hpp"
#include "support/scripted_transport.hpp"
#include "support/temp_folder.hpp"

namespace landfall::patient::testing {

/// 2026-03-01T08:00:00Z in Berlin.
constexpr base::WallTime morning{1772352000000, 60};
constexpr std::int64_t inAnHour = morning.unixMs / 1'000 + 3'600;

/// The facade on real files and a real store, with a scripted network and a cheap key stretch.
class PatientWorld {
public:
    PatientWorld() {
        base::setLogEnabled(false);
        open();
    }

    [[nodiscard]] Phone& phone() { return *phone_; }
    [[nodiscard]] store::Store& store() { return **phone_->profile.store(); }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

    /// Ends the process and starts it again.
    void open() {
        phone_.reset();
        constexpr keys::Stretch cheapest{.passes = 1, .memoryKib = 8};
        auto opened =
            Phone::open(Folder{folder_.path()},
                        {.clock = clock,
                         .trueClock = clock,
                         .random = random_,
                         .files = files_,
                         .transport = transport,
                         .timers = loop_},
                        {.stretch = keys::StretchPolicy{.stretch = cheapest, .floor = cheapest}});
        REQUIRE(opened.has_value());
        phone_ = std::move(*opened);
    }
    /// Paired, confirmed and unlocked.
    void setUp() {
        const auto kept = writePairing(support::confirmedPairing());
        REQUIRE(
            files_.replace(phone_->profile.folder().pendingPairing(), base::viewOf(kept.reveal()))
                .has_value());
        REQUIRE(phone_->access.create(passphrase()).has_value());
    }
    [[nodiscard]] static base::SecretText passphrase() {
        return base::SecretText("quiet harbour lantern");
    }
    /// What the clinic would have said at a sync.
    void stop() {
        auto pairing = phone_->profile.pairing();
        REQUIRE(pairing.has_value());
        pairing->state = net::DeviceState::Revoked;
        REQUIRE(phone_->profile.keepPairing(*pairing).has_value());
    }
    [[nodiscard]] Result<PairingView> begin(const std::string& code) {
        std::optional<Result<PairingView>> outcome;
        phone_->pairing.begin(code, [&](Result<PairingView> came) { outcome.emplace(came); });
        loop_.runUntil([&] { return outcome.has_value(); });
        return *outcome;
    }
    [[nodiscard]] Result<sync::SyncReport> sync() {
        std::optional<Result<sync::SyncReport>> outcome;
        phone_->syncing.now([&](const Result<sync::SyncReport>& came) { outcome.emplace(came); });
        loop_.runUntil([&] { return outcome.has_value(); });
        return *outcome;
    }
    void write(const std::string& name, std::string_view text) {
        const auto path = folder() / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
    }

    base::FixedClock clock{morning};

private:
    support::TempFolder folder_;
    base::SeededRandom random_{20260301};
    base::PosixFiles files_;
    net::EventLoop loop_;

public:
    support::ScriptedTransport transport{loop_};
    support::ScriptedClinic clinic{transport};

private:
    std::unique_ptr<Phone> phone_;
};

}  // namespace landfall::patient::testing
