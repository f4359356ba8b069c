#include "server/review/answered_items.hpp"

#include <algorithm>

#include "landfall/fhir/read.hpp"
#include "landfall/fhir/values.hpp"
#include "landfall/instrument/enablement.hpp"
#include "landfall/instrument/response.hpp"
#include "landfall/safety/tier.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;
namespace lf = landfall::fhir;

namespace {

bool isBehind(const std::vector<safety::Evidence>& evidence, std::size_t index) {
    return std::any_of(evidence.begin(), evidence.end(),
                       [&](const auto& one) { return one.item == index; });
}

/// Danger by the answer itself marks its own row; danger by a rule of the form marks every row.
bool isDangerous(const instrument::Item& item, const std::optional<instrument::Answer>& answer,
                 bool behindTier) {
    if (safety::tierOfAnswer(item, answer) != safety::Tier::None) return true;
    return behindTier && item.danger.empty();
}

void addItem(AnsweredItems& out, const instrument::Form& form, std::size_t index,
             const std::optional<instrument::Answer>& answer, bool behindTier) {
    const auto& item = form.item(index);
    const bool declined = answer && instrument::isDeclined(*answer);
    const auto number = answer ? instrument::numberOf(item, *answer) : std::nullopt;
    if (number) out.values.emplace(item.linkId, *number);
    out.items.push_back(
        {{"linkId", item.linkId},
         {"label", labelOf(form, index)},
         {"text", item.text},
         {"answer", answer && !declined ? json::value(instrument::textOf(item, *answer))
                                        : json::value(nullptr)},
         {"declined", declined},
         {"value", numberOrNull(number)},
         {"previous", nullptr},
         {"danger", isDangerous(item, answer, behindTier)}});
}

/// An item of a group that was asked again is there once for each time; one that was not asked is
/// not there, unless it was answered all the same.
void addByForm(AnsweredItems& out, const instrument::Form& form,
               const instrument::Answers& answers) {
    const auto evidence = safety::evidenceOf(form, answers, safety::Moment::Submitted);
    const instrument::Enablement isAsked(form, answers);
    for (std::size_t index = 0; index < form.items().size(); ++index) {
        if (!form.item(index).isAnswerable()) continue;
        for (const auto& rows : answers.instancesOf(form, index)) {
            const auto answer = answers.at(index, rows);
            if (answer || isAsked(index, rows))
                addItem(out, form, index, answer, isBehind(evidence, index));
        }
    }
}

void addAsSent(AnsweredItems& out, const std::vector<lf::ResponseItem>& items) {
    for (const auto& item : items) {
        if (!item.answers.empty() || item.declined) {
            std::string text;
            for (const auto& answer : item.answers) {
                if (!text.empty()) text += ", ";
                text += lf::plainText(answer);
            }
            out.items.push_back(
                {{"linkId", item.linkId},
                 {"label", item.linkId},
                 {"text", item.text},
                 {"answer", item.declined ? json::value(nullptr) : json::value(text)},
                 {"declined", item.declined},
                 {"value", nullptr},
                 {"previous", nullptr},
                 {"danger", false}});
        }
        addAsSent(out, item.items);
    }
}

}  // namespace

AnsweredItems answeredItems(const lf::Node& response, const instrument::Form* form) {
    AnsweredItems out;
    const auto read = lf::readResponse(response);
    if (read.has_error()) return out;
    if (form != nullptr)
        if (const auto answers = instrument::fromResponse(*form, *read); answers.has_value()) {
            addByForm(out, *form, *answers);
            return out;
        }
    addAsSent(out, read->items);
    return out;
}

void setPrevious(json::array& items, const ItemValues& before) {
    for (auto& item : items) {
        auto& fields = item.as_object();
        const auto found = before.find(std::string(fields.at("linkId").as_string()));
        if (found != before.end()) fields["previous"] = found->second;
    }
}

}  // namespace landfall::clinic::review
