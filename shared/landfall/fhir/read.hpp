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
/// The total of an Observation: own scores are valueInteger, or a quantity where they have digits
/// after the point; others write valueString "12". Nothing without one of these, BadValue for one
/// that is no number.
[[nodiscard]] Result<std::optional<Fixed>> readTotal(const Node& observation);
/// Accepts a total in every way of readTotal.
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
