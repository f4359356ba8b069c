#pragma once

#include "landfall/db/database.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::store {

/// Reading and Writing on one SQLCipher connection, inside a transaction that somebody else began.
/// On a connection that can only read it is handed out as a Reading.
class SqlSession final : public Writing {
public:
    SqlSession(db::Database& database, auth::AuditSink& audit)
        : database_(database), audit_(audit) {}

    Result<std::optional<RecordState>> state(RecordKey key) override;
    Result<std::optional<Record>> current(RecordKey key) override;
    Result<std::optional<Record>> versionAt(std::int64_t row) override;
    Result<void> search(std::string_view patient, std::string_view type, std::string_view afterId,
                        std::int64_t count, const Visit<Record>& visit) override;
    Result<void> searchShared(std::string_view patient, std::string_view type,
                              std::string_view afterId, std::int64_t count,
                              const Visit<Record>& visit) override;
    Result<void> everyCurrent(const Visit<Record>& visit) override;
    Result<void> everyVersion(std::int64_t afterRow, std::int64_t count,
                              const Visit<Record>& visit) override;
    Result<void> changes(std::string_view patient, std::int64_t after, std::int64_t count,
                         const Visit<ChangeView>& visit) override;
    Result<std::int64_t> head(std::string_view patient) override;
    Result<std::optional<std::int64_t>> lastReceivedMs(std::string_view patient) override;
    Result<bool> announced(std::string_view patient, std::int64_t row) override;
    Result<std::optional<AppliedBundle>> appliedBundle(std::string_view device,
                                                       std::string_view bundle) override;
    Result<std::optional<Record>> appliedOperation(std::string_view device,
                                                   std::string_view operation) override;
    Result<std::optional<Note>> noteOfFlag(std::string_view flag) override;
    Result<void> notesAbout(std::string_view about, const Visit<Note>& visit) override;
    Result<void> everyNote(const Visit<Note>& visit) override;

    Result<bool> treats(std::string_view user, std::string_view patient) override;
    Result<std::vector<std::string>> usersTreating(std::string_view patient) override;
    Result<std::vector<std::string>> patientsHaving(std::string_view type) override;
    Result<void> patientsOf(std::string_view user, const Visit<PatientView>& visit) override;
    Result<std::optional<PatientView>> patient(std::string_view id) override;
    Result<std::vector<auth::Device>> devices(std::string_view patient) override;
    Result<std::optional<std::string>> userName(std::string_view user) override;

    Result<std::optional<QuestionnaireView>> questionnaire(std::string_view url,
                                                           std::string_view version) override;
    Result<std::optional<QuestionnaireView>> questionnaireById(std::string_view id) override;
    Result<void> questionnaires(const Visit<QuestionnaireView>& visit) override;
    Result<std::vector<std::string>> patientsAnswering(std::string_view canonical) override;
    Result<void> responses(std::string_view patient, const Visit<ResponseView>& visit) override;
    Result<std::optional<ResponseView>> response(std::string_view id) override;
    Result<void> scores(std::string_view patient, const Visit<ScoreView>& visit) override;
    Result<std::optional<ScoreView>> score(std::string_view response) override;
    Result<void> flags(std::string_view patient, const Visit<FlagView>& visit) override;
    Result<std::optional<FlagView>> flag(std::string_view id) override;
    Result<int> tierOfResponse(std::string_view response) override;
    Result<void> journal(std::string_view patient, const Visit<JournalView>& visit) override;
    Result<void> tasks(std::string_view patient, const Visit<TaskView>& visit) override;
    Result<std::optional<TaskView>> task(std::string_view id) override;
    Result<void> auditTrail(const Visit<audit::ChainedRow>& visit) override;

    Result<std::int64_t> takeNumbers(std::string_view patient, std::int64_t count) override;
    Result<void> markReceived(std::string_view patient, std::int64_t receivedMs) override;
    Result<Written> append(const NewVersion& version,
                           const std::optional<RecordState>& before) override;
    Result<void> announce(std::string_view patient, std::int64_t number, std::int64_t row) override;
    Result<void> rememberBundle(std::string_view device, std::string_view bundle,
                                const AppliedBundle& applied, std::int64_t appliedMs) override;
    Result<void> rememberOperation(std::string_view device, std::string_view operation,
                                   std::int64_t row) override;
    Result<void> addNote(const Note& note) override;
    Result<void> audit(const auth::AuditEntry& entry) override;
    Result<void> addCare(std::string_view user, std::string_view patient,
                         std::int64_t sinceMs) override;
    Result<void> removeCare(std::string_view user, std::string_view patient) override;

    Result<void> put(const PatientView& view) override;
    Result<void> put(const QuestionnaireView& view) override;
    Result<void> put(const ResponseView& view) override;
    Result<void> put(const ScoreView& view) override;
    Result<void> put(const FlagView& view) override;
    Result<void> put(const JournalView& view) override;
    Result<void> put(const TaskView& view) override;
    Result<void> dropJournal(std::string_view id) override;
    Result<void> dropScores(std::string_view patient, std::string_view canonical) override;
    Result<void> dropViews() override;

private:
    db::Database& database_;
    auth::AuditSink& audit_;
};

}  // namespace landfall::clinic::store
