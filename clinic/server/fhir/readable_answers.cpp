#include "server/fhir/readable_answers.hpp"

#include "landfall/instrument/response.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;
using instrument::Answers;

namespace {
/// The answers of one item without what is below it; nothing when they cannot be read.
std::optional<Answers> readAlone(const instrument::Form& form, lf::ResponseItem item) {
    item.items.clear();
    lf::Response one;
    one.items.push_back(std::move(item));
    auto answers = instrument::fromResponse(form, one);
    return answers.has_error() ? std::nullopt : std::optional(*std::move(answers));
}

/// Keeps the items that can be read; the answers of each go to `alone`.
std::vector<lf::ResponseItem> keptOf(const instrument::Form& form,
                                     const std::vector<lf::ResponseItem>& items,
                                     std::vector<Answers>& alone) {
    std::vector<lf::ResponseItem> kept;
    for (const auto& item : items) {
        auto inner = keptOf(form, item.items, alone);
        if (auto answers = readAlone(form, item)) {
            auto one = item;
            one.items = std::move(inner);
            kept.push_back(std::move(one));
            if (!answers->empty()) alone.push_back(*std::move(answers));
        } else {
            for (auto& one : inner) kept.push_back(std::move(one));
        }
    }
    return kept;
}
}  // namespace

std::vector<Answers> readableAnswers(const instrument::Form& form, const lf::Response& response) {
    if (auto whole = instrument::fromResponse(form, response); whole.has_value())
        return {*std::move(whole)};
    std::vector<Answers> out;
    lf::Response kept;
    kept.items = keptOf(form, response.items, out);
    if (auto together = instrument::fromResponse(form, kept); together.has_value())
        out.insert(out.begin(), *std::move(together));
    return out;
}

}  // namespace landfall::clinic::fhirapi
