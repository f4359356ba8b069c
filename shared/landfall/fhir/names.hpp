#pragma once

#include <string_view>

// The URLs of extensions and code systems, ours and those of others.
namespace landfall::fhir::names {

constexpr std::string_view loinc = "http://loinc.org";
constexpr std::string_view dataAbsentExtension =
    "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
constexpr std::string_view dataAbsentSystem =
    "http://terminology.hl7.org/CodeSystem/data-absent-reason";
constexpr std::string_view observationCategory =
    "http://terminology.hl7.org/CodeSystem/observation-category";
constexpr std::string_view flagCategory = "http://terminology.hl7.org/CodeSystem/flag-category";
constexpr std::string_view ordinalValue = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
constexpr std::string_view itemWeight = "http://hl7.org/fhir/StructureDefinition/itemWeight";
constexpr std::string_view minValue = "http://hl7.org/fhir/StructureDefinition/minValue";
constexpr std::string_view maxValue = "http://hl7.org/fhir/StructureDefinition/maxValue";
constexpr std::string_view minLength = "http://hl7.org/fhir/StructureDefinition/minLength";
constexpr std::string_view maxDecimalPlaces =
    "http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces";
constexpr std::string_view maxSize = "http://hl7.org/fhir/StructureDefinition/maxSize";
constexpr std::string_view regex = "http://hl7.org/fhir/StructureDefinition/regex";
constexpr std::string_view questionnaireUnit =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
constexpr std::string_view questionnaireUnitOption =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption";
constexpr std::string_view questionnaireHidden =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden";
constexpr std::string_view optionExclusive =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive";
constexpr std::string_view itemControl =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
constexpr std::string_view itemControlSystem = "http://hl7.org/fhir/questionnaire-item-control";
constexpr std::string_view sliderStepValue =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-sliderStepValue";
constexpr std::string_view enableWhenExpression =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";
constexpr std::string_view journalCode = "51855-5";          ///< LOINC "Patient Note"
constexpr std::string_view safetyPlanCode = "87626-8";       ///< LOINC, a document about safety
constexpr std::string_view consentCategoryCode = "59284-0";  ///< LOINC "Patient Consent"
constexpr std::string_view consentScope = "http://terminology.hl7.org/CodeSystem/consentscope";

constexpr std::string_view scoreProvenance =
    "https://landfall.example/fhir/StructureDefinition/score-provenance";
constexpr std::string_view safetyTier =
    "https://landfall.example/fhir/StructureDefinition/safety-tier";
constexpr std::string_view evidence = "https://landfall.example/fhir/StructureDefinition/evidence";
constexpr std::string_view evidenceItem =
    "https://landfall.example/fhir/StructureDefinition/evidence-item";
constexpr std::string_view evidenceAnswer =
    "https://landfall.example/fhir/StructureDefinition/evidence-answer";
constexpr std::string_view evidenceQuestionnaire =
    "https://landfall.example/fhir/StructureDefinition/evidence-questionnaire";
constexpr std::string_view flagCause =
    "https://landfall.example/fhir/StructureDefinition/flag-cause";
constexpr std::string_view acknowledged =
    "https://landfall.example/fhir/StructureDefinition/acknowledged";
constexpr std::string_view operation =
    "https://landfall.example/fhir/StructureDefinition/operation";
constexpr std::string_view conflictOf =
    "https://landfall.example/fhir/StructureDefinition/conflict-of";
constexpr std::string_view danger = "https://landfall.example/fhir/StructureDefinition/danger";
constexpr std::string_view dangerRule =
    "https://landfall.example/fhir/StructureDefinition/danger-rule";
constexpr std::string_view dangerOtherwise =
    "https://landfall.example/fhir/StructureDefinition/danger-otherwise";
constexpr std::string_view declinable =
    "https://landfall.example/fhir/StructureDefinition/declinable";
constexpr std::string_view scoring = "https://landfall.example/fhir/StructureDefinition/scoring";
constexpr std::string_view licence = "https://landfall.example/fhir/StructureDefinition/licence";

constexpr std::string_view consentEvent =
    "https://landfall.example/fhir/StructureDefinition/consent-event";
constexpr std::string_view consentDocument =
    "https://landfall.example/fhir/StructureDefinition/consent-document";
constexpr std::string_view countersignedBy =
    "https://landfall.example/fhir/StructureDefinition/countersigned-by";
// The pathway: a PlanDefinition's actions, a CarePlan and its dosing sessions.
constexpr std::string_view timezone = "http://hl7.org/fhir/StructureDefinition/timezone";
constexpr std::string_view visitWindow =
    "https://landfall.example/fhir/StructureDefinition/visit-window";
constexpr std::string_view missedAfterHours =
    "https://landfall.example/fhir/StructureDefinition/missed-after-hours";
constexpr std::string_view dosingDay =
    "https://landfall.example/fhir/StructureDefinition/dosing-day";
constexpr std::string_view anyTime = "https://landfall.example/fhir/StructureDefinition/any-time";
constexpr std::string_view askedAgainWhenMoved =
    "https://landfall.example/fhir/StructureDefinition/asked-again-when-moved";
constexpr std::string_view gate = "https://landfall.example/fhir/StructureDefinition/gate";
constexpr std::string_view safetyForm =
    "https://landfall.example/fhir/StructureDefinition/safety-form";
constexpr std::string_view askedWhen =
    "https://landfall.example/fhir/StructureDefinition/asked-when";
constexpr std::string_view unlessAnsweredIn =
    "https://landfall.example/fhir/StructureDefinition/unless-answered-in";
constexpr std::string_view dosingSession =
    "https://landfall.example/fhir/StructureDefinition/dosing-session";
constexpr std::string_view sessionChange =
    "https://landfall.example/fhir/StructureDefinition/session-change";
constexpr std::string_view siteSettings =
    "https://landfall.example/fhir/StructureDefinition/site-settings";
constexpr std::string_view answeredVisit =
    "https://landfall.example/fhir/StructureDefinition/answered-visit";
constexpr std::string_view visitSystem = "https://landfall.example/fhir/CodeSystem/visit";
constexpr std::string_view phaseSystem = "https://landfall.example/fhir/CodeSystem/phase";
constexpr std::string_view planDefinitionBase = "https://landfall.example/fhir/PlanDefinition/";

// The dosing record and adverse events.
constexpr std::string_view dosingEntry =
    "https://landfall.example/fhir/StructureDefinition/dosing-entry";
constexpr std::string_view doseDetail =
    "https://landfall.example/fhir/StructureDefinition/dose-detail";
constexpr std::string_view adverseEventDetail =
    "https://landfall.example/fhir/StructureDefinition/adverse-event-detail";
constexpr std::string_view dosingStepSystem =
    "https://landfall.example/fhir/CodeSystem/dosing-step";
constexpr std::string_view dosingFactSystem =
    "https://landfall.example/fhir/CodeSystem/dosing-fact";
constexpr std::string_view doseFunctionSystem =
    "https://landfall.example/fhir/CodeSystem/dose-function";
constexpr std::string_view routeSystem = "https://landfall.example/fhir/CodeSystem/route";
constexpr std::string_view causalitySystem = "https://landfall.example/fhir/CodeSystem/causality";
constexpr std::string_view unitsOfMeasure = "http://unitsofmeasure.org";
constexpr std::string_view seriousnessSystem =
    "http://terminology.hl7.org/CodeSystem/adverse-event-seriousness";
constexpr std::string_view severitySystem =
    "http://terminology.hl7.org/CodeSystem/adverse-event-severity";
constexpr std::string_view eventOutcomeSystem =
    "http://terminology.hl7.org/CodeSystem/adverse-event-outcome";

constexpr std::string_view userSystem = "https://landfall.example/fhir/identifier/user";
constexpr std::string_view taskSystem = "https://landfall.example/fhir/CodeSystem/task";
constexpr std::string_view taskEndSystem = "https://landfall.example/fhir/CodeSystem/task-end";
constexpr std::string_view tierSystem = "https://landfall.example/fhir/CodeSystem/safety-tier";
constexpr std::string_view resultSystem = "https://landfall.example/fhir/CodeSystem/result";
constexpr std::string_view scoreSystem = "https://landfall.example/fhir/CodeSystem/score";
constexpr std::string_view communicationSystem =
    "https://landfall.example/fhir/CodeSystem/communication";
constexpr std::string_view consentPurposeSystem =
    "https://landfall.example/fhir/CodeSystem/consent-purpose";
constexpr std::string_view documentSystem = "https://landfall.example/fhir/CodeSystem/document";
constexpr std::string_view planSectionSystem =
    "https://landfall.example/fhir/CodeSystem/safety-plan-section";
constexpr std::string_view consentDocumentBase = "https://landfall.example/consent/";
constexpr std::string_view questionnaireBase = "https://landfall.example/fhir/Questionnaire/";

}  // namespace landfall::fhir::names
