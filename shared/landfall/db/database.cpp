#include "landfall/db/database.hpp"

#include "landfall/db/open.hpp"

namespace landfall::db {

namespace {
int bindOne(sqlite3_stmt* statement, int index, const Bound& bound, sqlite3_destructor_type life) {
    const auto& value = bound.value();
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return sqlite3_bind_int64(statement, index, *number);
    if (const auto* real = std::get_if<double>(&value))
        return sqlite3_bind_double(statement, index, *real);
    if (const auto* text = std::get_if<std::string_view>(&value))
        return sqlite3_bind_text64(statement, index, text->data() != nullptr ? text->data() : "",
                                   text->size(), life, SQLITE_UTF8);
    if (const auto* bytes = std::get_if<base::ByteView>(&value)) {
        if (bytes->empty()) return sqlite3_bind_zeroblob(statement, index, 0);
        return sqlite3_bind_blob64(statement, index, bytes->data(), bytes->size(), life);
    }
    return sqlite3_bind_null(statement, index);
}

int bindAll(sqlite3_stmt* statement, std::span<const Bound> bound, sqlite3_destructor_type life) {
    // A statement with more or fewer parameters than values would quietly write nulls.
    if (sqlite3_bind_parameter_count(statement) != static_cast<int>(bound.size()))
        return SQLITE_RANGE;
    int index = 0;
    for (const auto& value : bound)
        if (const int code = bindOne(statement, ++index, value, life); code != SQLITE_OK)
            return code;
    return SQLITE_OK;
}
}  // namespace

Database::Database(Options options, std::unique_ptr<Connection> connection)
    : options_(std::move(options)), connection_(std::move(connection)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(Options options) {
    base::Uuid found;
    LF_TRY(auto connection, openConnection(options, found));
    options.uuid = found;
    options.create = false;
    options.provePages = false;
    return Database(std::move(options), std::move(connection));
}

Result<void> Database::reopen() {
    connection_.reset();
    base::Uuid found;
    LF_TRY(connection_, openConnection(options_, found));
    return ok();
}

bool Database::usable() const {
    return connection_ != nullptr && connection_->usable();
}

Result<void> Database::runBound(Sql sql, std::span<const Bound> bound) {
    if (!usable()) return Fault::Closed;
    LF_TRY(auto* const statement, connection_->take(sql));
    int code = bindAll(statement, bound, SQLITE_STATIC);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    if (code == SQLITE_DONE) {
        connection_->giveBack(statement);
        return ok();
    }
    auto error = code == SQLITE_ROW ? Error{Fault::Misuse} : connection_->fail(code);
    connection_->giveBack(statement);
    return error;
}

Result<Rows> Database::queryBound(Sql sql, std::span<const Bound> bound) {
    if (!usable()) return Fault::Closed;
    LF_TRY(auto* const statement, connection_->take(sql));
    Rows rows(*connection_, statement);
    if (const int code = bindAll(statement, bound, SQLITE_TRANSIENT); code != SQLITE_OK)
        return connection_->fail(code);
    return rows;
}

Result<void> Database::pragma(Sql sql) {
    if (!usable()) return Fault::Closed;
    return connection_->execute(sql.text().data());
}

Result<void> Database::removeCopiesBeforeMigrations() {
    LF_TRY(const auto newest, newestVersion(options_.schema));
    for (int version = 1; version <= newest; ++version) {
        std::error_code failed;
        std::filesystem::remove(copyBeforeMigration(options_.path, version), failed);
        if (failed) return Error{Fault::InputOutput, options_.path.filename().string()};
    }
    return ok();
}

std::int64_t Database::lastInsertRowid() const {
    return usable() ? sqlite3_last_insert_rowid(connection_->handle()) : 0;
}

std::int64_t Database::changes() const {
    return usable() ? sqlite3_changes64(connection_->handle()) : 0;
}

const base::Uuid& Database::uuid() const {
    return *options_.uuid;
}

Result<Transaction> Transaction::begin(Database& database) {
    if (!database.usable()) return Fault::Closed;
    if (sqlite3_get_autocommit(database.connection_->handle()) == 0) return Fault::Misuse;
    LF_CHECK(database.run("BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::~Transaction() {
    if (database_ == nullptr || !database_->usable()) return;
    if (database_->run("ROLLBACK").has_error()) {
        // SQLite had rolled back by itself, or the handle is finished; either way nothing stays.
    }
}

Result<void> Transaction::commit() {
    if (database_ == nullptr) return Fault::Misuse;
    auto done = database_->run("COMMIT");
    // A commit that was refused (a reader in the way, a deferred constraint) is still open.
    if (done.has_value()) database_ = nullptr;
    return done;
}

}  // namespace landfall::db
