#include "server/http/message.hpp"

#include <algorithm>

#include "server/http/ascii.hpp"

namespace landfall::clinic::http {

Method methodFromText(std::string_view text) {
    if (text == "GET") return Method::Get;
    if (text == "HEAD") return Method::Head;
    if (text == "POST") return Method::Post;
    if (text == "PUT") return Method::Put;
    if (text == "DELETE") return Method::Delete;
    return Method::Other;
}

std::string_view toText(Method method) {
    switch (method) {
        case Method::Get:
            return "GET";
        case Method::Head:
            return "HEAD";
        case Method::Post:
            return "POST";
        case Method::Put:
            return "PUT";
        case Method::Delete:
            return "DELETE";
        case Method::Other:
            return "OTHER";
    }
    return "OTHER";
}

std::optional<std::string_view> Request::header(std::string_view name) const {
    const auto at = std::find_if(headers.begin(), headers.end(), [&](const Header& header) {
        return equalIgnoringCase(header.name, name);
    });
    if (at == headers.end()) return std::nullopt;
    return at->value;
}

std::optional<std::string_view> Request::queryValue(std::string_view name) const {
    const auto at = std::find_if(query.begin(), query.end(),
                                 [&](const auto& parameter) { return parameter.first == name; });
    if (at == query.end()) return std::nullopt;
    return at->second;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
    std::optional<std::string_view> found;
    for (const auto& header : headers) {
        if (!equalIgnoringCase(header.name, "Cookie")) continue;
        std::string_view rest = header.value;
        while (!rest.empty()) {
            const auto end = rest.find(';');
            const auto pair = trimmed(rest.substr(0, end));
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
            const auto equals = pair.find('=');
            if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
            if (found) return std::nullopt;  // two of them: somebody planted one
            found = pair.substr(equals + 1);
        }
    }
    return found;
}

Response Response::json(int status, std::string body) {
    return {.status = status, .contentType = std::string(jsonMediaType), .body = std::move(body)};
}

Response Response::fhir(int status, std::string body) {
    auto response = json(status, std::move(body));
    response.contentType = fhirMediaType;
    return response;
}

Response Response::text(int status, std::string body) {
    auto response = json(status, std::move(body));
    response.contentType = "text/plain; charset=utf-8";
    return response;
}

Response Response::empty(int status) {
    return {.status = status};
}

}  // namespace landfall::clinic::http
