#include "landfall/base/ids.hpp"

#include <algorithm>

#include "landfall/base/bytes.hpp"

namespace landfall::base {

std::string Uuid::text() const {
    std::string hex = toHex(bytes);
    for (const std::size_t at : {8U, 13U, 18U, 23U}) hex.insert(at, 1, '-');
    return hex;
}

Result<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != 36) return Fault::Malformed;
    std::string hex;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash != (text[i] == '-')) return Fault::Malformed;
        if (!dash) hex += text[i];
    }
    LF_TRY(const auto raw, fromHex(hex));
    Uuid id;
    std::copy(raw.begin(), raw.end(), id.bytes.begin());
    return id;
}

namespace {
Uuid stamped(Uuid id, unsigned version) {
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0FU) | version << 4);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3FU) | 0x80U);
    return id;
}
}  // namespace

Uuid makeUuidV7(const Clock& clock, Random& random) {
    Uuid id;
    random.fill(id.bytes);
    const auto ms = static_cast<std::uint64_t>(clock.now().unixMs);
    for (unsigned i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(ms >> (8 * (5 - i)) & 0xFFU);
    return stamped(id, 7);
}

Uuid makeUuidV4(Random& random) {
    Uuid id;
    random.fill(id.bytes);
    return stamped(id, 4);
}

bool isFhirId(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.';
    };
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), allowed);
}

}  // namespace landfall::base
