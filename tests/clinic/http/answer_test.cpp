#include "server/http/answer.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

#include "server/http/events.hpp"

using namespace landfall::clinic::http;

namespace {
AnswerForm form() {
    AnswerForm made;
    made.requestId = "01REQUEST";
    made.nowUnixMs = 784'111'777'000;
    made.keepAlive = true;
    return made;
}
bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}
}  // namespace

TEST_CASE("every answer carries the date, the request id and the security headers") {
    const auto bytes = answerBytes(Response::json(200, "{}"), form());
    CHECK(bytes.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(holds(bytes, "\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"));
    CHECK(holds(bytes, "\r\nX-Request-Id: 01REQUEST\r\n"));
    for (const auto* header :
         {"Content-Security-Policy: default-src 'none'; script-src 'self'",
          "require-trusted-types-for 'script'", "Strict-Transport-Security: max-age=63072000",
          "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer",
          "Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin",
          "Cache-Control: no-store", "Permissions-Policy: camera=()"})
        CHECK(holds(bytes, header));
    CHECK_FALSE(holds(bytes, "Access-Control"));
    CHECK(holds(bytes, "\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n{}"));
}

TEST_CASE("an answer without a body says so, and HEAD gets the length without the body") {
    CHECK_FALSE(holds(answerBytes(Response::empty(), form()), "Content-Length"));
    auto head = form();
    head.headOnly = true;
    const auto bytes = answerBytes(Response::json(200, "{}"), head);
    CHECK(holds(bytes, "Content-Length: 2\r\n"));
    CHECK(bytes.ends_with("\r\n\r\n"));
}

TEST_CASE("a line break in a header's value cannot begin another header") {
    auto response = Response::json(200, "{}");
    response.with("X-A", "a\r\nSet-Cookie: b=c");
    CHECK_FALSE(holds(answerBytes(response, form()), "Set-Cookie"));
}

TEST_CASE("an answer with events has no length and ends with the connection") {
    auto response = Response::text(200, "");
    response.events = std::make_shared<EventStream>();
    const auto bytes = answerBytes(response, form());
    CHECK_FALSE(holds(bytes, "Content-Length"));
    CHECK(holds(bytes, "Connection: close"));
}

TEST_CASE(
    "each refusal has its own code, a status of an error and the shape of an OperationOutcome") {
    std::set<std::string_view> codes;
    for (int i = 0; i < refusalCount; ++i) {
        const auto refusal = static_cast<Refusal>(i);
        const auto& form = formOf(refusal);
        CHECK(codes.insert(form.code).second);
        CHECK(form.status >= 400);
        const auto response =
            refuse("01REQUEST", refusal, {.expression = "Bundle.entry[3]", .retryAfterSeconds = 0});
        CHECK(response.status == form.status);
        CHECK(holds(response.body, "\"resourceType\":\"OperationOutcome\""));
        CHECK(holds(response.body, "\"code\":\"" + std::string(form.code) + "\""));
        CHECK(holds(response.body, "\"expression\":[\"Bundle.entry[3]\"]"));
        CHECK(holds(response.body, "\"diagnostics\":\"request 01REQUEST\""));
        const bool waits = form.status == 429 || form.status == 503;
        CHECK(response.headers.empty() != waits);
    }
    CHECK(formOf(Refusal::Internal).status == 500);
    CHECK(formOf(Refusal::DigitsDiffer).code == "digits_differ");
}

TEST_CASE("a cookie is found among others and not when it is there twice") {
    Request request;
    request.headers = {{"Cookie", "a=1; __Host-lf=token; b=2"}};
    CHECK(request.cookie("__Host-lf") == "token");
    CHECK_FALSE(request.cookie("lf").has_value());
    request.headers = {{"Cookie", "__Host-lf=one; __Host-lf=two"}};
    CHECK_FALSE(request.cookie("__Host-lf").has_value());
}
