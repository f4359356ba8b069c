#include "server/http/request_reader.hpp"

#include <algorithm>
#include <utility>

#include "server/http/ascii.hpp"

namespace landfall::clinic::http {

namespace {

/// `application/json`, with or without `charset=utf-8`.
bool mediaTypeIs(std::string_view value, std::string_view type) {
    const auto semicolon = value.find(';');
    if (!equalIgnoringCase(trimmed(value.substr(0, semicolon)), type)) return false;
    if (semicolon == std::string_view::npos) return true;
    const auto parameter = trimmed(value.substr(semicolon + 1));
    return equalIgnoringCase(parameter, "charset=utf-8") ||
           equalIgnoringCase(parameter, "fhirVersion=4.0");
}

bool mediaFits(Media media, std::string_view value) {
    switch (media) {
        case Media::None:
            return false;
        case Media::Json:
            return mediaTypeIs(value, jsonMediaType);
        case Media::Fhir:
            return mediaTypeIs(value, fhirMediaType);
        case Media::Form:
            return mediaTypeIs(value, "application/x-www-form-urlencoded");
    }
    return false;
}

}  // namespace

RequestReader::State RequestReader::refuseWith(Refusal refusal) {
    refusal_ = refusal;
    buffer_.clear();
    return state_ = State::Refused;
}

RequestReader::State RequestReader::feed(std::string_view bytes) {
    if (bytes.empty()) return state_;
    if (state_ == State::Complete) surplus_ = true;
    if (state_ != State::Head && state_ != State::Body) return state_;
    begun_ = true;
    buffer_ += bytes;
    return state_ == State::Head ? readHead() : readBody();
}

RequestReader::State RequestReader::readHead() {
    constexpr std::string_view headEnd = "\r\n\r\n";
    const auto end = buffer_.find(headEnd);
    if (end == std::string::npos) {
        if (buffer_.size() > headBytesMax) return refuseWith(Refusal::HeadersTooLarge);
        return state_;
    }
    const std::string_view head(buffer_.data(), end + headEnd.size());
    if (const auto refused = framingGate(head)) return refuseWith(*refused);
    auto parsed = parseHead(head);
    if (!parsed) return refuseWith(Refusal::BadRequest);
    auto framing = readFraming(*parsed, hosts_);
    if (const auto* refused = std::get_if<Refusal>(&framing)) return refuseWith(*refused);
    framing_ = std::get<Framing>(std::move(framing));
    fields_ = std::move(parsed->fields);
    match_ = matchRoute(framing_.method, framing_.target.path);
    buffer_.erase(0, head.size());
    if (!match_.route) {
        // 404 or 405: the body is of no interest, and unread it would pass for the next request.
        surplus_ = framing_.contentLength > 0 || !buffer_.empty();
        return state_ = State::Complete;
    }
    if (const auto refused = checkBody()) return refuseWith(*refused);
    state_ = State::Body;
    return readBody();
}

std::optional<Refusal> RequestReader::checkBody() const {
    if (framing_.contentLength == 0) return std::nullopt;
    if (framing_.contentLength > match_.route->bodyBytesMax) return Refusal::TooLarge;
    const auto type = std::find_if(fields_.begin(), fields_.end(), [](const Header& field) {
        return equalIgnoringCase(field.name, "Content-Type");
    });
    if (type == fields_.end() || !mediaFits(match_.route->media, type->value))
        return Refusal::MediaType;
    return std::nullopt;
}

RequestReader::State RequestReader::readBody() {
    if (buffer_.size() < framing_.contentLength) return state_;
    surplus_ = buffer_.size() > framing_.contentLength;
    buffer_.resize(framing_.contentLength);
    return state_ = State::Complete;
}

bool RequestReader::mayKeepAlive() const {
    return state_ == State::Complete && framing_.keepAlive && !surplus_;
}

Request RequestReader::take() {
    Request request;
    request.method = framing_.method;
    request.path = std::move(framing_.target.path);
    request.query = std::move(framing_.target.query);
    request.headers = std::move(fields_);
    request.body = match_.route ? std::move(buffer_) : std::string{};
    request.host = std::move(framing_.host);
    return request;
}

}  // namespace landfall::clinic::http
