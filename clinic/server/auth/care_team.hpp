#pragma once

#include <string_view>

#include "landfall/base/result.hpp"
#include "landfall/db/database.hpp"

namespace landfall::clinic::auth {

/// Port: who treats whom. The patients' tables belong to the record store.
class CareTeam {
public:
    virtual ~CareTeam() = default;
    /// True when this user may see this patient; false for a patient who does not exist too.
    [[nodiscard]] virtual Result<bool> treats(db::Database& transaction, std::string_view user,
                                              std::string_view patient) = 0;
    /// True when the clinic has this patient.
    [[nodiscard]] virtual Result<bool> exists(db::Database& transaction,
                                              std::string_view patient) = 0;
};

}  // namespace landfall::clinic::auth
