#include "landfall/instrument/answers.hpp"

#include <algorithm>

#include "landfall/instrument/enablement.hpp"

namespace landfall::instrument {

namespace {
constexpr std::size_t rowsAddedMax = 500;  ///< of all groups of a form together

Result<std::size_t> indexIn(const Form& form, std::string_view linkId) {
    const auto index = form.indexOf(linkId);
    // The name of an unknown item is not one of ours, so it is not repeated.
    if (!index) return Error{Fault::UnknownItem};
    return *index;
}

/// A text without a character says nothing, and FHIR allows none in a record.
bool isBlank(const Single& single) {
    if (const auto* text = std::get_if<std::string>(&single)) return text->empty();
    const auto* uri = std::get_if<fhir::Uri>(&single);
    return uri != nullptr && uri->text.empty();
}

/// The answer without texts that say nothing; nothing when there is no more.
std::optional<Answer> withoutBlanks(Answer answer) {
    if (isDeclined(answer)) return answer;
    auto* several = std::get_if<Several>(&answer);
    if (several == nullptr)
        return isBlank(singlesOf(answer).front()) ? std::nullopt : std::optional(std::move(answer));
    std::erase_if(several->values, isBlank);
    if (several->values.empty()) return std::nullopt;
    return answer;
}

bool takesText(const Item& item) {
    return item.kind == ItemKind::Text || item.kind == ItemKind::OpenChoice ||
           item.kind == ItemKind::Url;
}

bool isFirst(const Rows& rows) {
    return std::all_of(rows.begin(), rows.end(), [](std::size_t row) { return row == 0; });
}

bool beginsWith(const Rows& rows, const Rows& front) {
    return rows.size() >= front.size() && std::equal(front.begin(), front.end(), rows.begin());
}
}  // namespace

Result<void> Answers::checkRows(const Form& form, std::size_t item, const Rows& rows) const {
    const auto& around = form.item(item).repeatsAround;
    const Error none{Fault::UnknownItem, form.item(item).linkId};
    if (rows.empty()) return ok();
    if (rows.size() != around.size()) return none;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i] >= rowsOf(around[i], {rows.begin(), rows.begin() + std::ptrdiff_t(i)}))
            return none;
    return ok();
}

void Answers::store(std::size_t item, const Rows& rows, std::optional<Answer> answer) {
    if (isFirst(rows))
        values_.at(item) = std::move(answer);
    else if (answer)
        more_.insert_or_assign({item, rows}, *std::move(answer));
    else
        more_.erase({item, rows});
}

Result<void> Answers::set(const Form& form, std::string_view linkId, Answer answer,
                          const Rows& rows) {
    LF_TRY(const auto index, indexIn(form, linkId));
    if (form.item(index).readOnly) return Error{Fault::ReadOnly, form.item(index).linkId};
    return put(form, index, std::move(answer), rows);
}

Result<void> Answers::put(const Form& form, std::size_t index, Answer answer, const Rows& rows) {
    const auto& item = form.item(index);
    if (takesText(item)) {
        auto said = withoutBlanks(std::move(answer));
        if (!said) {
            LF_CHECK(checkRows(form, index, rows));
            store(index, rows, std::nullopt);
            return ok();
        }
        answer = *std::move(said);
    }
    LF_CHECK(checkAnswer(item, answer));
    LF_CHECK(checkRows(form, index, rows));
    if (!item.repeats || isDeclined(answer)) {
        store(index, rows, std::move(answer));
        return ok();
    }
    auto values = singlesOf(answer);
    if (values.empty())
        store(index, rows, std::nullopt);
    else
        store(index, rows, Several{std::move(values)});
    return ok();
}

Result<void> Answers::clear(const Form& form, std::string_view linkId, const Rows& rows) {
    LF_TRY(const auto index, indexIn(form, linkId));
    LF_CHECK(checkRows(form, index, rows));
    store(index, rows, std::nullopt);
    return ok();
}

void Answers::decline(std::size_t item, const Rows& rows) {
    store(item, rows, Declined{});
}

void Answers::fillInitial(const Form& form, bool onlyFixed) {
    for (std::size_t i = 0; i < form.items().size(); ++i) {
        const auto& item = form.item(i);
        if (item.initial.empty() || item.slider || (onlyFixed && !item.readOnly && !item.hidden))
            continue;
        Several given;
        for (const auto& value : item.initial)
            if (auto single = singleOf(item, value); single.has_value())
                given.values.push_back(*std::move(single));
        // The reader of the definition has checked that they fit.
        if (given.values.empty()) continue;
        auto answer = item.repeats
                          ? Answer(std::move(given))
                          : std::visit([](auto&& one) -> Answer { return one; }, given.values[0]);
        (void)put(form, i, std::move(answer));
    }
}

std::optional<Answer> Answers::at(std::size_t item, const Rows& rows) const {
    if (isFirst(rows)) return values_.at(item);
    const auto found = more_.find({item, rows});
    if (found == more_.end()) return std::nullopt;
    return found->second;
}

std::vector<Answer> Answers::all(std::size_t item) const {
    std::vector<Answer> out;
    if (const auto& first = values_.at(item)) out.push_back(*first);
    for (auto it = more_.lower_bound({item, {}}); it != more_.end() && it->first.first == item;
         ++it)
        out.push_back(it->second);
    return out;
}

std::size_t Answers::rowsOf(std::size_t group, const Rows& around) const {
    if (counts_.empty()) return 1;
    const auto found = counts_.find({group, isFirst(around) ? Rows{} : around});
    return found == counts_.end() ? 1 : found->second;
}

Result<void> Answers::addRow(const Form& form, std::size_t group, const Rows& around) {
    const auto& item = form.item(group);
    if (item.kind != ItemKind::Group || !item.repeats)
        return Error{Fault::NotAnswerable, item.linkId};
    LF_CHECK(checkRows(form, group, around));
    const auto count = rowsOf(group, around);
    if (count >= rowsMax || rowsAdded_ >= rowsAddedMax)
        return Error{Fault::TooManyAnswers, item.linkId};
    counts_[{group, isFirst(around) ? Rows{} : around}] = count + 1;
    ++rowsAdded_;
    return ok();
}

Result<void> Answers::removeRow(const Form& form, std::size_t group, const Rows& around,
                                std::size_t row) {
    const auto& item = form.item(group);
    if (item.kind != ItemKind::Group || !item.repeats)
        return Error{Fault::NotAnswerable, item.linkId};
    LF_CHECK(checkRows(form, group, around));
    const auto count = rowsOf(group, around);
    if (row >= count) return Error{Fault::UnknownItem, item.linkId};
    const auto at = item.repeatsAround.size();
    Rows outer = around;
    outer.resize(at, 0);
    // Everything in the group is taken out and put back one row earlier.
    std::vector<std::tuple<std::size_t, Rows, Answer>> kept;
    std::vector<std::pair<Place, std::size_t>> keptCounts;
    for (std::size_t i = group + 1; i < form.items().size(); ++i) {
        const auto& inside = form.item(i).repeatsAround;
        if (inside.size() <= at || inside[at] != group) continue;
        for (auto& rows : instancesOf(form, i, outer)) {
            const auto answer = this->at(i, rows);
            store(i, rows, std::nullopt);
            if (!answer || rows[at] == row) continue;
            auto moved = rows;
            if (moved[at] > row) --moved[at];
            kept.emplace_back(i, std::move(moved), *answer);
        }
    }
    for (auto it = counts_.begin(); it != counts_.end();) {
        auto rows = it->first.second;
        const auto& inside = form.item(it->first.first).repeatsAround;
        rows.resize(inside.size(), 0);
        if (inside.size() <= at || inside[at] != group || !beginsWith(rows, outer)) {
            ++it;
            continue;
        }
        if (rows[at] == row) {
            rowsAdded_ -= it->second - 1;
        } else {
            if (rows[at] > row) --rows[at];
            keptCounts.emplace_back(Place{it->first.first, isFirst(rows) ? Rows{} : rows},
                                    it->second);
        }
        it = counts_.erase(it);
    }
    if (count > 1) {
        counts_[{group, isFirst(outer) ? Rows{} : outer}] = count - 1;
        --rowsAdded_;
    }
    for (auto& [place, rows] : keptCounts) counts_[place] = rows;
    std::erase_if(counts_, [](const auto& entry) { return entry.second == 1; });
    for (auto& [index, rows, answer] : kept) store(index, rows, std::move(answer));
    return ok();
}

std::vector<Rows> Answers::instancesOf(const Form& form, std::size_t item,
                                       const Rows& within) const {
    const auto& around = form.item(item).repeatsAround;
    std::vector<Rows> out(1);
    for (std::size_t i = 0; i < around.size(); ++i) {
        std::vector<Rows> longer;
        for (const auto& rows : out) {
            const auto count = rowsOf(around[i], rows);
            for (std::size_t row = 0; row < count; ++row) {
                if (i < within.size() && within[i] != row) continue;
                longer.push_back(rows);
                longer.back().push_back(row);
            }
        }
        out = std::move(longer);
    }
    return out;
}

bool Answers::empty() const {
    return more_.empty() && std::none_of(values_.begin(), values_.end(),
                                         [](const auto& value) { return value.has_value(); });
}

std::vector<std::size_t> Answers::missing(const Form& form) const {
    const Enablement isAsked(form, *this);
    std::vector<std::size_t> items;
    const auto isOpen = [&](std::size_t item) {
        for (const auto& rows : instancesOf(form, item))
            if (isAsked(item, rows) && !at(item, rows)) return true;
        return false;
    };
    for (std::size_t i = 0; i < form.items().size(); ++i) {
        const auto& item = form.item(i);
        if (!item.required) continue;
        if (item.isQuestion()) {
            if (isOpen(i) && std::find(items.begin(), items.end(), i) == items.end())
                items.push_back(i);
            continue;
        }
        if (item.kind != ItemKind::Group || !isAsked(i)) continue;
        std::optional<std::size_t> open;
        bool hasAnswer = false;
        for (std::size_t k = i + 1; k < form.items().size() && form.item(k).depth > item.depth;
             ++k) {
            if (!form.item(k).isAnswerable()) continue;
            hasAnswer = hasAnswer || !all(k).empty();
            if (!open && isOpen(k)) open = k;
        }
        if (!hasAnswer && open) items.push_back(*open);
    }
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
    return items;
}

}  // namespace landfall::instrument
