#include "landfall/instrument/response.hpp"

#include "landfall/fhir/names.hpp"

namespace landfall::instrument {

namespace {
fhir::ResponseValue valueOf(const Item& item, const Answer& answer) {
    if (const auto* chosen = std::get_if<Chosen>(&answer))
        return item.options.at(chosen->option).coding;
    if (const auto* yes = std::get_if<bool>(&answer)) return *yes;
    if (const auto* number = std::get_if<std::int64_t>(&answer)) return *number;
    return std::get<std::string>(answer);
}

/// The answered items below `parent` from `at` on; `at` moves past them.
std::vector<fhir::ResponseItem> itemsBelow(const Form& form, const Answers& answers,
                                           std::optional<std::size_t> parent, std::size_t& at) {
    std::vector<fhir::ResponseItem> out;
    const auto isBelow = [&](const Item& item) { return item.parent == parent; };
    while (at < form.items().size() && isBelow(form.item(at))) {
        const auto index = at++;
        const auto& item = form.item(index);
        fhir::ResponseItem one;
        one.linkId = item.linkId;
        one.text = item.text;
        if (item.kind == ItemKind::Group) {
            one.items = itemsBelow(form, answers, index, at);
            if (!one.items.empty()) out.push_back(std::move(one));
            continue;
        }
        const auto& answer = answers.at(index);
        if (!answer) continue;
        one.declined = isDeclined(*answer);
        if (!one.declined) one.answers.push_back(valueOf(item, *answer));
        out.push_back(std::move(one));
    }
    return out;
}

/// An item by linkId, or by its LOINC code where others use that as the linkId.
std::optional<std::size_t> itemOf(const Form& form, std::string_view linkId) {
    if (const auto index = form.indexOf(linkId)) return index;
    if (!linkId.starts_with('/')) return std::nullopt;
    const auto code = linkId.substr(linkId.rfind('/') + 1);
    for (std::size_t i = 0; i < form.items().size(); ++i)
        for (const auto& coding : form.item(i).codes)
            if (coding.system == fhir::names::loinc && coding.code == code) return i;
    return std::nullopt;
}

Result<Answer> answerOf(const Item& item, const fhir::ResponseValue& value) {
    if (const auto* coding = std::get_if<fhir::Coding>(&value)) {
        if (item.kind != ItemKind::Choice) return Error{Fault::WrongAnswerType, item.linkId};
        for (std::size_t i = 0; i < item.options.size(); ++i)
            if (item.options[i].coding.system == coding->system &&
                item.options[i].coding.code == coding->code)
                return Answer{Chosen{i}};
        return Error{Fault::OutOfRange, item.linkId};
    }
    if (const auto* yes = std::get_if<bool>(&value)) return Answer{*yes};
    if (const auto* number = std::get_if<std::int64_t>(&value)) return Answer{*number};
    if (const auto* text = std::get_if<std::string>(&value)) return Answer{*text};
    return Error{Fault::WrongAnswerType, item.linkId};
}

class ResponseReader {
public:
    explicit ResponseReader(const Form& form) : form_(form), answers_(form) {}

    Result<void> read(const std::vector<fhir::ResponseItem>& items) {
        for (const auto& item : items) {
            LF_CHECK(readOne(item));
            LF_CHECK(read(item.items));
        }
        return ok();
    }
    [[nodiscard]] Answers take() && { return std::move(answers_); }

private:
    Result<void> readOne(const fhir::ResponseItem& given) {
        const auto index = itemOf(form_, given.linkId);
        if (!index) return Error{Fault::UnknownItem};
        const auto& item = form_.item(*index);
        if (!item.isAnswerable() || (given.answers.empty() && !given.declined)) return ok();
        // Two answers to one question, or one given twice: which one counts cannot be known.
        if (given.answers.size() > 1 || (given.declined && !given.answers.empty()) ||
            answers_.at(*index))
            return Error{Fault::WrongAnswerType, item.linkId};
        if (given.declined) {
            answers_.decline(*index);
            return ok();
        }
        LF_TRY(auto answer, answerOf(item, given.answers.front()));
        return answers_.set(form_, item.linkId, std::move(answer));
    }

    const Form& form_;
    Answers answers_;
};
}  // namespace

fhir::Response toResponse(const Form& form, const Answers& answers, const ResponseParts& parts) {
    fhir::Response out;
    out.id = parts.id;
    out.patient = parts.patient;
    out.questionnaire = form.canonical();
    out.authored = parts.authored;
    out.source = parts.source;
    std::size_t at = 0;
    out.items = itemsBelow(form, answers, std::nullopt, at);
    return out;
}

Result<Answers> fromResponse(const Form& form, const fhir::Response& response) {
    ResponseReader reader(form);
    LF_CHECK(reader.read(response.items));
    return std::move(reader).take();
}

fhir::ScoreRecord toScoreRecord(const Form& form, const Score& score, const ScoreParts& parts) {
    fhir::ScoreRecord out;
    out.id = parts.id;
    out.patient = parts.patient;
    out.response = parts.response;
    out.questionnaire = form.canonical();
    out.code = score.rule->code;
    out.authored = parts.authored;
    out.value = score.value;
    out.decimals = score.decimals;
    out.details = score.details;
    out.declined = !score.value && score.declined > 0;
    out.algorithm = score.algorithm;
    out.prorated = score.prorated;
    out.band = score.band;
    out.pattern = score.pattern.value_or("");
    out.answered = score.answered;
    out.asked = score.asked;
    out.source = parts.source;
    return out;
}

}  // namespace landfall::instrument
