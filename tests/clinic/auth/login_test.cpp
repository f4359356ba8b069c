#include "server/auth/login.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "clinic/auth/world.hpp"
#include "server/auth/throttle.hpp"

using namespace landfall;
using clinic::http::Header;
using clinic::http::Method;
using clinic::http::Role;
using tests::World;

namespace {

std::string headerOf(const clinic::http::Response& response, std::string_view name) {
    for (const auto& header : response.headers)
        if (header.name == name) return header.value;
    return {};
}

std::vector<Header> without(std::vector<Header> headers, std::string_view name) {
    std::erase_if(headers, [&](const Header& header) { return header.name == name; });
    return headers;
}

clinic::http::Response me(World& world, const std::vector<Header>& page) {
    return world.send(Method::Get, {"review", "api", "me"}, {}, page);
}

}  // namespace

TEST_CASE("a login gives a session, its token against forgery, and who one is") {
    World world;
    const auto lin = world.add(Role::Clinician, "Lin@Clinic.example");
    const auto answer = world.login("lin@clinic.example", World::password, world.codeOf(lin));
    REQUIRE(answer.status == 200);
    const auto cookie = headerOf(answer, "Set-Cookie");
    CHECK(cookie.starts_with("__Host-lf="));
    CHECK(cookie.ends_with("; Secure; HttpOnly; SameSite=Strict; Path=/"));
    CHECK(cookie.size() == std::string("__Host-lf=").size() + 43 +
                               std::string("; Secure; HttpOnly; SameSite=Strict; Path=/").size());
    const auto json = *fhir::Json::parse(answer.body);
    CHECK(json.get("user").get("id").textOr() == lin.id);
    CHECK(json.get("user").get("email").textOr() == "lin@clinic.example");
    CHECK(json.get("user").get("role").textOr() == "clinician");

    const std::vector<Header> page = {{"Cookie", cookie.substr(0, cookie.find(';'))}};
    const auto seen = me(world, page);
    REQUIRE(seen.status == 200);
    CHECK(World::member(seen, "csrf") == World::member(answer, "csrf"));
    CHECK(fhir::Json::parse(seen.body)->get("clinic").get("name").textOr() == "Harbour Clinic");
    CHECK(world.audit.lines.back() == "login done by clinician");
}

TEST_CASE("a wrong password, a wrong code and an unknown account get the very same answer") {
    World world;
    const auto lin = world.add(Role::Clinician, "lin@clinic.example");
    const auto code = world.codeOf(lin);
    const auto wrongCode = code == "000000" ? "000001" : "000000";
    const auto wrongPassword = world.login(lin.email, "kettle orbit mantle 8", code);
    CHECK(World::outcomeOf(wrongPassword) == "login_failed");
    CHECK(wrongPassword.status == 401);
    CHECK(world.login(lin.email, World::password, wrongCode).body == wrongPassword.body);
    CHECK(world.login("nobody@clinic.example", World::password, code).body == wrongPassword.body);
    CHECK(world.login(lin.email, "", "").body == wrongPassword.body);
    CHECK(world.login(lin.email, World::password, code).status == 200);
}

TEST_CASE("a code counts once, and a code from before it no longer counts") {
    World world;
    const auto lin = world.add(Role::Clinician, "lin@clinic.example");
    const auto old = world.codeOf(lin);
    world.clock.advanceMs(30'000);
    const auto code = world.codeOf(lin);
    CHECK(world.login(lin.email, World::password, code).status == 200);
    CHECK(World::outcomeOf(world.login(lin.email, World::password, code)) == "login_failed");
    CHECK(World::outcomeOf(world.login(lin.email, World::password, old)) == "login_failed");
    world.clock.advanceMs(30'000);
    CHECK(world.login(lin.email, World::password, world.codeOf(lin)).status == 200);
}

TEST_CASE("codes of the neighbouring steps count, those further away do not") {
    World world;
    const auto lin = world.add(Role::Clinician, "lin@clinic.example");
    const auto code = world.codeOf(lin);
    world.clock.advanceMs(60'000);
    CHECK(World::outcomeOf(world.login(lin.email, World::password, code)) == "login_failed");
    world.clock.advanceMs(-30'000);
    CHECK(world.login(lin.email, World::password, code).status == 200);
}

TEST_CASE("failures slow an account and an address down, known or not, and never lock for good") {
    World world;
    const auto lin = world.add(Role::Clinician, "lin@clinic.example");
    for (const auto& email : {lin.email, std::string("nobody@clinic.example")}) {
        REQUIRE(world.database.run("DELETE FROM login_failure").has_value());
        for (int i = 0; i < 5; ++i)
            CHECK(World::outcomeOf(world.login(email, "wrong wrong wrong", "000000")) ==
                  "login_failed");
        const auto blocked = world.login(email, World::password, world.codeOf(lin));
        CHECK(blocked.status == 429);
        CHECK(headerOf(blocked, "Retry-After") == "1");
        world.clock.advanceMs(1'000);
        CHECK(World::outcomeOf(world.login(email, "wrong wrong wrong", "000000")) ==
              "login_failed");
        CHECK(headerOf(world.login(email, "", "000000"), "Retry-After") == "2");
        world.clock.advanceMs(2'000);
    }
    CHECK(world.login(lin.email, World::password, world.codeOf(lin)).status == 200);
}

TEST_CASE("the wait doubles from one second to fifteen minutes") {
    using clinic::auth::blockMsAfter;
    CHECK(blockMsAfter(4) == 0);
    CHECK(blockMsAfter(5) == 1'000);
    CHECK(blockMsAfter(6) == 2'000);
    CHECK(blockMsAfter(14) == 512'000);
    CHECK(blockMsAfter(15) == 900'000);
    CHECK(blockMsAfter(1'000'000) == 900'000);
}

TEST_CASE("a session ends after 15 idle minutes and after 12 hours however busy it is") {
    World world;
    const auto lin = world.add(Role::Clinician, "lin@clinic.example");
    auto page = world.signIn(lin);
    world.clock.advanceMs(14 * 60'000);
    CHECK(me(world, page).status == 200);
    world.clock.advanceMs(14 * 60'000);
    CHECK(me(world, page).status == 200);
    world.clock.advanceMs(15 * 60'000);
    CHECK(World::outcomeOf(me(world, page)) == "session_required");

    page = world.signIn(lin);
    for (int minutes = 0; minutes + 10 < 12 * 60; minutes += 10) {
        CHECK(me(world, page).status == 200);
        world.clock.advanceMs(10 * 60'000);
    }
    CHECK(me(world, page).status == 200);
    world.clock.advanceMs(10 * 60'000);
    CHECK(World::outcomeOf(me(world, page)) == "session_required");
}

TEST_CASE("a page that only listens for events does not keep its session alive") {
    World world;
    world.handlers.bind(clinic::http::RouteId::Events,
                        [](const auto&) { return clinic::http::Response::empty(); });
    const auto page = world.signIn(world.add(Role::Clinician, "lin@clinic.example"));
    const auto listen = [&] {
        return world.send(Method::Get, {"review", "api", "events"}, {}, page);
    };
    world.clock.advanceMs(10 * 60'000);
    CHECK(listen().status == 204);
    world.clock.advanceMs(10 * 60'000);
    CHECK(World::outcomeOf(listen()) == "session_required");
}

TEST_CASE("a change needs the session's own token, and reading does not") {
    World world;
    const auto lin = world.add(Role::Clinician, "lin@clinic.example");
    const auto page = world.signIn(lin);
    const auto logout = [&](const std::vector<Header>& headers) {
        return World::outcomeOf(world.post({"review", "api", "logout"}, "", headers));
    };
    auto stolen = without(page, "X-LF-CSRF");
    CHECK(logout(stolen) == "csrf");
    stolen.push_back({"X-LF-CSRF", std::string(43, 'A')});
    CHECK(logout(stolen) == "csrf");
    CHECK(logout(without(page, "Cookie")) == "session_required");
    CHECK(logout(without(page, "Origin")) == "origin");
    CHECK(me(world, without(without(page, "X-LF-CSRF"), "Origin")).status == 200);
    CHECK(logout(page) == "204");
}

TEST_CASE("logging out ends the session and clears the browser") {
    World world;
    const auto page = world.signIn(world.add(Role::Clinician, "lin@clinic.example"));
    const auto stream = world.events.open(
        World::member(world.send(Method::Get, {"review", "api", "sessions"}, {}, page), ""),
        [](std::string_view) { return true; });
    const auto answer = world.post({"review", "api", "logout"}, "", page);
    CHECK(answer.status == 204);
    CHECK(headerOf(answer, "Clear-Site-Data") == "\"cache\",\"cookies\",\"storage\"");
    CHECK(headerOf(answer, "Set-Cookie").find("Max-Age=0") != std::string::npos);
    CHECK(World::outcomeOf(me(world, page)) == "session_required");
}

TEST_CASE("one's own sessions can be seen and ended, another's cannot") {
    World world;
    const auto lin = world.add(Role::Clinician, "lin@clinic.example");
    const auto eve = world.add(Role::Admin, "eve@clinic.example");
    const auto here = world.signIn(lin);
    const auto there = world.signIn(lin);
    const auto hers = world.signIn(eve);
    const auto sessions = [&](const std::vector<Header>& page) {
        return *fhir::Json::parse(
            world.send(Method::Get, {"review", "api", "sessions"}, {}, page).body);
    };
    const auto list = sessions(here);
    REQUIRE(list.root().size() == 2);
    CHECK(list.root()[0].get("current").boolean() == false);
    CHECK(list.root()[1].get("current").boolean() == true);
    const std::string other(list.root()[0].get("id").textOr());
    const auto end = [&](const std::vector<Header>& page) {
        return World::outcomeOf(
            world.send(Method::Delete, {"review", "api", "sessions", other}, {}, page));
    };
    CHECK(end(hers) == "not_found");
    CHECK(me(world, there).status == 200);
    const auto stream = world.events.open(other, [](std::string_view) { return true; });
    CHECK(end(here) == "204");
    CHECK(stream->take().closed);
    CHECK(World::outcomeOf(me(world, there)) == "session_required");
    CHECK(me(world, here).status == 200);
}

TEST_CASE("each login has a new session, and the one the browser came with is ended") {
    World world;
    const auto lin = world.add(Role::Clinician, "lin@clinic.example");
    const auto first = world.signIn(lin);
    world.clock.advanceMs(30'000);
    auto headers = World::fromPage();
    for (const auto& header : first)
        if (header.name == "Cookie") headers.push_back(header);
    const auto again = world.post({"review", "api", "login"},
                                  R"({"email":")" + lin.email + R"(","password":")" +
                                      World::password + R"(","code":")" + world.codeOf(lin) + "\"}",
                                  headers);
    REQUIRE(again.status == 200);
    CHECK(World::outcomeOf(me(world, first)) == "session_required");
    const std::vector<Header> planted = {{"Cookie", "__Host-lf=" + std::string(43, 'A')}};
    CHECK(World::outcomeOf(me(world, planted)) == "session_required");
}

TEST_CASE("an account that is disabled is out at once") {
    World world;
    const auto lin = world.add(Role::Clinician, "lin@clinic.example");
    const auto page = world.signIn(lin);
    REQUIRE(world.database.run("UPDATE user_account SET disabled = 1 WHERE id = ?", lin.id)
                .has_value());
    CHECK(World::outcomeOf(me(world, page)) == "session_required");
    world.clock.advanceMs(30'000);
    CHECK(World::outcomeOf(world.login(lin.email, World::password, world.codeOf(lin))) ==
          "login_failed");
}

TEST_CASE("the list of users is for administrators and holds no secret") {
    World world;
    const auto lin = world.add(Role::Clinician, "lin@clinic.example");
    const auto admin = world.add(Role::Admin, "admin@clinic.example");
    const auto users = [&](const std::vector<Header>& page) {
        return world.send(Method::Get, {"review", "api", "users"}, {}, page);
    };
    CHECK(World::outcomeOf(users(world.signIn(lin))) == "forbidden");
    const auto answer = users(world.signIn(admin));
    REQUIRE(answer.status == 200);
    const auto json = *fhir::Json::parse(answer.body);
    REQUIRE(json.root().size() == 2);
    CHECK(json.root()[0].size() == 4);
    CHECK(answer.body.find("argon2") == std::string::npos);
}

TEST_CASE("a password that was hashed with another cost is hashed anew at the next login") {
    World world;
    const auto lin = world.add(Role::Clinician, "lin@clinic.example");
    const auto hash = [&] {
        return clinic::auth::findSecrets(world.database, lin.email).value()->passwordHash;
    };
    const auto before = hash();
    world.services.passwordCost.passes = 2;
    CHECK(world.login(lin.email, World::password, world.codeOf(lin)).status == 200);
    const auto after = hash();
    CHECK(after != before);
    CHECK(after.find("t=2") != std::string::npos);
    world.clock.advanceMs(30'000);
    CHECK(world.login(lin.email, World::password, world.codeOf(lin)).status == 200);
    CHECK(hash() == after);
}

TEST_CASE("a login that is not three texts is refused before anything is hashed") {
    World world;
    for (const auto& body :
         {R"({"email":"a@b","password":"x"})", R"({"email":1,"password":"x","code":"y"})",
          R"({"email":"a","password":"x","code":"y","role":"admin"})", R"([])",
          R"({"email":"a","email":"b","password":"x","code":"y"})", ""}) {
        const auto outcome =
            World::outcomeOf(world.post({"review", "api", "login"}, body, World::fromPage()));
        CHECK((outcome == "bad_json" || outcome == "bad_request"));
    }
    CHECK(world.audit.lines.empty());
}
