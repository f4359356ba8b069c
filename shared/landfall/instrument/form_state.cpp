#include "landfall/instrument/form_state.hpp"

#include <algorithm>

#include "landfall/instrument/draft.hpp"

namespace landfall::instrument {

FormState FormState::start(std::shared_ptr<const Form> form) {
    FormState state(std::move(form));
    state.answers_.fillInitial(*state.form_, false);
    state.arrange();
    return state;
}

Result<std::string> FormState::canonicalOf(std::string_view bytes) {
    return draftCanonical(bytes);
}

Result<FormState> FormState::restore(std::shared_ptr<const Form> form, std::string_view bytes) {
    LF_TRY(auto draft, readDraft(*form, bytes));
    FormState state(std::move(form));
    state.answers_ = std::move(draft.answers);
    state.arrange();
    state.goNear(draft.page, draft.rows);
    return state;
}

std::string FormState::bytes() const {
    const auto* here = step();
    return writeDraft(*form_, answers_, here != nullptr ? here->page : form_->pages().size(),
                      here != nullptr ? here->rows : Rows{});
}

// Pages of a group that repeats are next to each other, so that each row is one run through them.
void FormState::addSteps(const Enablement& isAsked, std::size_t first, std::size_t last,
                         const Rows& rows) {
    const auto& pages = form_->pages();
    for (std::size_t page = first; page < last;) {
        const auto& item = form_->item(pages[page].item);
        if (item.repeatsAround.size() == rows.size()) {
            if (isAsked(pages[page].item, rows)) {
                steps_.push_back({page, rows});
                isShown_[pages[page].item] = true;
            }
            ++page;
            continue;
        }
        const auto group = item.repeatsAround[rows.size()];
        auto end = page;
        const auto isInside = [&](const Item& other) {
            return other.repeatsAround.size() > rows.size() &&
                   other.repeatsAround[rows.size()] == group;
        };
        while (end < last && isInside(form_->item(pages[end].item))) ++end;
        for (std::size_t row = 0; row < answers_.rowsOf(group, rows); ++row) {
            auto inner = rows;
            inner.push_back(row);
            addSteps(isAsked, page, end, inner);
        }
        page = end;
    }
}

void FormState::arrange() {
    const auto before = atReview() ? std::optional<Step>() : *step();
    const bool wasEmpty = steps_.empty();
    steps_.clear();
    isShown_.assign(form_->items().size(), false);
    const Enablement isAsked(*form_, answers_);
    addSteps(isAsked, 0, form_->pages().size(), {});
    for (std::size_t i = 0; i < form_->items().size(); ++i)
        if (!form_->item(i).isQuestion()) {
            const auto places = answers_.instancesOf(*form_, i);
            isShown_[i] = std::any_of(places.begin(), places.end(),
                                      [&](const Rows& rows) { return isAsked(i, rows); });
        }
    if (wasEmpty) return;
    if (before)
        goNear(before->page, before->rows);
    else
        goToReview();
}

void FormState::goNear(std::size_t page, const Rows& rows) {
    const auto found = std::find_if(steps_.begin(), steps_.end(), [&](const Step& step) {
        return step.page > page || (step.page == page && step.rows >= rows);
    });
    const auto exact = std::find(steps_.begin(), steps_.end(), Step{page, rows});
    position_ = static_cast<std::size_t>((exact != steps_.end() ? exact : found) - steps_.begin());
}

Rows FormState::rowsOfItem(std::size_t item) const {
    const auto* here = step();
    if (here == nullptr) return {};
    const auto& around = form_->item(item).repeatsAround;
    const auto& shown = itemOf(*here).repeatsAround;
    Rows rows;
    for (std::size_t i = 0; i < around.size(); ++i) {
        const bool shared = i < shown.size() && i < here->rows.size() && shown[i] == around[i];
        if (!shared) return {};
        rows.push_back(here->rows[i]);
    }
    return rows;
}

std::optional<Answer> FormState::given(std::size_t item) const {
    return answers_.at(item, rowsOfItem(item));
}

Result<void> FormState::answer(std::string_view linkId, Answer answer) {
    const auto index = form_->indexOf(linkId);
    if (!index) return Error{Fault::UnknownItem};
    const auto rows = rowsOfItem(*index);
    if (form_->item(*index).isAnswerable() && !Enablement(*form_, answers_)(*index, rows))
        return Error{Fault::NotEnabled, form_->item(*index).linkId};
    LF_CHECK(answers_.set(*form_, linkId, std::move(answer), rows));
    arrange();
    return ok();
}

Result<void> FormState::decline(std::string_view linkId) {
    return answer(linkId, Declined{});
}

Result<void> FormState::clear(std::string_view linkId) {
    const auto index = form_->indexOf(linkId);
    if (!index) return Error{Fault::UnknownItem};
    if (form_->item(*index).readOnly) return Error{Fault::ReadOnly, form_->item(*index).linkId};
    LF_CHECK(answers_.clear(*form_, linkId, rowsOfItem(*index)));
    arrange();
    return ok();
}

const Page* FormState::page() const {
    return atReview() ? nullptr : &form_->pages()[steps_[position_].page];
}

const Item* FormState::item() const {
    return atReview() ? nullptr : &itemOf(steps_[position_]);
}

std::vector<std::string> FormState::leads() const {
    if (atReview()) return {};
    const auto last = steps_[position_].page;
    const auto isDisplay = [&](std::size_t item) {
        return form_->item(item).kind == ItemKind::Display;
    };
    // Pages between the screen before and this one were passed over; their texts were not seen.
    auto first = position_ == 0 ? 0 : steps_[position_ - 1].page + 1;
    if (first > last) first = last;
    std::vector<std::size_t> items;
    for (const auto item : form_->pages()[last].leadItems)
        if (!isDisplay(item)) items.push_back(item);
    for (auto page = first; page <= last; ++page)
        for (const auto item : form_->pages()[page].leadItems)
            if (isDisplay(item)) items.push_back(item);
    std::vector<std::string> out;
    for (const auto item : items)
        if (isShown_[item]) out.push_back(form_->item(item).text);
    return out;
}

void FormState::next() {
    if (!atReview()) ++position_;
}

bool FormState::back() {
    if (position_ == 0) return false;
    --position_;
    return true;
}

Result<void> FormState::goTo(std::string_view linkId) {
    const auto index = form_->indexOf(linkId);
    if (!index) return Error{Fault::UnknownItem};
    const auto found = std::find_if(steps_.begin(), steps_.end(), [&](const Step& step) {
        return form_->pages()[step.page].item == *index;
    });
    if (found == steps_.end() || form_->item(*index).kind == ItemKind::Group)
        return Error{Fault::UnknownItem};
    position_ = static_cast<std::size_t>(found - steps_.begin());
    return ok();
}

Result<void> FormState::addRow() {
    const auto* here = item();
    if (here == nullptr || here->kind != ItemKind::Group) return Error{Fault::NotAnswerable};
    const auto group = page()->item;
    const auto rows = step()->rows;
    LF_CHECK(answers_.addRow(*form_, group, rows));
    const auto row = answers_.rowsOf(group, rows) - 1;
    arrange();
    const auto begins = [&](const Step& step) {
        const auto& around = itemOf(step).repeatsAround;
        return step.rows.size() > rows.size() && around[rows.size()] == group &&
               std::equal(rows.begin(), rows.end(), step.rows.begin()) &&
               step.rows[rows.size()] == row;
    };
    const auto found = std::find_if(steps_.begin(), steps_.end(), begins);
    if (found != steps_.end()) position_ = static_cast<std::size_t>(found - steps_.begin());
    return ok();
}

Result<void> FormState::removeRow() {
    const auto* here = item();
    if (here == nullptr) return Error{Fault::NotAnswerable};
    auto rows = step()->rows;
    if (here->kind == ItemKind::Group) {
        const auto group = page()->item;
        LF_CHECK(answers_.removeRow(*form_, group, rows, answers_.rowsOf(group, rows) - 1));
    } else {
        if (rows.empty()) return Error{Fault::NotAnswerable};
        const auto row = rows.back();
        rows.pop_back();
        LF_CHECK(answers_.removeRow(*form_, here->repeatsAround.back(), rows, row));
    }
    arrange();
    return ok();
}

FormState::Progress FormState::progress() const {
    const auto total = steps_.size();
    return {std::min(position_ + 1, total), total};
}

std::size_t FormState::countedSteps() const {
    auto count = steps_.size();
    while (count > 0 && !itemOf(steps_[count - 1]).required) --count;
    return count == 0 ? steps_.size() : count;
}

std::optional<std::size_t> FormState::nextUnanswered() const {
    const auto total = steps_.size();
    for (std::size_t i = 0; i < total; ++i) {
        const auto at = (std::min(position_, total - 1) + i) % total;
        const auto& step = steps_[at];
        const auto& item = itemOf(step);
        if (item.isAnswerable() && !item.readOnly &&
            !answers_.at(form_->pages()[step.page].item, step.rows))
            return at;
    }
    return std::nullopt;
}

}  // namespace landfall::instrument
