#include "landfall/store/inbox.hpp"

#include <algorithm>
#include <charconv>

#include "landfall/store/bundles.hpp"
#include "landfall/store/conflicts.hpp"

namespace landfall::store {

namespace {
/// Our server numbers versions; another server's may be any text, and then nothing is known.
std::optional<std::int64_t> numberOf(std::string_view version) {
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), out);
    if (error != std::errc{} || end != version.data() + version.size()) return std::nullopt;
    return out;
}

/// True for a version that is already behind us: our own write coming back, or the feed read again
/// from its start.
bool isKnown(const EntityRow& entity, std::string_view version) {
    if (entity.baseVersion.empty()) return false;
    if (entity.baseVersion == version) return true;
    const auto known = numberOf(entity.baseVersion);
    const auto offered = numberOf(version);
    return known.has_value() && offered.has_value() && *offered < *known;
}

Result<SendableOp> sendable(const EntityRow& entity, const OpRow& op) {
    return SendableOp{.n = op.n,
                      .id = op.id,
                      .kind = op.kind,
                      .revision = op.revision,
                      .entity = entity.n,
                      .type = entity.type,
                      .recordId = entity.id,
                      .baseVersion = entity.baseVersion,
                      .body = {},
                      .group = {}};
}

class PageApplier {
public:
    PageApplier(Core& core, PageOutcome& outcome) : core_(core), outcome_(outcome) {}

    Result<void> apply(const FeedChange& change) {
        const ServerVersion server{.gone = change.deleted,
                                   .versionId = std::string(change.versionId),
                                   .lastModified = std::string(change.lastModified),
                                   .resource = change.resource};
        LF_TRY(auto entity, findEntity(core_, change.key.type, change.key.id));
        if (!entity.has_value()) return applyNew(change, server);
        if (isKnown(*entity, change.versionId)) return ok();
        LF_TRY(const auto sent, openOp(core_, *entity, true));
        if (sent.has_value()) return applyBesideSent(*entity, *sent, server);
        LF_TRY(const auto queued, openOp(core_, *entity, false));
        if (!queued.has_value()) {
            ++outcome_.applied;
            if (server.gone) return takeServerDeletion(core_, *entity, server);
            LF_TRY(const bool taken, takeServerVersion(core_, *entity, server));
            if (!taken) ++outcome_.quarantined;
            return ok();
        }
        LF_TRY(const auto op, sendable(*entity, *queued));
        LF_TRY(const bool same, saysTheSame(core_, op, server));
        if (same) return acknowledgeOp(core_, op, server.versionId, server.lastModified);
        ++outcome_.applied;
        LF_TRY(const auto outcome, keepBoth(core_, *entity, server));
        if (outcome == ConflictOutcome::Copied) ++outcome_.conflictCopies;
        return ok();
    }

private:
    Result<void> applyNew(const FeedChange& change, const ServerVersion& server) {
        // Deleted before this phone ever had it: nothing to withdraw.
        if (server.gone) return ok();
        ++outcome_.applied;
        const auto type = fhir::resourceTypeFrom(change.key.type);
        const auto read = type.has_value() ? readRecord(server.resource, *type, change.key.id)
                                           : Result<fhir::Json>(Fault::BadRecord);
        if (read.has_error()) {
            ++outcome_.quarantined;
            return quarantine(core_, change.key.type + '/' + change.key.id, server.resource,
                              read.error().line());
        }
        LF_TRY(auto entity, addEntity(core_, {.type = change.key.type,
                                              .id = change.key.id,
                                              .mine = isPatientAuthored(*type)}));
        LF_CHECK(takeServerVersion(core_, entity, server));
        return ok();
    }

    /// What is in flight is never touched: its own answer settles it. If this is that very write,
    /// the answer says so; if not, the answer is a conflict, and the text is here already.
    Result<void> applyBesideSent(EntityRow& entity, const OpRow& sent,
                                 const ServerVersion& server) {
        LF_TRY(const auto op, sendable(entity, sent));
        LF_TRY(const bool same, saysTheSame(core_, op, server));
        if (same) return ok();
        ++outcome_.applied;
        if (server.gone) return ok();
        return keepRevision(core_, entity, server.resource, server.versionId);
    }

    /// The kinds that only the patient's own phones write.
    static bool isPatientAuthored(fhir::ResourceType type) {
        return type == fhir::ResourceType::QuestionnaireResponse ||
               type == fhir::ResourceType::Observation ||
               type == fhir::ResourceType::DocumentReference || type == fhir::ResourceType::Consent;
    }

    Core& core_;
    PageOutcome& outcome_;
};
}  // namespace

Result<FeedPosition> Inbox::position() {
    LF_CHECK(core_.makeUsable());
    LF_TRY(auto rows, core_.db().query("SELECT epoch, cursor, seq FROM peer WHERE n = 1"));
    LF_TRY(const bool found, rows.next());
    if (!found) return FeedPosition{};
    return FeedPosition{rows.string(0), rows.string(1), static_cast<std::uint64_t>(rows.int64(2))};
}

Result<DeletionWeight> Inbox::weigh(const FeedPage& page) {
    LF_CHECK(core_.makeUsable());
    DeletionWeight out;
    // What is alive is only a measure for what would be withdrawn, and counting reads every row.
    if (std::none_of(page.changes.begin(), page.changes.end(),
                     [](const FeedChange& change) { return change.deleted; }))
        return out;
    LF_TRY(const auto live,
           core_.db().number("SELECT count(*) FROM entity WHERE deleted = 0 AND private = 0"));
    out.live = static_cast<std::uint64_t>(live.value_or(0));
    for (const auto& change : page.changes) {
        if (!change.deleted) continue;
        LF_TRY(const auto entity, findEntity(core_, change.key.type, change.key.id));
        if (!entity.has_value() || entity->deleted || isKnown(*entity, change.versionId)) continue;
        ++out.deleted;
        if (entity->mine) ++out.patientAuthored;
    }
    return out;
}

Result<PageOutcome> Inbox::applyPage(const FeedPage& page) {
    return core_.write([&]() -> Result<PageOutcome> {
        PageOutcome outcome;
        PageApplier applier(core_, outcome);
        for (const auto& change : page.changes) LF_CHECK(applier.apply(change));
        LF_CHECK(core_.db().run(
            "INSERT OR REPLACE INTO peer(n, epoch, cursor, seq) VALUES(1, ?1, ?2, ?3)",
            page.next.epoch, page.next.cursor, page.next.seq));
        return outcome;
    });
}

Result<void> Inbox::startOver(std::string_view epoch) {
    return core_.write([&]() -> Result<void> {
        return core_.db().run(
            "INSERT OR REPLACE INTO peer(n, epoch, cursor, seq)"
            " VALUES(1, ?1, '', 0)",
            epoch);
    });
}

}  // namespace landfall::store
