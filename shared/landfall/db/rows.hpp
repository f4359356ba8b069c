#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "landfall/base/bytes.hpp"
#include "landfall/db/fault.hpp"

struct sqlite3_stmt;

namespace landfall::db {

class Connection;

/// A bound value. Text and blobs are views: they must live until `run` returns; `query` copies
/// them.
class Bound {
public:
    Bound(std::nullptr_t) {}
    template <std::integral T>
    Bound(T number) : value_(static_cast<std::int64_t>(number)) {}
    Bound(double number) : value_(number) {}
    Bound(std::string_view text) : value_(text) {}
    Bound(const std::string& text) : value_(std::string_view(text)) {}
    Bound(const char* text) : value_(std::string_view(text)) {}
    Bound(base::ByteView bytes) : value_(bytes) {}
    Bound(const base::Bytes& bytes) : value_(base::ByteView(bytes)) {}
    template <class T>
    Bound(const std::optional<T>& maybe) {
        if (maybe.has_value()) value_ = Bound(*maybe).value_;
    }

    using Value =
        std::variant<std::monostate, std::int64_t, double, std::string_view, base::ByteView>;
    [[nodiscard]] const Value& value() const { return value_; }

private:
    Value value_;
};

/// The rows of one running query. Goes back to the statement cache when it ends; views of columns
/// hold until the next `next()`. It must not outlive its database.
class Rows {
public:
    Rows(Rows&& other) noexcept
        : connection_(std::exchange(other.connection_, nullptr)),
          statement_(std::exchange(other.statement_, nullptr)) {}
    Rows& operator=(Rows&&) = delete;
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;
    ~Rows();

    /// Moves to the next row; false when there is none.
    [[nodiscard]] Result<bool> next();

    [[nodiscard]] std::int64_t int64(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] base::ByteView bytes(int column) const;
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::string string(int column) const { return std::string(text(column)); }
    [[nodiscard]] base::Bytes blob(int column) const {
        const auto view = bytes(column);
        return {view.begin(), view.end()};
    }
    [[nodiscard]] std::optional<std::string> maybeString(int column) const {
        if (isNull(column)) return std::nullopt;
        return string(column);
    }
    [[nodiscard]] std::optional<std::int64_t> maybeInt64(int column) const {
        if (isNull(column)) return std::nullopt;
        return int64(column);
    }

private:
    friend class Database;
    Rows(Connection& connection, sqlite3_stmt* statement)
        : connection_(&connection), statement_(statement) {}
    Connection* connection_;
    sqlite3_stmt* statement_;
};

}  // namespace landfall::db
