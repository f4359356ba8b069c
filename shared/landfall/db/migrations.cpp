#include "landfall/db/migrations.hpp"

#include <charconv>
#include <string>

#include "landfall/db/connection.hpp"
#include "landfall/db/migrate.hpp"

namespace landfall::db {

namespace {
constexpr std::size_t numberDigits = 4;

int numberOf(std::string_view name) {
    int number = 0;
    if (name.size() <= numberDigits || name[numberDigits] != '_') return 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + numberDigits, number);
    return error == std::errc{} && end == name.data() + numberDigits ? number : 0;
}
}  // namespace

Result<int> newestVersion(const Schema& schema) {
    int last = 0;
    for (const auto& file : schema.migrations)
        if (numberOf(file.name) != ++last) return Error{Fault::Misuse, std::string(file.name)};
    return last;
}

Result<std::int64_t> pragmaNumber(Connection& connection, const char* pragma) {
    sqlite3_stmt* statement = nullptr;
    const int prepared = sqlite3_prepare_v2(connection.handle(), pragma, -1, &statement, nullptr);
    if (prepared != SQLITE_OK) return connection.fail(prepared);
    const int stepped = sqlite3_step(statement);
    const auto value = stepped == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    if (stepped != SQLITE_ROW && stepped != SQLITE_DONE) return connection.fail(stepped);
    return std::int64_t{value};
}

Result<void> migrate(Connection& connection, const Schema& schema) {
    LF_TRY(const auto reached, pragmaNumber(connection, "PRAGMA user_version"));
    int number = 0;
    for (const auto& file : schema.migrations) {
        if (++number <= reached) continue;
        LF_CHECK(connection.execute("BEGIN IMMEDIATE"));
        const auto step = [&]() -> Result<void> {
            LF_CHECK(connection.execute(std::string(file.bytes).c_str()));
            return connection.execute(("PRAGMA user_version = " + std::to_string(number)).c_str());
        };
        auto done = step();
        if (done.has_value()) done = connection.execute("COMMIT");
        if (done.has_error()) {
            sqlite3_exec(connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
            return Error{done.error().code, std::string(file.name)};
        }
    }
    return ok();
}

}  // namespace landfall::db
