#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "landfall/safety/medicines.hpp"

namespace landfall::safety {

namespace {
bool isMark(UChar32 c) {
    return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}
bool isApostrophe(UChar32 c) {
    return c == '\'' || c == 0x2019 || c == 0x2BC;
}
}  // namespace

std::vector<std::string> foldedWords(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* decompose = icu::Normalizer2::getNFKDInstance(status);
    if (U_FAILURE(status) != 0) return {};
    auto given = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    const auto plain = decompose->normalize(given.foldCase(), status);
    if (U_FAILURE(status) != 0) return {};

    std::vector<std::string> words;
    std::string word;
    const auto end = [&] {
        if (!word.empty()) words.push_back(std::move(word));
        word.clear();
    };
    for (std::int32_t i = 0; i < plain.length(); i = plain.moveIndex32(i, 1)) {
        const auto c = plain.char32At(i);
        // Marks are the accents; an apostrophe is left out so that "John's" and "Johns" are one
        // word.
        if (isMark(c) || isApostrophe(c)) continue;
        if (u_isalnum(c) != 0)
            icu::UnicodeString(c).toUTF8String(word);
        else
            end();
    }
    end();
    return words;
}

}  // namespace landfall::safety
