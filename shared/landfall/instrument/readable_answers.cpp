#include "landfall/instrument/readable_answers.hpp"

#include <algorithm>

#include "landfall/instrument/response.hpp"

namespace landfall::instrument {

namespace {
/// The answers of one item without what is below it; nothing when they cannot be read.
std::optional<Answers> readAlone(const Form& form, fhir::ResponseItem item) {
    item.items.clear();
    fhir::Response one;
    one.items.push_back(std::move(item));
    auto answers = fromResponse(form, one);
    return answers.has_error() ? std::nullopt : std::optional(*std::move(answers));
}

/// Each of several answers by itself, where they do not go together.
void readEach(const Form& form, const fhir::ResponseItem& item, std::vector<Answers>& alone) {
    for (const auto& value : item.answers) {
        auto one = item;
        one.declined = false;
        one.answers = {value};
        if (auto answers = readAlone(form, std::move(one)))
            if (!answers->empty()) alone.push_back(*std::move(answers));
    }
}

/// Keeps the items that can be read; the answers of each go to `alone`.
std::vector<fhir::ResponseItem> keptOf(const Form& form,
                                       const std::vector<fhir::ResponseItem>& items,
                                       std::vector<Answers>& alone) {
    std::vector<fhir::ResponseItem> kept;
    for (const auto& item : items) {
        auto inner = keptOf(form, item.items, alone);
        if (auto answers = readAlone(form, item)) {
            auto one = item;
            one.items = std::move(inner);
            kept.push_back(std::move(one));
            if (!answers->empty()) alone.push_back(*std::move(answers));
        } else {
            readEach(form, item, alone);
            for (auto& one : inner) kept.push_back(std::move(one));
        }
    }
    return kept;
}

bool isIn(const std::vector<std::size_t>& items, std::size_t index) {
    return std::find(items.begin(), items.end(), index) != items.end();
}

bool bringsTier(const Form& form, std::size_t index) {
    for (const auto& rule : form.item(index).danger)
        if (rule.tier > 0) return true;
    for (const auto& rule : form.danger().rules)
        if (rule.tier > 0 && (isIn(rule.items, index) || isIn(rule.needed, index) ||
                              (rule.with && rule.with->item == index)))
            return true;
    return false;
}

std::optional<std::size_t> unreadableIn(const Form& form,
                                        const std::vector<fhir::ResponseItem>& items) {
    for (const auto& item : items) {
        const auto index = itemByLink(form, item.linkId);
        if (index && bringsTier(form, *index) && !readAlone(form, item)) return index;
        if (const auto inner = unreadableIn(form, item.items)) return inner;
    }
    return std::nullopt;
}
}  // namespace

std::vector<Answers> readableAnswers(const Form& form, const fhir::Response& response) {
    if (auto whole = fromResponse(form, response); whole.has_value()) return {*std::move(whole)};
    std::vector<Answers> out;
    fhir::Response kept;
    kept.items = keptOf(form, response.items, out);
    if (auto together = fromResponse(form, kept); together.has_value())
        out.insert(out.begin(), *std::move(together));
    return out;
}

std::optional<std::size_t> unreadableDanger(const Form& form, const fhir::Response& response) {
    return unreadableIn(form, response.items);
}

}  // namespace landfall::instrument
