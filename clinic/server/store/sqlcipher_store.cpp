#include "server/store/sqlcipher_store.hpp"

#include "server/store/sql_session.hpp"

namespace landfall::clinic::store {

Result<std::unique_ptr<SqlcipherStore>> SqlcipherStore::over(Connections& connections,
                                                             auth::AuditSink& audit) {
    std::string epoch;
    LF_CHECK(connections.read([&](db::Database& database) -> Result<void> {
        LF_TRY(auto rows, database.query("SELECT value FROM meta WHERE name = 'epoch'"));
        LF_TRY(const bool found, rows.next());
        if (!found) return Error{db::Fault::WrongDatabase, "epoch"};
        epoch = rows.string(0);
        return ok();
    }));
    return std::unique_ptr<SqlcipherStore>(
        new SqlcipherStore(connections, audit, std::move(epoch)));
}

Result<void> SqlcipherStore::read(const std::function<Result<void>(Reading&)>& work) {
    return connections_.read([&](db::Database& database) {
        SqlSession session(database, audit_);
        return work(session);
    });
}

Result<void> SqlcipherStore::write(const std::function<Result<void>(Writing&)>& work) {
    return connections_.write([&](db::Database& database) {
        SqlSession session(database, audit_);
        return work(session);
    });
}

Result<bool> SqlcipherStore::treats(db::Database& transaction, std::string_view user,
                                    std::string_view patient) {
    return SqlSession(transaction, audit_).treats(user, patient);
}

Result<bool> SqlcipherStore::exists(db::Database& transaction, std::string_view patient) {
    LF_TRY(const auto found, SqlSession(transaction, audit_).patient(patient));
    return found.has_value();
}

Result<void> writeEpoch(Connections& connections, std::string_view epoch) {
    return connections.write([&](db::Database& database) {
        return database.run("INSERT OR REPLACE INTO meta(name, value) VALUES('epoch', ?)", epoch);
    });
}

}  // namespace landfall::clinic::store
