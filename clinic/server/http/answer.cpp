#include "server/http/answer.hpp"

#include <date/date.h>

#include <array>
#include <chrono>

namespace landfall::clinic::http {

namespace {

constexpr std::array securityHeaders = {
    std::string_view(
        "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'\r\n"),
    std::string_view("Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n"),
    std::string_view("X-Content-Type-Options: nosniff\r\n"),
    std::string_view("Referrer-Policy: no-referrer\r\n"),
    std::string_view("Cross-Origin-Opener-Policy: same-origin\r\n"),
    std::string_view("Cross-Origin-Resource-Policy: same-origin\r\n"),
    std::string_view("Cache-Control: no-store\r\n"),
    std::string_view("Permissions-Policy: camera=(), microphone=(), geolocation=()\r\n"),
};

std::string_view reason(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 204:
            return "No Content";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 411:
            return "Length Required";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 417:
            return "Expectation Failed";
        case 421:
            return "Misdirected Request";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        case 505:
            return "HTTP Version Not Supported";
        default:
            return "Answer";
    }
}

/// A handler's header can hold what a phone once sent: a line break in it must not end the line.
void appendHeader(std::string& out, std::string_view name, std::string_view value) {
    for (const char c : value)
        if (c < 0x20 || c == 0x7f) return;
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
}

}  // namespace

std::string httpDate(std::int64_t unixMs) {
    const auto seconds = date::sys_seconds{std::chrono::seconds{unixMs / 1000}};
    return date::format("%a, %d %b %Y %T GMT", seconds);
}

std::string answerBytes(const Response& response, const AnswerForm& form) {
    constexpr std::size_t headBytesUsual = 1024;
    std::string out;
    out.reserve(headBytesUsual + response.body.size());
    out += "HTTP/1.1 " + std::to_string(response.status) + ' ';
    out += reason(response.status);
    out += "\r\n";
    appendHeader(out, "Date", httpDate(form.nowUnixMs));
    appendHeader(out, "X-Request-Id", form.requestId);
    for (const auto header : securityHeaders) out += header;
    if (!response.contentType.empty()) appendHeader(out, "Content-Type", response.contentType);
    for (const auto& header : response.headers) appendHeader(out, header.name, header.value);
    const bool bodiless = response.status == 204 || response.status == 304;
    if (!response.events && !bodiless)
        appendHeader(out, "Content-Length", std::to_string(response.body.size()));
    appendHeader(out, "Connection", form.keepAlive && !response.events ? "keep-alive" : "close");
    out += "\r\n";
    if (!form.headOnly && !bodiless && !response.events) out += response.body;
    return out;
}

}  // namespace landfall::clinic::http
