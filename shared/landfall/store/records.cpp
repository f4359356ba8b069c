#include "landfall/store/records.hpp"

#include "landfall/store/entities.hpp"
#include "landfall/store/projections.hpp"

namespace landfall::store {

namespace {
Result<Record> recordOf(Core& core, const EntityRow& entity, std::string lastUpdated) {
    Record out;
    const auto type = fhir::resourceTypeFrom(entity.type);
    if (!type.has_value()) return Fault::UnknownRecord;
    out.type = *type;
    out.id = entity.id;
    LF_TRY(out.bytes, bodyOf(core, entity.head));
    out.versionId = entity.baseVersion;
    out.lastUpdated = std::move(lastUpdated);
    LF_TRY(out.delivery, deliveryOf(core, entity));
    return out;
}

Result<std::string> baseUpdated(Core& core, const EntityRow& entity) {
    LF_TRY(auto rows, core.db().query("SELECT base_updated FROM entity WHERE n = ?1", entity.n));
    LF_TRY(const bool found, rows.next());
    return found ? rows.string(0) : std::string{};
}

ScorePoint scoreOf(const db::Rows& rows) {
    ScorePoint out;
    out.id = rows.string(0);
    out.response = rows.string(1);
    out.questionnaire = rows.string(2);
    out.codeSystem = rows.string(3);
    out.code = rows.string(4);
    out.authored = {rows.int64(5), static_cast<int>(rows.int64(6))};
    out.value = rows.maybeInt64(7);
    out.declined = rows.int64(8) != 0;
    out.band = rows.string(9);
    out.pattern = rows.string(10);
    out.prorated = rows.int64(11) != 0;
    out.answered = static_cast<int>(rows.int64(12));
    out.asked = static_cast<int>(rows.int64(13));
    return out;
}

Result<std::vector<ScorePoint>> scoresOfRows(db::Rows rows) {
    std::vector<ScorePoint> out;
    for (;;) {
        LF_TRY(const bool more, rows.next());
        if (!more) return out;
        out.push_back(scoreOf(rows));
    }
}

Result<Delivery> deliveryAt(Core& core, std::int64_t n) {
    LF_TRY(const auto entity, entityAt(core, n));
    if (!entity.has_value()) return Fault::UnknownRecord;
    return deliveryOf(core, *entity);
}
}  // namespace

Result<bool> Records::submit(const SubmitRequest& request) {
    if (request.response.type != fhir::ResourceType::QuestionnaireResponse) return Fault::BadRecord;
    return core_.write([&]() -> Result<bool> {
        LF_TRY(const auto before,
               findEntity(core_, fhir::nameOf(request.response.type), request.response.id));
        if (before.has_value()) return false;
        LF_TRY(const auto group, newGroup(core_));
        LF_CHECK(putLocal(core_, request.response, group));
        for (const auto& score : request.scores) LF_CHECK(putLocal(core_, score, group));
        for (const auto& other : request.others) LF_CHECK(putLocal(core_, other, group));
        LF_CHECK(core_.db().run("DELETE FROM draft WHERE response = ?1", request.response.id));
        core_.willHaveNoDraft();
        return true;
    });
}

Result<void> Records::write(const std::vector<RecordWrite>& records) {
    return core_.write([&]() -> Result<void> {
        std::optional<std::int64_t> group;
        if (records.size() > 1) {
            LF_TRY(group, newGroup(core_));
        }
        for (const auto& record : records) LF_CHECK(putLocal(core_, record, group));
        return ok();
    });
}

Result<Record> Records::read(fhir::ResourceType type, std::string_view id) {
    LF_CHECK(core_.makeUsable());
    LF_TRY(const auto entity, findEntity(core_, fhir::nameOf(type), id));
    if (!entity.has_value() || entity->head == 0) return Fault::UnknownRecord;
    LF_TRY(auto updated, baseUpdated(core_, *entity));
    return recordOf(core_, *entity, std::move(updated));
}

Result<std::vector<Record>> Records::all(fhir::ResourceType type) {
    LF_CHECK(core_.makeUsable());
    std::vector<std::int64_t> found;
    {
        LF_TRY(auto rows, core_.db().query("SELECT n FROM entity WHERE type = ?1 AND deleted = 0"
                                           " AND head IS NOT NULL ORDER BY n",
                                           fhir::nameOf(type)));
        for (;;) {
            LF_TRY(const bool more, rows.next());
            if (!more) break;
            found.push_back(rows.int64(0));
        }
    }
    std::vector<Record> out;
    for (const auto n : found) {
        LF_TRY(const auto entity, entityAt(core_, n));
        LF_TRY(auto updated, baseUpdated(core_, *entity));
        LF_TRY(auto record, recordOf(core_, *entity, std::move(updated)));
        out.push_back(std::move(record));
    }
    return out;
}

Result<std::vector<std::string>> Records::documents(std::string_view code) {
    LF_CHECK(core_.makeUsable());
    LF_TRY(auto rows, core_.db().query("SELECT r.body FROM entity e JOIN revision r ON r.n = e.head"
                                       " WHERE e.type = 'DocumentReference' AND e.deleted = 0"
                                       " AND instr(r.body, ?1) > 0 ORDER BY e.n",
                                       code));
    std::vector<std::string> out;
    for (;;) {
        LF_TRY(const bool more, rows.next());
        if (!more) return out;
        out.push_back(std::string(base::textOf(rows.bytes(0))));
    }
}

Result<std::vector<std::string>> Records::everyVersion(fhir::ResourceType type) {
    LF_CHECK(core_.makeUsable());
    LF_TRY(auto rows, core_.db().query("SELECT r.body FROM revision r JOIN entity e"
                                       " ON e.n = r.entity WHERE e.type = ?1 ORDER BY r.n",
                                       fhir::nameOf(type)));
    std::vector<std::string> out;
    for (;;) {
        LF_TRY(const bool more, rows.next());
        if (!more) return out;
        out.push_back(std::string(base::textOf(rows.bytes(0))));
    }
}

Result<Delivery> Records::delivery(fhir::ResourceType type, std::string_view id) {
    LF_CHECK(core_.makeUsable());
    LF_TRY(const auto entity, findEntity(core_, fhir::nameOf(type), id));
    if (!entity.has_value()) return Fault::UnknownRecord;
    if (type == fhir::ResourceType::Flag) {
        LF_TRY(const auto acknowledged,
               core_.db().number(
                   "SELECT acknowledged_ms FROM flag WHERE entity = ?1 AND active = 0", entity->n));
        if (acknowledged.has_value()) return Delivery::Seen;
    }
    return deliveryOf(core_, *entity);
}

Result<std::vector<ScorePoint>> Records::scores(std::string_view questionnaireUrl) {
    LF_CHECK(core_.makeUsable());
    const auto url = urlOf(questionnaireUrl);
    if (url.empty()) {
        LF_TRY(
            auto every,
            core_.db().query("SELECT id, response, questionnaire, code_system, code,"
                             " authored_ms, authored_offset, value, declined, band, pattern,"
                             " prorated, answered, asked FROM score ORDER BY authored_ms, entity"));
        return scoresOfRows(std::move(every));
    }
    LF_TRY(auto rows,
           core_.db().query("SELECT id, response, questionnaire, code_system, code, authored_ms,"
                            " authored_offset, value, declined, band, pattern, prorated, answered,"
                            " asked FROM score WHERE url = ?1 ORDER BY authored_ms, entity",
                            url));
    return scoresOfRows(std::move(rows));
}

Result<std::vector<ScorePoint>> Records::scoresOf(std::string_view response) {
    LF_CHECK(core_.makeUsable());
    LF_TRY(auto rows,
           core_.db().query("SELECT id, response, questionnaire, code_system, code, authored_ms,"
                            " authored_offset, value, declined, band, pattern, prorated, answered,"
                            " asked FROM score WHERE response = ?1 ORDER BY entity",
                            response));
    return scoresOfRows(std::move(rows));
}

Result<std::vector<AssignmentRow>> Records::assignments(bool openOnly) {
    LF_CHECK(core_.makeUsable());
    LF_TRY(auto rows, core_.db().query(
                          "SELECT id, questionnaire, title, assigned_ms, assigned_offset, opens_ms,"
                          " opens_offset, due, status, response FROM assignment"
                          " WHERE ?1 = 0 OR status NOT IN ('completed', 'cancelled')"
                          " ORDER BY due = '', due, assigned_ms, entity",
                          openOnly));
    std::vector<AssignmentRow> out;
    for (;;) {
        LF_TRY(const bool more, rows.next());
        if (!more) return out;
        out.push_back({.id = rows.string(0),
                       .questionnaire = rows.string(1),
                       .title = rows.string(2),
                       .assigned = {rows.int64(3), static_cast<int>(rows.int64(4))},
                       .opens = {rows.int64(5), static_cast<int>(rows.int64(6))},
                       .due = rows.string(7),
                       .status = rows.string(8),
                       .response = rows.string(9)});
    }
}

Result<std::vector<FlagRow>> Records::flags(bool activeOnly) {
    LF_CHECK(core_.makeUsable());
    LF_TRY(auto rows,
           core_.db().query("SELECT id, tier, active, acknowledged_ms, acknowledged_offset,"
                            " raised_ms, raised_offset, response, questionnaire, entity FROM flag"
                            " WHERE ?1 = 0 OR active = 1 ORDER BY raised_ms DESC, entity DESC",
                            activeOnly));
    std::vector<FlagRow> out;
    for (;;) {
        LF_TRY(const bool more, rows.next());
        if (!more) return out;
        FlagRow flag;
        flag.id = rows.string(0);
        flag.tier = static_cast<int>(rows.int64(1));
        flag.active = rows.int64(2) != 0;
        if (!rows.isNull(3))
            flag.acknowledged = base::WallTime{rows.int64(3), static_cast<int>(rows.int64(4))};
        flag.raised = {rows.int64(5), static_cast<int>(rows.int64(6))};
        flag.response = rows.string(7);
        flag.questionnaire = rows.string(8);
        if (!flag.active && flag.acknowledged.has_value()) {
            flag.delivery = Delivery::Seen;
        } else {
            LF_TRY(flag.delivery, deliveryAt(core_, rows.int64(9)));
        }
        out.push_back(std::move(flag));
    }
}

Result<int> Records::highestOpenTier() {
    LF_CHECK(core_.makeUsable());
    LF_TRY(const auto tier, core_.db().number("SELECT max(tier) FROM flag WHERE active = 1"));
    return static_cast<int>(tier.value_or(0));
}

Result<std::vector<ResponseRow>> Records::responses(std::string_view questionnaireUrl) {
    LF_CHECK(core_.makeUsable());
    const auto url = urlOf(questionnaireUrl);
    LF_TRY(auto rows,
           core_.db().query("SELECT id, questionnaire, status, authored_ms, authored_offset, entity"
                            " FROM response WHERE ?1 = '' OR url = ?1"
                            " ORDER BY authored_ms DESC, entity DESC",
                            url));
    std::vector<ResponseRow> out;
    for (;;) {
        LF_TRY(const bool more, rows.next());
        if (!more) return out;
        ResponseRow response{.id = rows.string(0),
                             .questionnaire = rows.string(1),
                             .status = rows.string(2),
                             .authored = {rows.int64(3), static_cast<int>(rows.int64(4))}};
        LF_TRY(response.delivery, deliveryAt(core_, rows.int64(5)));
        out.push_back(std::move(response));
    }
}

Result<std::vector<AnsweredRow>> Records::answered() {
    LF_CHECK(core_.makeUsable());
    LF_TRY(auto rows,
           core_.db().query("SELECT r.id, r.questionnaire, r.authored_ms, r.authored_offset,"
                            " v.session, v.visit, v.out_of_window, b.body FROM response r"
                            " JOIN entity e ON e.n = r.entity JOIN revision b ON b.n = e.head"
                            " LEFT JOIN answered_visit v ON v.entity = r.entity"
                            " WHERE r.status <> 'entered-in-error'"
                            " ORDER BY r.authored_ms, r.entity, v.session, v.visit"));
    std::vector<AnsweredRow> out;
    for (;;) {
        LF_TRY(const bool more, rows.next());
        if (!more) return out;
        // One row for each visit, so a response with several follows itself.
        if (out.empty() || out.back().id != rows.text(0))
            out.push_back({.id = rows.string(0),
                           .questionnaire = rows.string(1),
                           .authored = {rows.int64(2), static_cast<int>(rows.int64(3))},
                           .visits = {},
                           .bytes = std::string(base::textOf(rows.bytes(7)))});
        if (!rows.isNull(4))
            out.back().visits.push_back(
                {static_cast<int>(rows.int64(4)), rows.string(5), rows.int64(6) != 0});
    }
}

Result<std::optional<std::string>> Records::activePlan() {
    LF_CHECK(core_.makeUsable());
    std::int64_t head = 0;
    {
        LF_TRY(auto rows,
               core_.db().query("SELECT e.head FROM plan p JOIN entity e ON e.n = p.entity"
                                " WHERE p.status = 'active' AND e.head IS NOT NULL"
                                " ORDER BY p.created_ms DESC, p.entity DESC LIMIT 1"));
        LF_TRY(const bool found, rows.next());
        if (!found) return std::optional<std::string>{};
        head = rows.int64(0);
    }
    LF_TRY(auto body, bodyOf(core_, head));
    return std::optional(std::move(body));
}

Result<void> Records::rebuild() {
    return core_.write([&]() -> Result<void> { return rebuildProjections(core_); });
}

}  // namespace landfall::store
