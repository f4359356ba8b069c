// Whose record it is and who treats them; the audit trail as it is read.
#include <algorithm>

#include "server/auth/accounts.hpp"
#include "server/store/sql_rows.hpp"
#include "server/store/sql_session.hpp"

namespace landfall::clinic::store {
namespace {

PatientView patientOf(const db::Rows& row) {
    return {row.string(0), row.string(1), row.maybeString(2), row.int64(3)};
}

audit::ChainedRow auditOf(const db::Rows& row) {
    audit::ChainedRow chained;
    chained.seq = row.int64(0);
    chained.atMs = row.int64(1);
    chained.actor = row.string(2);
    chained.role = row.string(3);
    chained.action = row.string(4);
    chained.object = row.string(5);
    chained.patient = row.string(6);
    chained.outcome = row.string(7);
    chained.addressHash = row.string(8);
    chained.request = row.string(9);
    const auto hash = row.bytes(10);
    std::copy_n(hash.begin(), std::min(hash.size(), chained.hash.size()), chained.hash.begin());
    return chained;
}

Result<std::vector<std::string>> idsIn(db::Rows rows) {
    std::vector<std::string> ids;
    LF_CHECK(eachRow(
        std::move(rows), [](const db::Rows& row) { return row.string(0); },
        [&](const std::string& id) {
            ids.push_back(id);
            return ok();
        }));
    return ids;
}

}  // namespace

Result<bool> SqlSession::treats(std::string_view user, std::string_view patient) {
    LF_TRY(const auto found,
           database_.number("SELECT 1 FROM care WHERE user = ? AND patient = ?", user, patient));
    return found.has_value();
}

Result<std::vector<std::string>> SqlSession::usersTreating(std::string_view patient) {
    LF_TRY(auto rows,
           database_.query("SELECT c.user FROM care c JOIN user_account u ON u.id = c.user "
                           "WHERE c.patient = ? AND u.disabled = 0 ORDER BY c.user",
                           patient));
    return idsIn(std::move(rows));
}

Result<std::vector<std::string>> SqlSession::patientsHaving(std::string_view type) {
    LF_TRY(auto rows,
           database_.query("SELECT DISTINCT patient FROM resource WHERE type = ? AND deleted = 0 "
                           "AND patient IS NOT NULL ORDER BY patient",
                           type));
    return idsIn(std::move(rows));
}

Result<void> SqlSession::patientsOf(std::string_view user, const Visit<PatientView>& visit) {
    LF_TRY(auto rows, database_.query("SELECT p.id, p.name, p.birth_date, p.row FROM care c "
                                      "JOIN view_patient p ON p.id = c.patient "
                                      "WHERE c.user = ? ORDER BY p.id",
                                      user));
    return eachRow(std::move(rows), patientOf, visit);
}

Result<std::optional<PatientView>> SqlSession::patient(std::string_view id) {
    LF_TRY(auto rows,
           database_.query("SELECT id, name, birth_date, row FROM view_patient WHERE id = ?", id));
    return firstRow(std::move(rows), patientOf);
}

Result<std::vector<auth::Device>> SqlSession::devices(std::string_view patient) {
    return auth::devicesOf(database_, patient);
}

Result<std::optional<std::string>> SqlSession::userName(std::string_view user) {
    LF_TRY(const auto found, auth::findUser(database_, user));
    if (!found) return std::optional<std::string>{};
    return std::optional<std::string>(found->name);
}

Result<void> SqlSession::addCare(std::string_view user, std::string_view patient,
                                 std::int64_t sinceMs) {
    return database_.run("INSERT OR IGNORE INTO care(user, patient, since_ms) VALUES(?, ?, ?)",
                         user, patient, sinceMs);
}

Result<void> SqlSession::removeCare(std::string_view user, std::string_view patient) {
    return database_.run("DELETE FROM care WHERE user = ? AND patient = ?", user, patient);
}

Result<void> SqlSession::put(const PatientView& view) {
    return database_.run(
        "INSERT OR REPLACE INTO view_patient(id, name, birth_date, row) "
        "VALUES(?, ?, ?, ?)",
        view.id, view.name, view.birthDate, view.row);
}

Result<void> SqlSession::auditTrail(const Visit<audit::ChainedRow>& visit) {
    LF_TRY(auto rows, database_.query("SELECT seq, at_ms, actor, role, action, object, patient, "
                                      "outcome, address_hash, request, hash FROM audit "
                                      "ORDER BY seq"));
    return eachRow(std::move(rows), auditOf, visit);
}

}  // namespace landfall::clinic::store
