#include "landfall/store/outbox.hpp"

#include <algorithm>

#include "landfall/fhir/bundle.hpp"
#include "landfall/store/bundles.hpp"

namespace landfall::store {

namespace {
base::Uuid uuidOf(base::ByteView bytes) {
    base::Uuid out;
    std::copy_n(bytes.begin(), std::min(bytes.size(), out.bytes.size()), out.bytes.begin());
    return out;
}

/// A record stands after those it refers to: a score after its response, a flag after both.
int rankOf(std::string_view type) {
    constexpr std::string_view order[] = {"Patient", "Questionnaire",     "QuestionnaireResponse",
                                          "Task",    "DocumentReference", "Observation",
                                          "Flag",    "Communication"};
    return static_cast<int>(std::find(std::begin(order), std::end(order), type) -
                            std::begin(order));
}

SendableOp opOf(const db::Rows& rows) {
    SendableOp out;
    out.n = rows.int64(0);
    out.id = uuidOf(rows.bytes(1));
    out.kind = rows.text(2) == "delete" ? OpKind::Delete : OpKind::Put;
    out.revision = rows.int64(3);
    out.entity = rows.int64(4);
    out.type = rows.string(5);
    out.recordId = rows.string(6);
    out.baseVersion = rows.string(7);
    out.body = std::string(base::textOf(rows.bytes(8)));
    out.group = rows.maybeInt64(9);
    return out;
}

Result<std::vector<SendableOp>> opsOfRows(db::Rows rows) {
    std::vector<SendableOp> out;
    for (;;) {
        LF_TRY(const bool more, rows.next());
        if (!more) return out;
        out.push_back(opOf(rows));
    }
}

Result<std::vector<RecordKey>> keysOf(Core& core, std::int64_t bundle) {
    LF_TRY(auto rows, core.db().query("SELECT e.type, e.id FROM op JOIN entity e ON e.n = op.entity"
                                      " WHERE op.bundle = ?1 AND op.state = 'inflight'"
                                      " ORDER BY op.position",
                                      bundle));
    std::vector<RecordKey> out;
    for (;;) {
        LF_TRY(const bool more, rows.next());
        if (!more) return out;
        out.push_back({rows.string(0), rows.string(1)});
    }
}

struct Sent {
    std::int64_t n = 0;
    FrozenBundle bundle;
};

Result<std::vector<Sent>> sentBundles(Core& core) {
    std::vector<Sent> out;
    LF_TRY(
        auto rows,
        core.db().query("SELECT n, bundle_id, bytes FROM bundle WHERE state = 'sent' ORDER BY n"));
    for (;;) {
        LF_TRY(const bool more, rows.next());
        if (!more) break;
        out.push_back(
            {rows.int64(0), {uuidOf(rows.bytes(1)), std::string(base::textOf(rows.bytes(2))), {}}});
    }
    for (auto& sent : out) {
        LF_TRY(sent.bundle.entries, keysOf(core, sent.n));
    }
    return out;
}

/// The oldest frozen bundle without an answer that is not one of these. Only its own bytes are
/// read.
Result<std::optional<FrozenBundle>> sentAndIdle(Core& core, std::span<const base::Uuid> inFlight) {
    std::int64_t n = 0;
    FrozenBundle out;
    {
        LF_TRY(auto rows,
               core.db().query("SELECT n, bundle_id FROM bundle WHERE state = 'sent' ORDER BY n"));
        for (;;) {
            LF_TRY(const bool more, rows.next());
            if (!more) return std::optional<FrozenBundle>{};
            n = rows.int64(0);
            out.id = uuidOf(rows.bytes(1));
            if (std::find(inFlight.begin(), inFlight.end(), out.id) == inFlight.end()) break;
        }
    }
    {
        LF_TRY(auto rows, core.db().query("SELECT bytes FROM bundle WHERE n = ?1", n));
        LF_TRY(const bool found, rows.next());
        if (!found) return Fault::UnknownBundle;
        out.bytes = base::textOf(rows.bytes(0));
    }
    LF_TRY(out.entries, keysOf(core, n));
    return std::optional(std::move(out));
}

Result<bool> isBlocked(Core& core, std::int64_t entity) {
    LF_TRY(const auto sent,
           core.db().number("SELECT 1 FROM op WHERE entity = ?1 AND state <> 'acked'"
                            " AND state = 'inflight' LIMIT 1",
                            entity));
    return sent.has_value();
}

std::size_t sizeOf(const std::vector<SendableOp>& ops) {
    std::size_t bytes = 0;
    for (const auto& op : ops) bytes += op.body.size() + entryOverheadBytes;
    return bytes;
}

Result<std::vector<SendableOp>> groupOf(Core& core, std::int64_t group) {
    LF_TRY(auto rows,
           core.db().query("SELECT op.n, op_id, op.kind, op.revision, op.entity, e.type, e.id,"
                           " e.base_version, r.body, group_n"
                           " FROM op JOIN entity e ON e.n = op.entity"
                           " LEFT JOIN revision r ON r.n = op.revision"
                           " WHERE group_n = ?1 AND state = 'pending' ORDER BY op.n",
                           group));
    return opsOfRows(std::move(rows));
}

/// The oldest operations that fit, groups whole.
Result<std::vector<SendableOp>> chooseOps(Core& core, const FreezeLimits& limits) {
    std::vector<SendableOp> chosen;
    std::size_t bytes = 0;
    std::vector<std::int64_t> groupsSeen;
    LF_TRY(auto rows,
           core.db().query("SELECT op.n, op_id, op.kind, op.revision, op.entity, e.type, e.id,"
                           " e.base_version, r.body, group_n"
                           " FROM op JOIN entity e ON e.n = op.entity"
                           " LEFT JOIN revision r ON r.n = op.revision"
                           " WHERE op.state = 'pending' ORDER BY op.n"));
    for (;;) {
        LF_TRY(const bool more, rows.next());
        if (!more) return chosen;
        std::vector<SendableOp> together;
        if (const auto group = rows.maybeInt64(9); group.has_value()) {
            if (std::find(groupsSeen.begin(), groupsSeen.end(), *group) != groupsSeen.end())
                continue;
            groupsSeen.push_back(*group);
            LF_TRY(together, groupOf(core, *group));
        } else {
            together.push_back(opOf(rows));
        }
        bool blocked = false;
        for (const auto& op : together) {
            LF_TRY(const bool waits, isBlocked(core, op.entity));
            blocked = blocked || waits;
        }
        if (blocked) continue;
        const auto more_bytes = sizeOf(together);
        const bool fits = chosen.size() + together.size() <= limits.entriesMax &&
                          bytes + more_bytes <= limits.payloadBytesMax;
        if (!fits && !chosen.empty()) return chosen;
        // A group that is too large even alone is sent in parts; one record always goes.
        for (auto& op : together) {
            const auto size = op.body.size() + entryOverheadBytes;
            if (!chosen.empty() &&
                (chosen.size() == limits.entriesMax || bytes + size > limits.payloadBytesMax))
                return chosen;
            bytes += size;
            chosen.push_back(std::move(op));
        }
    }
}

std::string serialise(const base::Uuid& id, const std::vector<SendableOp>& ops) {
    // The parts are views, so what is made for them has to stay where it is.
    struct Texts {
        std::string fullUrl;
        std::string url;
        std::string operation;
    };
    std::vector<Texts> texts(ops.size());
    fhir::BundleParts parts;
    const auto bundleId = id.text();
    parts.type = "transaction";
    parts.identifier = bundleId;
    parts.entries.reserve(ops.size());
    for (std::size_t i = 0; i < ops.size(); ++i) {
        const auto& op = ops[i];
        texts[i] = {"urn:uuid:" + op.recordId, op.type + '/' + op.recordId, op.id.text()};
        fhir::EntryParts entry;
        entry.url = texts[i].url;
        entry.ifMatch = op.baseVersion;
        if (op.kind == OpKind::Put) {
            entry.method = fhir::Method::Put;
            entry.fullUrl = texts[i].fullUrl;
            entry.resource = op.body;
        } else {
            entry.method = fhir::Method::Delete;
            entry.operation = texts[i].operation;
        }
        parts.entries.push_back(entry);
    }
    return fhir::buildBundle(parts);
}
}  // namespace

Result<FrozenBundle> freeze(Core& core, std::vector<SendableOp> ops) {
    std::stable_sort(ops.begin(), ops.end(), [](const SendableOp& a, const SendableOp& b) {
        return rankOf(a.type) < rankOf(b.type);
    });
    FrozenBundle out;
    out.id = core.newId();
    out.bytes = serialise(out.id, ops);
    LF_CHECK(core.db().run(
        "INSERT INTO bundle(bundle_id, bytes, sha256, state, frozen_ms)"
        " VALUES(?1, ?2, ?3, 'sent', ?4)",
        base::ByteView(out.id.bytes), base::viewOf(out.bytes),
        base::ByteView(base::sha256(base::viewOf(out.bytes))), core.clock().now().unixMs));
    const auto bundle = core.db().lastInsertRowid();
    int position = 0;
    for (const auto& op : ops) {
        LF_CHECK(core.db().run(
            "UPDATE op SET state = 'inflight', bundle = ?2, position = ?3 WHERE n = ?1", op.n,
            bundle, position++));
        out.entries.push_back({op.type, op.recordId});
    }
    return out;
}

Result<BundleRow> bundleOf(Core& core, const base::Uuid& id) {
    LF_TRY(auto rows, core.db().query("SELECT n, state FROM bundle WHERE bundle_id = ?1",
                                      base::ByteView(id.bytes)));
    LF_TRY(const bool found, rows.next());
    if (!found) return Fault::UnknownBundle;
    return BundleRow{rows.int64(0), rows.string(1)};
}

Result<std::vector<SendableOp>> opsOf(Core& core, std::int64_t bundle) {
    LF_TRY(auto rows,
           core.db().query("SELECT op.n, op_id, op.kind, op.revision, op.entity, e.type, e.id,"
                           " e.base_version, r.body, group_n"
                           " FROM op JOIN entity e ON e.n = op.entity"
                           " LEFT JOIN revision r ON r.n = op.revision"
                           " WHERE op.bundle = ?1 AND op.state = 'inflight' ORDER BY op.position",
                           bundle));
    return opsOfRows(std::move(rows));
}

Result<std::vector<SendableOp>> namesOf(Core& core, std::int64_t bundle) {
    LF_TRY(auto rows,
           core.db().query("SELECT op.n, op_id, op.kind, op.revision, op.entity, e.type, e.id,"
                           " e.base_version, NULL, group_n"
                           " FROM op JOIN entity e ON e.n = op.entity"
                           " WHERE op.bundle = ?1 AND op.state = 'inflight' ORDER BY op.position",
                           bundle));
    return opsOfRows(std::move(rows));
}

Result<void> close(Core& core, std::int64_t bundle, std::string_view state) {
    return core.db().run("UPDATE bundle SET state = ?2, bytes = NULL WHERE n = ?1", bundle, state);
}

Result<std::optional<FrozenBundle>> Outbox::freezeNext(const FreezeLimits& limits,
                                                       std::span<const base::Uuid> inFlight) {
    LF_CHECK(core_.makeUsable());
    LF_TRY(auto sent, sentAndIdle(core_, inFlight));
    if (sent.has_value()) return sent;
    // An idle sync writes nothing.
    LF_TRY(const auto waiting,
           core_.db().number("SELECT 1 FROM op WHERE state = 'pending' LIMIT 1"));
    if (!waiting.has_value()) return std::optional<FrozenBundle>{};
    return core_.write([&]() -> Result<std::optional<FrozenBundle>> {
        LF_TRY(auto ops, chooseOps(core_, limits));
        if (ops.empty()) return std::optional<FrozenBundle>{};
        LF_TRY(auto frozen, freeze(core_, std::move(ops)));
        return std::optional(std::move(frozen));
    });
}

Result<std::vector<FrozenBundle>> Outbox::inFlight() {
    LF_CHECK(core_.makeUsable());
    LF_TRY(auto sent, sentBundles(core_));
    std::vector<FrozenBundle> out;
    for (auto& one : sent) out.push_back(std::move(one.bundle));
    return out;
}

}  // namespace landfall::store
