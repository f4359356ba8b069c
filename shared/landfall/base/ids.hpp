#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/base/result.hpp"

namespace landfall::base {

/// A UUID as 16 bytes; text form is lower case with dashes.
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};
    friend auto operator<=>(const Uuid&, const Uuid&) = default;
    [[nodiscard]] std::string text() const;
    /// Reads exactly 8-4-4-4-12 lower or upper case hex digits.
    [[nodiscard]] static Result<Uuid> parse(std::string_view text);
};

/// Version 7 (RFC 9562): time-ordered, made by the writer, so ids need no server.
[[nodiscard]] Uuid makeUuidV7(const Clock& clock, Random& random);
/// Version 4: for what must not tell when it was made.
[[nodiscard]] Uuid makeUuidV4(Random& random);

/// FHIR R4 id: 1 to 64 of A-Z a-z 0-9 - . (http://hl7.org/fhir/R4/datatypes.html#id).
[[nodiscard]] bool isFhirId(std::string_view text);

}  // namespace landfall::base
