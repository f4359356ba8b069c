#pragma once

#include <optional>
#include <utility>

#include "landfall/db/rows.hpp"

namespace landfall::clinic::store {

/// Gives every row to `visit`, made by `make`.
template <class Make, class Visit>
Result<void> eachRow(db::Rows rows, Make make, const Visit& visit) {
    for (;;) {
        LF_TRY(const bool found, rows.next());
        if (!found) return ok();
        LF_CHECK(visit(make(rows)));
    }
}

/// The first row, made by `make`, or nothing.
template <class Make>
auto firstRow(db::Rows rows, Make make)
    -> Result<std::optional<decltype(make(std::declval<const db::Rows&>()))>> {
    using Row = decltype(make(std::declval<const db::Rows&>()));
    LF_TRY(const bool found, rows.next());
    if (!found) return std::optional<Row>{};
    return std::optional<Row>(make(rows));
}

}  // namespace landfall::clinic::store
