#include "landfall/db/rows.hpp"

#include "landfall/db/connection.hpp"

namespace landfall::db {

Rows::~Rows() {
    if (connection_ != nullptr && statement_ != nullptr) connection_->giveBack(statement_);
}

Result<bool> Rows::next() {
    if (!connection_->usable()) return Fault::Closed;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return connection_->fail(code);
}

std::int64_t Rows::int64(int column) const {
    return sqlite3_column_int64(statement_, column);
}

double Rows::real(int column) const {
    return sqlite3_column_double(statement_, column);
}

std::string_view Rows::text(int column) const {
    const auto* at = sqlite3_column_text(statement_, column);
    if (at == nullptr) return {};
    return {reinterpret_cast<const char*>(at),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

base::ByteView Rows::bytes(int column) const {
    const auto* at = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    if (at == nullptr) return {};
    return {at, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Rows::isNull(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

}  // namespace landfall::db
