#pragma once

#include <string>

#include "landfall/fhir/types.hpp"

// The bytes of each resource Landfall writes. Texts are escaped here; a record is stored and sent
// as exactly these bytes.
namespace landfall::fhir {

[[nodiscard]] std::string buildResponse(const Response& response);
[[nodiscard]] std::string buildScore(const ScoreRecord& score);
[[nodiscard]] std::string buildFlag(const SafetyFlag& flag);
[[nodiscard]] std::string buildJournalEntry(const JournalEntry& entry);
[[nodiscard]] std::string buildAssignment(const Assignment& assignment);
[[nodiscard]] std::string buildCrisisShown(const CrisisShown& shown);
[[nodiscard]] std::string buildPatient(const PatientRecord& patient);

[[nodiscard]] std::string buildConsent(const ConsentRecord& consent);
[[nodiscard]] std::string buildSafetyPlan(const SafetyPlan& plan);
[[nodiscard]] std::string buildConsentDocument(const SentConsentDocument& document);

/// A new version of a signed Consent with the clinic's countersignature; all else as it was.
/// BadCode when it is not a signed one, or is countersigned already.
[[nodiscard]] Result<std::string> countersignedConsent(const Json& consent, std::string_view by,
                                                       const base::WallTime& at);

/// A new version of a Flag, made by a clinician's acknowledgement: inactive, with the time; all
/// else as it was, unknown elements included. The clinician's note stays with the clinic.
[[nodiscard]] Result<std::string> acknowledgedFlag(const Json& flag, const base::WallTime& at);

/// A new version of a Task with another status and, when not "", the response that answered it.
[[nodiscard]] Result<std::string> assignmentWithStatus(const Json& task, std::string_view status,
                                                       std::string_view responseId);

/// A new version of a Task that ended without being done: cancelled, with the reason as a code of
/// names::taskEndSystem and in words; all else as it was.
[[nodiscard]] Result<std::string> cancelledTask(const Json& task, std::string_view code,
                                                std::string_view reason);

}  // namespace landfall::fhir
