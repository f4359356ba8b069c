#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/patient/answering.hpp"
#include "landfall/patient/profile.hpp"

namespace landfall::patient {

/// One thing that the clinic asked for.
struct DueView {
    std::string id;  ///< of the questionnaire
    std::string title;
    std::string due;     ///< FHIR date, or ""
    std::string opens;   ///< FHIR date or dateTime, or ""
    std::string closes;  ///< FHIR date, or ""
    enum class State { Due, Overdue, Later } state = State::Due;
    bool begun = false;  ///< a draft is there
    std::size_t questions = 0;
};

/// The state of the phone in one look.
struct StatusView {
    Standing standing = Standing::Unpaired;
    std::string clinic;
    std::string device;
    std::size_t pending = 0;  ///< records saved here and not received by the clinic
    std::size_t rejected = 0;
    std::size_t conflicts = 0;
    std::string lastSync;       ///< FHIR instant of the last sync that reached the clinic, or ""
    std::string lastSyncState;  ///< word of sync::SyncState, or ""
    int tier = 0;               ///< the highest open tier
    std::string seenAt;         ///< when the clinic last acknowledged a flag, or ""
};

/// One submitted response.
struct ResponseView {
    std::string response;
    std::string questionnaire;  ///< id
    std::string authored;
    store::Delivery delivery = store::Delivery::Saved;
};

struct DeviceView {
    std::string id;
    std::string name;
    std::string state;
    bool isThis = true;
};

/// What is due, what is on the way, what was scored: read from the projections.
class Overview {
public:
    explicit Overview(Profile& profile) : profile_(profile) {}

    [[nodiscard]] Result<std::vector<DueView>> today();
    [[nodiscard]] Result<std::vector<ScoreView>> scores(std::string_view questionnaire);
    /// Every submitted response, newest first.
    [[nodiscard]] Result<std::vector<ResponseView>> timeline();
    /// Works in every standing.
    [[nodiscard]] StatusView status();
    [[nodiscard]] Result<std::vector<DeviceView>> devices();

private:
    Profile& profile_;
};

}  // namespace landfall::patient
