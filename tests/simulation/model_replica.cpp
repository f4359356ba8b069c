#include "model_replica.hpp"

#include <algorithm>

#include "landfall/fhir/json.hpp"
#include "model_clinic.hpp"

namespace landfall::simulation {

namespace {
std::string newId(base::Random& random) {
    return base::makeUuidV4(random).text();
}

std::string textOf(std::string_view resource) {
    const auto json = fhir::Json::borrow(resource);
    return std::string(json->get("description").textOr());
}
std::string operationOf(std::string_view resource) {
    const auto json = fhir::Json::borrow(resource);
    const std::string source(json->get("meta").get("source").textOr());
    return source.substr(source.rfind(':') + 1);
}
}  // namespace

void ModelReplica::mayDie() {
    if (dieOneIn_ > 0 && random_.below(dieOneIn_) == 0) throw PhoneDied{};
}

std::string ModelReplica::save(std::string id, const std::string& text) {
    if (id.empty()) id = newId(random_);
    auto& entity = entities_[id];
    entity.text = text;
    const auto waiting = std::find_if(operations_.begin(), operations_.end(),
                                      [&](const auto& o) { return o.entity == id && !o.bundle; });
    if (waiting != operations_.end()) {
        // Not sent yet: the later text is the operation now.
        waiting->text = text;
        owed_[waiting->id] = text;
        return id;
    }
    operations_.push_back({newId(random_), id, text, entity.baseVersion, std::nullopt});
    owed_[operations_.back().id] = text;
    return id;
}

sync::FrozenBundle ModelReplica::freeze(const std::vector<Operation*>& operations) {
    sync::FrozenBundle bundle;
    bundle.id = base::makeUuidV4(random_);
    std::string entries;
    for (auto* operation : operations) {
        operation->bundle = bundle.id;
        bundle.entries.push_back({"DocumentReference", operation->entity});
        entries += (entries.empty() ? "" : ",") + std::string(R"({"resource":)") +
                   modelResource(operation->entity, operation->id, operation->text) +
                   R"(,"request":{"method":"PUT","url":"DocumentReference/)" + operation->entity +
                   "\"";
        if (!operation->baseVersion.empty())
            entries += R"(,"ifMatch":"W/\")" + operation->baseVersion + R"(\"")";
        entries += "}}";
    }
    bundle.bytes = std::make_shared<const std::string>(
        R"({"resourceType":"Bundle","type":"transaction","entry":[)" + entries + "]}");
    bundles_.push_back(bundle);
    return bundle;
}

Result<std::optional<sync::FrozenBundle>> ModelReplica::freezeNext(
    const sync::FreezeLimits&, std::span<const sync::BundleId> inFlight) {
    mayDie();
    const auto isInFlight = [&](const sync::BundleId& id) {
        return std::find(inFlight.begin(), inFlight.end(), id) != inFlight.end();
    };
    if (freezesAgain) {
        for (auto& operation : operations_)
            if (operation.bundle && !isInFlight(*operation.bundle)) operation.bundle.reset();
        std::erase_if(bundles_, [&](const auto& bundle) { return !isInFlight(bundle.id); });
    }
    for (const auto& bundle : bundles_)
        if (!isInFlight(bundle.id)) return std::optional(bundle);
    std::set<std::string> busy;
    for (const auto& operation : operations_)
        if (operation.bundle) busy.insert(operation.entity);
    constexpr std::size_t entriesMax = 3;
    std::vector<Operation*> chosen;
    for (auto& operation : operations_)
        if (chosen.size() < entriesMax && busy.insert(operation.entity).second) {
            operation.baseVersion = entities_[operation.entity].baseVersion;
            chosen.push_back(&operation);
        }
    if (chosen.empty()) return std::optional<sync::FrozenBundle>();
    const auto bundle = freeze(chosen);
    mayDie();
    return std::optional(bundle);
}

std::vector<ModelReplica::Operation*> ModelReplica::operationsOf(const sync::BundleId& bundle) {
    std::vector<Operation*> found;
    for (auto& operation : operations_)
        if (operation.bundle == bundle) found.push_back(&operation);
    return found;
}

void ModelReplica::forget(const sync::BundleId& bundle) {
    std::erase_if(bundles_, [&](const auto& each) { return each.id == bundle; });
    std::erase_if(operations_, [&](const auto& each) { return each.bundle == bundle; });
}

Result<std::uint64_t> ModelReplica::acknowledge(const sync::BundleId& bundle,
                                                std::span<const sync::AppliedEntry> entries) {
    mayDie();
    for (const auto& entry : entries) entities_[entry.key.id].baseVersion = entry.versionId;
    const auto count = operationsOf(bundle).size();
    forget(bundle);
    mayDie();
    return count;
}

Result<void> ModelReplica::split(const sync::BundleId& bundle, std::optional<std::size_t> at) {
    mayDie();
    auto operations = operationsOf(bundle);
    std::erase_if(bundles_, [&](const auto& each) { return each.id == bundle; });
    if (at && *at < operations.size()) {
        freeze({operations[*at]});
        operations.erase(operations.begin() + static_cast<std::ptrdiff_t>(*at));
        freeze(operations);
    } else {
        const auto middle = operations.begin() + static_cast<std::ptrdiff_t>(operations.size() / 2);
        freeze({operations.begin(), middle});
        freeze({middle, operations.end()});
    }
    mayDie();
    return ok();
}

Result<void> ModelReplica::reject(const sync::BundleId& bundle, std::string_view) {
    ++rejected_;
    forget(bundle);
    return ok();
}

void ModelReplica::conflictCopy(const Operation& operation) {
    const auto id = newId(random_);
    entities_[id] = {operation.text, ""};
    // The copy takes over what is owed: the text has to arrive once, under either id.
    owed_.erase(operation.id);
    operations_.push_back({newId(random_), id, operation.text, "", std::nullopt});
    owed_[operations_.back().id] = operation.text;
}

Result<sync::ConflictOutcome> ModelReplica::resolveConflict(const sync::BundleId& bundle,
                                                            const sync::ServerVersion& server) {
    mayDie();
    const auto operation = *operationsOf(bundle).front();
    auto& entity = entities_[operation.entity];
    auto outcome = sync::ConflictOutcome::Copied;
    if (!server.gone && operationOf(server.resource) == operation.id) {
        outcome = sync::ConflictOutcome::AlreadyOurs;
        entity.baseVersion = server.versionId;
    } else {
        const bool editedSince = entity.text != operation.text;
        if (!server.gone) entity.baseVersion = server.versionId;
        if (!editedSince) entity.text = server.gone ? "" : textOf(server.resource);
        conflictCopy(operation);
    }
    forget(bundle);
    mayDie();
    return outcome;
}

Result<sync::OutboxCount> ModelReplica::count() {
    return sync::OutboxCount{operations_.size(), rejected_};
}

Result<sync::FeedPosition> ModelReplica::position() {
    return position_;
}

Result<sync::DeletionWeight> ModelReplica::weigh(const sync::FeedPage&) {
    return sync::DeletionWeight{entities_.size(), 0, 0};
}

Result<sync::PageOutcome> ModelReplica::applyPage(const sync::FeedPage& page) {
    mayDie();
    if (page.next.epoch == position_.epoch && page.next.seq < position_.seq) wentBack_ = true;
    if (movesCursorFirst) {
        position_ = page.next;
        mayDie();
    }
    sync::PageOutcome outcome;
    for (const auto& change : page.changes) {
        auto& entity = entities_[change.key.id];
        const auto version = std::stoul(std::string(change.versionId));
        // Our own write coming back, or one that a conflict already brought.
        if (!entity.baseVersion.empty() && version <= std::stoul(entity.baseVersion)) continue;
        const bool sentHere =
            std::any_of(operations_.begin(), operations_.end(),
                        [&](const Operation& o) { return o.bundle && o.entity == change.key.id; });
        // A bundle without an answer settles it: an acknowledgement or a 412 will follow.
        if (sentHere) continue;
        const auto waiting =
            std::find_if(operations_.begin(), operations_.end(),
                         [&](const Operation& o) { return o.entity == change.key.id; });
        entity.baseVersion = std::to_string(version);
        entity.text = textOf(change.resource);
        ++outcome.applied;
        if (waiting == operations_.end()) continue;
        const auto operation = *waiting;
        operations_.erase(waiting);
        conflictCopy(operation);
        ++outcome.conflictCopies;
    }
    position_ = page.next;
    mayDie();
    return outcome;
}

Result<void> ModelReplica::startOver(std::string_view epoch) {
    position_ = {std::string(epoch), "", 0};
    return ok();
}

std::map<std::string, std::string> ModelReplica::heads() const {
    std::map<std::string, std::string> out;
    for (const auto& [id, entity] : entities_) out[id] = entity.text;
    return out;
}

}  // namespace landfall::simulation
