#include <algorithm>

#include "landfall/store/journal_entries.hpp"

namespace landfall::store {

namespace {
WorkingText workingOf(const db::Rows& rows) {
    return {.entry = rows.string(0),
            .text = rows.string(1),
            .isPrivate = rows.int64(2) != 0,
            .isNew = rows.int64(3) != 0,
            .saved = {rows.int64(4), static_cast<int>(rows.int64(5))}};
}

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}
}  // namespace

Result<std::string> Journal::keepTyping(std::string_view entry, std::string_view text,
                                        bool isPrivate, const base::WallTime& at) {
    if (text.size() > entryTextBytesMax) return Fault::TooLarge;
    const std::string id = entry.empty() ? core_.newId().text() : std::string(entry);
    return core_.writeFromReserve([&]() -> Result<std::string> {
        LF_TRY(const auto known, findEntity(core_, journalType, id));
        const bool isNew = !known.has_value() || known->deleted;
        LF_CHECK(core_.db().run(
            "INSERT INTO working(entry, text, private, is_new, begun_ms, begun_offset, saved_ms,"
            " saved_offset) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?5, ?6)"
            " ON CONFLICT(entry) DO UPDATE SET text = excluded.text, private = excluded.private,"
            " is_new = excluded.is_new, saved_ms = excluded.saved_ms,"
            " saved_offset = excluded.saved_offset",
            id, text, isPrivate, isNew, at.unixMs, at.offsetMinutes));
        return id;
    });
}

Result<std::vector<WorkingText>> Journal::unfinished() {
    LF_CHECK(core_.makeUsable());
    LF_TRY(auto rows, core_.db().query("SELECT entry, text, private, is_new, saved_ms, saved_offset"
                                       " FROM working ORDER BY saved_ms DESC, rowid DESC"));
    std::vector<WorkingText> out;
    for (;;) {
        LF_TRY(const bool more, rows.next());
        if (!more) return out;
        out.push_back(workingOf(rows));
    }
}

Result<std::optional<Entry>> Journal::finish(std::string_view entry) {
    return core_.writeFromReserve([&]() -> Result<std::optional<Entry>> {
        std::string text;
        bool isPrivate = true;
        base::WallTime begun;
        {
            LF_TRY(auto rows,
                   core_.db().query("SELECT text, private, begun_ms, begun_offset FROM working"
                                    " WHERE entry = ?1",
                                    entry));
            LF_TRY(const bool found, rows.next());
            if (!found) return Fault::UnknownEntry;
            text = rows.string(0);
            isPrivate = rows.int64(1) != 0;
            begun = {rows.int64(2), static_cast<int>(rows.int64(3))};
        }
        LF_CHECK(core_.db().run("DELETE FROM working WHERE entry = ?1", entry));
        LF_TRY(auto entity, findEntity(core_, journalType, entry));
        std::string id(entry);
        if (entity.has_value() && !entity->deleted) {
            LF_TRY(const auto current, recordedEntry(core_, *entity));
            // An entry that was emptied stays as it was: removing it is a deed of its own.
            if (!isBlank(text) && text != current.text)
                LF_CHECK(editEntry(core_, std::move(*entity), text));
        } else {
            if (isBlank(text)) return std::optional<Entry>{};
            // Deleted while it was being edited: the words come back as an entry of their own.
            if (entity.has_value()) id.clear();
            LF_TRY(id,
                   createEntry(
                       core_, {.id = id, .text = text, .isPrivate = isPrivate, .authored = begun}));
        }
        LF_TRY(auto made, readEntry(core_, id));
        return std::optional(std::move(made));
    });
}

Result<void> Journal::dropTyping(std::string_view entry) {
    return core_.write([&]() -> Result<void> {
        return core_.db().run("DELETE FROM working WHERE entry = ?1", entry);
    });
}

}  // namespace landfall::store
