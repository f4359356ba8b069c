#pragma once

#include "landfall/db/migrations.hpp"

namespace landfall::clinic::store {

/// The clinic's database: its application id and migrations, compiled in.
[[nodiscard]] db::Schema clinicSchema();

}  // namespace landfall::clinic::store
