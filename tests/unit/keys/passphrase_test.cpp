#include "landfall/keys/passphrase.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace landfall;
using namespace landfall::keys;

namespace {
Result<void> check(std::string_view typed) {
    LF_TRY(const auto normalised, normalise(typed));
    return checkNewPassphrase(normalised);
}
}  // namespace

TEST_CASE("the same passphrase typed on two keyboards is the same passphrase (S-09)") {
    // e with acute as one code point and as two; the fi ligature; full-width letters.
    CHECK(normalise("caf\u00e9")->reveal() == normalise("cafe\u0301")->reveal());
    CHECK(normalise("\ufb01n")->reveal() == "fin");
    CHECK(normalise("\uff41\uff42")->reveal() == "ab");
    CHECK(normalise("\u1e9b\u0323")->reveal() == "\u1e69");
    CHECK(normalise("")->reveal().empty());
    CHECK(normalise("🌊 море")->reveal() == "🌊 море");
}

TEST_CASE("what is no text or too long is refused") {
    CHECK(normalise("\xff\xfe").error().is(Fault::NotText));
    CHECK(normalise("\xed\xa0\x80").error().is(Fault::NotText));
    CHECK(normalise(std::string(passphraseBytesMax + 1, 'a')).error().is(Fault::TooLong));
    CHECK(normalise(std::string(passphraseBytesMax, 'a')).has_value());
}

TEST_CASE("a passphrase has at least twelve characters, whatever they are (S-07)") {
    CHECK(check("short").error().is(Fault::TooShort));
    CHECK(check("elevenchars").error().is(Fault::TooShort));
    CHECK(check("heronsfly 12").has_value());
    CHECK(check("Море волнуетс").has_value());
    // Twelve bytes and three characters.
    CHECK(check("🌊🌲🌙").error().is(Fault::TooShort));
    CHECK(check("🌊🌲🌙🌊🌲✨🌊🌲🌙🐦🌲🌙").has_value());
    // Counted after normalisation: twelve code points that compose to six.
    CHECK(check("e\u0301a\u0301i\u0301o\u0301u\u0301e\u0301").error().is(Fault::TooShort));
}

TEST_CASE("passphrases that are guessed first are refused however they are written (S-07)") {
    for (const auto* typed : {"password1234", "Password 1234", "PASS-WORD-1234", "qwertyuiop123",
                              "iloveyouforever", "I love you, forever!", "let me in please",
                              "aaaaaaaaaaaa", "abababababab", "123123123123", "abcdefghijklm",
                              "123456789012", "987654321098", "\uff50\uff41\uff53\uff53word1234"}) {
        INFO(typed);
        CHECK(check(typed).error().is(Fault::TooCommon));
    }
    CHECK(check("seven herons on a wire").has_value());
}
