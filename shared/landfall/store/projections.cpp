#include "landfall/store/projections.hpp"

#include <array>
#include <vector>

#include "landfall/fhir/care_plan.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/fhir/visit_mark.hpp"

namespace landfall::store {

namespace {
constexpr std::int64_t rowsPerMs = 1024;

/// Digits after the point have no place in the column: whoever wants them reads the record.
std::optional<std::int64_t> wholeValueOf(const fhir::ScoreRecord& score) {
    return score.decimals == 0 ? score.value : std::nullopt;
}

Result<void> projectScore(Core& core, const EntityRow& entity, const fhir::ScoreRecord& score) {
    return core.db().run(
        "INSERT OR REPLACE INTO score(entity, id, response, questionnaire, url, code_system, code,"
        " authored_ms, authored_offset, value, declined, band, pattern, prorated, answered, asked)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        entity.n, score.id, score.response, score.questionnaire, urlOf(score.questionnaire),
        score.code.system, score.code.code, score.authored.unixMs, score.authored.offsetMinutes,
        wholeValueOf(score), score.declined, score.band, score.pattern, score.prorated,
        score.answered, score.asked);
}

Result<void> projectResponse(Core& core, const EntityRow& entity, const fhir::Response& response) {
    return core.db().run(
        "INSERT OR REPLACE INTO response(entity, id, questionnaire, url, status, authored_ms,"
        " authored_offset) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        entity.n, response.id, response.questionnaire, urlOf(response.questionnaire),
        response.status, response.authored.unixMs, response.authored.offsetMinutes);
}

/// What the writer said about the visits of the pathway that a response was given in.
Result<void> projectVisits(Core& core, const EntityRow& entity, const fhir::Node& resource) {
    LF_CHECK(core.db().run("DELETE FROM answered_visit WHERE entity = ?1", entity.n));
    for (const auto& mark : fhir::answeredVisits(resource))
        LF_CHECK(core.db().run(
            "INSERT OR REPLACE INTO answered_visit(entity, session, visit, out_of_window)"
            " VALUES(?1, ?2, ?3, ?4)",
            entity.n, mark.session, mark.visit, mark.outOfWindow));
    return ok();
}

Result<void> projectPlan(Core& core, const EntityRow& entity, const fhir::CarePlan& plan) {
    return core.db().run(
        "INSERT OR REPLACE INTO plan(entity, id, protocol, status, created_ms)"
        " VALUES(?1, ?2, ?3, ?4, ?5)",
        entity.n, plan.id, plan.protocol, plan.status, plan.created.unixMs);
}

Result<void> projectAssignment(Core& core, const EntityRow& entity, const fhir::Assignment& task) {
    return core.db().run(
        "INSERT OR REPLACE INTO assignment(entity, id, questionnaire, title, assigned_ms,"
        " assigned_offset, opens_ms, opens_offset, due, status, response)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        entity.n, task.id, task.questionnaire, task.title, task.assigned.unixMs,
        task.assigned.offsetMinutes, task.opens.unixMs, task.opens.offsetMinutes, task.due,
        task.status, task.response);
}

Result<void> projectFlag(Core& core, const EntityRow& entity, const fhir::SafetyFlag& flag) {
    std::optional<std::int64_t> acknowledgedMs;
    std::optional<int> acknowledgedOffset;
    if (flag.acknowledged.has_value()) {
        acknowledgedMs = flag.acknowledged->unixMs;
        acknowledgedOffset = flag.acknowledged->offsetMinutes;
    }
    return core.db().run(
        "INSERT OR REPLACE INTO flag(entity, id, tier, active, acknowledged_ms,"
        " acknowledged_offset, raised_ms, raised_offset, response, questionnaire)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        entity.n, flag.id, flag.tier, flag.active, acknowledgedMs, acknowledgedOffset,
        flag.raised.unixMs, flag.raised.offsetMinutes, flag.response, flag.questionnaire);
}

struct JournalRow {
    std::int64_t n = 0;
    std::int64_t authoredMs = 0;
    bool removed = false;
};

Result<std::optional<JournalRow>> journalRowOf(Core& core, const EntityRow& entity) {
    LF_TRY(
        auto rows,
        core.db().query("SELECT n, authored_ms, removed FROM journal WHERE entity = ?1", entity.n));
    LF_TRY(const bool found, rows.next());
    if (!found) return std::optional<JournalRow>{};
    return std::optional(JournalRow{rows.int64(0), rows.int64(1), rows.int64(2) != 0});
}

/// The index holds no text of its own, so it has to be told what it is to forget.
Result<void> unindex(Core& core, std::int64_t n) {
    return core.db().run(
        "INSERT INTO journal_text(journal_text, rowid, text)"
        " SELECT 'delete', n, text FROM journal WHERE n = ?1",
        n);
}

/// A row number of that moment which no other entry has; when a whole millisecond is taken, of the
/// next one.
Result<std::int64_t> freeRow(Core& core, std::int64_t authoredMs) {
    for (auto first = authoredMs * rowsPerMs;; first += rowsPerMs) {
        LF_TRY(const auto last,
               core.db().number("SELECT max(n) FROM journal WHERE n >= ?1 AND n < ?2", first,
                                first + rowsPerMs));
        if (!last.has_value()) return first;
        if (*last + 1 < first + rowsPerMs) return *last + 1;
    }
}

Result<void> projectEntry(Core& core, const EntityRow& entity, const fhir::JournalEntry& entry) {
    const auto& conflictOf = entity.conflictOf.empty() ? entry.conflictOf : entity.conflictOf;
    LF_TRY(auto row, journalRowOf(core, entity));
    if (row.has_value()) {
        if (!row->removed) LF_CHECK(unindex(core, row->n));
        if (row->authoredMs != entry.authored.unixMs) {
            LF_CHECK(core.db().run("DELETE FROM journal WHERE n = ?1", row->n));
            row.reset();
        }
    }
    if (row.has_value()) {
        LF_CHECK(core.db().run(
            "UPDATE journal SET text = ?2, private = ?3, conflict_of = ?4, removed = 0,"
            " authored_offset = ?5 WHERE n = ?1",
            row->n, entry.text, entity.isPrivate, conflictOf, entry.authored.offsetMinutes));
    } else {
        row.emplace();
        LF_TRY(row->n, freeRow(core, entry.authored.unixMs));
        LF_CHECK(core.db().run(
            "INSERT INTO journal(n, entity, id, authored_ms, authored_offset, text, private,"
            " conflict_of) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            row->n, entity.n, entity.id, entry.authored.unixMs, entry.authored.offsetMinutes,
            entry.text, entity.isPrivate, conflictOf));
    }
    return core.db().run("INSERT INTO journal_text(rowid, text) VALUES(?1, ?2)", row->n,
                         entry.text);
}

template <class T>
Result<void> projectRead(Core& core, const EntityRow& entity, const Result<T>& read,
                         Result<void> (*into)(Core&, const EntityRow&, const T&)) {
    if (read.has_error()) return ok();
    return into(core, entity, *read);
}
}  // namespace

std::string_view urlOf(std::string_view canonical) {
    return canonical.substr(0, canonical.find('|'));
}

Result<void> project(Core& core, const EntityRow& entity, const fhir::Node& resource) {
    if (entity.deleted) return ok();
    const auto type = fhir::resourceTypeFrom(entity.type);
    if (!type.has_value()) return ok();
    switch (*type) {
        case fhir::ResourceType::Observation:
            return projectRead(core, entity, fhir::readScore(resource), projectScore);
        case fhir::ResourceType::QuestionnaireResponse:
            LF_CHECK(projectVisits(core, entity, resource));
            return projectRead(core, entity, fhir::readResponse(resource), projectResponse);
        case fhir::ResourceType::CarePlan:
            return projectRead(core, entity, fhir::readCarePlan(resource), projectPlan);
        case fhir::ResourceType::Task:
            return projectRead(core, entity, fhir::readAssignment(resource), projectAssignment);
        case fhir::ResourceType::Flag:
            return projectRead(core, entity, fhir::readFlag(resource), projectFlag);
        case fhir::ResourceType::DocumentReference:
            return projectRead(core, entity, fhir::readJournalEntry(resource), projectEntry);
        default:
            return ok();
    }
}

Result<void> unproject(Core& core, const EntityRow& entity) {
    const auto type = fhir::resourceTypeFrom(entity.type);
    if (!type.has_value()) return ok();
    switch (*type) {
        case fhir::ResourceType::Observation:
            return core.db().run("DELETE FROM score WHERE entity = ?1", entity.n);
        case fhir::ResourceType::QuestionnaireResponse:
            LF_CHECK(core.db().run("DELETE FROM answered_visit WHERE entity = ?1", entity.n));
            return core.db().run("DELETE FROM response WHERE entity = ?1", entity.n);
        case fhir::ResourceType::CarePlan:
            return core.db().run("DELETE FROM plan WHERE entity = ?1", entity.n);
        case fhir::ResourceType::Task:
            return core.db().run("DELETE FROM assignment WHERE entity = ?1", entity.n);
        case fhir::ResourceType::Flag:
            return core.db().run("DELETE FROM flag WHERE entity = ?1", entity.n);
        case fhir::ResourceType::DocumentReference: {
            LF_TRY(const auto row, journalRowOf(core, entity));
            if (!row.has_value() || row->removed) return ok();
            LF_CHECK(unindex(core, row->n));
            return core.db().run("UPDATE journal SET removed = 1 WHERE n = ?1", row->n);
        }
        default:
            return ok();
    }
}

Result<void> rebuildProjections(Core& core) {
    LF_CHECK(core.db().run("DELETE FROM score"));
    LF_CHECK(core.db().run("DELETE FROM response"));
    LF_CHECK(core.db().run("DELETE FROM answered_visit"));
    LF_CHECK(core.db().run("DELETE FROM plan"));
    LF_CHECK(core.db().run("DELETE FROM assignment"));
    LF_CHECK(core.db().run("DELETE FROM flag"));
    LF_CHECK(core.db().run("INSERT INTO journal_text(journal_text) VALUES('delete-all')"));
    LF_CHECK(core.db().run("DELETE FROM journal"));
    std::vector<std::int64_t> heads;
    {
        LF_TRY(auto rows,
               core.db().query("SELECT n FROM entity WHERE head IS NOT NULL ORDER BY n"));
        for (;;) {
            LF_TRY(const bool more, rows.next());
            if (!more) break;
            heads.push_back(rows.int64(0));
        }
    }
    for (const auto n : heads) {
        LF_TRY(auto entity, entityAt(core, n));
        LF_TRY(const auto body, bodyOf(core, entity->head));
        const auto json = fhir::Json::borrow(body);
        if (json.has_error()) continue;
        // A removed entry is projected and taken out again, so that it can still be brought back.
        const bool deleted = std::exchange(entity->deleted, false);
        LF_CHECK(project(core, *entity, json->root()));
        if (deleted) LF_CHECK(unproject(core, *entity));
    }
    return ok();
}

}  // namespace landfall::store
