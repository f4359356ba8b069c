#include "landfall/instrument/form_reader.hpp"

namespace landfall::instrument {

namespace {
/// Collects displays until a question, or the end of a page, shows them.
class PageMaker {
public:
    explicit PageMaker(const std::vector<Item>& items) : items_(items) {}

    std::vector<Page> make() {
        for (std::size_t i = 0; i < items_.size(); ++i) {
            closeUpTo(items_[i].depth);
            const auto& item = items_[i];
            if (item.kind == ItemKind::Group) {
                open_.push_back(i);
                continue;
            }
            if (item.hidden) continue;
            if (item.kind == ItemKind::Display) {
                if (!item.text.empty() && !belongsToQuestion(item)) displays_.push_back(i);
                continue;
            }
            add(i);
        }
        closeUpTo(0);
        if (!displays_.empty()) addText();
        return std::move(pages_);
    }

private:
    [[nodiscard]] bool belongsToQuestion(const Item& item) const {
        return item.holder && items_[*item.holder].isQuestion() && item.enableWhen.empty();
    }

    /// The groups that end before an item of this depth.
    void closeUpTo(std::size_t depth) {
        while (!open_.empty() && items_[open_.back()].depth >= depth) {
            const auto group = open_.back();
            open_.pop_back();
            const auto& item = items_[group];
            if (item.hidden) continue;
            // Texts of a group that repeats or is a page are read in it, not after it.
            if ((item.isPage || item.repeats) && !displays_.empty() &&
                isInside(displays_.back(), group))
                addText();
            if (item.repeats && !pages_.empty() && isInside(pages_.back().item, group)) add(group);
        }
    }

    [[nodiscard]] bool isInside(std::size_t item, std::size_t group) const {
        for (auto around = items_[item].parent; around; around = items_[*around].parent)
            if (*around == group) return true;
        return false;
    }

    /// A page of the texts that wait, the last of which is what the page is about.
    void addText() {
        const auto last = displays_.back();
        displays_.pop_back();
        add(last);
    }

    void add(std::size_t item) {
        Page page;
        page.item = item;
        std::vector<std::size_t> leads;
        for (auto around = items_[item].parent; around; around = items_[*around].parent) {
            if (!page.section && items_[*around].isPage) page.section = *around;
            if (!items_[*around].text.empty()) leads.insert(leads.begin(), *around);
        }
        leads.insert(leads.end(), displays_.begin(), displays_.end());
        displays_.clear();
        for (const auto lead : leads) page.leads.push_back(items_[lead].text);
        page.leadItems = std::move(leads);
        pages_.push_back(std::move(page));
    }

    const std::vector<Item>& items_;
    std::vector<Page> pages_;
    std::vector<std::size_t> displays_;
    std::vector<std::size_t> open_;
};
}  // namespace

void FormReader::makePages() {
    form_.pages_ = PageMaker(form_.items_).make();
    for (std::size_t i = 0; i < form_.items_.size(); ++i)
        if (form_.items_[i].isQuestion() && !form_.items_[i].hidden) form_.questions_.push_back(i);
}

}  // namespace landfall::instrument
