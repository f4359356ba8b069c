#include "landfall/instrument/readable_answers.hpp"

#include <algorithm>
#include <set>

#include "landfall/instrument/extent.hpp"
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

bool isAnswered(const fhir::ResponseItem& item) {
    return !item.answers.empty() || item.declined;
}

struct Reach {
    bool isElsewhere = false;  ///< something is answered that the form does not have
    bool isAsked = false;      ///< something is answered that can bring a tier
};
void look(const Form& form, const std::vector<fhir::ResponseItem>& items, Reach& reach) {
    for (const auto& item : items) {
        if (isAnswered(item)) {
            const auto index = itemByLink(form, item.linkId);
            if (!index)
                reach.isElsewhere = true;
            else if (bringsTier(form, *index))
                reach.isAsked = true;
        }
        look(form, item.items, reach);
    }
}

/// Collects what does not fit, in the order it came.
class Unread {
public:
    explicit Unread(const Form& form) : form_(form) {}

    void read(const std::vector<fhir::ResponseItem>& items) {
        for (const auto& item : items) {
            if (!fits(item)) add(item.linkId);
            read(item.items);
        }
    }
    void addAnswered(const std::vector<fhir::ResponseItem>& items) {
        for (const auto& item : items) {
            if (isAnswered(item)) add(item.linkId);
            addAnswered(item.items);
        }
    }
    [[nodiscard]] std::vector<std::string> take() && { return std::move(linkIds_); }
    [[nodiscard]] bool isEmpty() const { return linkIds_.empty(); }

private:
    bool fits(const fhir::ResponseItem& item) {
        const auto index = itemByLink(form_, item.linkId);
        if (!index || !readAlone(form_, item)) return false;
        // In a group that is asked again an item is answered once for each time.
        const bool isOnce = form_.item(*index).repeatsAround.empty() &&
                            form_.item(*index).isAnswerable() && isAnswered(item);
        return !isOnce || answered_.insert(*index).second;
    }
    void add(const std::string& linkId) {
        if (seen_.insert(linkId).second) linkIds_.push_back(linkId);
    }

    const Form& form_;
    std::set<std::size_t> answered_;
    std::set<std::string> seen_;
    std::vector<std::string> linkIds_;
};
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

bool mayHideDanger(const Form& form, const fhir::Response& response) {
    bool hasDanger = false;
    for (std::size_t i = 0; i < form.items().size(); ++i)
        hasDanger = hasDanger || bringsTier(form, i);
    if (!hasDanger || !isAnyAnswered(&form, response)) return false;
    Reach reach;
    look(form, response.items, reach);
    return reach.isElsewhere || !reach.isAsked;
}

std::vector<std::string> unreadItems(const Form& form, const fhir::Response& response) {
    if (fromResponse(form, response).has_value()) return {};
    Unread unread(form);
    unread.read(response.items);
    // Each by itself can be read and not all of them together: nobody knows which one is at fault.
    if (unread.isEmpty()) unread.addAnswered(response.items);
    return std::move(unread).take();
}

std::optional<Answer> readableAnswer(const Form& form, std::size_t index,
                                     const fhir::ResponseItem& item) {
    const auto answers = readAlone(form, item);
    if (!answers) return std::nullopt;
    const auto all = answers->all(index);
    return all.empty() ? std::nullopt : std::optional<Answer>(all.front());
}

}  // namespace landfall::instrument
