#include "server/store/schema.hpp"

namespace landfall::clinic::migrations {
std::span<const base::EmbeddedFile> files();
}

namespace landfall::clinic::store {

db::Schema clinicSchema() {
    return {.applicationId = db::clinicApplicationId, .migrations = migrations::files()};
}

}  // namespace landfall::clinic::store
