#include "landfall/patient/check_ins.hpp"

#include <charconv>

#include "landfall/fhir/read.hpp"
#include "landfall/instrument/response.hpp"

namespace landfall::patient {

namespace {
using instrument::Answer;
using instrument::ItemKind;

std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto done = std::from_chars(text.data(), end, value);
    if (text.empty() || done.ec != std::errc{} || done.ptr != end) return std::nullopt;
    return value;
}

Result<Answer> answerFrom(const instrument::Item& item, std::string_view value) {
    const Error notAnAnswer{instrument::Fault::NotAnAnswer, item.linkId};
    if (value == "r" && item.kind != ItemKind::Text) return Answer{instrument::Declined{}};
    switch (item.kind) {
        case ItemKind::Text:
            return Answer{std::string(value)};
        case ItemKind::Integer:
            if (const auto number = wholeNumber(value)) return Answer{*number};
            return notAnAnswer;
        case ItemKind::Boolean:
            if (value == "1" || value == "yes" || value == "true") return Answer{true};
            if (value == "0" || value == "no" || value == "false") return Answer{false};
            return notAnAnswer;
        case ItemKind::Choice: {
            for (std::size_t i = 0; i < item.options.size(); ++i)
                if (item.options[i].coding.code == value) return Answer{instrument::Chosen{i}};
            const auto number = wholeNumber(value);
            if (!number) return notAnAnswer;
            if (const auto option = item.optionOf(*number))
                return Answer{instrument::Chosen{*option}};
            return Error{instrument::Fault::OutOfRange, item.linkId};
        }
        default:
            return Error{instrument::Fault::NotAnswerable, item.linkId};
    }
}
}  // namespace

Result<Submission> CheckIns::answer(std::string_view questionnaire, const Values& values) {
    LF_TRY([[maybe_unused]] auto* const store, profile_.store());
    const auto found = profile_.library().find(questionnaire);
    if (!found) return Fault::UnknownQuestionnaire;
    instrument::Answers answers(*found);
    for (const auto& [key, value] : values) {
        const auto index = found->indexOf(key);
        if (!index) return instrument::Fault::UnknownItem;
        const auto& item = found->item(*index);
        // Which of two answers to one question counts cannot be known.
        if (answers.at(*index)) return Error{instrument::Fault::TooManyAnswers, item.linkId};
        if (value == "-" || value.empty()) continue;
        LF_TRY(auto answer, answerFrom(item, value));
        LF_CHECK(answers.set(*found, item.linkId, std::move(answer)));
    }
    if (answers.empty()) return Fault::EmptyEntry;
    return answering_.answerWith(*found, answers);
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
