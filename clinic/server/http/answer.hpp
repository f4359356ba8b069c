#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/http/message.hpp"

namespace landfall::clinic::http {

/// How an answer is put on the wire.
struct AnswerForm {
    std::string_view requestId;
    std::int64_t nowUnixMs = 0;  ///< for `Date`, by which phones learn the server's time
    bool keepAlive = false;
    bool headOnly = false;  ///< HEAD: the head of the answer, without the body
};

/// The exact bytes of an answer with the headers that every answer carries (C-07). An answer with
/// events has no length: its end is the end of the connection.
[[nodiscard]] std::string answerBytes(const Response& response, const AnswerForm& form);

/// IMF-fixdate of RFC 9110: Sun, 06 Nov 1994 08:49:37 GMT.
[[nodiscard]] std::string httpDate(std::int64_t unixMs);

}  // namespace landfall::clinic::http
