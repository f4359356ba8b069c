#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace landfall::base {

/// A name that exists in the source text: it cannot be made from what a patient wrote.
class LogName {
public:
    template <std::size_t N>
    consteval LogName(const char (&text)[N]) : text_(text, N - 1) {}
    [[nodiscard]] std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

/// One field of a log line: a literal name with a number or a literal value. Nothing else fits, so
/// no answer, entry, name or key can reach a log.
struct LogField {
    LogName name;
    std::int64_t number = 0;
    std::string_view word{};

    LogField(LogName n, std::int64_t value) : name(n), number(value) {}
    LogField(LogName n, LogName value) : name(n), word(value.text()) {}
};

/// One line on standard error: `event name=value ...`.
void log(LogName event, std::initializer_list<LogField> fields = {});
/// Turns logging off, for tests and for `--json` commands.
void setLogEnabled(bool enabled);

}  // namespace landfall::base
