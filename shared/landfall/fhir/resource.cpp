#include "landfall/fhir/resource.hpp"

#include <array>
#include <utility>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/json_document.hpp"

namespace landfall::fhir {

namespace {
struct TypeName {
    std::string_view name;
    ResourceType type;
    std::string_view patientElement;  ///< "" when it belongs to nobody or is the Patient
};

constexpr std::array<TypeName, 13> typeNames{{
    {"Patient", ResourceType::Patient, ""},
    {"Questionnaire", ResourceType::Questionnaire, ""},
    {"QuestionnaireResponse", ResourceType::QuestionnaireResponse, "subject"},
    {"Observation", ResourceType::Observation, "subject"},
    {"DocumentReference", ResourceType::DocumentReference, "subject"},
    {"Task", ResourceType::Task, "for"},
    {"Flag", ResourceType::Flag, "subject"},
    {"Communication", ResourceType::Communication, "subject"},
    {"Consent", ResourceType::Consent, "patient"},
    {"PlanDefinition", ResourceType::PlanDefinition, ""},
    {"CarePlan", ResourceType::CarePlan, "subject"},
    {"MedicationAdministration", ResourceType::MedicationAdministration, "subject"},
    {"AdverseEvent", ResourceType::AdverseEvent, "subject"},
}};

const TypeName& rowOf(ResourceType type) {
    return typeNames.at(static_cast<std::size_t>(type));
}

constexpr std::string_view patientSegment = "Patient/";

/// The id behind the first `Patient/` segment of a reference, in whatever form the reference is.
std::optional<std::string_view> patientIdIn(std::string_view reference) {
    for (auto at = reference.find(patientSegment); at != std::string_view::npos;
         at = reference.find(patientSegment, at + 1)) {
        if (at != 0 && reference[at - 1] != '/') continue;
        const auto id = reference.substr(at + patientSegment.size());
        return id.substr(0, id.find_first_of("/?#|"));
    }
    return std::nullopt;
}

/// Goes over the values in a row, without their nesting: this runs for every record that arrives.
Result<void> checkReferences(const Node& resource, std::string_view patientId) {
    const auto& document = *resource.document();
    const auto last = document.slots[resource.slot()].next;
    for (auto at = resource.slot(); at < last; ++at) {
        const auto& slot = document.slots[at];
        if (slot.type != Type::String || document.keyOf(slot) != "reference") continue;
        const auto id = patientIdIn(document.textOf(slot));
        if (id && *id != patientId) return Error{Fault::OtherPatient, Node(&document, at).path()};
    }
    return ok();
}
}  // namespace

std::string_view nameOf(ResourceType type) {
    return rowOf(type).name;
}

std::optional<ResourceType> resourceTypeFrom(std::string_view name) {
    for (const auto& row : typeNames)
        if (row.name == name) return row.type;
    return std::nullopt;
}

Result<Reference> parseReference(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return Error{Fault::BadReference};
    const auto type = resourceTypeFrom(text.substr(0, slash));
    if (!type) return Error{Fault::UnknownResource};
    auto id = text.substr(slash + 1);
    if (const auto rest = id.find('/'); rest != std::string_view::npos) {
        constexpr std::string_view history = "/_history/";
        const auto version = id.substr(rest);
        if (!version.starts_with(history) || !base::isFhirId(version.substr(history.size())))
            return Error{Fault::BadReference};
        id = id.substr(0, rest);
    }
    if (!base::isFhirId(id)) return Error{Fault::BadId};
    return Reference{*type, id};
}

std::string referenceTo(ResourceType type, std::string_view id) {
    std::string text(nameOf(type));
    text += '/';
    text += id;
    return text;
}

Result<Envelope> readEnvelope(const Node& resource) {
    if (!resource.isObject()) return Error{Fault::WrongType, resource.path()};
    const auto at = [&](std::string_view element) {
        auto path = resource.path();
        if (!path.empty()) path += '.';
        return path.append(element);
    };
    const auto typeName = resource.get("resourceType");
    if (!typeName) return Error{Fault::Missing, at("resourceType")};
    if (!typeName.isString()) return Error{Fault::WrongType, at("resourceType")};
    const auto type = resourceTypeFrom(typeName.textOr());
    if (!type) return Error{Fault::UnknownResource, at("resourceType")};
    const auto id = resource.get("id");
    if (!id) return Error{Fault::Missing, at("id")};
    if (!id.isString()) return Error{Fault::WrongType, at("id")};
    if (!base::isFhirId(id.textOr())) return Error{Fault::BadId, at("id")};
    for (const auto* element : {"modifierExtension", "implicitRules"})
        if (resource.get(element)) return Error{Fault::ModifierUnknown, at(element)};

    Envelope envelope{*type, id.textOr(), {}, resource};
    if (*type == ResourceType::Patient) envelope.patient = envelope.id;
    if (const auto element = rowOf(*type).patientElement; !element.empty()) {
        const auto subject = resource.get(element);
        if (!subject) return Error{Fault::Missing, at(element)};
        if (!subject.isObject()) return Error{Fault::WrongType, at(element)};
        const auto reference = subject.get("reference");
        if (!reference) return Error{Fault::Missing, at(element) + ".reference"};
        const auto parsed = parseReference(reference.textOr());
        if (parsed.has_error() || parsed->type != ResourceType::Patient)
            return Error{Fault::BadReference, at(element) + ".reference"};
        envelope.patient = parsed->id;
    }
    return envelope;
}

Result<void> checkOnlyPatient(const Envelope& envelope, std::string_view patientId) {
    if (!envelope.patient.empty() && envelope.patient != patientId)
        return Error{Fault::OtherPatient, envelope.resource.path()};
    return checkReferences(envelope.resource, patientId);
}

}  // namespace landfall::fhir
