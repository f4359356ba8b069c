#include "landfall/instrument/inherit.hpp"

#include <algorithm>

#include "landfall/instrument/scoring_part_reader.hpp"

namespace landfall::instrument {

std::vector<Error> RuleHeir::inherit(Form& form, const Form& from) {
    RuleHeir heir(form, from);
    if (form.scoring_.empty()) heir.takeScoring();
    const bool hasDanger = !form.danger_.rules.empty() || !form.danger_.otherwise.empty() ||
                           std::any_of(form.items_.begin(), form.items_.end(),
                                       [](const Item& item) { return !item.danger.empty(); });
    if (!hasDanger) heir.takeDanger();
    return std::move(heir.faults_);
}

std::size_t RuleHeir::here(std::size_t item, Fault fault, bool isScored) {
    const auto& there = from_.item(item);
    const auto index = form_.indexOf(there.linkId);
    const bool fits = index && (!isScored || (isScorable(form_.item(*index)) &&
                                              rangeOf(form_.item(*index)) == rangeOf(there)));
    if (fits) return *index;
    const auto where = "item " + there.linkId;
    const bool isTold = std::any_of(faults_.begin(), faults_.end(),
                                    [&](const Error& told) { return told.where == where; });
    if (!isTold) faults_.emplace_back(fault, where);
    return 0;
}

void RuleHeir::place(std::vector<std::size_t>& items, Fault fault, bool isScored) {
    for (auto& item : items) item = here(item, fault, isScored);
}

void RuleHeir::takeScoring() {
    constexpr auto bad = Fault::BadScoring;
    for (auto rule : from_.scoring_) {
        const bool counts = rule.total.method != Method::Result;
        const auto placeScale = [&](Scale& scale) {
            place(scale.items, bad, counts);
            for (auto& domain : scale.domains) place(domain, bad, counts);
        };
        placeScale(rule.total);
        for (auto& scale : rule.subscales) placeScale(scale);
        for (auto& turned : rule.reversed) turned.item = here(turned.item, bad, true);
        place(rule.neverProrated, bad, true);
        if (rule.gate) rule.gate->item = here(rule.gate->item, bad, true);
        for (auto& cluster : rule.clusters) place(cluster.items, bad, true);
        if (rule.pattern) {
            place(rule.pattern->coreItems, bad, true);
            for (auto& [item, atLeast] : rule.pattern->presentExceptions)
                item = here(item, bad, true);
        }
        form_.scoring_.push_back(std::move(rule));
    }
}

void RuleHeir::takeDanger() {
    constexpr auto bad = Fault::BadDanger;
    for (std::size_t i = 0; i < from_.items_.size(); ++i) {
        if (from_.item(i).danger.empty()) continue;
        const auto index = here(i, bad, true);
        if (faults_.empty()) form_.items_.at(index).danger = from_.item(i).danger;
    }
    form_.danger_ = from_.danger_;
    for (auto& rule : form_.danger_.rules) {
        place(rule.items, bad, rule.test.atLeast.has_value());
        place(rule.needed, bad, false);
        place(rule.answered, bad, false);
        if (rule.answeredAfterYes) {
            place(rule.answeredAfterYes->items, bad, false);
            rule.answeredAfterYes->after = here(rule.answeredAfterYes->after, bad, false);
        }
        if (rule.with) rule.with->item = here(rule.with->item, bad, false);
    }
    place(form_.danger_.otherwiseAnswered, bad, false);
}

}  // namespace landfall::instrument
