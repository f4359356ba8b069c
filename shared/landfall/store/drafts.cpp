#include "landfall/store/drafts.hpp"

#include <algorithm>

#include "landfall/store/entities.hpp"

namespace landfall::store {

namespace {
Draft draftOf(const db::Rows& rows) {
    Draft out;
    out.response = rows.string(0);
    out.flag = rows.string(1);
    out.questionnaire = rows.string(2);
    out.state = std::string(base::textOf(rows.bytes(3)));
    out.begun = {rows.int64(4), static_cast<int>(rows.int64(5))};
    out.saved = {rows.int64(6), static_cast<int>(rows.int64(7))};
    out.tier = static_cast<int>(rows.int64(8));
    return out;
}
}  // namespace

Result<std::optional<Draft>> Drafts::find(std::string_view questionnaire) {
    LF_CHECK(core_.makeUsable());
    LF_TRY(auto rows,
           core_.db().query("SELECT response, flag, questionnaire, state, begun_ms, begun_offset,"
                            " saved_ms, saved_offset, tier FROM draft WHERE questionnaire = ?1",
                            questionnaire));
    LF_TRY(const bool found, rows.next());
    if (!found) return std::optional<Draft>{};
    return std::optional(draftOf(rows));
}

Result<Draft> Drafts::begin(std::string_view questionnaire, const base::WallTime& at) {
    LF_TRY(auto open, find(questionnaire));
    if (open.has_value()) return std::move(*open);
    Draft draft;
    draft.response = core_.newId().text();
    draft.flag = core_.newId().text();
    draft.questionnaire = questionnaire;
    draft.begun = at;
    draft.saved = at;
    LF_CHECK(core_.write([&]() -> Result<void> {
        return core_.db().run(
            "INSERT INTO draft(response, flag, questionnaire, state, begun_ms, begun_offset,"
            " saved_ms, saved_offset) VALUES(?1, ?2, ?3, zeroblob(0), ?4, ?5, ?4, ?5)",
            draft.response, draft.flag, draft.questionnaire, at.unixMs, at.offsetMinutes);
    }));
    return draft;
}

Result<std::vector<Draft>> Drafts::open() {
    LF_CHECK(core_.makeUsable());
    LF_TRY(auto rows,
           core_.db().query("SELECT response, flag, questionnaire, state, begun_ms, begun_offset,"
                            " saved_ms, saved_offset, tier FROM draft"
                            " ORDER BY saved_ms DESC, rowid DESC"));
    std::vector<Draft> out;
    for (;;) {
        LF_TRY(const bool more, rows.next());
        if (!more) return out;
        out.push_back(draftOf(rows));
    }
}

Result<int> Drafts::saveAnswer(const AnswerSave& save) {
    if (save.state.size() > draftBytesMax) return Fault::TooLarge;
    if (save.flag.has_value() && save.flag->type != fhir::ResourceType::Flag)
        return Fault::BadRecord;
    return core_.writeFromReserve([&]() -> Result<int> {
        // A tier never falls: correcting an answer does not take back that it was given.
        LF_TRY(auto rows,
               core_.db().query("UPDATE draft SET state = ?2, saved_ms = ?3, saved_offset = ?4,"
                                " tier = max(tier, ?5), saves = saves + 1 WHERE response = ?1"
                                " RETURNING tier, saves",
                                save.response, base::viewOf(save.state), save.at.unixMs,
                                save.at.offsetMinutes, save.tier));
        LF_TRY(const bool found, rows.next());
        if (!found) return Fault::UnknownDraft;
        const auto tier = static_cast<int>(rows.int64(0));
        core_.willHaveDraft(save.response, rows.int64(1));
        // RETURNING hands its rows out after the change; the statement has to end before COMMIT.
        LF_CHECK(rows.next());
        if (save.flag.has_value()) LF_CHECK(putLocal(core_, *save.flag));
        return tier;
    });
}

Result<void> Drafts::discard(std::string_view response) {
    return core_.write([&]() -> Result<void> {
        LF_CHECK(core_.db().run("DELETE FROM draft WHERE response = ?1", response));
        if (core_.db().changes() == 0) return Fault::UnknownDraft;
        core_.willHaveNoDraft();
        return ok();
    });
}

}  // namespace landfall::store
