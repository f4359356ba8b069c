#include "landfall/patient/check_ins.hpp"

#include <algorithm>
#include <charconv>

#include "landfall/fhir/read.hpp"
#include "landfall/fhir/temporal.hpp"
#include "landfall/instrument/enablement.hpp"
#include "landfall/instrument/response.hpp"

namespace landfall::patient {

namespace {
using instrument::Answer;
using instrument::ItemKind;
using instrument::Single;

std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto done = std::from_chars(text.data(), end, value);
    if (text.empty() || done.ec != std::errc{} || done.ptr != end) return std::nullopt;
    return value;
}

std::optional<Single> yesOrNo(std::string_view value) {
    if (value == "1" || value == "yes" || value == "true") return Single{true};
    if (value == "0" || value == "no" || value == "false") return Single{false};
    return std::nullopt;
}

/// An option by its code, or by the number it stands for.
std::optional<Single> optionOf(const instrument::Item& item, std::string_view value) {
    for (std::size_t i = 0; i < item.options.size(); ++i)
        if (item.options[i].coding.code == value && !value.empty())
            return Single{instrument::Chosen{i}};
    if (const auto number = wholeNumber(value))
        if (const auto option = item.optionOf(*number)) return Single{instrument::Chosen{*option}};
    if (item.kind == ItemKind::OpenChoice) return Single{std::string(value)};
    return std::nullopt;
}

std::optional<Single> singleFrom(const instrument::Item& item, std::string_view value) {
    switch (item.kind) {
        case ItemKind::Text:
            return Single{std::string(value)};
        case ItemKind::Url:
            return Single{fhir::Uri{std::string(value)}};
        case ItemKind::Integer:
            if (const auto number = wholeNumber(value)) return Single{*number};
            return std::nullopt;
        case ItemKind::Decimal:
            if (auto decimal = fhir::Decimal::parse(value)) return Single{*std::move(decimal)};
            return std::nullopt;
        case ItemKind::Boolean:
            return yesOrNo(value);
        case ItemKind::Choice:
        case ItemKind::OpenChoice:
            return optionOf(item, value);
        case ItemKind::Date:
            if (fhir::isDateValue(value)) return Single{fhir::Date{std::string(value)}};
            return std::nullopt;
        case ItemKind::DateTime:
            if (fhir::isDateTimeValue(value)) return Single{fhir::DateTime{std::string(value)}};
            return std::nullopt;
        case ItemKind::Time:
            if (fhir::isTimeValue(value)) return Single{fhir::Time{std::string(value)}};
            return std::nullopt;
        default:
            return std::nullopt;
    }
}

/// Several with commas between them where the item takes several.
Result<Answer> answerFrom(const instrument::Item& item, std::string_view value) {
    if (!item.isAnswerable()) return Error{instrument::Fault::NotAnswerable, item.linkId};
    if (value == "r" && item.kind != ItemKind::Text) return Answer{instrument::Declined{}};
    instrument::Several several;
    for (auto rest = value;;) {
        const auto comma = item.repeats ? rest.find(',') : std::string_view::npos;
        auto single = singleFrom(item, rest.substr(0, comma));
        if (!single) {
            // A number that no option has is a wrong number and not a wrong word.
            const bool isNumber = item.kind == ItemKind::Choice && wholeNumber(rest);
            return Error{isNumber ? instrument::Fault::OutOfRange : instrument::Fault::NotAnAnswer,
                         item.linkId};
        }
        several.values.push_back(*std::move(single));
        if (comma == std::string_view::npos) break;
        rest = rest.substr(comma + 1);
    }
    if (item.repeats) return Answer{std::move(several)};
    return std::visit([](auto&& one) { return Answer(one); }, several.values.front());
}

/// An item by its linkId, or by the end of it where a form puts its own letters before each:
/// `strength` for `se-strength`. Nothing when two could be meant.
std::optional<std::size_t> itemOf(const instrument::Form& form, std::string_view key) {
    if (const auto index = form.indexOf(key)) return index;
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < form.items().size(); ++i) {
        const std::string_view linkId = form.item(i).linkId;
        const bool fits = !key.empty() && linkId.size() > key.size() && linkId.ends_with(key) &&
                          linkId[linkId.size() - key.size() - 1] == '-';
        if (!fits) continue;
        if (found) return std::nullopt;
        found = i;
    }
    return found;
}

Result<void> put(const instrument::Form& form, std::string_view key, std::string_view value,
                 instrument::Answers& answers) {
    const auto index = itemOf(form, key);
    if (!index) return instrument::Fault::UnknownItem;
    const auto& item = form.item(*index);
    // Which of two answers to one question counts cannot be known.
    if (answers.at(*index)) return Error{instrument::Fault::TooManyAnswers, item.linkId};
    if (value == "-" || value.empty()) return ok();
    LF_TRY(auto answer, answerFrom(item, value));
    return answers.set(form, item.linkId, std::move(answer));
}

/// An answer to what is not asked after the other answers would be dropped without a word, save
/// one that signals danger, which is kept.
Result<void> checkAsked(const instrument::Form& form, const instrument::Answers& answers) {
    const instrument::Enablement isAsked(form, answers);
    const auto kept = safety::itemsOfDanger(form, answers);
    const auto isFixed = [](const instrument::Item& item) {
        return (item.hidden || item.readOnly) && !item.initial.empty();
    };
    for (std::size_t i = 0; i < form.items().size(); ++i)
        if (answers.at(i) && !isAsked(i) && !isFixed(form.item(i)) &&
            std::find(kept.begin(), kept.end(), i) == kept.end())
            return Error{instrument::Fault::NotEnabled, form.item(i).linkId};
    return ok();
}
}  // namespace

Result<Submission> CheckIns::answer(std::string_view questionnaire, const Values& values) {
    LF_TRY([[maybe_unused]] auto* const store, profile_.store());
    const auto found = profile_.library().find(questionnaire);
    if (!found) return Fault::UnknownQuestionnaire;
    instrument::Answers answers(*found);
    for (const auto& [key, value] : values) LF_CHECK(put(*found, key, value, answers));
    if (answers.empty()) return Fault::EmptyEntry;
    // What nobody can change decides what is asked, as it does page by page.
    answers.fillInitial(*found, true);
    LF_CHECK(checkAsked(*found, answers));
    return answering_.answerWith(*found, answers);
}

safety::Tier dangerOfValues(const instrument::Library& library, std::string_view questionnaire,
                            const CheckIns::Values& values) {
    const auto form = library.find(questionnaire);
    if (!form) return safety::Tier::None;
    auto tier = safety::Tier::None;
    instrument::Answers together(*form);
    for (const auto& [key, value] : values) {
        instrument::Answers alone(*form);
        if (put(*form, key, value, alone).has_error()) continue;
        tier = safety::combine(tier, safety::tierOfAnswers(*form, alone));
        (void)put(*form, key, value, together);
    }
    return safety::combine(tier, safety::tierOfSubmitted(*form, together));
}

std::optional<QuickQuestion> CheckIns::quick() const {
    constexpr std::int64_t answersShownMax = 11;
    const auto found = profile_.library().find(form);
    if (!found || found->questions().empty()) return std::nullopt;
    const auto& item = found->item(found->questions().front());
    if (item.kind != ItemKind::Integer || !item.min || !item.max || *item.max < *item.min ||
        *item.max - *item.min >= answersShownMax)
        return std::nullopt;
    return QuickQuestion{item.linkId, item.text, *item.min, *item.max};
}

Result<std::vector<CheckInView>> CheckIns::recent(std::size_t countMax) {
    LF_TRY(auto* const store, profile_.store());
    const auto newest = profile_.library().find(form);
    if (!newest) return Fault::UnknownQuestionnaire;
    LF_TRY(const auto rows, store->records().responses(newest->url()));
    std::vector<CheckInView> out;
    for (const auto& row : rows) {
        if (out.size() == countMax) break;
        LF_TRY(const auto record,
               store->records().read(fhir::ResourceType::QuestionnaireResponse, row.id));
        LF_TRY(const auto json, fhir::Json::borrow(record.bytes));
        const auto response = fhir::readResponse(json.root());
        // An earlier check-in may have been answered under an earlier version.
        const auto asked = profile_.library().find(row.questionnaire);
        if (response.has_error() || !asked) continue;
        const auto answers = instrument::fromResponse(*asked, *response);
        if (answers.has_error()) continue;
        CheckInView view{.response = row.id,
                         .authored = base::toFhirDateTime(row.authored),
                         .values = {},
                         .delivery = row.delivery};
        for (std::size_t i = 0; i < asked->items().size(); ++i)
            if (const auto& given = answers->at(i))
                view.values[asked->item(i).linkId] = instrument::textOf(asked->item(i), *given);
        out.push_back(std::move(view));
    }
    return out;
}

}  // namespace landfall::patient
