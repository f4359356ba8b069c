// The projections of what patients sent: responses, scores, flags, journal, assignments.
#include "server/store/sql_rows.hpp"
#include "server/store/sql_session.hpp"

namespace landfall::clinic::store {
namespace {

QuestionnaireView questionnaireOf(const db::Rows& row) {
    return {row.string(0), row.string(1), row.string(2), row.string(3), row.int64(4)};
}

ResponseView responseOf(const db::Rows& row) {
    return {row.string(0), row.string(1), row.string(2),
            row.string(3), row.string(4), row.int64(5),
            row.int64(6),  row.string(7), static_cast<int>(row.int64(8)),
            row.int64(9)};
}

ScoreView scoreOf(const db::Rows& row) {
    return {.response = row.string(0),
            .patient = row.string(1),
            .questionnaire = row.string(2),
            .observation = row.maybeString(3),
            .authored = row.string(4),
            .authoredMs = row.int64(5),
            .receivedMs = row.int64(6),
            .value = row.maybeInt64(7),
            .band = row.maybeString(8),
            .prorated = row.int64(9) != 0,
            .pattern = row.maybeString(10),
            .sent = row.int64(11) != 0,
            .sentValue = row.maybeInt64(12),
            .differs = row.int64(13) != 0};
}

FlagView flagOf(const db::Rows& row) {
    return {.id = row.string(0),
            .patient = row.string(1),
            .tier = static_cast<int>(row.int64(2)),
            .status = row.string(3),
            .response = row.maybeString(4),
            .questionnaire = row.maybeString(5),
            .item = row.maybeString(6),
            .answer = row.maybeString(7),
            .authored = row.string(8),
            .receivedMs = row.int64(9),
            .acknowledgedMs = row.maybeInt64(10),
            .acknowledgedBy = row.maybeString(11),
            .row = row.int64(12)};
}

JournalView journalOf(const db::Rows& row) {
    return {row.string(0), row.string(1), row.string(2), row.int64(3),
            row.int64(4),  row.int64(5),  row.int64(6)};
}

TaskView taskOf(const db::Rows& row) {
    return {row.string(0), row.string(1),      row.string(2), row.string(3),
            row.string(4), row.maybeString(5), row.int64(6),  row.int64(7)};
}

}  // namespace

Result<std::optional<QuestionnaireView>> SqlSession::questionnaire(std::string_view url,
                                                                   std::string_view version) {
    LF_TRY(auto rows, database_.query("SELECT url, version, id, title, row FROM view_questionnaire "
                                      "WHERE url = ? AND version = ?",
                                      url, version));
    return firstRow(std::move(rows), questionnaireOf);
}

Result<std::optional<QuestionnaireView>> SqlSession::questionnaireById(std::string_view id) {
    LF_TRY(auto rows, database_.query("SELECT url, version, id, title, row FROM view_questionnaire "
                                      "WHERE id = ? ORDER BY row DESC LIMIT 1",
                                      id));
    return firstRow(std::move(rows), questionnaireOf);
}

Result<void> SqlSession::questionnaires(const Visit<QuestionnaireView>& visit) {
    LF_TRY(auto rows, database_.query("SELECT url, version, id, title, row "
                                      "FROM view_questionnaire ORDER BY title, version"));
    return eachRow(std::move(rows), questionnaireOf, visit);
}

Result<std::vector<std::string>> SqlSession::patientsAnswering(std::string_view canonical) {
    // A projection made before the form was known names the canonical where the short id belongs.
    LF_TRY(auto rows,
           database_.query("SELECT patient FROM view_response WHERE canonical = ?1 "
                           "UNION SELECT patient FROM view_score WHERE "
                           "questionnaire = ?1 "
                           "UNION SELECT patient FROM view_flag WHERE questionnaire = ?1 "
                           "UNION SELECT patient FROM view_task WHERE canonical = ?1 "
                           "ORDER BY 1",
                           canonical));
    std::vector<std::string> patients;
    LF_CHECK(eachRow(
        std::move(rows), [](const db::Rows& row) { return row.string(0); },
        [&](const std::string& patient) {
            patients.push_back(patient);
            return ok();
        }));
    return patients;
}

Result<void> SqlSession::responses(std::string_view patient, const Visit<ResponseView>& visit) {
    LF_TRY(auto rows, database_.query("SELECT id, patient, questionnaire, canonical, authored, "
                                      "authored_ms, received_ms, status, tier, row "
                                      "FROM view_response WHERE patient = ? "
                                      "ORDER BY authored_ms DESC, id DESC",
                                      patient));
    return eachRow(std::move(rows), responseOf, visit);
}

Result<std::optional<ResponseView>> SqlSession::response(std::string_view id) {
    LF_TRY(auto rows, database_.query("SELECT id, patient, questionnaire, canonical, authored, "
                                      "authored_ms, received_ms, status, tier, row "
                                      "FROM view_response WHERE id = ?",
                                      id));
    return firstRow(std::move(rows), responseOf);
}

Result<void> SqlSession::scores(std::string_view patient, const Visit<ScoreView>& visit) {
    LF_TRY(auto rows, database_.query("SELECT response, patient, questionnaire, observation, "
                                      "authored, authored_ms, received_ms, value, band, prorated, "
                                      "pattern, sent, sent_value, differs FROM view_score "
                                      "WHERE patient = ? ORDER BY questionnaire, authored_ms, "
                                      "response",
                                      patient));
    return eachRow(std::move(rows), scoreOf, visit);
}

Result<std::optional<ScoreView>> SqlSession::score(std::string_view response) {
    LF_TRY(auto rows, database_.query("SELECT response, patient, questionnaire, observation, "
                                      "authored, authored_ms, received_ms, value, band, prorated, "
                                      "pattern, sent, sent_value, differs FROM view_score "
                                      "WHERE response = ?",
                                      response));
    return firstRow(std::move(rows), scoreOf);
}

Result<void> SqlSession::flags(std::string_view patient, const Visit<FlagView>& visit) {
    LF_TRY(auto rows, database_.query("SELECT id, patient, tier, status, response, questionnaire, "
                                      "item, answer, authored, received_ms, acknowledged_ms, "
                                      "acknowledged_by, row FROM view_flag WHERE patient = ? "
                                      "ORDER BY status = 'active' DESC, tier DESC, "
                                      "received_ms DESC, id DESC",
                                      patient));
    return eachRow(std::move(rows), flagOf, visit);
}

Result<std::optional<FlagView>> SqlSession::flag(std::string_view id) {
    LF_TRY(auto rows, database_.query("SELECT id, patient, tier, status, response, questionnaire, "
                                      "item, answer, authored, received_ms, acknowledged_ms, "
                                      "acknowledged_by, row FROM view_flag WHERE id = ?",
                                      id));
    return firstRow(std::move(rows), flagOf);
}

Result<int> SqlSession::tierOfResponse(std::string_view response) {
    // A flag of another patient that names the response says nothing about it.
    LF_TRY(const auto tier,
           database_.number("SELECT max(f.tier) FROM view_flag f JOIN view_response r "
                            "ON r.id = f.response AND r.patient = f.patient WHERE f.response = ?",
                            response));
    return static_cast<int>(tier.value_or(0));
}

Result<void> SqlSession::journal(std::string_view patient, const Visit<JournalView>& visit) {
    LF_TRY(auto rows, database_.query("SELECT id, patient, authored, authored_ms, received_ms, "
                                      "version, row FROM view_journal WHERE patient = ? "
                                      "ORDER BY authored_ms DESC, id DESC",
                                      patient));
    return eachRow(std::move(rows), journalOf, visit);
}

Result<void> SqlSession::tasks(std::string_view patient, const Visit<TaskView>& visit) {
    LF_TRY(auto rows, database_.query("SELECT id, patient, canonical, questionnaire, status, due, "
                                      "created_ms, row FROM view_task WHERE patient = ? "
                                      "ORDER BY created_ms DESC, id DESC",
                                      patient));
    return eachRow(std::move(rows), taskOf, visit);
}

Result<std::optional<TaskView>> SqlSession::task(std::string_view id) {
    LF_TRY(auto rows, database_.query("SELECT id, patient, canonical, questionnaire, status, due, "
                                      "created_ms, row FROM view_task WHERE id = ?",
                                      id));
    return firstRow(std::move(rows), taskOf);
}

Result<void> SqlSession::put(const QuestionnaireView& view) {
    return database_.run(
        "INSERT OR REPLACE INTO view_questionnaire(url, version, id, title, row) "
        "VALUES(?, ?, ?, ?, ?)",
        view.url, view.version, view.id, view.title, view.row);
}

Result<void> SqlSession::put(const ResponseView& view) {
    return database_.run(
        "INSERT OR REPLACE INTO view_response(id, patient, questionnaire, "
        "canonical, authored, authored_ms, received_ms, status, tier, row) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        view.id, view.patient, view.questionnaire, view.canonical, view.authored, view.authoredMs,
        view.receivedMs, view.status, view.tier, view.row);
}

Result<void> SqlSession::put(const ScoreView& view) {
    return database_.run(
        "INSERT OR REPLACE INTO view_score(response, patient, questionnaire, "
        "observation, authored, authored_ms, received_ms, value, band, prorated, "
        "pattern, sent, sent_value, differs) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        view.response, view.patient, view.questionnaire, view.observation, view.authored,
        view.authoredMs, view.receivedMs, view.value, view.band, view.prorated, view.pattern,
        view.sent, view.sentValue, view.differs);
}

Result<void> SqlSession::put(const FlagView& view) {
    return database_.run(
        "INSERT OR REPLACE INTO view_flag(id, patient, tier, status, response, "
        "questionnaire, item, answer, authored, received_ms, acknowledged_ms, "
        "acknowledged_by, row) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        view.id, view.patient, view.tier, view.status, view.response, view.questionnaire, view.item,
        view.answer, view.authored, view.receivedMs, view.acknowledgedMs, view.acknowledgedBy,
        view.row);
}

Result<void> SqlSession::put(const JournalView& view) {
    return database_.run(
        "INSERT OR REPLACE INTO view_journal(id, patient, authored, authored_ms, "
        "received_ms, version, row) VALUES(?, ?, ?, ?, ?, ?, ?)",
        view.id, view.patient, view.authored, view.authoredMs, view.receivedMs, view.version,
        view.row);
}

Result<void> SqlSession::put(const TaskView& view) {
    return database_.run(
        "INSERT OR REPLACE INTO view_task(id, patient, canonical, questionnaire, "
        "status, due, created_ms, row) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        view.id, view.patient, view.canonical, view.questionnaire, view.status, view.due,
        view.createdMs, view.row);
}

Result<void> SqlSession::dropJournal(std::string_view id) {
    return database_.run("DELETE FROM view_journal WHERE id = ?", id);
}

Result<void> SqlSession::dropScores(std::string_view patient, std::string_view canonical) {
    return database_.run(
        "DELETE FROM view_score WHERE patient = ?1 AND (questionnaire = ?2 OR response IN "
        "(SELECT id FROM view_response WHERE patient = ?1 AND canonical = ?2))",
        patient, canonical);
}

Result<void> SqlSession::dropViews() {
    LF_CHECK(database_.run("DELETE FROM view_patient"));
    LF_CHECK(database_.run("DELETE FROM view_questionnaire"));
    LF_CHECK(database_.run("DELETE FROM view_response"));
    LF_CHECK(database_.run("DELETE FROM view_score"));
    LF_CHECK(database_.run("DELETE FROM view_flag"));
    LF_CHECK(database_.run("DELETE FROM view_journal"));
    return database_.run("DELETE FROM view_task");
}

}  // namespace landfall::clinic::store
