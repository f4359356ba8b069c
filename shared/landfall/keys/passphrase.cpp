#include "landfall/keys/passphrase.hpp"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "landfall/base/embedded.hpp"

namespace landfall::keys {

namespace commonPassphrases {
std::span<const base::EmbeddedFile> files();
}

namespace {
using Units = base::Secret<std::vector<UChar>>;
constexpr std::size_t patternPointsMax = 4;

Result<Units> unitsOf(std::string_view typed) {
    std::vector<UChar> units(typed.size() + 1);
    int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8(units.data(), static_cast<int32_t>(units.size()), &length, typed.data(),
                  static_cast<int32_t>(typed.size()), &status);
    Units held(std::move(units));
    if (U_FAILURE(status)) return Fault::NotText;
    return Units(std::vector<UChar>(held.reveal().begin(), held.reveal().begin() + length));
}

Result<base::SecretText> textOf(const Units& units) {
    // At most three bytes for each unit of UTF-16.
    std::string text(units.reveal().size() * 3 + 1, '\0');
    int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8(text.data(), static_cast<int32_t>(text.size()), &length, units.reveal().data(),
                static_cast<int32_t>(units.reveal().size()), &status);
    base::SecretText held(std::move(text));
    if (U_FAILURE(status)) return Fault::NotText;
    return base::SecretText(held.reveal().substr(0, static_cast<std::size_t>(length)));
}

Result<Units> apply(const UNormalizer2* form, const Units& in) {
    UErrorCode status = U_ZERO_ERROR;
    // A code point grows to at most 18 under NFKC.
    std::vector<UChar> out(in.reveal().size() * 18 + 1);
    const auto length =
        unorm2_normalize(form, in.reveal().data(), static_cast<int32_t>(in.reveal().size()),
                         out.data(), static_cast<int32_t>(out.size()), &status);
    Units held(std::move(out));
    if (U_FAILURE(status)) return Fault::NotText;
    return Units(std::vector<UChar>(held.reveal().begin(), held.reveal().begin() + length));
}

std::vector<UChar32> pointsOf(const Units& units) {
    std::vector<UChar32> points;
    points.reserve(units.reveal().size());
    const auto& from = units.reveal();
    for (std::size_t i = 0; i < from.size();) {
        UChar32 point = 0;
        U16_NEXT(from.data(), i, from.size(), point);
        points.push_back(point);
    }
    return points;
}

bool isRepeated(const std::vector<UChar32>& points) {
    for (std::size_t period = 1; period <= patternPointsMax && period < points.size(); ++period)
        if (std::equal(points.begin() + static_cast<std::ptrdiff_t>(period), points.end(),
                       points.begin()))
            return true;
    return false;
}

bool isRun(const std::vector<UChar32>& points) {
    for (const int step : {1, -1}) {
        const auto breaks = [step](UChar32 a, UChar32 b) {
            // 9 goes on with 0, as on the keyboard.
            return b != a + step && !(step == 1 && a == '9' && b == '0') &&
                   !(step == -1 && a == '0' && b == '9');
        };
        if (std::adjacent_find(points.begin(), points.end(), breaks) == points.end()) return true;
    }
    return false;
}

const std::unordered_set<std::string_view>& commonOnes() {
    static const auto set = [] {
        std::unordered_set<std::string_view> out;
        auto rest = commonPassphrases::files().front().bytes;
        while (!rest.empty()) {
            const auto end = std::min(rest.find('\n'), rest.size());
            if (end > 0 && rest.front() != '#') out.insert(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return out;
    }();
    return set;
}
}  // namespace

Result<base::SecretText> normalise(std::string_view typed) {
    if (typed.size() > passphraseBytesMax) return Fault::TooLong;
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfkc = unorm2_getNFKCInstance(&status);
    if (U_FAILURE(status)) return Fault::NotEnoughMemory;
    LF_TRY(const auto units, unitsOf(typed));
    LF_TRY(const auto normal, apply(nfkc, units));
    return textOf(normal);
}

Result<void> checkNewPassphrase(const base::SecretText& normalised) {
    LF_TRY(const auto units, unitsOf(normalised.reveal()));
    auto points = pointsOf(units);
    const bool isShort = points.size() < passphrasePointsMin;
    const bool isPattern = isRepeated(points) || isRun(points);
    base::wipe(points.data(), points.size() * sizeof(points[0]));
    if (isShort) return Fault::TooShort;
    if (isPattern) return Fault::TooCommon;

    UErrorCode status = U_ZERO_ERROR;
    const auto* folding = unorm2_getNFKCCasefoldInstance(&status);
    if (U_FAILURE(status)) return Fault::NotEnoughMemory;
    LF_TRY(const auto folded, apply(folding, units));
    LF_TRY(const auto text, textOf(folded));
    std::string bare;
    bare.reserve(text.reveal().size());
    for (const char c : text.reveal())
        if (static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') ||
            (c >= 'a' && c <= 'z'))
            bare.push_back(c);
    const base::SecretText held(std::move(bare));
    if (commonOnes().contains(held.reveal())) return Fault::TooCommon;
    return ok();
}

}  // namespace landfall::keys
