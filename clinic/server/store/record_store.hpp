#pragma once

#include <functional>
#include <string>
#include <vector>

#include "landfall/base/result.hpp"
#include "server/audit/audit_row.hpp"
#include "server/auth/audit_sink.hpp"
#include "server/auth/devices.hpp"
#include "server/store/records.hpp"
#include "server/store/views.hpp"

namespace landfall::clinic::store {

/// One consistent look at the records. Every visitor is called in the stated order and may stop the
/// walk by returning an error. Views that a visitor gets hold during the visit only.
class Reading {
public:
    template <class Row>
    using Visit = std::function<Result<void>(const Row&)>;

    virtual ~Reading() = default;

    [[nodiscard]] virtual Result<std::optional<RecordState>> state(RecordKey key) = 0;
    [[nodiscard]] virtual Result<std::optional<Record>> current(RecordKey key) = 0;
    [[nodiscard]] virtual Result<std::optional<Record>> versionAt(std::int64_t row) = 0;
    /// Current records of one type in a compartment, by id, after `afterId`, at most `count`.
    virtual Result<void> search(std::string_view patient, std::string_view type,
                                std::string_view afterId, std::int64_t count,
                                const Visit<Record>& visit) = 0;
    /// The same for records of the clinic that are in this patient's feed.
    virtual Result<void> searchShared(std::string_view patient, std::string_view type,
                                      std::string_view afterId, std::int64_t count,
                                      const Visit<Record>& visit) = 0;
    /// Current records of the whole clinic, by type and id.
    virtual Result<void> everyCurrent(const Visit<Record>& visit) = 0;
    /// Every version of every record in commit order, after `afterRow`, at most `count`.
    virtual Result<void> everyVersion(std::int64_t afterRow, std::int64_t count,
                                      const Visit<Record>& visit) = 0;
    /// The patient's feed after number `after`, at most `count` steps, in order.
    virtual Result<void> changes(std::string_view patient, std::int64_t after, std::int64_t count,
                                 const Visit<ChangeView>& visit) = 0;
    /// The last number of the patient's feed; 0 before the first change.
    [[nodiscard]] virtual Result<std::int64_t> head(std::string_view patient) = 0;
    [[nodiscard]] virtual Result<std::optional<std::int64_t>> lastReceivedMs(
        std::string_view patient) = 0;
    /// True when this version is in the patient's feed already.
    [[nodiscard]] virtual Result<bool> announced(std::string_view patient, std::int64_t row) = 0;
    [[nodiscard]] virtual Result<std::optional<AppliedBundle>> appliedBundle(
        std::string_view device, std::string_view bundle) = 0;
    /// The version that an operation made, if it was applied before.
    [[nodiscard]] virtual Result<std::optional<Record>> appliedOperation(
        std::string_view device, std::string_view operation) = 0;
    [[nodiscard]] virtual Result<std::optional<Note>> noteOfFlag(std::string_view flag) = 0;
    /// Every note about one thing, newest first.
    virtual Result<void> notesAbout(std::string_view about, const Visit<Note>& visit) = 0;
    /// Every note of the clinic, oldest first.
    virtual Result<void> everyNote(const Visit<Note>& visit) = 0;

    /// True when this user treats this patient; false for a patient who does not exist too.
    [[nodiscard]] virtual Result<bool> treats(std::string_view user, std::string_view patient) = 0;
    /// The users who treat a patient, by id; an account that is closed treats nobody.
    [[nodiscard]] virtual Result<std::vector<std::string>> usersTreating(
        std::string_view patient) = 0;
    /// The patients who have a current record of this type, by id.
    [[nodiscard]] virtual Result<std::vector<std::string>> patientsHaving(
        std::string_view type) = 0;
    /// The patients whom a user treats, by id.
    virtual Result<void> patientsOf(std::string_view user, const Visit<PatientView>& visit) = 0;
    [[nodiscard]] virtual Result<std::optional<PatientView>> patient(std::string_view id) = 0;
    [[nodiscard]] virtual Result<std::vector<auth::Device>> devices(std::string_view patient) = 0;
    /// The name of a user, for "seen by"; empty when the account is gone.
    [[nodiscard]] virtual Result<std::optional<std::string>> userName(std::string_view user) = 0;

    /// The form of exactly this url and version.
    [[nodiscard]] virtual Result<std::optional<QuestionnaireView>> questionnaire(
        std::string_view url, std::string_view version) = 0;
    /// The newest form with this short id.
    [[nodiscard]] virtual Result<std::optional<QuestionnaireView>> questionnaireById(
        std::string_view id) = 0;
    virtual Result<void> questionnaires(const Visit<QuestionnaireView>& visit) = 0;
    /// The patients of whom a projection speaks of exactly this questionnaire, url|version.
    [[nodiscard]] virtual Result<std::vector<std::string>> patientsAnswering(
        std::string_view canonical) = 0;
    /// Newest first by the patient's own time.
    virtual Result<void> responses(std::string_view patient, const Visit<ResponseView>& visit) = 0;
    [[nodiscard]] virtual Result<std::optional<ResponseView>> response(std::string_view id) = 0;
    /// Oldest first, grouped by questionnaire.
    virtual Result<void> scores(std::string_view patient, const Visit<ScoreView>& visit) = 0;
    [[nodiscard]] virtual Result<std::optional<ScoreView>> score(std::string_view response) = 0;
    /// Active ones first, then highest tier, then newest.
    virtual Result<void> flags(std::string_view patient, const Visit<FlagView>& visit) = 0;
    [[nodiscard]] virtual Result<std::optional<FlagView>> flag(std::string_view id) = 0;
    /// The highest tier of any flag raised for a response, active or not; 0 when there is none.
    [[nodiscard]] virtual Result<int> tierOfResponse(std::string_view response) = 0;
    /// Newest first by the patient's own time.
    virtual Result<void> journal(std::string_view patient, const Visit<JournalView>& visit) = 0;
    /// Newest first.
    virtual Result<void> tasks(std::string_view patient, const Visit<TaskView>& visit) = 0;
    [[nodiscard]] virtual Result<std::optional<TaskView>> task(std::string_view id) = 0;

    virtual Result<void> auditTrail(const Visit<audit::ChainedRow>& visit) = 0;
};

/// One transaction. Nothing of it is there before `RecordStore::write` has returned success.
class Writing : public Reading {
public:
    /// Takes `count` numbers of the patient's feed and returns the first. Patients that share a
    /// transaction are taken in ascending order of their ids, so that two transactions cannot wait
    /// for each other.
    [[nodiscard]] virtual Result<std::int64_t> takeNumbers(std::string_view patient,
                                                           std::int64_t count) = 0;
    /// Something of the patient's own arrived at this time.
    virtual Result<void> markReceived(std::string_view patient, std::int64_t receivedMs) = 0;
    /// `before` is what `state` said of the same key in this transaction.
    [[nodiscard]] virtual Result<Written> append(const NewVersion& version,
                                                 const std::optional<RecordState>& before) = 0;
    /// Puts a version into the patient's feed under a number from takeNumbers.
    virtual Result<void> announce(std::string_view patient, std::int64_t number,
                                  std::int64_t row) = 0;
    virtual Result<void> rememberBundle(std::string_view device, std::string_view bundle,
                                        const AppliedBundle& applied, std::int64_t appliedMs) = 0;
    virtual Result<void> rememberOperation(std::string_view device, std::string_view operation,
                                           std::int64_t row) = 0;
    virtual Result<void> addNote(const Note& note) = 0;
    /// Appends to the audit trail, inside this transaction.
    virtual Result<void> audit(const auth::AuditEntry& entry) = 0;
    virtual Result<void> addCare(std::string_view user, std::string_view patient,
                                 std::int64_t sinceMs) = 0;
    virtual Result<void> removeCare(std::string_view user, std::string_view patient) = 0;

    /// Projections: each put replaces the row of the same key.
    virtual Result<void> put(const PatientView& view) = 0;
    virtual Result<void> put(const QuestionnaireView& view) = 0;
    virtual Result<void> put(const ResponseView& view) = 0;
    virtual Result<void> put(const ScoreView& view) = 0;
    virtual Result<void> put(const FlagView& view) = 0;
    virtual Result<void> put(const JournalView& view) = 0;
    virtual Result<void> put(const TaskView& view) = 0;
    virtual Result<void> dropJournal(std::string_view id) = 0;
    /// The scores of responses to exactly this questionnaire, and those that came without one.
    virtual Result<void> dropScores(std::string_view patient, std::string_view canonical) = 0;
    /// Empties every projection, for `reindex`.
    virtual Result<void> dropViews() = 0;
};

/// The clinic's records. Safe to call from several threads; calls block, so they belong on the
/// database pool and never on a network thread.
class RecordStore {
public:
    virtual ~RecordStore() = default;
    /// Runs against one snapshot. The reads of a clinician go through `write`, because the audit
    /// row of a read has to be durable before anything is shown.
    virtual Result<void> read(const std::function<Result<void>(Reading&)>& work) = 0;
    /// Runs in one transaction and commits it durably when `work` succeeds; rolls back otherwise.
    virtual Result<void> write(const std::function<Result<void>(Writing&)>& work) = 0;
    /// The store's epoch: changes when a backup is restored, so that phones start their feed anew.
    [[nodiscard]] virtual std::string epoch() const = 0;
};

}  // namespace landfall::clinic::store
