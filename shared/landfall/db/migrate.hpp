#pragma once

#include "landfall/db/connection.hpp"
#include "landfall/db/migrations.hpp"

namespace landfall::db {

/// The number a pragma answers; 0 when it answers nothing. Internal to db.
[[nodiscard]] Result<std::int64_t> pragmaNumber(Connection& connection, const char* pragma);

/// Runs the migrations above `user_version`, each in one transaction. Internal to db.
Result<void> migrate(Connection& connection, const Schema& schema);

}  // namespace landfall::db
