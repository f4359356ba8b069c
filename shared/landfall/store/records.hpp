#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/base/ids.hpp"
#include "landfall/fhir/resource.hpp"
#include "landfall/fhir/visit_mark.hpp"
#include "landfall/store/fault.hpp"

namespace landfall::store {

class Core;

/// A record that this phone writes. `bytes` are kept and sent exactly as they are, and their
/// meta.source has to be urn:uuid:<operation>.
struct RecordWrite {
    fhir::ResourceType type;
    std::string id;
    std::string bytes;
    base::Uuid operation;
};

/// How far a record has come. Nothing is called received before the clinic's commit.
enum class Delivery {
    Local,      ///< private: never leaves the phone
    Saved,      ///< on the phone; not sent, or not answered yet and edited since
    Sent,       ///< in a bundle that the clinic has not answered
    Received,   ///< committed by the clinic
    Seen,       ///< a Flag that a clinician has acknowledged
    Rejected,   ///< the clinic refused it; kept, shown under "needs attention"
    Withdrawn,  ///< the clinic took it out of its record; the phone keeps its copy
};

struct Record {
    fhir::ResourceType type;
    std::string id;
    std::string bytes;        ///< exactly as written or received
    std::string versionId;    ///< the clinic's, or "" before the first acknowledgement
    std::string lastUpdated;  ///< FHIR instant of that version, or ""
    Delivery delivery = Delivery::Saved;
};

/// One point of a score over time, projected from an Observation.
struct ScorePoint {
    std::string id;             ///< of the Observation
    std::string response;       ///< id of the QuestionnaireResponse
    std::string questionnaire;  ///< canonical, url|version
    std::string codeSystem;
    std::string code;
    base::WallTime authored;
    std::optional<std::int64_t> value;  ///< nothing too for one with digits after the point
    bool declined = false;
    std::string band;
    std::string pattern;
    bool prorated = false;
    int answered = 0;
    int asked = 0;
};

/// What the clinic asks for, projected from a Task.
struct AssignmentRow {
    std::string id;
    std::string questionnaire;  ///< canonical
    std::string title;
    base::WallTime assigned;
    base::WallTime opens;
    std::string due;       ///< FHIR date, or ""
    std::string status;    ///< requested, completed, cancelled
    std::string response;  ///< id of the response that answered it, or ""
};

/// A safety flag, projected from a Flag.
struct FlagRow {
    std::string id;
    int tier = 0;
    bool active = true;
    std::optional<base::WallTime> acknowledged;
    base::WallTime raised;
    std::string response;
    std::string questionnaire;
    Delivery delivery = Delivery::Saved;
};

/// A submitted response, projected from a QuestionnaireResponse.
struct ResponseRow {
    std::string id;
    std::string questionnaire;  ///< canonical
    std::string status;
    base::WallTime authored;
    Delivery delivery = Delivery::Saved;
};

/// A submitted response as the pathway sees it.
struct AnsweredRow {
    std::string id;
    std::string questionnaire;  ///< canonical
    base::WallTime authored;
    std::vector<fhir::VisitMark> visits;  ///< as the writer said
    std::string bytes;                    ///< of the record, for what no projection holds
};

struct SubmitRequest {
    RecordWrite response;             ///< QuestionnaireResponse
    std::vector<RecordWrite> scores;  ///< Observations derived from it
    /// What changes with it and travels in the same bundle: a Task's new version, a Flag.
    std::vector<RecordWrite> others{};
};

/// Records and what is projected from them.
class Records {
public:
    explicit Records(Core& core) : core_(core) {}

    /// Response, scores, their operations (one group: they travel in one bundle), projections, and
    /// the end of the draft, in one transaction. Idempotent by the response's id: false when it was
    /// submitted before, and then nothing is changed. BadRecord, TooLarge.
    [[nodiscard]] Result<bool> submit(const SubmitRequest& request);
    /// One transaction of records outside a submission (a Flag, a Communication).
    Result<void> write(const std::vector<RecordWrite>& records);

    /// The newest version here; UnknownRecord.
    [[nodiscard]] Result<Record> read(fhir::ResourceType type, std::string_view id);
    /// All records of a type that are not deleted, oldest first. For Questionnaires and export.
    [[nodiscard]] Result<std::vector<Record>> all(fhir::ResourceType type);
    /// The bytes of the documents that may be of this kind, because the code of it occurs in them;
    /// oldest first. Cheap beside `all`: most documents are journal entries.
    [[nodiscard]] Result<std::vector<std::string>> documents(std::string_view code);
    /// The bytes of every version of every record of a type that ever was here, oldest first, those
    /// of withdrawn records too: an old answer is read under the version it was given in.
    [[nodiscard]] Result<std::vector<std::string>> everyVersion(fhir::ResourceType type);
    [[nodiscard]] Result<Delivery> delivery(fhir::ResourceType type, std::string_view id);

    /// Oldest first; of one questionnaire by its url (any version), or of all when empty.
    [[nodiscard]] Result<std::vector<ScorePoint>> scores(std::string_view questionnaireUrl);
    /// Points of one response, in the order they were written.
    [[nodiscard]] Result<std::vector<ScorePoint>> scoresOf(std::string_view response);
    /// By due date, those without one last. Open ones only, or all.
    [[nodiscard]] Result<std::vector<AssignmentRow>> assignments(bool openOnly = true);
    /// Newest first.
    [[nodiscard]] Result<std::vector<FlagRow>> flags(bool activeOnly = false);
    /// The highest tier of any active flag; 0 when there is none.
    [[nodiscard]] Result<int> highestOpenTier();
    /// Newest first; empty url means all.
    [[nodiscard]] Result<std::vector<ResponseRow>> responses(std::string_view questionnaireUrl);
    /// The submitted responses that were not entered in error, oldest first.
    [[nodiscard]] Result<std::vector<AnsweredRow>> answered();
    /// The newest active plan of the pathway, as its record's bytes; nothing when the clinic made
    /// none.
    [[nodiscard]] Result<std::optional<std::string>> activePlan();

    /// Throws every projection away and makes it again from the records, in one transaction.
    Result<void> rebuild();

private:
    Core& core_;
};

}  // namespace landfall::store
