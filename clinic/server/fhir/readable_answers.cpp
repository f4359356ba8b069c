#include "server/fhir/readable_answers.hpp"

#include <algorithm>

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
bool isIn(const std::vector<std::size_t>& items, std::size_t index) {
    return std::find(items.begin(), items.end(), index) != items.end();
}

bool bringsTier(const instrument::Form& form, std::size_t index) {
    for (const auto& rule : form.item(index).danger)
        if (rule.tier > 0) return true;
    for (const auto& rule : form.danger().rules)
        if (rule.tier > 0 && (isIn(rule.items, index) || isIn(rule.needed, index) ||
                              (rule.with && rule.with->item == index)))
            return true;
    return false;
}

std::optional<std::size_t> unreadableIn(const instrument::Form& form,
                                        const std::vector<lf::ResponseItem>& items) {
    for (const auto& item : items) {
        const auto index = instrument::itemByLink(form, item.linkId);
        if (index && bringsTier(form, *index) && !readAlone(form, item)) return index;
        if (const auto inner = unreadableIn(form, item.items)) return inner;
    }
    return std::nullopt;
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

std::optional<std::size_t> unreadableDanger(const instrument::Form& form,
                                            const lf::Response& response) {
    return unreadableIn(form, response.items);
}

}  // namespace landfall::clinic::fhirapi
