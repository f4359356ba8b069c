#include "server/auth/passwords.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "clinic/auth/world.hpp"
#include "server/auth/fault.hpp"
#include "server/auth/totp.hpp"

using namespace landfall;
using namespace landfall::clinic::auth;
using tests::World;

namespace {
bool refused(std::string_view password, Fault why) {
    const auto checked = checkPassword(password, "lin@clinic.example", "Dr Lin Harbour");
    return checked.has_error() && checked.error().is(why);
}
bool taken(std::string_view password) {
    return checkPassword(password, "lin@clinic.example", "Dr Lin Harbour").has_value();
}
}  // namespace

TEST_CASE("a password has 12 to 128 characters, whatever they are") {
    CHECK(refused("kettle orbi", Fault::PasswordTooShort));
    CHECK(taken("kettle orbit"));
    CHECK(taken("zażółć gęślą"));
    CHECK(refused("zażółć gęśl", Fault::PasswordTooShort));
    CHECK(taken("correct 電池 馬 石 staple"));
    std::string word;
    for (int i = 0; word.size() < 128; ++i) word += "kettle" + std::to_string(i * i);
    CHECK(taken(word.substr(0, 128)));
    CHECK(refused(word.substr(0, 128) + "x", Fault::PasswordTooLong));
    CHECK(refused(std::string("kettle\0orbit mantle", 19), Fault::PasswordNotText));
    CHECK(refused("kettle orbit \xff", Fault::PasswordNotText));
    CHECK(refused("kettle orbit \xc0\xaf", Fault::PasswordNotText));
}

TEST_CASE("what everybody tries first is refused, dressed up or not") {
    for (const auto* password :
         {"passwordpassword",   "Password1234",  "PASSWORD!!!!!!",    "123456789012",
          "987654321098",       "aaaaaaaaaaaa",  "abcabcabcabc",      "abcdefghijklmn",
          "Welcome2026!!",      "landfall2026!", "Landfall Clinic 1", "psychotherapy1",
          "dimethyltryptamine", "letmeinplease", "qwertyuiop[]",      "iloveyouforever",
          "lin@clinic.example", "drlinharbour1", "Dr Lin Harbour 7",  "!!!!!!!!!!!!",
          "000000000000",       "Chelsea!!!!!!", "blink182blink182",  "2026.Liverpool!"}) {
        INFO(password);
        CHECK(refused(password, Fault::PasswordCommon));
    }
    CHECK(taken("landfall kettle 7"));
    CHECK(taken("kettle orbit mantle"));
}

TEST_CASE("the hash of a password is Argon2id and fits that password only") {
    constexpr PasswordCost cheap{.passes = 1, .memoryBytes = 8192};
    const auto hash = hashPassword("kettle orbit mantle", cheap);
    REQUIRE(hash.has_value());
    CHECK(hash->starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
    CHECK(verifyPassword(*hash, "kettle orbit mantle", cheap).right);
    CHECK_FALSE(verifyPassword(*hash, "kettle orbit mantl", cheap).right);
    CHECK_FALSE(verifyPassword(*hash, "kettle orbit mantle", cheap).rehash);
    CHECK(verifyPassword(*hash, "kettle orbit mantle", {.passes = 2, .memoryBytes = 8192}).rehash);
    CHECK_FALSE(verifyPassword("not a hash", "kettle orbit mantle", cheap).right);
    const auto shipped = hashPassword("kettle orbit mantle", PasswordCost{});
    REQUIRE(shipped.has_value());
    CHECK(shipped->starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
}

TEST_CASE("an account needs an address, a name and a password that hold up") {
    World world;
    const auto add = [&](std::string email, std::string name, std::string password) {
        return addUser(world.transactions, world.audit, clinic::http::Actor::operatorOfMachine(),
                       {.email = std::move(email),
                        .name = std::move(name),
                        .password = base::SecretText(std::move(password)),
                        .clinicName = "Harbour Clinic",
                        .cost = world.services.passwordCost},
                       world.clock, world.random);
    };
    CHECK(add("lin", "Lin", World::password).error().is(Fault::EmailMalformed));
    CHECK(add("lin@", "Lin", World::password).error().is(Fault::EmailMalformed));
    CHECK(add("l in@clinic.example", "Lin", World::password).error().is(Fault::EmailMalformed));
    CHECK(add("lin@clinic.example", " ", World::password).error().is(Fault::NameMalformed));
    CHECK(add("lin@clinic.example", "Lin", "short").error().is(Fault::PasswordTooShort));
    CHECK(world.audit.lines.empty());
    const auto made = add("lin@clinic.example", "Dr Lin", World::password);
    REQUIRE(made.has_value());
    CHECK(
        made->otpauth.starts_with("otpauth://totp/Harbour%20Clinic:lin%40clinic.example?secret="));
    CHECK(add("LIN@clinic.example", "Other", World::password).error().is(Fault::EmailTaken));
    CHECK(world.audit.lines == std::vector<std::string>{"add-user done by operator"});
}

TEST_CASE("codes follow RFC 6238") {
    // Appendix B, SHA-1, the last six of its eight digits.
    const auto secret = base::viewOf("12345678901234567890");
    CHECK(acceptedStep(secret, "287082", 59'000, 0) == 1);
    CHECK(acceptedStep(secret, "081804", 1'111'111'109'000, 0) == 37'037'036);
    CHECK(acceptedStep(secret, "353130", 20'000'000'000'000, 0) == 666'666'666);
    CHECK_FALSE(acceptedStep(secret, "287082", 59'000, 1).has_value());
    CHECK_FALSE(acceptedStep(secret, "28708", 59'000, 0).has_value());
    CHECK_FALSE(acceptedStep(secret, " 87082", 59'000, 0).has_value());
    CHECK_FALSE(acceptedStep(secret, "2870820", 59'000, 0).has_value());
}
