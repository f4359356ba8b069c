#include "landfall/sync/report.hpp"

namespace landfall::sync {

std::string_view name(SyncState state) {
    switch (state) {
        case SyncState::Received:
            return "received";
        case SyncState::Offline:
            return "offline";
        case SyncState::Unconfirmed:
            return "unconfirmed";
        case SyncState::Refused:
            return "refused";
        case SyncState::UpdateNeeded:
            return "update-needed";
    }
    return "unconfirmed";
}

std::string_view name(Refusal refusal) {
    switch (refusal) {
        case Refusal::None:
            return "";
        case Refusal::DevicePending:
            return "device-pending";
        case Refusal::DeviceRevoked:
            return "device-revoked";
        case Refusal::DeviceNotAccepted:
            return "device-not-accepted";
        case Refusal::PinMismatch:
            return "pin-mismatch";
        case Refusal::NameMismatch:
            return "name-mismatch";
        case Refusal::FeedGap:
            return "feed-gap";
        case Refusal::EpochUnstable:
            return "epoch-unstable";
        case Refusal::TooManyDeletions:
            return "too-many-deletions";
        case Refusal::Runaway:
            return "runaway";
    }
    return "";
}

}  // namespace landfall::sync
