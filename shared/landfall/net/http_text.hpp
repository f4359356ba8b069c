#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "landfall/ports/transport.hpp"

namespace landfall::net {

/// Request line and header fields, with the empty line. Nothing when a part holds a character that
/// could end a line or a field early.
[[nodiscard]] std::optional<std::string> requestHead(const ports::Endpoint& endpoint,
                                                     const ports::Request& request);
/// IMF-fixdate of RFC 9110 section 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`; milliseconds since 1970.
[[nodiscard]] std::optional<std::int64_t> readHttpDate(std::string_view text);
/// Seconds or a date (RFC 9110 section 10.2.3), as milliseconds from `nowUnixMs`.
[[nodiscard]] std::optional<std::int64_t> readRetryAfter(std::string_view text,
                                                         std::int64_t nowUnixMs);
/// Type and subtype equal, parameters and case ignored.
[[nodiscard]] bool isMediaType(std::string_view contentType, std::string_view expected);
/// Everything but letters, digits and -._~* as %XX, for a form body.
[[nodiscard]] std::string formEncoded(std::string_view text);

}  // namespace landfall::net
