#include "server/review/answered_items.hpp"

#include <algorithm>
#include <set>

#include "landfall/fhir/read.hpp"
#include "landfall/fhir/values.hpp"
#include "landfall/instrument/enablement.hpp"
#include "landfall/instrument/readable_answers.hpp"
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

/// What was sent to one item that can be looked up, or not, in the form.
struct SentItem {
    const lf::ResponseItem& sent;
    const instrument::Form* form;
    std::optional<std::size_t> index;
    std::optional<instrument::Answer> answer;  ///< where it can be read by itself
};

SentItem sentItem(const lf::ResponseItem& item, const instrument::Form* form) {
    SentItem out{item, form, std::nullopt, std::nullopt};
    if (form != nullptr) out.index = instrument::itemByLink(*form, item.linkId);
    if (out.index) out.answer = instrument::readableAnswer(*form, *out.index, item);
    return out;
}

json::value answerOf(const SentItem& item) {
    if (item.sent.declined) return nullptr;
    if (item.answer)
        return json::value(instrument::textOf(item.form->item(*item.index), *item.answer));
    std::string text;
    for (const auto& answer : item.sent.answers) {
        if (!text.empty()) text += ", ";
        text += lf::plainText(answer);
    }
    return json::value(text);
}

void addAsSent(AnsweredItems& out, const std::vector<lf::ResponseItem>& items,
               const instrument::Form* form, const std::set<std::size_t>& dangerous) {
    for (const auto& item : items) {
        if (!item.answers.empty() || item.declined) {
            const auto sent = sentItem(item, form);
            const auto number = sent.answer
                                    ? instrument::numberOf(form->item(*sent.index), *sent.answer)
                                    : std::nullopt;
            out.items.push_back({{"linkId", item.linkId},
                                 {"label", sent.index ? json::value(labelOf(*form, *sent.index))
                                                      : json::value(item.linkId)},
                                 {"text", sent.index ? form->item(*sent.index).text : item.text},
                                 {"answer", answerOf(sent)},
                                 {"declined", item.declined},
                                 {"value", numberOrNull(number)},
                                 {"previous", nullptr},
                                 {"danger", sent.index && dangerous.count(*sent.index) != 0}});
        }
        addAsSent(out, item.items, form, dangerous);
    }
}

/// The items behind a flag of answers of which some do not fit.
std::set<std::size_t> dangerousIn(const instrument::Form& form, const lf::Response& response) {
    std::set<std::size_t> out;
    for (const auto& answers : instrument::readableAnswers(form, response))
        for (const auto& one : safety::evidenceOf(form, answers, safety::Moment::Submitted))
            out.insert(one.item);
    if (const auto item = instrument::unreadableDanger(form, response)) out.insert(*item);
    return out;
}

}  // namespace

AnsweredItems answeredItems(const lf::Node& response, const instrument::Form* form) {
    AnsweredItems out;
    const auto read = lf::readResponse(response);
    if (read.has_error()) return out;
    if (form == nullptr) {
        addAsSent(out, read->items, nullptr, {});
        return out;
    }
    out.unread = instrument::unreadItems(*form, *read);
    if (const auto answers = instrument::fromResponse(*form, *read); answers.has_value())
        addByForm(out, *form, *answers);
    else
        addAsSent(out, read->items, form, dangerousIn(*form, *read));
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
