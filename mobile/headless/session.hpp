#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "landfall/net/event_loop.hpp"
#include "landfall/net/https_client.hpp"
#include "landfall/patient/phone.hpp"

namespace landfall::headless {

/// One command's phone: the real ports around a data folder.
class Session {
public:
    /// `at` is the clock of authored and due times; never of credentials, TLS or back-off.
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(const std::string& folder,
                                                               std::optional<base::WallTime> at);

    [[nodiscard]] patient::Phone& phone() { return *phone_; }
    /// Opens the data with the passphrase of LANDFALL_PASSPHRASE_FILE; Locked without one.
    Result<void> unlock();
    /// Runs the network until `done` was called.
    template <class Outcome>
    [[nodiscard]] Outcome wait(std::function<void(std::function<void(Outcome)>)> start) {
        std::optional<Outcome> outcome;
        start([&](Outcome came) { outcome.emplace(std::move(came)); });
        loop_.runUntil([&] { return outcome.has_value(); });
        return std::move(*outcome);
    }

private:
    explicit Session(std::optional<base::WallTime> at);

    base::SystemClock trueClock_;
    std::optional<base::FixedClock> movedClock_;
    base::SystemRandom random_;
    base::PosixFiles files_;
    net::EventLoop loop_;
    net::HttpsClient client_;
    std::unique_ptr<patient::Phone> phone_;
};

/// The passphrase of the file named by LANDFALL_PASSPHRASE_FILE, without its line end.
[[nodiscard]] Result<base::SecretText> passphraseFromFile();

}  // namespace landfall::headless
