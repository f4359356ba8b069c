#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/pathway/library.hpp"
#include "server/fhir/forms.hpp"
#include "server/http/dispatcher.hpp"
#include "server/http/events.hpp"
#include "server/review/dosing_settings.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::review {

/// When each clinician's patients were last looked through for what they missed: computing every
/// schedule for every look at the list would make a list of hundreds slow. Safe from several
/// threads.
class MissedLooks {
public:
    static constexpr std::int64_t intervalMs = 10 * 60 * 1000;
    /// True when it is time again; then it counts as done now.
    [[nodiscard]] bool isDue(const std::string& clinician, std::int64_t nowMs) {
        const std::lock_guard lock(mutex_);
        const auto [last, isNew] = lastMs_.emplace(clinician, nowMs);
        if (!isNew && nowMs - last->second < intervalMs) return false;
        last->second = nowMs;
        return true;
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::int64_t> lastMs_;
};

/// What the handlers of the review page work with. Everything must outlive the handlers.
struct Services {
    store::RecordStore& store;
    const fhirapi::Forms& forms;
    http::EventHub& events;
    const base::Clock& clock;
    base::Random& random;
    const pathway::Library& protocols;
    const DosingSettings& dosing = defaultDosingSettings();
    std::shared_ptr<MissedLooks> missedLooks = std::make_shared<MissedLooks>();
};

/// Binds every route below /review/api that is not of sessions, users and devices.
void bindHandlers(http::Handlers& handlers, Services& services);

}  // namespace landfall::clinic::review
