#include "landfall/base/bytes.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace landfall::base;

TEST_CASE("hex and base64url go there and back and refuse what is not theirs") {
    const Bytes raw{0x00, 0xff, 0x10, 0x3e, 0xbf};
    CHECK(toHex(raw) == "00ff103ebf");
    CHECK(*fromHex("00FF103ebf") == raw);
    CHECK(fromHex("0").has_error());
    CHECK(fromHex("zz").has_error());
    CHECK(toBase64Url(raw) == "AP8QPr8");
    CHECK(*fromBase64Url("AP8QPr8") == raw);
    CHECK(fromBase64Url("AP8QPr8=").has_error());
    CHECK(fromBase64Url("AP8QPr9").has_error());  // the last two bits must be zero
    CHECK(*fromBase64(toBase64(raw)) == raw);
}

TEST_CASE("Crockford base32 forgives what people mistype and nothing else") {
    const Bytes raw{0xde, 0xad, 0xbe, 0xef};
    const auto text = toCrockford32(raw, 32);
    CHECK(text.size() == 7);
    CHECK(*fromCrockford32(text, 32) == raw);
    CHECK(*fromCrockford32("0o0-iIl", 30) == *fromCrockford32("000111", 30));
    CHECK(fromCrockford32("U00000", 30).has_error());
    CHECK(fromCrockford32("00000", 30).has_error());
    CHECK(fromCrockford32("0000000", 30).has_error());
}

TEST_CASE("SHA-256 gives the value of FIPS 180-2, in one part or several") {
    const auto whole = sha256(viewOf("abc"));
    CHECK(toHex(whole) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256({viewOf("a"), viewOf(""), viewOf("bc")}) == whole);
}
