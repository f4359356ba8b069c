#pragma once

#include <cstdint>
#include <span>

#include "landfall/base/embedded.hpp"
#include "landfall/base/result.hpp"

namespace landfall::db {

/// What a database is and how it came to be.
///
/// `migrations` are SQL files whose names start with their number: 0001_initial.sql, 0002_...
/// without a gap. Each runs in one transaction which also sets `user_version` to that number. The
/// runner makes the table `meta(name TEXT PRIMARY KEY, value)` before the first one; a migration
/// must not.
struct Schema {
    std::int32_t applicationId = 0;  ///< four ASCII letters, stored in the file's header
    std::span<const base::EmbeddedFile> migrations;
};

constexpr std::int32_t phoneApplicationId = 0x4C465048;   // "LFPH"
constexpr std::int32_t clinicApplicationId = 0x4C46434C;  // "LFCL"

/// The number of the newest migration, or Misuse when names are out of order or leave a gap.
[[nodiscard]] Result<int> newestVersion(const Schema& schema);

}  // namespace landfall::db
