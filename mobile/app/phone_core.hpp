#pragma once

#include <filesystem>
#include <memory>

#include "bridge/bridge.hpp"
#include "landfall/net/https_client.hpp"

namespace landfall::app {

/// What the core thread of the shipped app owns: the real clock, randomness, files and network
/// around one data folder.
class PhoneCore final : public bridge::Core {
public:
    explicit PhoneCore(std::filesystem::path folder);

    net::EventLoop& loop() override { return loop_; }
    Result<patient::Phone*> phone() override;
    Result<patient::Phone*> reopen() override;
    patient::Helping& helping() override { return helping_; }

private:
    base::SystemClock clock_;
    base::SystemRandom random_;
    base::PosixFiles files_;
    net::EventLoop loop_;
    net::HttpsClient client_;
    patient::Folder folder_;
    patient::Surroundings surroundings_;
    patient::Helping helping_;
    Result<std::unique_ptr<patient::Phone>> phone_;
};

}  // namespace landfall::app
