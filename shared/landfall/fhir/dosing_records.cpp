#include "landfall/fhir/dosing_records.hpp"

#include <array>

#include "landfall/fhir/dosing_parts.hpp"
#include "landfall/fhir/splice.hpp"

namespace landfall::fhir {

using namespace parts;

namespace {

std::string valueMember(const FactValue& value) {
    if (const auto* yes = std::get_if<bool>(&value))
        return *yes ? R"("valueBoolean":true)" : R"("valueBoolean":false)";
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return R"("valueInteger":)" + std::to_string(*whole);
    if (const auto* decimal = std::get_if<Decimal>(&value))
        return R"("valueQuantity":{"value":)" + decimal->text() + '}';
    if (const auto* text = std::get_if<std::string>(&value))
        return R"("valueString":)" + fhir::quoted(*text);
    return R"("valueDateTime":)" + fhir::quoted(std::get<Moment>(value).text);
}

std::optional<FactValue> valueIn(const Node& component) {
    if (const auto yes = component.get("valueBoolean").boolean()) return FactValue(*yes);
    if (const auto whole = component.get("valueInteger").integer()) return FactValue(*whole);
    if (const auto number = component.get("valueQuantity").get("value"))
        if (auto decimal = decimalIn(number)) return FactValue(*std::move(decimal));
    if (const auto text = component.get("valueString").text()) return FactValue(std::string(*text));
    if (const auto moment = component.get("valueDateTime").text())
        return FactValue(Moment{std::string(*moment)});
    return std::nullopt;
}

json::object entryOf(const DosingStep& step) {
    json::array inner;
    inner.push_back(extension("session", "valueInteger", step.session));
    if (!step.corrects.empty())
        inner.push_back(extension("corrects", "valueReference",
                                  reference(ResourceType::Observation, step.corrects)));
    if (!step.reason.empty())
        inner.push_back(extension("reason", "valueString", word(step.reason)));
    return {{"url", word(names::dosingEntry)}, {"extension", std::move(inner)}};
}

/// LOINC codes and units of clinical rules 10.1, "vitals".
struct VitalRow {
    Vital vital;
    std::string_view code;
    std::string_view display;
    std::string_view unit;
};
constexpr std::array<VitalRow, 4> vitalRows{{
    {Vital::BloodPressure, "85354-9", "Blood pressure", "mm[Hg]"},
    {Vital::Pulse, "8867-4", "Heart rate", "/min"},
    {Vital::OxygenSaturation, "59408-5", "Oxygen saturation by pulse oximetry", "%"},
    {Vital::Temperature, "8310-5", "Body temperature", "Cel"},
}};
constexpr std::string_view systolicCode = "8480-6";
constexpr std::string_view diastolicCode = "8462-4";

const VitalRow& rowOf(Vital vital) {
    return vitalRows.at(static_cast<std::size_t>(vital));
}

std::string component(std::string_view code, const Decimal& value) {
    return R"({"code":)" + json::serialize(concept_(coding(names::loinc, code))) +
           R"(,"valueQuantity":)" + quantity(value, "mm[Hg]") + '}';
}

}  // namespace

std::string buildDosingStep(const DosingStep& step) {
    auto out = begin(ResourceType::Observation, step.id, "");
    out["extension"] = listOf(entryOf(step));
    out["status"] = "final";
    out["code"] = concept_(coding(names::dosingStepSystem, step.step));
    out["subject"] = reference(ResourceType::Patient, step.patient);
    out["effectiveDateTime"] = dateTime(step.at);
    out["performer"] = listOf(person(step.by));
    if (!step.made.empty()) {
        json::array focus;
        for (const auto& made : step.made) focus.push_back(json::object{{"reference", word(made)}});
        out["focus"] = std::move(focus);
    }
    if (step.facts.empty()) return json::serialize(out);
    std::string components = R"("component":[)";
    for (const auto& fact : step.facts) {
        if (components.back() != '[') components += ',';
        components += R"({"code":)" +
                      json::serialize(concept_(coding(names::dosingFactSystem, fact.key))) + ',' +
                      valueMember(fact.value) + '}';
    }
    return withMembers(out, {components + ']'});
}

Result<DosingStep> readDosingStep(const Node& resource) {
    LF_TRY(const auto envelope, expect(resource, ResourceType::Observation));
    const auto coded = resource.get("code").get("coding")[0];
    if (coded.get("system").textOr() != names::dosingStepSystem)
        return Error{Fault::BadCode, "code"};
    DosingStep out;
    out.id = envelope.id;
    out.patient = envelope.patient;
    out.step = textOf(coded.get("code"));
    LF_TRY(out.at, timeOf(resource.get("effectiveDateTime"), "effectiveDateTime"));
    out.by = personIn(resource.get("performer")[0]);
    const auto entry = extensionOf(resource, names::dosingEntry);
    out.session = sessionIn(entry);
    if (out.session == 0) return Error{Fault::Missing, "extension"};
    const auto corrects = extensionOf(entry, "corrects").get("valueReference").get("reference");
    if (const auto target = parseReference(corrects.textOr()); target.has_value())
        out.corrects = target->id;
    out.reason = textOf(extensionOf(entry, "reason").get("valueString"));
    for (const auto made : resource.get("focus").elements())
        out.made.push_back(textOf(made.get("reference")));
    for (const auto one : resource.get("component").elements())
        if (auto value = valueIn(one))
            out.facts.push_back(
                {textOf(one.get("code").get("coding")[0].get("code")), *std::move(value)});
    return out;
}

std::string buildVitalSign(const VitalSign& sign) {
    const auto& row = rowOf(sign.vital);
    auto out = begin(ResourceType::Observation, sign.id, "");
    out["extension"] = listOf(
        json::object{{"url", word(names::dosingEntry)},
                     {"extension", listOf(extension("session", "valueInteger", sign.session))}});
    out["status"] = "final";
    out["category"] = listOf(concept_(coding(names::observationCategory, "vital-signs")));
    out["code"] = concept_(coding(names::loinc, row.code, row.display));
    out["subject"] = reference(ResourceType::Patient, sign.patient);
    out["effectiveDateTime"] = dateTime(sign.at);
    out["performer"] = listOf(person(sign.by));
    if (sign.vital == Vital::BloodPressure)
        return withMembers(out, {R"("component":[)" + component(systolicCode, sign.value) + ',' +
                                 component(diastolicCode, sign.second) + ']'});
    return withMembers(out, {R"("valueQuantity":)" + quantity(sign.value, row.unit)});
}

Result<VitalSign> readVitalSign(const Node& resource) {
    LF_TRY(const auto envelope, expect(resource, ResourceType::Observation));
    const VitalRow* found = nullptr;
    for (const auto& row : vitalRows)
        if (hasCode(resource.get("code"), names::loinc, row.code)) found = &row;
    if (found == nullptr) return Error{Fault::BadCode, "code"};
    VitalSign out;
    out.id = envelope.id;
    out.patient = envelope.patient;
    out.vital = found->vital;
    LF_TRY(out.at, timeOf(resource.get("effectiveDateTime"), "effectiveDateTime"));
    out.by = personIn(resource.get("performer")[0]);
    out.session = sessionIn(extensionOf(resource, names::dosingEntry));
    const auto put = [](Decimal& into, const Node& holder) -> Result<void> {
        auto value = decimalIn(holder.get("valueQuantity").get("value"));
        if (!value) return Error{Fault::Missing, holder.path()};
        into = *std::move(value);
        return ok();
    };
    if (out.vital != Vital::BloodPressure) {
        LF_CHECK(put(out.value, resource));
        return out;
    }
    bool hasSystolic = false;
    bool hasDiastolic = false;
    for (const auto one : resource.get("component").elements()) {
        if (hasCode(one.get("code"), names::loinc, systolicCode)) {
            LF_CHECK(put(out.value, one));
            hasSystolic = true;
        }
        if (hasCode(one.get("code"), names::loinc, diastolicCode)) {
            LF_CHECK(put(out.second, one));
            hasDiastolic = true;
        }
    }
    // A pressure of 0 is none.
    if (!hasSystolic || !hasDiastolic) return Error{Fault::Missing, "component"};
    return out;
}

std::string buildDoseGiven(const DoseGiven& dose) {
    auto out = begin(ResourceType::MedicationAdministration, dose.id, "");
    json::array inner;
    inner.push_back(extension("session", "valueInteger", dose.session));
    for (const auto& [key, text] : {std::pair("protocol", dose.protocol),
                                    std::pair("batch", dose.batch), std::pair("salt", dose.salt)})
        inner.push_back(extension(key, "valueString", word(text)));
    inner.push_back(extension("expiry", "valueDate", word(dose.expiry)));
    auto details = json::serialize(inner);
    if (dose.volumeMl)
        details.insert(details.size() - 1, R"(,{"url":"volume","valueQuantity":)" +
                                               quantity(*dose.volumeMl, "mL") + '}');
    out["status"] = word(dose.status);
    out["medicationCodeableConcept"] = {{"text", word(dose.product)}};
    out["subject"] = reference(ResourceType::Patient, dose.patient);
    json::object period{{"start", dateTime(dose.start)}};
    if (dose.stop) period["end"] = dateTime(*dose.stop);
    out["effectivePeriod"] = std::move(period);
    json::array performers;
    for (const auto& [code, text, who] :
         {std::tuple("giver", "gave the dose", &dose.giver),
          std::tuple("checker", "second person check", &dose.checker),
          std::tuple("preparer", "drew the dose up", &dose.preparer)})
        if (!who->id.empty())
            performers.push_back(
                {{"function", concept_(coding(names::doseFunctionSystem, code), text)},
                 {"actor", person(*who)}});
    out["performer"] = std::move(performers);
    const auto route = json::serialize(concept_(coding(names::routeSystem, dose.route)));
    return withMembers(
        out, {R"("extension":[{"url":")" + std::string(names::doseDetail) + R"(","extension":)" +
                  details + "}]",
              R"("dosage":{"text":)" + fhir::quoted(dose.doseMg.text() + " mg, as " + dose.salt) +
                  R"(,"route":)" + route + R"(,"dose":)" + quantity(dose.doseMg, "mg") + '}'});
}

Result<DoseGiven> readDoseGiven(const Node& resource) {
    LF_TRY(const auto envelope, expect(resource, ResourceType::MedicationAdministration));
    DoseGiven out;
    out.id = envelope.id;
    out.patient = envelope.patient;
    const auto detail = extensionOf(resource, names::doseDetail);
    out.session = sessionIn(detail);
    if (out.session == 0) return Error{Fault::Missing, "extension"};
    out.status = textOf(resource.get("status"));
    out.protocol = textOf(extensionOf(detail, "protocol").get("valueString"));
    out.batch = textOf(extensionOf(detail, "batch").get("valueString"));
    out.salt = textOf(extensionOf(detail, "salt").get("valueString"));
    out.expiry = textOf(extensionOf(detail, "expiry").get("valueDate"));
    out.volumeMl = decimalIn(extensionOf(detail, "volume").get("valueQuantity").get("value"));
    out.product = textOf(resource.get("medicationCodeableConcept").get("text"));
    const auto dosage = resource.get("dosage");
    out.route = textOf(dosage.get("route").get("coding")[0].get("code"));
    auto mg = decimalIn(dosage.get("dose").get("value"));
    if (!mg) return Error{Fault::Missing, "dosage.dose.value"};
    out.doseMg = *std::move(mg);
    const auto period = resource.get("effectivePeriod");
    LF_TRY(out.start, timeOf(period.get("start"), "effectivePeriod.start"));
    if (period.get("end")) {
        LF_TRY(out.stop, timeOf(period.get("end"), "effectivePeriod.end"));
    }
    for (const auto one : resource.get("performer").elements()) {
        const auto function = one.get("function");
        for (const auto& [code, who] :
             {std::pair("giver", &out.giver), std::pair("checker", &out.checker),
              std::pair("preparer", &out.preparer)})
            if (hasCode(function, names::doseFunctionSystem, code))
                *who = personIn(one.get("actor"));
    }
    return out;
}

Result<std::string> withStatus(const Json& resource, std::string_view status) {
    LF_TRY([[maybe_unused]] const auto envelope, readEnvelope(resource.root()));
    Edits edits(resource);
    edits.setMember(resource.root(), "status", fhir::quoted(status));
    return edits.apply();
}

}  // namespace landfall::fhir
