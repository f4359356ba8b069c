#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/fhir/json.hpp"
#include "landfall/pathway/fault.hpp"

namespace landfall::pathway {

constexpr std::size_t visitsMax = 200;
constexpr std::size_t formsMax = 60;  ///< of one visit
constexpr int windowDaysMax = 3660;

/// Where somebody is on the way (the three phases of the therapy, with what comes before and
/// after).
enum class Phase { Screening, Preparation, Session, Integration, FollowUp };
[[nodiscard]] std::string_view nameOf(Phase phase);
[[nodiscard]] std::optional<Phase> phaseFrom(std::string_view name);

/// What a visit's days are counted from.
enum class Anchor {
    Start,    ///< S, the start of eligibility
    After,    ///< the day another visit was done
    Dosing,   ///< D0 of each dosing session
    AnyTime,  ///< no day: the patient begins it
};

/// When a form of a visit is asked.
enum class Asked {
    Always,
    WhenAssigned,  ///< the plan's settings name it for this patient
    WhenReady,     ///< the clinician said that experiences may be asked now
};

/// Conditions before dosing that something of the protocol answers for (clinical rules 4, 5.8, 7).
enum class GateMark { None, DayBefore, Transport, Consent };

/// One form of a visit.
struct VisitForm {
    /// Canonical; without a version the newest one is meant. "" for the consent, which is signed
    /// and no questionnaire, and for what a clinic does without one.
    std::string questionnaire;
    std::string title;
    bool safety = false;  ///< its absence becomes a task for the staff
    bool forClinic = false;
    Asked asked = Asked::Always;
    std::string unlessAnsweredIn;  ///< code of a visit, or ""
    GateMark gate = GateMark::None;

    /// Done by the signed consent, and by no answer.
    [[nodiscard]] bool isConsent() const { return gate == GateMark::Consent; }
};

/// One row of the visit grid.
struct VisitRule {
    std::string code;  ///< SCR, W1, ...
    std::string title;
    Phase phase = Phase::Screening;
    Anchor anchor = Anchor::Dosing;
    std::string after;  ///< for Anchor::After
    bool isDosingDay = false;
    int day = 0;  ///< target, in days from the anchor
    /// Days before and after the target; nothing for a visit without a window. Such a visit of the
    /// screening closes when dosing comes.
    std::optional<int> daysBefore;
    std::optional<int> daysAfter;
    /// Answers count only from the (moved) window's beginning on: a baseline, a check of the day
    /// before.
    bool askedAgainWhenMoved = false;
    std::optional<int> missedAfterHours;  ///< any form of it becomes a staff task
    int safetyMissedAfterHours = 48;      ///< its safety forms do
    GateMark gate = GateMark::None;
    std::vector<VisitForm> forms;
};

/// A protocol, read from a FHIR R4 PlanDefinition (http://hl7.org/fhir/R4/plandefinition.html):
/// phases are its actions, visits the actions below them, forms the actions below those.
struct Protocol {
    std::string id;
    std::string url;
    std::string version;
    std::string title;
    std::vector<VisitRule> visits;  ///< in the order of the file

    [[nodiscard]] std::string canonical() const { return url + '|' + version; }
    [[nodiscard]] const VisitRule* find(std::string_view code) const;
    [[nodiscard]] const VisitRule& dosingDay() const;
};

/// Whether half an answer to this form of the visit is none: those that somebody's safety hangs on,
/// and those that a gate asks for. Any other form is answered as far as somebody wants to.
[[nodiscard]] bool needsWhole(const VisitRule& rule, const VisitForm& form);
/// The same of a questionnaire, in whichever visit the patient is asked for it.
[[nodiscard]] bool needsWhole(const Protocol& protocol, std::string_view questionnaire);

/// Reads a definition whole or not at all; the error names the first fault and all places.
[[nodiscard]] Result<Protocol> readProtocol(const fhir::Node& definition);
/// Every fault with its place; empty when readProtocol takes it.
[[nodiscard]] std::vector<Error> protocolFaults(const fhir::Node& definition);

/// The canonical without its version.
[[nodiscard]] std::string_view urlOf(std::string_view canonical);

}  // namespace landfall::pathway
