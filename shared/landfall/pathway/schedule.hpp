#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/fhir/extent.hpp"
#include "landfall/fhir/visit_mark.hpp"
#include "landfall/pathway/instance.hpp"
#include "landfall/pathway/participation.hpp"
#include "landfall/pathway/protocol.hpp"

// The schedule of one patient, computed anew from what is recorded: the same input always gives the
// same schedule, on the phone and at the clinic (clinical rules 4).
namespace landfall::pathway {

/// A visit: its code and the dosing session it belongs to, 0 for those before any.
struct VisitKey {
    int session = 0;
    std::string visit;
    friend bool operator==(const VisitKey&, const VisitKey&) = default;
};

/// A submitted response. Those entered in error are left out by the caller.
struct Answered {
    std::string response;       ///< id
    std::string questionnaire;  ///< canonical
    base::WallTime authored;
    /// What the phone said when it was given; empty when it did not say, and then the dates that
    /// held at that moment decide.
    std::vector<fhir::VisitMark> marks{};
    /// One that answers nothing belongs to no visit; one that answers a part belongs to its visit
    /// and does not do what needs the whole (`needsWhole`).
    fhir::Extent extent = fhir::Extent::Whole;
};

enum class State {
    Later,    ///< its window is not open yet
    Due,      ///< open, up to the target day
    Overdue,  ///< past the target day, the window still open
    Closed,   ///< past the window; an answer is still kept and marked outOfWindow
    Done,
};
[[nodiscard]] std::string_view nameOf(State state);

struct FormOfVisit {
    const VisitForm* form = nullptr;  ///< of the protocol, which outlives the schedule
    State state = State::Later;
    bool canBeAnswered = true;  ///< its questionnaire is known here
    /// Id of the answer that counts. While none does, that of one that answers only a part, or that
    /// the session has moved past: it stays readable here. Else "".
    std::string response{};
    bool outOfWindow = false;  ///< that answer was given outside the window as it is now
    /// That answer lacks some that this form needs: it is readable, and the form is still asked.
    bool partly = false;
};

struct Visit {
    int session = 0;
    const VisitRule* rule = nullptr;
    /// Days of the clinic's calendar. A visit that waits for another one has none yet.
    std::optional<Day> opens{};
    std::optional<Day> target{};
    std::optional<Day> closes{};  ///< the last day of the window; nothing when it stays open
    State state = State::Later;
    /// Its session was cancelled, the next session has taken its place, or the person has stopped
    /// taking part: answers stay readable, and nothing more is asked.
    bool ended = false;
    bool withdrawn = false;            ///< ended because the person has stopped taking part
    std::vector<FormOfVisit> forms{};  ///< the patient's, those that are asked

    [[nodiscard]] VisitKey key() const { return {session, rule->code}; }
};

/// Where an answer belongs. It stays there, however dosing days move afterwards.
struct GivenAnswer {
    std::string response;
    std::vector<VisitKey> visits;  ///< one answer may serve two visits that are open on that day
    bool outOfWindow = false;      ///< the protocol asks for it, and not on that day
    /// Those of `visits` in whose window it was not given, or is no longer: the session has moved.
    std::vector<VisitKey> outOf{};

    [[nodiscard]] bool isOutOf(const VisitKey& visit) const;
};

struct Schedule {
    Day today;
    std::vector<Visit> visits;  ///< by session, in the order of the protocol
    std::vector<GivenAnswer> answers;
    /// The person has stopped taking part: nothing is asked, and nobody is pressed.
    bool withdrawn = false;

    [[nodiscard]] const Visit* find(const VisitKey& key) const;
    [[nodiscard]] const GivenAnswer* answer(std::string_view response) const;
};

struct ScheduleInput {
    const Protocol& protocol;
    const Instance& instance;
    const std::vector<Answered>& answers;
    base::WallTime now;
    /// Whether a questionnaire can be answered here; without it all can. What cannot is shown and
    /// is neither due nor missed.
    std::function<bool(std::string_view canonical)> canAnswer{};
    /// What the protocol's consent is done by. Taken back it is asked for no more, and neither is
    /// anything else: nobody is pressed to sign again, who wants to can.
    Participation consent{};
};
[[nodiscard]] Schedule scheduleOf(const ScheduleInput& input);

/// The visits that an answer to this questionnaire, given now, is an answer to by the plan as it
/// stands: what a phone writes into the response.
[[nodiscard]] std::vector<fhir::VisitMark> visitsAnsweredBy(const ScheduleInput& input,
                                                            std::string_view questionnaire);

}  // namespace landfall::pathway
