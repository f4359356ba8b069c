#include "landfall/fhir/read.hpp"

#include <charconv>

#include "landfall/base/bytes.hpp"
#include "landfall/base/ids.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/values.hpp"

namespace landfall::fhir {

namespace {
/// The envelope when the resource is of this type and has the shape of it.
Result<Envelope> expect(const Node& resource, ResourceType type) {
    LF_TRY(auto envelope, validateResource(resource));
    if (envelope.type != type)
        return Error{Fault::UnknownResource, resource.get("resourceType").path()};
    return envelope;
}

std::string textOf(const Node& node) {
    return std::string(node.textOr());
}

Result<base::WallTime> timeOf(const Node& node) {
    if (auto time = base::fromFhirDateTime(node.textOr()); time.has_value()) return time;
    return Error{Fault::BadDateTime, node.path()};
}

Coding codingOf(const Node& node) {
    return {textOf(node.get("system")), textOf(node.get("code")), textOf(node.get("display"))};
}

Node extensionOf(const Node& element, std::string_view url) {
    for (const auto one : element.get("extension").elements())
        if (one.get("url").textOr() == url) return one;
    return {};
}

/// The id of a reference to this type; "" when there is none, BadReference for another type.
Result<std::string> idOf(const Node& reference, ResourceType type) {
    const auto target = reference.get("reference");
    if (!target) return std::string();
    const auto parsed = parseReference(target.textOr());
    if (parsed.has_error() || parsed->type != type)
        return Error{Fault::BadReference, target.path()};
    return std::string(parsed->id);
}

std::vector<ResponseItem> itemsOf(const Node& items) {
    std::vector<ResponseItem> out;
    out.reserve(items.size());
    for (const auto node : items.elements()) {
        ResponseItem item;
        item.linkId = textOf(node.get("linkId"));
        item.text = textOf(node.get("text"));
        const auto absent = extensionOf(node, names::dataAbsentExtension);
        item.declined = absent.get("valueCode").textOr() == "asked-declined";
        item.items = itemsOf(node.get("item"));
        for (const auto answer : node.get("answer").elements()) {
            // A value of another kind is kept whole, with its name.
            auto value = valueIn(answer, "value");
            if (std::holds_alternative<OtherValue>(value))
                value = OtherValue{std::string(answer.raw())};
            item.answers.push_back(std::move(value));
            for (auto& below : itemsOf(answer.get("item"))) item.items.push_back(std::move(below));
        }
        out.push_back(std::move(item));
    }
    return out;
}

std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto done = std::from_chars(text.data(), end, value);
    if (done.ec != std::errc{} || done.ptr != end) return std::nullopt;
    return value;
}

/// The digits of a number without its point: 43.750 is 43750 with 3 digits after it. Zeros at the
/// end of a whole number's fraction are no digits, so 13.0 is 13.
std::optional<Fixed> fixedOf(std::string_view text) {
    constexpr std::size_t decimalsMax = 6;
    const auto point = text.find('.');
    if (point == std::string_view::npos || text.find_first_not_of('0', point + 1) == text.npos) {
        const auto whole = wholeNumber(text.substr(0, point));
        if (!whole) return std::nullopt;
        return Fixed{*whole, 0};
    }
    const auto places = text.size() - point - 1;
    if (places > decimalsMax) return std::nullopt;
    std::string digits(text.substr(0, point));
    digits += text.substr(point + 1);
    const auto units = wholeNumber(digits);
    if (!units) return std::nullopt;
    return Fixed{*units, static_cast<int>(places)};
}

std::vector<ScoreDetail> detailsOf(const Node& provenance) {
    std::vector<ScoreDetail> details;
    for (const auto one : provenance.get("extension").elements()) {
        if (one.get("url").textOr() != "detail") continue;
        ScoreDetail detail;
        detail.key = textOf(extensionOf(one, "key").get("valueString"));
        detail.code = textOf(extensionOf(one, "code").get("valueString"));
        const auto value = extensionOf(one, "value");
        if (const auto yes = value.get("valueBoolean").boolean())
            detail.value = *yes;
        else if (const auto text = value.get("valueString").text())
            detail.value = std::string(*text);
        else if (const auto number = fixedOf(value.get("valueDecimal").numberText().value_or("")))
            detail.value = *number;
        details.push_back(std::move(detail));
    }
    return details;
}

int smallInteger(const Node& node) {
    return static_cast<int>(node.integer().value_or(0));
}
}  // namespace

Result<Response> readResponse(const Node& resource) {
    LF_TRY(const auto envelope, expect(resource, ResourceType::QuestionnaireResponse));
    Response out;
    out.id = envelope.id;
    out.patient = envelope.patient;
    out.questionnaire = textOf(resource.get("questionnaire"));
    out.status = textOf(resource.get("status"));
    LF_TRY(out.authored, timeOf(resource.get("authored")));
    out.items = itemsOf(resource.get("item"));
    out.source = textOf(resource.get("meta").get("source"));
    return out;
}

Result<Response> readAnswers(const Node& resource) {
    if (resource.get("resourceType").textOr() != "QuestionnaireResponse")
        return Error{Fault::UnknownResource, "resourceType"};
    Response out;
    out.status = textOf(resource.get("status"));
    if (const auto subject = resource.get("subject")) {
        LF_TRY(out.patient, idOf(subject, ResourceType::Patient));
    }
    out.questionnaire = textOf(resource.get("questionnaire"));
    out.items = itemsOf(resource.get("item"));
    return out;
}

Response readAnswerItems(const Node& resource) {
    Response out;
    out.questionnaire = textOf(resource.get("questionnaire"));
    out.items = itemsOf(resource.get("item"));
    return out;
}

Result<std::optional<Fixed>> readTotal(const Node& observation) {
    std::optional<Fixed> total;
    Node node = observation.get("valueInteger");
    if (node) {
        if (const auto whole = node.integer()) total = Fixed{*whole, 0};
    } else if ((node = observation.get("valueString"))) {
        if (const auto whole = wholeNumber(node.textOr())) total = Fixed{*whole, 0};
    } else if ((node = observation.get("valueQuantity").get("value"))) {
        // "More than 10" is not 10.
        if (!observation.get("valueQuantity").get("comparator"))
            total = fixedOf(node.numberText().value_or(""));
    } else {
        return total;
    }
    if (!total) return Error{Fault::BadValue, node.path()};
    return total;
}

Result<ScoreRecord> readScore(const Node& resource) {
    LF_TRY(const auto envelope, expect(resource, ResourceType::Observation));
    ScoreRecord out;
    out.id = envelope.id;
    out.patient = envelope.patient;
    out.code = codingOf(resource.get("code").get("coding")[0]);
    LF_TRY(out.authored, timeOf(resource.get("effectiveDateTime")));
    LF_TRY(out.response, idOf(resource.get("derivedFrom")[0], ResourceType::QuestionnaireResponse));
    LF_TRY(const auto total, readTotal(resource));
    if (total) {
        out.value = total->units;
        out.decimals = total->decimals;
    }
    out.result = codingOf(resource.get("valueCodeableConcept").get("coding")[0]);
    out.declined =
        resource.get("dataAbsentReason").get("coding")[0].get("code").textOr() == "asked-declined";
    const auto provenance = extensionOf(resource, names::scoreProvenance);
    out.algorithm = textOf(extensionOf(provenance, "algorithm").get("valueString"));
    out.prorated =
        extensionOf(provenance, "prorated").get("valueBoolean").boolean().value_or(false);
    out.band = textOf(extensionOf(provenance, "band").get("valueString"));
    out.pattern = textOf(extensionOf(provenance, "pattern").get("valueString"));
    out.answered = smallInteger(extensionOf(provenance, "answered").get("valueInteger"));
    out.asked = smallInteger(extensionOf(provenance, "asked").get("valueInteger"));
    out.details = detailsOf(provenance);
    out.questionnaire = textOf(extensionOf(provenance, "questionnaire").get("valueCanonical"));
    out.source = textOf(resource.get("meta").get("source"));
    return out;
}

Result<SafetyFlag> readFlag(const Node& resource) {
    LF_TRY(const auto envelope, expect(resource, ResourceType::Flag));
    SafetyFlag out;
    out.id = envelope.id;
    out.patient = envelope.patient;
    const auto tier = extensionOf(resource, names::safetyTier).get("valueInteger");
    if (!tier) return Error{Fault::Missing, "extension"};
    out.tier = smallInteger(tier);
    if (out.tier < 1 || out.tier > 3) return Error{Fault::BadValue, tier.path()};
    if (!resource.get("period").get("start")) return Error{Fault::Missing, "period.start"};
    LF_TRY(out.raised, timeOf(resource.get("period").get("start")));
    LF_TRY(out.response, idOf(extensionOf(resource, names::evidence).get("valueReference"),
                              ResourceType::QuestionnaireResponse));
    out.questionnaire =
        textOf(extensionOf(resource, names::evidenceQuestionnaire).get("valueCanonical"));
    out.evidenceItem = textOf(extensionOf(resource, names::evidenceItem).get("valueString"));
    out.evidenceAnswer = textOf(extensionOf(resource, names::evidenceAnswer).get("valueString"));
    out.cause = textOf(extensionOf(resource, names::flagCause).get("valueCode"));
    out.active = resource.get("status").textOr() == "active";
    if (const auto seen = extensionOf(resource, names::acknowledged).get("valueDateTime")) {
        LF_TRY(out.acknowledged, timeOf(seen));
    }
    out.source = textOf(resource.get("meta").get("source"));
    return out;
}

Result<JournalEntry> readJournalEntry(const Node& resource) {
    LF_TRY(const auto envelope, expect(resource, ResourceType::DocumentReference));
    bool isNote = false;
    for (const auto coding : resource.get("type").get("coding").elements())
        isNote = isNote || (coding.get("system").textOr() == names::loinc &&
                            coding.get("code").textOr() == names::journalCode);
    if (!isNote) return Error{Fault::BadCode, "type"};
    JournalEntry out;
    out.id = envelope.id;
    out.patient = envelope.patient;
    if (!resource.get("date")) return Error{Fault::Missing, "date"};
    LF_TRY(out.authored, timeOf(resource.get("date")));
    const auto attachment = resource.get("content")[0].get("attachment");
    if (!attachment.get("contentType").textOr().starts_with("text/plain"))
        return Error{Fault::BadValue, "content[0].attachment.contentType"};
    const auto data = attachment.get("data");
    if (!data) return Error{Fault::Missing, "content[0].attachment.data"};
    const auto bytes = base::fromBase64(data.textOr());
    if (bytes.has_error()) return Error{Fault::BadValue, data.path()};
    out.text = base::textOf(*bytes);
    // What was decoded goes to screens and into search: it must be text like any other string.
    if (!isText(out.text)) return Error{Fault::BadValue, data.path()};
    LF_TRY(out.conflictOf, idOf(extensionOf(resource, names::conflictOf).get("valueReference"),
                                ResourceType::DocumentReference));
    out.source = textOf(resource.get("meta").get("source"));
    return out;
}

Result<Assignment> readAssignment(const Node& resource) {
    LF_TRY(const auto envelope, expect(resource, ResourceType::Task));
    const auto code = resource.get("code").get("coding")[0];
    if (code.get("system").textOr() != names::taskSystem ||
        code.get("code").textOr() != "answer-questionnaire")
        return Error{Fault::BadCode, "code"};
    Assignment out;
    out.id = envelope.id;
    out.patient = envelope.patient;
    for (const auto input : resource.get("input").elements())
        if (input.get("type").get("text").textOr() == "questionnaire")
            out.questionnaire = textOf(input.get("valueCanonical"));
    if (out.questionnaire.empty()) return Error{Fault::Missing, "input"};
    out.title = textOf(resource.get("description"));
    out.status = textOf(resource.get("status"));
    if (const auto authored = resource.get("authoredOn")) {
        LF_TRY(out.assigned, timeOf(authored));
    }
    out.opens = out.assigned;
    if (const auto start = resource.get("executionPeriod").get("start")) {
        LF_TRY(out.opens, timeOf(start));
    }
    if (const auto end = resource.get("restriction").get("period").get("end")) {
        // A clinic may write an end of a day with a time; the day is what counts.
        out.due = std::string(end.textOr().substr(0, 10));
    }
    for (const auto output : resource.get("output").elements())
        if (output.get("type").get("text").textOr() == "response") {
            LF_TRY(out.response,
                   idOf(output.get("valueReference"), ResourceType::QuestionnaireResponse));
        }
    out.source = textOf(resource.get("meta").get("source"));
    return out;
}

Result<CrisisShown> readCrisisShown(const Node& resource) {
    LF_TRY(const auto envelope, expect(resource, ResourceType::Communication));
    if (resource.get("topic").get("coding")[0].get("code").textOr() != "crisis-resources-shown")
        return Error{Fault::BadCode, "topic"};
    CrisisShown out;
    out.id = envelope.id;
    out.patient = envelope.patient;
    if (!resource.get("sent")) return Error{Fault::Missing, "sent"};
    LF_TRY(out.shown, timeOf(resource.get("sent")));
    LF_TRY(out.flag, idOf(resource.get("about")[0], ResourceType::Flag));
    for (const auto payload : resource.get("payload").elements())
        if (const auto line = payload.get("contentString").text()) out.contacts.emplace_back(*line);
    out.source = textOf(resource.get("meta").get("source"));
    return out;
}

Result<PatientRecord> readPatient(const Node& resource) {
    LF_TRY(const auto envelope, expect(resource, ResourceType::Patient));
    PatientRecord out;
    out.id = envelope.id;
    const auto name = resource.get("name")[0];
    out.name = textOf(name.get("text"));
    if (out.name.empty()) {
        for (const auto given : name.get("given").elements()) out.name += textOf(given) + ' ';
        out.name += textOf(name.get("family"));
    }
    out.birthDate = textOf(resource.get("birthDate"));
    for (const auto contact : resource.get("telecom").elements())
        if (out.phone.empty() && contact.get("system").textOr() == "phone")
            out.phone = textOf(contact.get("value"));
    out.source = textOf(resource.get("meta").get("source"));
    return out;
}

}  // namespace landfall::fhir
