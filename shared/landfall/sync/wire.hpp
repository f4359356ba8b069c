#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/fhir/json.hpp"
#include "landfall/sync/messages.hpp"

/// Reading what a clinic's server answers (docs/api.md). Nothing here trusts it: an answer that
/// does not fit is an error or an empty value, never a guess.
namespace landfall::sync {

constexpr std::size_t cursorBytesMax = 512;

/// Why an answer does not fit; the place never holds a value.
enum class WireFault {
    NotABundle = 1,  ///< not the Bundle that was asked for
    CountDiffers,    ///< more or fewer entries than were sent
    EntryDiffers,    ///< an entry answers another record than the one at its place
    NotStored,       ///< an entry does not say that it was stored
    NoCursor,        ///< the page does not say where the next one begins
};
[[nodiscard]] const boost::system::error_category& wireFaultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(WireFault f) {
    return {static_cast<int>(f), wireFaultCategory()};
}

/// The code of an OperationOutcome and the entry it blames; both empty for any other text.
struct RefusalText {
    std::string code;
    std::optional<std::size_t> entryAt;
};
[[nodiscard]] RefusalText readRefusal(std::string_view body);

/// The answer to a bundle, matched by position and by location to what was sent: count, types and
/// ids must fit and every entry must say 2xx.
[[nodiscard]] Result<std::vector<AppliedEntry>> readPushAnswer(std::string_view body,
                                                               std::span<const RecordKey> sent);

/// A page of the change feed. `page.next` holds only the cursor; the rest is for the engine to say.
struct ReadPage {
    fhir::Json json;  ///< keeps the bytes that `page` points into
    FeedPage page;
    PageSummary summary;  ///< without headSeq and weight
};
/// An entry that cannot be understood becomes a change with an empty key, so that the store can put
/// it aside and the numbers go on. The link is never followed: only its cursor is taken.
[[nodiscard]] Result<ReadPage> readFeedPage(std::string body);

}  // namespace landfall::sync

template <>
struct boost::system::is_error_code_enum<landfall::sync::WireFault> : std::true_type {};
