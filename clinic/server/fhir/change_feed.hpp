#pragma once

#include <string>

#include "server/store/record_store.hpp"

namespace landfall::clinic::fhirapi {

constexpr std::int64_t changesCountDefault = 200;
constexpr std::int64_t changesCountMax = 1000;
/// A page ends early beyond this, so that neither side holds more than a few of them in memory.
constexpr std::size_t changesBytesMax = 4 * 1024 * 1024;

/// Where a phone goes on: the epoch of the store and the last number it has. Opaque to phones.
struct Cursor {
    std::string epoch;
    std::int64_t after = 0;
    [[nodiscard]] std::string text() const;
    /// base::Fault::Malformed for anything that `text` did not make.
    [[nodiscard]] static Result<Cursor> parse(std::string_view text);
};

struct FeedOrder {
    std::string patient;
    std::string feedUrl;  ///< absolute, without query
    Cursor from;
    std::int64_t count = changesCountDefault;
};
struct FeedPage {
    std::string body;
    std::int64_t head = 0;
    std::int64_t last = 0;  ///< number of the last change on this page, or that of the cursor
    std::int64_t entries = 0;
};

/// One page of the patient's feed as a Bundle of type `history` (docs/api.md). Record bytes go out
/// as they came in, with versionId and lastUpdated spliced into `meta`.
[[nodiscard]] Result<FeedPage> readFeed(store::Reading& reading, const FeedOrder& order);

/// The bytes of a stored version as they go out.
[[nodiscard]] Result<std::string> outgoing(std::string_view body, std::int64_t version,
                                           std::int64_t receivedMs);

}  // namespace landfall::clinic::fhirapi
