#pragma once

#include <memory>

#include "landfall/db/connection.hpp"
#include "landfall/db/database.hpp"

namespace landfall::db {

/// The whole opening sequence. Internal to db; `Database::open` and `reopen` are its only callers.
[[nodiscard]] Result<std::unique_ptr<Connection>> openConnection(const Options& options,
                                                                 base::Uuid& uuidFound);

/// Where an opening that migrates to `version` leaves the file as it was before.
[[nodiscard]] std::filesystem::path copyBeforeMigration(const std::filesystem::path& path,
                                                        std::int64_t version);

}  // namespace landfall::db
