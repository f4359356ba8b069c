#pragma once

#include "landfall/fhir/types.hpp"

// Typed readers: a checked resource in, a struct out. Each refuses another resource type and
// anything it cannot understand, with the place; elements it does not know are ignored.
namespace landfall::fhir {

[[nodiscard]] Result<Response> readResponse(const Node& resource);
/// Questionnaire, status, answers and patient (if named) of a response that is not a record yet: it
/// needs no id or time, because whoever stores it gives its own.
[[nodiscard]] Result<Response> readAnswers(const Node& resource);
/// The same of whatever is there, without a look at whose they are or whether they are finished:
/// for safety, which waits for no correction.
[[nodiscard]] Response readAnswerItems(const Node& resource);
/// Accepts a total as valueInteger and, on import, as valueString or an integral valueQuantity.
[[nodiscard]] Result<ScoreRecord> readScore(const Node& resource);
[[nodiscard]] Result<SafetyFlag> readFlag(const Node& resource);
[[nodiscard]] Result<JournalEntry> readJournalEntry(const Node& resource);
[[nodiscard]] Result<Assignment> readAssignment(const Node& resource);
[[nodiscard]] Result<CrisisShown> readCrisisShown(const Node& resource);
[[nodiscard]] Result<ConsentRecord> readConsent(const Node& resource);
[[nodiscard]] Result<SafetyPlan> readSafetyPlan(const Node& resource);
[[nodiscard]] Result<SentConsentDocument> readConsentDocument(const Node& resource);
[[nodiscard]] Result<PatientRecord> readPatient(const Node& resource);

}  // namespace landfall::fhir
