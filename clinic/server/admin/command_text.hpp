#pragma once

#include <string>

#include "server/admin/commands.hpp"

namespace landfall::clinic::admin {

// How a command and its answer cross the socket: one line of JSON each way. The answer is
// {"ok": value} or {"error": "a sentence"}.
[[nodiscard]] std::string toLine(const Command& command);
[[nodiscard]] Result<Command> commandFromLine(std::string_view line);

[[nodiscard]] std::string answerLine(const Result<boost::json::value>& answer);
/// What the other side answered: a value, or the sentence of its refusal.
struct Answer {
    boost::json::value value;
    std::string refusal;  ///< "" when there is a value
};
[[nodiscard]] Result<Answer> answerFromLine(std::string_view line);

/// An answer for people: `key: value`, one a line.
[[nodiscard]] std::string plainText(const boost::json::value& value);

}  // namespace landfall::clinic::admin
