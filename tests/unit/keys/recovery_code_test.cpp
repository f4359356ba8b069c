#include "landfall/keys/recovery_code.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace landfall;
using namespace landfall::keys;

namespace {
std::string textOf(const RecoveryCode& code) {
    return code.text().reveal();
}
}  // namespace

TEST_CASE("a code is 28 symbols in seven groups and reads back (S-31)") {
    base::SeededRandom random(1);
    for (int i = 0; i < 50; ++i) {
        const auto code = RecoveryCode::make(random);
        const auto text = textOf(code);
        REQUIRE(text.size() == 34);
        for (std::size_t at = 4; at < text.size(); at += 5) CHECK(text[at] == '-');
        const auto read = RecoveryCode::read(text);
        REQUIRE(read.has_value());
        CHECK(std::ranges::equal(read->bytes(), code.bytes()));
    }
}

TEST_CASE("the text of a known code stays what it is in every version (S-31)") {
    class Zeros final : public base::Random {
        void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, std::uint8_t{0}); }
    } zeros;
    const auto text = textOf(RecoveryCode::make(zeros));
    CHECK(text.substr(0, 30) == "0000-0000-0000-0000-0000-0000-");
    // 128 zero bits fill 25 symbols and 3 bits; the rest is the check.
    CHECK(text.substr(30, 1) == "0");
    CHECK(RecoveryCode::read(text).has_value());
}

TEST_CASE("case, spaces, dashes and look-alikes do not matter; U does (S-31)") {
    base::SeededRandom random(2);
    std::string text = textOf(RecoveryCode::make(random));
    std::string loose;
    for (const char c : text) {
        if (c == '-')
            loose += " - ";
        else if (c == '0')
            loose += 'o';
        else if (c == '1')
            loose += 'l';
        else
            loose += static_cast<char>(std::tolower(c));
    }
    CHECK(RecoveryCode::read(loose).has_value());
    text[0] = 'U';
    CHECK(RecoveryCode::read(text).error().is(Fault::RecoveryCodeMistyped));
    CHECK(RecoveryCode::read("").error().is(Fault::RecoveryCodeMistyped));
    CHECK(RecoveryCode::read("ABCD").error().is(Fault::RecoveryCodeMistyped));
    CHECK(RecoveryCode::read(std::string(5000, 'A')).error().is(Fault::RecoveryCodeMistyped));
}

TEST_CASE("one wrong symbol is noticed, placed and offered, never applied (S-31)") {
    base::SeededRandom random(3);
    int placed = 0;
    int tried = 0;
    for (int round = 0; round < 40; ++round) {
        const auto code = RecoveryCode::make(random);
        const auto right = textOf(code);
        auto at = static_cast<std::size_t>(random.below(right.size()));
        if (right[at] == '-') ++at;
        auto wrong = right;
        wrong[at] = right[at] == 'A' ? 'B' : 'A';
        const auto read = RecoveryCode::read(wrong);
        if (read.has_value()) continue;  // one in 4,096 passes the check
        ++tried;
        CHECK(read.error().is(Fault::RecoveryCodeMistyped));
        const auto correction = correctionOf(wrong);
        REQUIRE(correction.has_value());
        CHECK(read.error().where == "group " + std::to_string(correction->group + 1));
        // Another symbol before it may repair it too, by chance; never one behind it.
        CHECK(correction->group <= at / 5);
        CHECK(RecoveryCode::read(correction->text.reveal()).has_value());
        if (correction->text.reveal() == right) ++placed;
    }
    CHECK(tried > 35);
    CHECK(placed > tried * 3 / 4);
    CHECK_FALSE(correctionOf("ABCD").has_value());
}

TEST_CASE("two typed groups are compared by the reading rules") {
    base::SeededRandom random(4);
    const auto code = RecoveryCode::make(random);
    for (std::size_t i = 0; i < RecoveryCode::groupCount; ++i) {
        auto typed = code.group(i).reveal();
        CHECK(typed.size() == 4);
        CHECK(code.groupMatches(i, " " + typed + " "));
        typed[0] = typed[0] == 'A' ? 'B' : 'A';
        CHECK_FALSE(code.groupMatches(i, typed));
        CHECK_FALSE(code.groupMatches(i, ""));
    }
    CHECK_FALSE(code.groupMatches(7, "0000"));
}
