#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "landfall/fhir/json.hpp"

namespace landfall::fhir {

/// The resource types that are in use; every other type is refused.
enum class ResourceType {
    Patient,
    Questionnaire,
    QuestionnaireResponse,
    Observation,
    DocumentReference,
    Task,
    Flag,
    Communication,
    Consent,
    PlanDefinition,
    CarePlan,
    MedicationAdministration,
    AdverseEvent,
};

[[nodiscard]] std::string_view nameOf(ResourceType type);
[[nodiscard]] std::optional<ResourceType> resourceTypeFrom(std::string_view name);

/// "Flag/0190..." split into its parts; the version of "Flag/1/_history/2" is left out.
struct Reference {
    ResourceType type;
    std::string_view id;
};
/// Reads a relative reference to a type in use: BadReference or UnknownResource otherwise.
[[nodiscard]] Result<Reference> parseReference(std::string_view text);
[[nodiscard]] std::string referenceTo(ResourceType type, std::string_view id);

/// What every record is asked first. The views live as long as the Json.
struct Envelope {
    ResourceType type;
    std::string_view id;
    /// Whose record it is: the id of `subject` (QuestionnaireResponse, Observation,
    /// DocumentReference, Flag, Communication, CarePlan, MedicationAdministration,
    /// AdverseEvent), of `for` (Task), of `patient` (Consent),
    /// or of the Patient itself. A Questionnaire and a PlanDefinition belong to nobody and have "".
    std::string_view patient;
    Node resource;
};

/// Reads the envelope. Errors carry the place: WrongType, Missing, UnknownResource, BadId,
/// BadReference, ModifierUnknown (modifierExtension or implicitRules at the top).
[[nodiscard]] Result<Envelope> readEnvelope(const Node& resource);

/// The envelope of a resource whose required elements are there and whose known elements have the
/// types and codes FHIR R4 gives them (http://hl7.org/fhir/R4). Elements not known here pass and
/// are kept, because records are stored as the bytes that came.
[[nodiscard]] Result<Envelope> validateResource(const Node& resource);

/// OtherPatient when any reference in the resource names a Patient other than this one, or the
/// resource is a record of another patient.
[[nodiscard]] Result<void> checkOnlyPatient(const Envelope& envelope, std::string_view patientId);

}  // namespace landfall::fhir
