#include "landfall/pathway/consent_comprehension.hpp"

#include <algorithm>

#include "landfall/fhir/json.hpp"

namespace landfall::pathway {

namespace {
constexpr int triesMax = 1'000'000;
}

ConsentComprehension ConsentComprehension::begin(const ConsentDocument& document) {
    ConsentComprehension out;
    out.sha256_ = document.sha256();
    return out;
}

ConsentComprehension ConsentComprehension::restore(const ConsentDocument& document,
                                                   std::string_view bytes) {
    auto out = begin(document);
    const auto json = fhir::Json::borrow(bytes);
    if (json.has_error() || json->get("sha256").textOr() != document.sha256()) return out;
    for (const auto id : json->get("right").elements())
        if (document.question(id.textOr()) != nullptr) out.right_[std::string(id.textOr())] = true;
    const auto tries = json->get("tries").integer().value_or(0);
    out.tries_ = static_cast<int>(std::clamp<std::int64_t>(tries, 0, triesMax));
    return out;
}

Result<ConsentComprehension::Outcome> ConsentComprehension::answer(const ConsentDocument& document,
                                                                   std::string_view question,
                                                                   std::string_view option) {
    const auto* const asked = document.question(question);
    if (asked == nullptr) return ConsentFault::UnknownQuestion;
    const bool isThere = std::any_of(asked->options.begin(), asked->options.end(),
                                     [&](const auto& one) { return one.id == option; });
    if (!isThere) return Error{ConsentFault::UnknownOption, asked->id};
    Outcome outcome;
    outcome.right = option == asked->right;
    if (!outcome.right) outcome.explanation = asked->explanation;
    right_[asked->id] = outcome.right;
    tries_ = std::min(tries_ + 1, triesMax);
    outcome.passed = passed(document);
    return outcome;
}

bool ConsentComprehension::passed(const ConsentDocument& document) const {
    return left(document).empty();
}

std::vector<std::string> ConsentComprehension::left(const ConsentDocument& document) const {
    std::vector<std::string> out;
    for (const auto& question : document.questions()) {
        const auto found = right_.find(question.id);
        if (found == right_.end() || !found->second) out.push_back(question.id);
    }
    return out;
}

std::string ConsentComprehension::bytes() const {
    std::string out = "{\"sha256\":" + fhir::quoted(sha256_) + ",\"right\":[";
    for (const auto& [id, right] : right_) {
        if (!right) continue;
        if (out.back() != '[') out += ',';
        out += fhir::quoted(id);
    }
    return out + "],\"tries\":" + std::to_string(tries_) + '}';
}

}  // namespace landfall::pathway
