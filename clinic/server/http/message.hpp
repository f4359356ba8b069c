#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace landfall::clinic::http {

class EventStream;

enum class Method : std::uint8_t { Get, Head, Post, Put, Delete, Other };
[[nodiscard]] Method methodFromText(std::string_view text);
[[nodiscard]] std::string_view toText(Method method);

struct Header {
    std::string name;
    std::string value;
};

/// One request as a handler sees it: framing checked, target decoded once, body complete.
struct Request {
    Method method = Method::Get;
    /// Decoded segments: /fhir/Patient/7 is {"fhir","Patient","7"}; `/review/` ends in an empty
    /// one.
    std::vector<std::string> path;
    std::vector<std::pair<std::string, std::string>> query;  ///< decoded; each name once
    std::vector<Header> headers;                             ///< as sent; names in any case
    std::string body;                                        ///< the exact bytes
    std::string host;  ///< the accepted Host, lower case, with the port if one was sent
    std::string peer;  ///< the peer's address without port
    bool peerIsLoopback = false;
    std::string requestId;
    std::int64_t deadlineMs = 0;  ///< Clock::monotonicMs() at which the answer comes too late

    /// The value of a header, looked up without regard to case. The gate let each name that matters
    /// occur once; of others the first counts.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
    [[nodiscard]] std::optional<std::string_view> queryValue(std::string_view name) const;
    /// The value of a cookie; empty when it occurs twice.
    [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;
};

struct Response {
    int status = 200;
    std::string contentType{};  ///< empty: no body, no Content-Type
    std::string body{};
    std::vector<Header> headers{};
    /// Set by the route of server-sent events: the head goes out, then what the stream brings.
    std::shared_ptr<EventStream> events{};

    [[nodiscard]] static Response json(int status, std::string body);
    [[nodiscard]] static Response fhir(int status, std::string body);
    [[nodiscard]] static Response text(int status, std::string body);
    [[nodiscard]] static Response empty(int status = 204);
    Response& with(std::string name, std::string value) {
        headers.push_back({std::move(name), std::move(value)});
        return *this;
    }
};

constexpr std::string_view jsonMediaType = "application/json";
constexpr std::string_view fhirMediaType = "application/fhir+json";

/// The refusals of docs/api.md; each has one status, one code and one sentence.
enum class Refusal : std::uint8_t {
    BadRequest,
    BadJson,
    BadBundle,
    TokenRequired,
    TokenExpired,
    DeviceRevoked,
    AssertionRefused,
    Clock,
    LoginFailed,
    SessionRequired,
    DevicePending,
    Forbidden,
    Csrf,
    Origin,
    NotFound,
    MethodNotAllowed,
    LengthRequired,
    TooLarge,
    MediaType,
    Expectation,
    Misdirected,
    HeadersTooLarge,
    Version,
    CodeUsedTwice,
    BundleIdReused,
    NotReady,
    DoseRecorded,
    CodeExpired,
    CodeUsed,
    Gone,
    VersionConflict,
    Immutable,
    WrongPatient,
    PinsDiffer,
    InvalidResource,
    DigitsDiffer,
    InvalidFact,
    SecondPerson,
    TooManyRequests,
    Busy,
    Internal,
};
constexpr int refusalCount = static_cast<int>(Refusal::Internal) + 1;

/// What a refusal looks like on the wire.
struct RefusalForm {
    int status;
    std::string_view code;       ///< details.coding[0].code
    std::string_view issueType;  ///< FHIR issue-type
    std::string_view text;       ///< one sentence; never holds input
};
[[nodiscard]] const RefusalForm& formOf(Refusal refusal);

struct RefusalDetail {
    /// The entry at fault, such as Bundle.entry[3], or the member of the request; never input.
    std::string expression{};
    /// Says more than the refusal's own sentence, in whose place it stands; never input.
    std::string text{};
    int retryAfterSeconds = 0;  ///< sent when above 0; TooManyRequests and Busy always send one
    /// What else stands in the way, one issue each; words of the program, never input.
    struct Further {
        std::string system;
        std::string code;
        std::string text;
    };
    std::vector<Further> further{};
};

/// The OperationOutcome of a refusal (H-15): a code and the request id, never the input.
[[nodiscard]] Response refuse(const Request& request, Refusal refusal,
                              const RefusalDetail& detail = {});
/// The same before there is a request, for the gate.
[[nodiscard]] Response refuse(std::string_view requestId, Refusal refusal,
                              const RefusalDetail& detail = {});

}  // namespace landfall::clinic::http
