#include "server/fhir/sent_total.hpp"

#include <algorithm>
#include <limits>

#include "landfall/fhir/names.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/instrument/response.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;

namespace {

lf::Coding codingOf(const lf::Node& node) {
    return {std::string(node.get("system").textOr()), std::string(node.get("code").textOr()),
            std::string(node.get("display").textOr())};
}

std::string responseOf(const lf::Node& observation) {
    for (const auto source : observation.get("derivedFrom").elements()) {
        const auto target = lf::parseReference(source.get("reference").textOr());
        if (target.has_value() && target->type == lf::ResourceType::QuestionnaireResponse)
            return std::string(target->id);
    }
    return {};
}

std::string questionnaireOf(const lf::Node& observation) {
    for (const auto extension : observation.get("extension").elements()) {
        if (extension.get("url").textOr() != lf::names::scoreProvenance) continue;
        for (const auto part : extension.get("extension").elements())
            if (part.get("url").textOr() == "questionnaire")
                return std::string(part.get("valueCanonical").textOr());
    }
    return {};
}

bool hasAnyValue(const lf::Node& observation) {
    for (const auto member : observation.members())
        if (member.key().starts_with("value")) return true;
    return false;
}

/// In the units that the form computes in; nothing when it has finer digits.
std::optional<std::int64_t> inUnitsOf(const instrument::Form* form,
                                      const std::optional<lf::Fixed>& sent) {
    constexpr std::int64_t base = 10;
    constexpr auto most = std::numeric_limits<std::int64_t>::max() / base;
    const int decimals =
        form == nullptr || form->scoring().empty() ? 0 : form->scoring().front().total.decimals;
    if (!sent || sent->decimals > decimals) return std::nullopt;
    auto value = sent->units;
    for (int i = sent->decimals; i < decimals; ++i) {
        if (value > most || value < -most) return std::nullopt;
        value *= base;
    }
    return value;
}

bool differs(const instrument::Form& form, const store::ScoreView& score, const SentTotal& sent) {
    if (!sent.isReadable) return true;
    const auto& rule = form.scoring().front();
    if (rule.total.method == instrument::Method::Result)
        return sent.value ||
               instrument::resultCoding(rule, score.band.value_or("")).code != sent.result.code;
    if (!sent.result.code.empty() || (sent.value && !score.sentValue)) return true;
    return score.sentValue != score.value;
}

}  // namespace

std::optional<SentTotal> readSentTotal(const lf::Node& observation) {
    SentTotal out;
    out.response = responseOf(observation);
    if (out.response.empty()) return std::nullopt;
    out.questionnaire = questionnaireOf(observation);
    for (const auto coding : observation.get("code").get("coding").elements())
        out.codes.push_back(codingOf(coding));
    const auto at = base::fromFhirDateTime(observation.get("effectiveDateTime").textOr());
    if (at.has_value()) out.authored = *at;
    const auto total = lf::readTotal(observation);
    if (total.has_value()) out.value = *total;
    out.result = codingOf(observation.get("valueCodeableConcept").get("coding")[0]);
    out.isReadable =
        total.has_value() && (out.value || !out.result.code.empty() || !hasAnyValue(observation));
    out.isWithdrawn = observation.get("status").textOr() == "entered-in-error";
    return out;
}

bool isTotalOf(const instrument::Form& form, const SentTotal& sent) {
    if (form.scoring().empty()) return true;
    const auto& code = form.scoring().front().code.code;
    return std::any_of(sent.codes.begin(), sent.codes.end(),
                       [&](const auto& coding) { return coding.code == code; });
}

void compare(store::ScoreView& score, const instrument::Form* form, const SentTotal& sent) {
    score.sent = !sent.isWithdrawn;
    score.sentValue = sent.isWithdrawn ? std::nullopt : inUnitsOf(form, sent.value);
    if (sent.isWithdrawn)
        score.differs = false;
    else if (form != nullptr && !form->scoring().empty())
        score.differs = differs(*form, score, sent);
    else
        score.differs = sent.value || !sent.result.code.empty() || !sent.isReadable;
}

}  // namespace landfall::clinic::fhirapi
