#include "landfall/fhir/shape.hpp"

#include <algorithm>
#include <initializer_list>
#include <span>

#include "landfall/base/clock.hpp"
#include "landfall/base/ids.hpp"
#include "landfall/fhir/temporal.hpp"

namespace landfall::fhir {

namespace {
enum class Kind {
    String,  ///< any non-empty string
    Id,
    Uri,   ///< a string without white space
    Code,  ///< a string of Rule::codes, or any token when there are none
    Boolean,
    Integer,
    Decimal,
    Date,      ///< FHIR date of full precision
    DateTime,  ///< date, or date and time with offset
    AnyDate,   ///< of an answer: 2026 and 2026-05 too
    AnyDateTime,
    Time,
    Instant,  ///< date and time with offset
    Base64,
    Backbone,  ///< an object of Rule::inner
};

struct Rule;
using Rules = std::span<const Rule>;
using Codes = std::span<const std::string_view>;

enum class Count { Optional, Required, List, RequiredList };

struct Rule {
    std::string_view element;
    Kind kind;
    Count count = Count::Optional;
    Rules (*inner)() = nullptr;  ///< a function, because some shapes hold themselves
    Codes codes{};
};

constexpr auto optional = Count::Optional;
constexpr auto required = Count::Required;
constexpr auto list = Count::List;

// Data types (http://hl7.org/fhir/R4/datatypes.html).
Rules codingRules() {
    static constexpr Rule rules[] = {
        {"system", Kind::Uri}, {"code", Kind::Code}, {"display", Kind::String}};
    return rules;
}
Rules conceptRules() {
    static constexpr Rule rules[] = {{"coding", Kind::Backbone, list, &codingRules},
                                     {"text", Kind::String}};
    return rules;
}
Rules referenceRules() {
    static constexpr Rule rules[] = {{"reference", Kind::Uri}, {"display", Kind::String}};
    return rules;
}
Rules periodRules() {
    static constexpr Rule rules[] = {{"start", Kind::DateTime}, {"end", Kind::DateTime}};
    return rules;
}
Rules quantityRules() {
    static constexpr Rule rules[] = {{"value", Kind::Decimal},
                                     {"unit", Kind::String},
                                     {"system", Kind::Uri},
                                     {"code", Kind::Code}};
    return rules;
}
Rules attachmentRules() {
    static constexpr Rule rules[] = {{"contentType", Kind::String},
                                     {"data", Kind::Base64},
                                     {"title", Kind::String},
                                     {"url", Kind::Uri},
                                     {"creation", Kind::DateTime}};
    return rules;
}
Rules extensionRules() {
    static constexpr Rule rules[] = {
        {"url", Kind::Uri, required},
        {"extension", Kind::Backbone, list, &extensionRules},
        {"valueString", Kind::String},
        {"valueCode", Kind::Code},
        {"valueBoolean", Kind::Boolean},
        {"valueInteger", Kind::Integer},
        {"valueDecimal", Kind::Decimal},
        {"valueDate", Kind::AnyDate},
        {"valueDateTime", Kind::DateTime},
        {"valueTime", Kind::Time},
        {"valueQuantity", Kind::Backbone, optional, &quantityRules},
        {"valueCodeableConcept", Kind::Backbone, optional, &conceptRules},
        {"valueCanonical", Kind::Uri},
        {"valueCoding", Kind::Backbone, optional, &codingRules},
        {"valueReference", Kind::Backbone, optional, &referenceRules}};
    return rules;
}
Rules metaRules() {
    static constexpr Rule rules[] = {{"versionId", Kind::Id},
                                     {"lastUpdated", Kind::Instant},
                                     {"source", Kind::Uri},
                                     {"tag", Kind::Backbone, list, &codingRules},
                                     {"security", Kind::Backbone, list, &codingRules}};
    return rules;
}

// Resources.
Rules everyResource() {
    static constexpr Rule rules[] = {{"meta", Kind::Backbone, optional, &metaRules},
                                     {"extension", Kind::Backbone, list, &extensionRules}};
    return rules;
}

Rules humanNameRules() {
    static constexpr Rule rules[] = {
        {"text", Kind::String}, {"family", Kind::String}, {"given", Kind::String, list}};
    return rules;
}
Rules contactPointRules() {
    static constexpr std::string_view systems[] = {"phone", "fax", "email", "pager",
                                                   "url",   "sms", "other"};
    static constexpr Rule rules[] = {{"system", Kind::Code, optional, nullptr, systems},
                                     {"value", Kind::String}};
    return rules;
}
Rules patientRules() {
    static constexpr std::string_view genders[] = {"male", "female", "other", "unknown"};
    static constexpr Rule rules[] = {{"active", Kind::Boolean},
                                     {"name", Kind::Backbone, list, &humanNameRules},
                                     {"telecom", Kind::Backbone, list, &contactPointRules},
                                     {"gender", Kind::Code, optional, nullptr, genders},
                                     {"birthDate", Kind::Date}};
    return rules;
}

Rules answerOptionRules() {
    static constexpr Rule rules[] = {{"extension", Kind::Backbone, list, &extensionRules},
                                     {"valueCoding", Kind::Backbone, optional, &codingRules},
                                     {"valueInteger", Kind::Integer},
                                     {"valueDate", Kind::AnyDate},
                                     {"valueTime", Kind::Time},
                                     {"valueString", Kind::String},
                                     {"initialSelected", Kind::Boolean}};
    return rules;
}
Rules enableWhenRules() {
    static constexpr std::string_view operators[] = {"exists", "=", "!=", ">", "<", ">=", "<="};
    static constexpr Rule rules[] = {{"question", Kind::String, required},
                                     {"operator", Kind::Code, required, nullptr, operators},
                                     {"answerBoolean", Kind::Boolean},
                                     {"answerDecimal", Kind::Decimal},
                                     {"answerInteger", Kind::Integer},
                                     {"answerDate", Kind::AnyDate},
                                     {"answerDateTime", Kind::AnyDateTime},
                                     {"answerTime", Kind::Time},
                                     {"answerString", Kind::String},
                                     {"answerCoding", Kind::Backbone, optional, &codingRules},
                                     {"answerQuantity", Kind::Backbone, optional, &quantityRules}};
    return rules;
}
Rules initialRules() {
    static constexpr Rule rules[] = {{"valueBoolean", Kind::Boolean},
                                     {"valueDecimal", Kind::Decimal},
                                     {"valueInteger", Kind::Integer},
                                     {"valueDate", Kind::AnyDate},
                                     {"valueDateTime", Kind::AnyDateTime},
                                     {"valueTime", Kind::Time},
                                     {"valueString", Kind::String},
                                     {"valueUri", Kind::Uri},
                                     {"valueCoding", Kind::Backbone, optional, &codingRules},
                                     {"valueQuantity", Kind::Backbone, optional, &quantityRules}};
    return rules;
}
Rules questionnaireItemRules() {
    static constexpr std::string_view behaviors[] = {"all", "any"};
    static constexpr Rule rules[] = {{"linkId", Kind::String, required},
                                     {"text", Kind::String},
                                     {"prefix", Kind::String},
                                     {"type", Kind::Code, required},
                                     {"required", Kind::Boolean},
                                     {"repeats", Kind::Boolean},
                                     {"readOnly", Kind::Boolean},
                                     {"maxLength", Kind::Integer},
                                     {"enableWhen", Kind::Backbone, list, &enableWhenRules},
                                     {"enableBehavior", Kind::Code, optional, nullptr, behaviors},
                                     {"initial", Kind::Backbone, list, &initialRules},
                                     {"code", Kind::Backbone, list, &codingRules},
                                     {"extension", Kind::Backbone, list, &extensionRules},
                                     {"answerOption", Kind::Backbone, list, &answerOptionRules},
                                     {"item", Kind::Backbone, list, &questionnaireItemRules}};
    return rules;
}
constexpr std::string_view publicationCodes[] = {"draft", "active", "retired", "unknown"};
Rules questionnaireRules() {
    static constexpr Rule rules[] = {{"status", Kind::Code, required, nullptr, publicationCodes},
                                     {"url", Kind::Uri},
                                     {"version", Kind::String},
                                     {"title", Kind::String},
                                     {"copyright", Kind::String},
                                     {"date", Kind::DateTime},
                                     {"code", Kind::Backbone, list, &codingRules},
                                     {"item", Kind::Backbone, list, &questionnaireItemRules}};
    return rules;
}

Rules responseItemRules();
Rules responseAnswerRules() {
    static constexpr Rule rules[] = {
        {"valueCoding", Kind::Backbone, optional, &codingRules},
        {"valueBoolean", Kind::Boolean},
        {"valueInteger", Kind::Integer},
        {"valueDecimal", Kind::Decimal},
        {"valueDate", Kind::AnyDate},
        {"valueDateTime", Kind::AnyDateTime},
        {"valueTime", Kind::Time},
        {"valueString", Kind::String},
        {"valueUri", Kind::Uri},
        {"valueAttachment", Kind::Backbone, optional, &attachmentRules},
        {"valueReference", Kind::Backbone, optional, &referenceRules},
        {"valueQuantity", Kind::Backbone, optional, &quantityRules},
        {"item", Kind::Backbone, list, &responseItemRules}};
    return rules;
}
Rules responseItemRules() {
    static constexpr Rule rules[] = {{"linkId", Kind::String, required},
                                     {"text", Kind::String},
                                     {"extension", Kind::Backbone, list, &extensionRules},
                                     {"answer", Kind::Backbone, list, &responseAnswerRules},
                                     {"item", Kind::Backbone, list, &responseItemRules}};
    return rules;
}
Rules responseRules() {
    static constexpr std::string_view codes[] = {"in-progress", "completed", "amended",
                                                 "entered-in-error", "stopped"};
    static constexpr Rule rules[] = {{"questionnaire", Kind::Uri, required},
                                     {"status", Kind::Code, required, nullptr, codes},
                                     {"subject", Kind::Backbone, required, &referenceRules},
                                     {"source", Kind::Backbone, optional, &referenceRules},
                                     {"author", Kind::Backbone, optional, &referenceRules},
                                     {"authored", Kind::DateTime, required},
                                     {"item", Kind::Backbone, list, &responseItemRules}};
    return rules;
}

Rules observationRules() {
    static constexpr std::string_view codes[] = {"registered",       "preliminary", "final",
                                                 "amended",          "corrected",   "cancelled",
                                                 "entered-in-error", "unknown"};
    static constexpr Rule rules[] = {
        {"status", Kind::Code, required, nullptr, codes},
        {"code", Kind::Backbone, required, &conceptRules},
        {"category", Kind::Backbone, list, &conceptRules},
        {"subject", Kind::Backbone, required, &referenceRules},
        {"effectiveDateTime", Kind::DateTime, required},
        {"valueInteger", Kind::Integer},
        {"valueString", Kind::String},
        {"valueBoolean", Kind::Boolean},
        {"valueQuantity", Kind::Backbone, optional, &quantityRules},
        {"valueCodeableConcept", Kind::Backbone, optional, &conceptRules},
        {"dataAbsentReason", Kind::Backbone, optional, &conceptRules},
        {"derivedFrom", Kind::Backbone, list, &referenceRules},
        {"hasMember", Kind::Backbone, list, &referenceRules}};
    return rules;
}

Rules documentContentRules() {
    static constexpr Rule rules[] = {{"attachment", Kind::Backbone, required, &attachmentRules},
                                     {"format", Kind::Backbone, optional, &codingRules}};
    return rules;
}
Rules documentRules() {
    static constexpr std::string_view codes[] = {"current", "superseded", "entered-in-error"};
    static constexpr Rule rules[] = {
        {"status", Kind::Code, required, nullptr, codes},
        {"type", Kind::Backbone, optional, &conceptRules},
        {"subject", Kind::Backbone, required, &referenceRules},
        {"date", Kind::Instant},
        {"content", Kind::Backbone, Count::RequiredList, &documentContentRules}};
    return rules;
}

Rules taskInputRules() {
    static constexpr Rule rules[] = {{"type", Kind::Backbone, required, &conceptRules},
                                     {"valueCanonical", Kind::Uri},
                                     {"valueString", Kind::String},
                                     {"valueReference", Kind::Backbone, optional, &referenceRules}};
    return rules;
}
Rules restrictionRules() {
    static constexpr Rule rules[] = {{"period", Kind::Backbone, optional, &periodRules}};
    return rules;
}
Rules taskRules() {
    static constexpr std::string_view codes[] = {
        "draft",     "requested",   "received", "accepted", "rejected",  "ready",
        "cancelled", "in-progress", "on-hold",  "failed",   "completed", "entered-in-error"};
    static constexpr std::string_view intents[] = {"unknown",      "proposal",       "plan",
                                                   "order",        "original-order", "reflex-order",
                                                   "filler-order", "instance-order", "option"};
    static constexpr Rule rules[] = {{"status", Kind::Code, required, nullptr, codes},
                                     {"intent", Kind::Code, required, nullptr, intents},
                                     {"code", Kind::Backbone, optional, &conceptRules},
                                     {"description", Kind::String},
                                     {"for", Kind::Backbone, required, &referenceRules},
                                     {"executionPeriod", Kind::Backbone, optional, &periodRules},
                                     {"authoredOn", Kind::DateTime},
                                     {"restriction", Kind::Backbone, optional, &restrictionRules},
                                     {"input", Kind::Backbone, list, &taskInputRules},
                                     {"output", Kind::Backbone, list, &taskInputRules}};
    return rules;
}

Rules flagRules() {
    static constexpr std::string_view codes[] = {"active", "inactive", "entered-in-error"};
    static constexpr Rule rules[] = {{"status", Kind::Code, required, nullptr, codes},
                                     {"category", Kind::Backbone, list, &conceptRules},
                                     {"code", Kind::Backbone, required, &conceptRules},
                                     {"subject", Kind::Backbone, required, &referenceRules},
                                     {"period", Kind::Backbone, optional, &periodRules},
                                     {"author", Kind::Backbone, optional, &referenceRules}};
    return rules;
}

Rules payloadRules() {
    static constexpr Rule rules[] = {
        {"contentString", Kind::String},
        {"contentReference", Kind::Backbone, optional, &referenceRules}};
    return rules;
}
Rules communicationRules() {
    static constexpr std::string_view codes[] = {"preparation",      "in-progress", "not-done",
                                                 "on-hold",          "stopped",     "completed",
                                                 "entered-in-error", "unknown"};
    static constexpr Rule rules[] = {{"status", Kind::Code, required, nullptr, codes},
                                     {"category", Kind::Backbone, list, &conceptRules},
                                     {"topic", Kind::Backbone, optional, &conceptRules},
                                     {"subject", Kind::Backbone, required, &referenceRules},
                                     {"about", Kind::Backbone, list, &referenceRules},
                                     {"sent", Kind::DateTime},
                                     {"payload", Kind::Backbone, list, &payloadRules}};
    return rules;
}

// http://hl7.org/fhir/R4/consent.html
Rules consentPolicyRules() {
    static constexpr Rule rules[] = {{"authority", Kind::Uri}, {"uri", Kind::Uri}};
    return rules;
}
Rules consentVerificationRules() {
    static constexpr Rule rules[] = {{"verified", Kind::Boolean, required},
                                     {"verifiedWith", Kind::Backbone, optional, &referenceRules},
                                     {"verificationDate", Kind::DateTime},
                                     {"extension", Kind::Backbone, list, &extensionRules}};
    return rules;
}
Rules consentProvisionRules() {
    static constexpr std::string_view types[] = {"deny", "permit"};
    static constexpr Rule rules[] = {{"type", Kind::Code, optional, nullptr, types},
                                     {"period", Kind::Backbone, optional, &periodRules}};
    return rules;
}
Rules consentRules() {
    static constexpr std::string_view codes[] = {"draft",    "proposed", "active",
                                                 "rejected", "inactive", "entered-in-error"};
    static constexpr Rule rules[] = {
        {"status", Kind::Code, required, nullptr, codes},
        {"scope", Kind::Backbone, required, &conceptRules},
        {"category", Kind::Backbone, Count::RequiredList, &conceptRules},
        {"patient", Kind::Backbone, required, &referenceRules},
        {"dateTime", Kind::DateTime},
        {"performer", Kind::Backbone, list, &referenceRules},
        {"organization", Kind::Backbone, list, &referenceRules},
        {"sourceAttachment", Kind::Backbone, optional, &attachmentRules},
        {"sourceReference", Kind::Backbone, optional, &referenceRules},
        {"policy", Kind::Backbone, list, &consentPolicyRules},
        {"policyRule", Kind::Backbone, optional, &conceptRules},
        {"verification", Kind::Backbone, list, &consentVerificationRules},
        {"provision", Kind::Backbone, optional, &consentProvisionRules}};
    return rules;
}

Rules actionRules() {
    static constexpr Rule rules[] = {{"title", Kind::String},
                                     {"code", Kind::Backbone, list, &conceptRules},
                                     {"extension", Kind::Backbone, list, &extensionRules},
                                     {"definitionCanonical", Kind::Uri},
                                     {"action", Kind::Backbone, list, &actionRules}};
    return rules;
}
Rules planDefinitionRules() {
    static constexpr Rule rules[] = {{"status", Kind::Code, required, nullptr, publicationCodes},
                                     {"url", Kind::Uri},
                                     {"version", Kind::String},
                                     {"title", Kind::String},
                                     {"action", Kind::Backbone, list, &actionRules}};
    return rules;
}

Rules activityDetailRules() {
    static constexpr std::string_view codes[] = {"not-started", "scheduled", "in-progress",
                                                 "on-hold",     "completed", "cancelled",
                                                 "stopped",     "unknown",   "entered-in-error"};
    static constexpr Rule rules[] = {{"status", Kind::Code, required, nullptr, codes},
                                     {"code", Kind::Backbone, optional, &conceptRules},
                                     {"extension", Kind::Backbone, list, &extensionRules},
                                     {"scheduledPeriod", Kind::Backbone, optional, &periodRules},
                                     {"location", Kind::Backbone, optional, &referenceRules},
                                     {"performer", Kind::Backbone, list, &referenceRules},
                                     {"description", Kind::String}};
    return rules;
}
Rules activityRules() {
    static constexpr Rule rules[] = {{"detail", Kind::Backbone, optional, &activityDetailRules},
                                     {"extension", Kind::Backbone, list, &extensionRules}};
    return rules;
}
Rules carePlanRules() {
    static constexpr std::string_view codes[] = {
        "draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"};
    static constexpr std::string_view intents[] = {"proposal", "plan", "order", "option"};
    static constexpr Rule rules[] = {{"status", Kind::Code, required, nullptr, codes},
                                     {"intent", Kind::Code, required, nullptr, intents},
                                     {"subject", Kind::Backbone, required, &referenceRules},
                                     {"instantiatesCanonical", Kind::Uri, list},
                                     {"title", Kind::String},
                                     {"created", Kind::DateTime},
                                     {"period", Kind::Backbone, optional, &periodRules},
                                     {"activity", Kind::Backbone, list, &activityRules}};
    return rules;
}

// http://hl7.org/fhir/R4/medicationadministration.html
Rules dosageRules() {
    static constexpr Rule rules[] = {{"text", Kind::String},
                                     {"route", Kind::Backbone, optional, &conceptRules},
                                     {"dose", Kind::Backbone, optional, &quantityRules}};
    return rules;
}
Rules administrationPerformerRules() {
    static constexpr Rule rules[] = {{"function", Kind::Backbone, optional, &conceptRules},
                                     {"actor", Kind::Backbone, required, &referenceRules}};
    return rules;
}
Rules administrationRules() {
    static constexpr std::string_view codes[] = {"in-progress",     "not-done", "on-hold",
                                                 "completed",       "stopped",  "unknown",
                                                 "entered-in-error"};
    static constexpr Rule rules[] = {
        {"status", Kind::Code, required, nullptr, codes},
        {"medicationCodeableConcept", Kind::Backbone, optional, &conceptRules},
        {"subject", Kind::Backbone, required, &referenceRules},
        {"effectiveDateTime", Kind::DateTime},
        {"effectivePeriod", Kind::Backbone, optional, &periodRules},
        {"performer", Kind::Backbone, list, &administrationPerformerRules},
        {"dosage", Kind::Backbone, optional, &dosageRules}};
    return rules;
}

// http://hl7.org/fhir/R4/adverseevent.html
Rules causalityRules() {
    static constexpr Rule rules[] = {{"assessment", Kind::Backbone, optional, &conceptRules}};
    return rules;
}
Rules suspectRules() {
    static constexpr Rule rules[] = {{"instance", Kind::Backbone, required, &referenceRules},
                                     {"causality", Kind::Backbone, list, &causalityRules}};
    return rules;
}
Rules adverseEventRules() {
    static constexpr std::string_view actualities[] = {"actual", "potential"};
    static constexpr Rule rules[] = {{"actuality", Kind::Code, required, nullptr, actualities},
                                     {"event", Kind::Backbone, optional, &conceptRules},
                                     {"subject", Kind::Backbone, required, &referenceRules},
                                     {"date", Kind::DateTime},
                                     {"detected", Kind::DateTime},
                                     {"recordedDate", Kind::DateTime},
                                     {"seriousness", Kind::Backbone, optional, &conceptRules},
                                     {"severity", Kind::Backbone, optional, &conceptRules},
                                     {"outcome", Kind::Backbone, optional, &conceptRules},
                                     {"recorder", Kind::Backbone, optional, &referenceRules},
                                     {"suspectEntity", Kind::Backbone, list, &suspectRules}};
    return rules;
}

Rules rulesOf(ResourceType type) {
    switch (type) {
        case ResourceType::Patient:
            return patientRules();
        case ResourceType::Questionnaire:
            return questionnaireRules();
        case ResourceType::QuestionnaireResponse:
            return responseRules();
        case ResourceType::Observation:
            return observationRules();
        case ResourceType::DocumentReference:
            return documentRules();
        case ResourceType::Task:
            return taskRules();
        case ResourceType::Flag:
            return flagRules();
        case ResourceType::Communication:
            return communicationRules();
        case ResourceType::Consent:
            return consentRules();
        case ResourceType::PlanDefinition:
            return planDefinitionRules();
        case ResourceType::CarePlan:
            return carePlanRules();
        case ResourceType::MedicationAdministration:
            return administrationRules();
        case ResourceType::AdverseEvent:
            return adverseEventRules();
    }
    return {};
}

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isDateTime(std::string_view text) {
    return text.size() == 10 ? base::isFhirDate(text) : base::fromFhirDateTime(text).has_value();
}

bool isBase64(std::string_view text) {
    if (text.size() % 4 != 0) return false;
    auto digits = text;
    for (int pad = 0; pad < 2 && digits.ends_with('='); ++pad) digits.remove_suffix(1);
    return std::all_of(digits.begin(), digits.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '+' || c == '/';
    });
}

Result<void> checkMembers(const Node& object, Rules rules);

Result<void> checkText(const Node& value, const Rule& rule) {
    const auto text = value.text();
    if (!text) return Error{Fault::WrongType, value.path()};
    const auto refuseUnless = [&](bool good, Fault fault) -> Result<void> {
        if (good) return ok();
        return Error{fault, value.path()};
    };
    switch (rule.kind) {
        case Kind::Id:
            return refuseUnless(base::isFhirId(*text), Fault::BadId);
        case Kind::Uri:
            return refuseUnless(!text->empty() && std::none_of(text->begin(), text->end(), isSpace),
                                Fault::BadValue);
        case Kind::Code:
            if (rule.codes.empty())
                return refuseUnless(
                    !text->empty() && !isSpace(text->front()) && !isSpace(text->back()),
                    Fault::BadCode);
            return refuseUnless(
                std::find(rule.codes.begin(), rule.codes.end(), *text) != rule.codes.end(),
                Fault::BadCode);
        case Kind::Date:
            return refuseUnless(base::isFhirDate(*text), Fault::BadDateTime);
        case Kind::DateTime:
            return refuseUnless(isDateTime(*text), Fault::BadDateTime);
        case Kind::AnyDate:
            return refuseUnless(isDateValue(*text), Fault::BadDateTime);
        case Kind::AnyDateTime:
            return refuseUnless(isDateTimeValue(*text), Fault::BadDateTime);
        case Kind::Time:
            return refuseUnless(isTimeValue(*text), Fault::BadDateTime);
        case Kind::Instant:
            return refuseUnless(base::fromFhirDateTime(*text).has_value(), Fault::BadDateTime);
        case Kind::Base64:
            return refuseUnless(isBase64(*text), Fault::BadValue);
        default:
            return refuseUnless(!text->empty(), Fault::BadValue);
    }
}

Result<void> checkOne(const Node& value, const Rule& rule) {
    switch (rule.kind) {
        case Kind::Boolean:
            if (!value.isBoolean()) return Error{Fault::WrongType, value.path()};
            return ok();
        case Kind::Integer: {
            if (!value.isNumber()) return Error{Fault::WrongType, value.path()};
            // FHIR integer: 32 bits (http://hl7.org/fhir/R4/datatypes.html#integer).
            const auto number = value.integer();
            if (!number || *number < INT32_MIN || *number > INT32_MAX)
                return Error{Fault::BadValue, value.path()};
            return ok();
        }
        case Kind::Decimal:
            if (!value.isNumber()) return Error{Fault::WrongType, value.path()};
            return ok();
        case Kind::Backbone:
            if (!value.isObject()) return Error{Fault::WrongType, value.path()};
            return checkMembers(value, rule.inner());
        default:
            return checkText(value, rule);
    }
}

Result<void> checkElement(const Node& value, const Rule& rule) {
    if (rule.count == Count::Optional || rule.count == Count::Required)
        return checkOne(value, rule);
    if (!value.isArray()) return Error{Fault::WrongType, value.path()};
    if (value.size() == 0) return Error{Fault::BadValue, value.path()};
    for (const auto element : value.elements()) LF_CHECK(checkOne(element, rule));
    return ok();
}

Result<void> checkMembers(const Node& object, Rules rules) {
    // Members are walked once and looked up in the rules, not the other way round: resources hold
    // fewer elements than their rules name.
    std::uint64_t seen = 0;
    for (const auto member : object.members()) {
        const auto key = member.key();
        for (std::size_t i = 0; i < rules.size(); ++i) {
            if (rules[i].element != key) continue;
            seen |= std::uint64_t{1} << i;
            LF_CHECK(checkElement(member, rules[i]));
            break;
        }
    }
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const bool needed =
            rules[i].count == Count::Required || rules[i].count == Count::RequiredList;
        if (needed && (seen >> i & 1U) == 0) {
            auto path = object.path();
            if (!path.empty()) path += '.';
            return Error{Fault::Missing, path.append(rules[i].element)};
        }
    }
    return ok();
}

/// A choice element such as value[x] may be there once.
Result<void> checkOneValue(const Node& object, bool isRequired) {
    int values = 0;
    for (const auto member : object.members())
        if (const auto key = member.key();
            key.starts_with("value") && key.size() > 5 && key[5] >= 'A' && key[5] <= 'Z')
            ++values;
    if (values > 1) return Error{Fault::BadValue, object.path()};
    if (isRequired && values == 0) return Error{Fault::Missing, object.path()};
    return ok();
}

Result<void> checkAnswers(const Node& items) {
    for (const auto item : items.elements()) {
        for (const auto answer : item.get("answer").elements()) {
            LF_CHECK(checkOneValue(answer, true));
            LF_CHECK(checkAnswers(answer.get("item")));
        }
        LF_CHECK(checkAnswers(item.get("item")));
    }
    return ok();
}

Result<void> checkObservationValue(const Node& observation) {
    LF_CHECK(checkOneValue(observation, false));
    // Invariant obs-6: a reason for absence only where there is no value.
    if (!observation.get("dataAbsentReason")) return ok();
    if (checkOneValue(observation, true).has_error()) return ok();
    return Error{Fault::BadValue, observation.get("dataAbsentReason").path()};
}
}  // namespace

Result<void> checkShape(const Envelope& envelope) {
    const auto& resource = envelope.resource;
    LF_CHECK(checkMembers(resource, everyResource()));
    LF_CHECK(checkMembers(resource, rulesOf(envelope.type)));
    if (envelope.type == ResourceType::QuestionnaireResponse)
        return checkAnswers(resource.get("item"));
    if (envelope.type == ResourceType::Observation) return checkObservationValue(resource);
    return ok();
}

Result<Envelope> validateResource(const Node& resource) {
    LF_TRY(auto envelope, readEnvelope(resource));
    LF_CHECK(checkShape(envelope));
    return envelope;
}

}  // namespace landfall::fhir
