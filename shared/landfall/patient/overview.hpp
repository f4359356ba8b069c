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

/// One visit of the pathway.
struct VisitView {
    int session = 0;  ///< dosing session, 0 for those before any
    std::string visit;
    std::string title;
    std::string phase;
    std::string opens;   ///< FHIR date, or ""
    std::string due;     ///< FHIR date, or ""
    std::string closes;  ///< FHIR date, or ""
    std::string state;   ///< later, due, overdue, closed, done
    bool ended = false;
};
struct SessionView {
    int number = 1;
    std::string date;
    bool cancelled = false;
};
/// Where a person is on the way.
struct WayView {
    std::string protocol;
    std::string title;
    std::string phase;
    std::string zone;
    std::string start;
    std::vector<SessionView> sessions;  ///< by date
    std::vector<VisitView> visits;
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

    /// What the clinic asked for by itself and what the pathway asks for, one entry for each form:
    /// what is open before what comes later. Works offline.
    [[nodiscard]] Result<std::vector<DueView>> today();
    /// Nothing while the clinic has made no plan.
    [[nodiscard]] Result<std::optional<WayView>> way();
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
