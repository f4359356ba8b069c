#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/fhir/care_plan.hpp"
#include "landfall/patient/answering.hpp"
#include "landfall/patient/helping.hpp"
#include "landfall/patient/profile.hpp"
#include "landfall/safety/delivery.hpp"

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
    std::vector<fhir::Appointment> appointments;  ///< by time, cancelled ones too
    std::optional<fhir::Appointment> next;        ///< the one that is next, or going on
};

/// The state of the phone in one look.
struct StatusView {
    Standing standing = Standing::Unpaired;
    std::string clinic;
    std::string device;
    // Numbers are empty while they cannot be known: locked, or the database cannot be read.
    std::optional<std::size_t> pending;  ///< records saved here and not received by the clinic
    std::optional<std::size_t> rejected;
    std::optional<std::size_t> conflicts;
    std::string lastSync;       ///< FHIR instant of the last sync that reached the clinic, or ""
    std::string lastReceived;   ///< FHIR instant when the clinic last received something, or ""
    std::string lastSyncState;  ///< word of sync::SyncState, or ""
    std::string refusal;        ///< word of sync::Refusal, or ""
    bool stopped = false;       ///< Profile::isStopped()
    std::string digits;         ///< six, while the clinic has to compare them
    std::optional<int> tier;    ///< the highest open tier
    /// How far the answers that the clinic should look at have come: of the open flags the one that
    /// has come least far, else of the newest. Nothing without a flag.
    std::optional<safety::Delivery> flag;
    // Of that flag.
    std::string flagForm;    ///< title of the form whose answer raised it, or ""
    std::string flagRaised;  ///< FHIR dateTime, or ""
    std::string seenAt;      ///< when the clinic acknowledged it, or ""
};

/// One submitted response.
struct ResponseView {
    std::string response;
    std::string questionnaire;  ///< id
    std::string authored;
    store::Delivery delivery = store::Delivery::Saved;
};

/// A questionnaire that a person may open by themselves.
struct FormView {
    std::string id;
    std::string title;
    std::string description;
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
    Overview(Profile& profile, const Helping& helping) : profile_(profile), helping_(helping) {}

    /// What the clinic asked for by itself and what the pathway asks for, one entry for each form:
    /// what is open before what comes later. Works offline.
    [[nodiscard]] Result<std::vector<DueView>> today();
    /// Nothing while the clinic has made no plan.
    [[nodiscard]] Result<std::optional<WayView>> way();
    [[nodiscard]] Result<std::vector<ScoreView>> scores(std::string_view questionnaire);
    /// By title. Not those of which only numbers are here: their words come from the clinic. Not
    /// the safety plan, which has a page of its own.
    [[nodiscard]] Result<std::vector<FormView>> forms();
    /// Every submitted response, newest first.
    [[nodiscard]] Result<std::vector<ResponseView>> timeline();
    /// Works in every standing, and says so when the database can no longer be read.
    [[nodiscard]] StatusView status();
    [[nodiscard]] Result<std::vector<DeviceView>> devices();

private:
    [[nodiscard]] Result<StatusView> readStatus();

    Profile& profile_;
    const Helping& helping_;
};

}  // namespace landfall::patient
