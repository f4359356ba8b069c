#include <vector>

#include "landfall/fhir/build.hpp"
#include "landfall/store/journal_entries.hpp"
#include "landfall/store/projections.hpp"

// Deleting the whole journal for good: what `remove` keeps so that it can be undone goes too.
namespace landfall::store {

namespace {
Result<std::vector<std::int64_t>> entriesOf(Core& core) {
    LF_TRY(auto rows, core.db().query("SELECT entity FROM journal ORDER BY n"));
    std::vector<std::int64_t> out;
    for (;;) {
        LF_TRY(const bool more, rows.next());
        if (!more) return out;
        out.push_back(rows.int64(0));
    }
}

/// Every version of the entry becomes one without words. The record itself stays: the clinic has to
/// be told of the deletion, and an answer about it has to find what it is about.
Result<void> blank(Core& core, const EntityRow& entity) {
    LF_TRY(auto entry, recordedEntry(core, entity));
    entry.text.clear();
    LF_CHECK(core.db().run("UPDATE revision SET body = ?2 WHERE entity = ?1", entity.n,
                           base::viewOf(fhir::buildJournalEntry(entry))));
    return core.db().run("UPDATE journal SET text = '' WHERE entity = ?1", entity.n);
}
}  // namespace

Result<std::size_t> Journal::eraseAll() {
    return core_.write([&]() -> Result<std::size_t> {
        LF_TRY(const auto entries, entriesOf(core_));
        for (const auto n : entries) {
            LF_TRY(auto entity, entityAt(core_, n));
            if (!entity.has_value()) continue;
            if (!entity->deleted) {
                LF_CHECK(enqueue(core_, *entity, OpKind::Delete, core_.newId()));
                LF_CHECK(setDeleted(core_, *entity, true));
                LF_CHECK(unproject(core_, *entity));
            }
            LF_CHECK(blank(core_, *entity));
        }
        LF_CHECK(core_.db().run("DELETE FROM working"));
        LF_CHECK(core_.db().run("DELETE FROM quarantine WHERE source LIKE 'DocumentReference/%'"));
        return entries.size();
    });
}

}  // namespace landfall::store
