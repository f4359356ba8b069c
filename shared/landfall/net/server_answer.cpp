#include "landfall/net/server_answer.hpp"

#include "landfall/net/http_text.hpp"
#include "landfall/sync/wire.hpp"

namespace landfall::net {

sync::ServerAnswer serverAnswerOf(const ports::Answer& answer, std::int64_t nowUnixMs) {
    sync::ServerAnswer out;
    out.status = answer.status;
    out.epoch = answer.header("Landfall-Epoch").value_or("");
    if (answer.status >= 400) {
        auto refusal = sync::readRefusal(answer.body);
        out.refusal = std::move(refusal.code);
        out.entryAt = refusal.entryAt;
        // A date is the server's, so the server's clock is what it is measured by.
        if (const auto retryAfter = answer.header("Retry-After"))
            out.retryAfterMs = readRetryAfter(*retryAfter, answer.serverTimeMs.value_or(nowUnixMs));
    }
    return out;
}

std::optional<sync::Loss> lossOf(const ports::Failure& failure) {
    using ports::FailureKind;
    switch (failure.kind) {
        case FailureKind::Offline:
            return sync::Loss::Offline;
        case FailureKind::Interrupted:
            return sync::Loss::Interrupted;
        case FailureKind::Timeout:
            return failure.requestSent ? sync::Loss::Interrupted : sync::Loss::Offline;
        case FailureKind::PinMismatch:
            return sync::Loss::PinMismatch;
        case FailureKind::NameMismatch:
            return sync::Loss::NameMismatch;
        case FailureKind::TooLarge:
            return sync::Loss::TooLarge;
        case FailureKind::BadAnswer:
        case FailureKind::Unsupported:
            return sync::Loss::Unreadable;
        case FailureKind::Cancelled:
            return std::nullopt;
    }
    return sync::Loss::Unreadable;
}

}  // namespace landfall::net
