#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/fhir/dosing_records.hpp"

namespace landfall::fhir {

/// CTCAE v5: grade 5 is death.
constexpr int gradeOfDeath = 5;

/// AdverseEvent, as a clinician confirmed it (http://hl7.org/fhir/R4/adverseevent.html). R4 has no
/// place for grades 4 and 5, for the criteria of ICH E2A and for a few more, which are in an
/// extension. What comes later is an event of its own that replaces this one.
struct AdverseEvent {
    std::string id;
    std::string patient;
    int session = 0;     ///< the dosing session it belongs to; 0 for none
    bool acute = false;  ///< noticed during the session itself
    std::string report;  ///< id of the patient's QuestionnaireResponse, or ""
    std::string dose;    ///< id of the MedicationAdministration that is suspected, or ""
    std::string term;    ///< lay term
    std::string words;
    std::string onset;  ///< FHIR date or dateTime, or ""
    std::string end;    ///< the same; "" while it goes on or is not known
    int grade = 1;      ///< 1 to 5 (CTCAE v5, general meaning)
    /// death, life-threatening, hospital, disability, congenital-anomaly, important (ICH E2A)
    std::vector<std::string> criteria;
    std::string causality;
    std::string expectedness;
    std::string action;
    std::string outcome;  ///< the codes of docs/api.md
    base::WallTime aware;
    base::WallTime recorded;
    std::optional<base::WallTime> reported;  ///< when the sponsor was told
    ClinicUser by;
    std::string replaces;  ///< id, or ""
    std::string reason;

    [[nodiscard]] bool isSerious() const { return !criteria.empty(); }
};
[[nodiscard]] std::string buildAdverseEvent(const AdverseEvent& event);
[[nodiscard]] Result<AdverseEvent> readAdverseEvent(const Node& resource);

}  // namespace landfall::fhir
