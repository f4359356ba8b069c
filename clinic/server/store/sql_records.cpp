// The truth: record versions, the feed, what was applied, notes.
#include "server/store/sql_rows.hpp"
#include "server/store/sql_session.hpp"

namespace landfall::clinic::store {
namespace {

// Columns of both: row, patient, type, id, version, received_ms, body is null.
void readState(const db::Rows& rows, RecordState& state) {
    state.row = rows.int64(0);
    state.patient = rows.maybeString(1);
    state.type = rows.string(2);
    state.id = rows.string(3);
    state.version = rows.int64(4);
    state.receivedMs = rows.int64(5);
    state.deleted = rows.int64(6) != 0;
}

RecordState stateOf(const db::Rows& rows) {
    RecordState state;
    readState(rows, state);
    return state;
}

Record recordOf(const db::Rows& rows) {
    Record record;
    readState(rows, record);
    record.body = std::string(base::textOf(rows.bytes(7)));
    return record;
}

}  // namespace

Result<std::optional<RecordState>> SqlSession::state(RecordKey key) {
    LF_TRY(auto rows, database_.query("SELECT row, patient, type, id, version, 0, deleted "
                                      "FROM resource WHERE type = ? AND id = ?",
                                      key.type, key.id));
    return firstRow(std::move(rows), stateOf);
}

Result<std::optional<Record>> SqlSession::current(RecordKey key) {
    LF_TRY(auto rows,
           database_.query("SELECT v.row, v.patient, v.type, v.id, v.version, v.received_ms, "
                           "v.body IS NULL, v.body FROM resource r "
                           "JOIN resource_version v ON v.row = r.row WHERE r.type = ? AND r.id = ?",
                           key.type, key.id));
    return firstRow(std::move(rows), recordOf);
}

Result<std::optional<Record>> SqlSession::versionAt(std::int64_t row) {
    LF_TRY(auto rows, database_.query("SELECT row, patient, type, id, version, received_ms, "
                                      "body IS NULL, body FROM resource_version WHERE row = ?",
                                      row));
    return firstRow(std::move(rows), recordOf);
}

Result<void> SqlSession::search(std::string_view patient, std::string_view type,
                                std::string_view afterId, std::int64_t count,
                                const Visit<Record>& visit) {
    LF_TRY(auto rows,
           database_.query("SELECT v.row, v.patient, v.type, v.id, v.version, v.received_ms, "
                           "0, v.body FROM resource r JOIN resource_version v ON v.row = r.row "
                           "WHERE r.patient = ? AND r.type = ? AND r.id > ? AND r.deleted = 0 "
                           "ORDER BY r.id LIMIT ?",
                           patient, type, afterId, count));
    return eachRow(std::move(rows), recordOf, visit);
}

Result<void> SqlSession::searchShared(std::string_view patient, std::string_view type,
                                      std::string_view afterId, std::int64_t count,
                                      const Visit<Record>& visit) {
    LF_TRY(auto rows,
           database_.query("SELECT v.row, v.patient, v.type, v.id, v.version, v.received_ms, "
                           "0, v.body FROM resource r JOIN resource_version v ON v.row = r.row "
                           "WHERE r.patient IS NULL AND r.type = ? AND r.id > ? AND r.deleted = 0 "
                           "AND EXISTS (SELECT 1 FROM change c WHERE c.patient = ? "
                           "AND c.row = r.row) ORDER BY r.id LIMIT ?",
                           type, afterId, patient, count));
    return eachRow(std::move(rows), recordOf, visit);
}

Result<void> SqlSession::everyCurrent(const Visit<Record>& visit) {
    LF_TRY(auto rows,
           database_.query("SELECT v.row, v.patient, v.type, v.id, v.version, v.received_ms, "
                           "0, v.body FROM resource r JOIN resource_version v ON v.row = r.row "
                           "WHERE r.deleted = 0 ORDER BY r.type, r.id"));
    return eachRow(std::move(rows), recordOf, visit);
}

Result<void> SqlSession::everyVersion(std::int64_t afterRow, std::int64_t count,
                                      const Visit<Record>& visit) {
    LF_TRY(auto rows, database_.query("SELECT row, patient, type, id, version, received_ms, "
                                      "body IS NULL, body FROM resource_version "
                                      "WHERE row > ? ORDER BY row LIMIT ?",
                                      afterRow, count));
    return eachRow(std::move(rows), recordOf, visit);
}

Result<void> SqlSession::changes(std::string_view patient, std::int64_t after, std::int64_t count,
                                 const Visit<ChangeView>& visit) {
    LF_TRY(auto rows, database_.query("SELECT c.pseq, v.type, v.id, v.version, v.received_ms, "
                                      "v.body IS NULL, v.body, v.row FROM change c "
                                      "JOIN resource_version v ON v.row = c.row "
                                      "WHERE c.patient = ? AND c.pseq > ? ORDER BY c.pseq LIMIT ?",
                                      patient, after, count));
    return eachRow(
        std::move(rows),
        [](const db::Rows& row) {
            return ChangeView{.sequence = row.int64(0),
                              .type = row.text(1),
                              .id = row.text(2),
                              .version = row.int64(3),
                              .receivedMs = row.int64(4),
                              .deleted = row.int64(5) != 0,
                              .body = base::textOf(row.bytes(6)),
                              .row = row.int64(7)};
        },
        visit);
}

Result<std::int64_t> SqlSession::head(std::string_view patient) {
    LF_TRY(const auto seq,
           database_.number("SELECT seq FROM patient_clock WHERE patient = ?", patient));
    return seq.value_or(0);
}

Result<std::optional<std::int64_t>> SqlSession::lastReceivedMs(std::string_view patient) {
    return database_.number("SELECT last_received_ms FROM patient_clock WHERE patient = ?",
                            patient);
}

Result<bool> SqlSession::announced(std::string_view patient, std::int64_t row) {
    LF_TRY(const auto found,
           database_.number("SELECT 1 FROM change WHERE patient = ? AND row = ?", patient, row));
    return found.has_value();
}

Result<std::optional<AppliedBundle>> SqlSession::appliedBundle(std::string_view device,
                                                               std::string_view bundle) {
    LF_TRY(auto rows, database_.query("SELECT sha256, response FROM applied_bundle "
                                      "WHERE device = ? AND bundle = ?",
                                      device, bundle));
    return firstRow(std::move(rows), [](const db::Rows& row) {
        return AppliedBundle{row.blob(0), std::string(base::textOf(row.bytes(1)))};
    });
}

Result<std::optional<Record>> SqlSession::appliedOperation(std::string_view device,
                                                           std::string_view operation) {
    LF_TRY(auto rows,
           database_.query("SELECT v.row, v.patient, v.type, v.id, v.version, v.received_ms, "
                           "v.body IS NULL, v.body FROM applied_op o "
                           "JOIN resource_version v ON v.row = o.row "
                           "WHERE o.device = ? AND o.op = ?",
                           device, operation));
    return firstRow(std::move(rows), recordOf);
}

Result<std::optional<Note>> SqlSession::noteOfFlag(std::string_view flag) {
    LF_TRY(auto rows,
           database_.query("SELECT id, patient, flag, author, written_ms, body FROM note "
                           "WHERE flag = ? ORDER BY written_ms DESC, id DESC LIMIT 1",
                           flag));
    return firstRow(std::move(rows), [](const db::Rows& row) {
        return Note{row.string(0), row.string(1), row.maybeString(2),
                    row.string(3), row.int64(4),  row.string(5)};
    });
}

namespace {
Note noteOf(const db::Rows& row) {
    return {row.string(0), row.string(1), row.maybeString(2),
            row.string(3), row.int64(4),  row.string(5)};
}
}  // namespace

Result<void> SqlSession::notesAbout(std::string_view about, const Visit<Note>& visit) {
    LF_TRY(auto rows,
           database_.query("SELECT id, patient, flag, author, written_ms, body FROM note "
                           "WHERE flag = ? ORDER BY written_ms DESC, id DESC",
                           about));
    return eachRow(std::move(rows), noteOf, visit);
}

Result<void> SqlSession::everyNote(const Visit<Note>& visit) {
    LF_TRY(auto rows,
           database_.query("SELECT id, patient, flag, author, written_ms, body FROM note "
                           "ORDER BY written_ms, id"));
    return eachRow(std::move(rows), noteOf, visit);
}

Result<std::int64_t> SqlSession::takeNumbers(std::string_view patient, std::int64_t count) {
    LF_TRY(const auto last,
           database_.number("INSERT INTO patient_clock(patient, seq) VALUES(?1, ?2) "
                            "ON CONFLICT(patient) DO UPDATE SET seq = seq + ?2 RETURNING seq",
                            patient, count));
    if (!last) return db::Fault::Misuse;
    return *last - count + 1;
}

Result<void> SqlSession::markReceived(std::string_view patient, std::int64_t receivedMs) {
    return database_.run(
        "UPDATE patient_clock SET last_received_ms = "
        "max(coalesce(last_received_ms, 0), ?) WHERE patient = ?",
        receivedMs, patient);
}

Result<Written> SqlSession::append(const NewVersion& version,
                                   const std::optional<RecordState>& before) {
    Written written{.row = 0, .version = before ? before->version + 1 : 1};
    const auto previous = before ? std::optional(before->row) : std::nullopt;
    std::optional<base::ByteView> body;
    if (version.body) body = base::viewOf(*version.body);
    LF_CHECK(
        database_.run("INSERT INTO resource_version(patient, type, id, version, previous, "
                      "received_ms, device, body) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                      version.patient, version.key.type, version.key.id, written.version, previous,
                      version.receivedMs, version.device, body));
    written.row = database_.lastInsertRowid();
    const bool deleted = !version.body;
    if (before) {
        LF_CHECK(
            database_.run("UPDATE resource SET version = ?, deleted = ?, row = ? "
                          "WHERE type = ? AND id = ?",
                          written.version, deleted, written.row, version.key.type, version.key.id));
    } else {
        LF_CHECK(
            database_.run("INSERT INTO resource(type, id, patient, version, deleted, row) "
                          "VALUES(?, ?, ?, ?, ?, ?)",
                          version.key.type, version.key.id, version.patient, written.version,
                          deleted, written.row));
    }
    return written;
}

Result<void> SqlSession::announce(std::string_view patient, std::int64_t number, std::int64_t row) {
    return database_.run("INSERT INTO change(patient, pseq, row) VALUES(?, ?, ?)", patient, number,
                         row);
}

Result<void> SqlSession::rememberBundle(std::string_view device, std::string_view bundle,
                                        const AppliedBundle& applied, std::int64_t appliedMs) {
    return database_.run(
        "INSERT INTO applied_bundle(device, bundle, sha256, applied_ms, response) "
        "VALUES(?, ?, ?, ?, ?)",
        device, bundle, applied.sha256, appliedMs, base::viewOf(applied.response));
}

Result<void> SqlSession::rememberOperation(std::string_view device, std::string_view operation,
                                           std::int64_t row) {
    return database_.run("INSERT INTO applied_op(device, op, row) VALUES(?, ?, ?)", device,
                         operation, row);
}

Result<void> SqlSession::addNote(const Note& note) {
    return database_.run(
        "INSERT INTO note(id, patient, flag, author, written_ms, body) "
        "VALUES(?, ?, ?, ?, ?, ?)",
        note.id, note.patient, note.flag, note.author, note.writtenMs, note.text);
}

Result<void> SqlSession::audit(const auth::AuditEntry& entry) {
    return audit_.record(database_, entry);
}

}  // namespace landfall::clinic::store
