#include "world.hpp"

#include <algorithm>

namespace landfall::simulation {

namespace {
/// One key for all seeds: what it signs is not looked at here, and making one is slow.
net::DeviceKey deviceKey() {
    static const auto der = *net::DeviceKey::make()->toDer();
    return *net::DeviceKey::fromDer(der);
}

Weather weatherOf(base::Random& random) {
    Weather weather;
    for (auto* chance :
         {&weather.offline, &weather.requestLost, &weather.answerLost, &weather.duplicated,
          &weather.serverError, &weather.errorAfter, &weather.tokenExpires, &weather.damaged})
        if (random.below(2) == 0) *chance = random.below(250);
    return weather;
}
}  // namespace

World::World(std::uint64_t seed, Mistake mistake)
    : random_(seed), clinic_(random_), network_(time_, random_, clinic_), replica_(random_) {
    clinic_.forgetsBundles = mistake == Mistake::ServerForgetsBundles;
    replica_.freezesAgain = mistake == Mistake::PhoneFreezesAgain;
    replica_.movesCursorFirst = mistake == Mistake::CursorBeforePage;
    network_.weather = weatherOf(random_);
    if (random_.below(2) == 0) dieOneIn_ = 5 + random_.below(60);
    replica_.dieInOneOf(dieOneIn_);
    startPhone();
}

void World::note(const std::string& what) {
    const auto line = std::to_string(time_.monotonicMs()) + " " + what;
    trace_ = base::sha256({base::ByteView(trace_), base::viewOf(line)});
}

void World::startPhone() {
    network_.dropAll();
    ports::Endpoint endpoint;
    endpoint.host = "clinic.example";
    endpoint.pins.push_back({});
    syncer_ = std::make_unique<net::Syncer>(
        net::Syncer::Parts{network_, time_, time_, random_, replica_, replica_},
        net::Syncer::Identity{endpoint, "device", "patient", deviceKey()});
    syncer_->onFinished([this](const Result<sync::SyncReport>& report) {
        if (report) last_ = *report;
        note("sync " + std::string(name(last_.state)) + " " + std::to_string(last_.pushed) + " " +
             std::to_string(last_.pulled) + " " + std::to_string(last_.pending));
    });
    syncer_->schedule();
}

void World::passUntil(std::int64_t untilMs) {
    for (;;) {
        try {
            if (!time_.step(untilMs)) return;
        } catch (const PhoneDied&) {
            note("died");
            startPhone();
        }
    }
}

void World::somethingHappens() {
    if (chance(55)) {
        const bool edit = !ids_.empty() && chance(50);
        const auto id = edit ? ids_[random_.below(ids_.size())] : std::string();
        const auto saved = replica_.save(id, "text-" + std::to_string(++texts_));
        if (!edit) ids_.push_back(saved);
        note("save " + saved);
        syncer_->saved();
    } else if (chance(40) && !clinic_.records().empty()) {
        auto record = clinic_.records().begin();
        std::advance(record, static_cast<std::ptrdiff_t>(random_.below(clinic_.records().size())));
        if (!record->second.empty())
            clinic_.writeElsewhere(record->first, "elsewhere-" + std::to_string(++texts_));
    } else if (chance(20)) {
        startPhone();
    } else if (chance(10)) {
        clinic_.newEpoch();
    } else {
        try {
            syncer_->syncNow(chance(50) ? sync::Trigger::Person : sync::Trigger::NetworkBack, {});
        } catch (const PhoneDied&) {
            startPhone();
        }
    }
}

void World::run() {
    constexpr int happenings = 40;
    for (int n = 0; n < happenings; ++n) {
        somethingHappens();
        passUntil(time_.monotonicMs() + static_cast<std::int64_t>(random_.below(30'000)));
    }
    network_.weather = {};
    replica_.dieInOneOf(0);
    constexpr int calmSyncs = 10;
    constexpr std::int64_t minuteMs = 60'000;
    for (int n = 0; n < calmSyncs; ++n) {
        syncer_->syncNow(sync::Trigger::Person, {});
        passUntil(time_.monotonicMs() + minuteMs);
    }
}

std::vector<std::string> World::violations() const {
    std::vector<std::string> found;
    if (last_.state != sync::SyncState::Received)
        found.push_back("the last calm sync ended as " + std::string(name(last_.state)) + " " +
                        std::string(name(last_.refusal)));
    if (last_.pending != 0) found.push_back("something is still waiting");
    if (last_.rejected != 0) found.push_back("something was rejected");
    if (replica_.everWentBack()) found.push_back("the cursor went back inside an epoch");

    std::map<std::string, int> effects;
    std::set<std::string> texts;
    std::map<std::string, std::string> serverHeads;
    for (const auto& [id, versions] : clinic_.records()) {
        if (versions.empty()) continue;
        for (const auto& version : versions) {
            if (++effects[version.operation] > 1) found.push_back("an operation had effect twice");
            texts.insert(version.text);
        }
        serverHeads[id] = versions.back().text;
    }
    for (const auto& [operation, text] : replica_.owed())
        if (!texts.contains(text)) found.push_back(text + " is lost");
    if (serverHeads != replica_.heads()) found.push_back("phone and server differ");
    return found;
}

}  // namespace landfall::simulation
