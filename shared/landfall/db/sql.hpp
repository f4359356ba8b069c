#pragma once

#include <cstddef>
#include <string_view>

namespace landfall::db {

/// SQL text that stands in the source. The constructor runs only at compile time, so a statement
/// assembled from strings does not compile; values go in as bound parameters.
class Sql {
public:
    template <std::size_t N>
    consteval Sql(const char (&text)[N]) : text_(text, N - 1) {}
    [[nodiscard]] std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

}  // namespace landfall::db
