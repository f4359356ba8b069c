#include "landfall/instrument/response.hpp"

#include <map>

#include "landfall/fhir/names.hpp"
#include "landfall/instrument/enablement.hpp"

namespace landfall::instrument {

std::optional<std::size_t> itemByLink(const Form& form, std::string_view linkId) {
    if (const auto index = form.indexOf(linkId)) return index;
    if (!linkId.starts_with('/')) return std::nullopt;
    const auto code = linkId.substr(linkId.rfind('/') + 1);
    for (std::size_t i = 0; i < form.items().size(); ++i)
        for (const auto& coding : form.item(i).codes)
            if (coding.system == fhir::names::loinc && coding.code == code) return i;
    return std::nullopt;
}

namespace {
/// Writes the items below one holder, for one row of each group around them that repeats.
class ResponseWriter {
public:
    ResponseWriter(const Form& form, const Answers& answers, const std::vector<std::size_t>& kept)
        : form_(form),
          answers_(answers),
          isAsked_(form, answers),
          isKept_(form.items().size(), false),
          below_(form.items().size()) {
        for (const auto item : kept)
            for (std::optional<std::size_t> at = item; at; at = form.item(*at).holder)
                isKept_[*at] = true;
        for (std::size_t i = 0; i < form.items().size(); ++i)
            if (const auto& holder = form.item(i).holder)
                below_[*holder].push_back(i);
            else
                top_.push_back(i);
    }

    [[nodiscard]] std::vector<fhir::ResponseItem> write() const { return write(top_, {}); }

private:
    [[nodiscard]] std::vector<fhir::ResponseItem> write(const std::vector<std::size_t>& items,
                                                        const Rows& rows) const {
        std::vector<fhir::ResponseItem> out;
        for (const auto index : items) {
            if (!isAsked_(index, rows) && !isKept_[index]) continue;
            const auto& item = form_.item(index);
            if (item.kind == ItemKind::Group)
                writeGroup(index, rows, out);
            else if (item.kind != ItemKind::Display)
                writeQuestion(index, rows, out);
        }
        return out;
    }

    void writeGroup(std::size_t index, const Rows& rows,
                    std::vector<fhir::ResponseItem>& out) const {
        const auto& item = form_.item(index);
        const auto count = item.repeats ? answers_.rowsOf(index, rows) : 1;
        for (std::size_t row = 0; row < count; ++row) {
            auto inner = rows;
            if (item.repeats) inner.push_back(row);
            fhir::ResponseItem one;
            one.linkId = item.linkId;
            one.text = item.text;
            one.items = write(below_[index], inner);
            if (!one.items.empty()) out.push_back(std::move(one));
        }
    }

    void writeQuestion(std::size_t index, const Rows& rows,
                       std::vector<fhir::ResponseItem>& out) const {
        const auto& item = form_.item(index);
        const auto answer = answers_.at(index, rows);
        fhir::ResponseItem one;
        one.linkId = item.linkId;
        one.text = item.text;
        if (answer) {
            one.declined = isDeclined(*answer);
            for (const auto& single : singlesOf(*answer))
                one.answers.push_back(valueOf(item, single));
        }
        // Below a question without an answer nothing is asked, and only what is kept is there.
        one.items = write(below_[index], rows);
        if (answer || !one.items.empty()) out.push_back(std::move(one));
    }

    const Form& form_;
    const Answers& answers_;
    Enablement isAsked_;
    std::vector<bool> isKept_;  ///< with what it is written in
    std::vector<std::vector<std::size_t>> below_;
    std::vector<std::size_t> top_;
};

class ResponseReader {
public:
    ResponseReader(const Form& form, bool isWhole)
        : form_(form), answers_(form), isWhole_(isWhole) {}

    Result<void> read(const std::vector<fhir::ResponseItem>& items, const Rows& rows = {}) {
        std::map<std::size_t, std::size_t> rowOf;  // the next row of each group that repeats
        for (const auto& item : items) {
            const auto index = itemByLink(form_, item.linkId);
            if (!index) return Error{Fault::UnknownItem};
            auto inner = rows;
            if (form_.item(*index).kind == ItemKind::Group && form_.item(*index).repeats) {
                // Where a response leaves out groups around it, the first rows are meant.
                inner.resize(form_.item(*index).repeatsAround.size(), 0);
                const auto row = rowOf[*index]++;
                if (row >= answers_.rowsOf(*index, inner))
                    LF_CHECK(answers_.addRow(form_, *index, inner));
                inner.push_back(row);
            }
            LF_CHECK(readOne(item, *index, rows));
            LF_CHECK(read(item.items, inner));
        }
        return ok();
    }
    [[nodiscard]] Answers take() && { return std::move(answers_); }

private:
    Result<void> readOne(const fhir::ResponseItem& given, std::size_t index, const Rows& around) {
        const auto& item = form_.item(index);
        if (given.answers.empty() && !given.declined) return ok();
        if (!item.isAnswerable())
            return isWhole_ ? Result<void>(Error{Fault::NotAnswerable, item.linkId}) : ok();
        auto rows = around;
        rows.resize(item.repeatsAround.size(), 0);
        // Two answers to one question, or one given twice: which one counts cannot be known.
        if ((given.answers.size() > 1 && !item.repeats) ||
            (given.declined && !given.answers.empty()) || answers_.at(index, rows))
            return Error{Fault::WrongAnswerType, item.linkId};
        if (given.declined) {
            answers_.decline(index, rows);
            return ok();
        }
        Several several;
        for (const auto& value : given.answers) {
            LF_TRY(auto single, singleOf(item, value));
            several.values.push_back(std::move(single));
        }
        if (item.repeats) return answers_.put(form_, index, std::move(several), rows);
        return answers_.put(
            form_, index,
            std::visit([](const auto& one) { return Answer(one); }, several.values.front()), rows);
    }

    const Form& form_;
    Answers answers_;
    bool isWhole_;
};

void clearTexts(std::vector<fhir::ResponseItem>& items) {
    for (auto& item : items) {
        item.text.clear();
        clearTexts(item.items);
    }
}

/// A response leaves out what is hidden, and yet it decides what was asked.
void fillHidden(const Form& form, Answers& answers) {
    Answers initial(form);
    initial.fillInitial(form, true);
    for (std::size_t i = 0; i < form.items().size(); ++i)
        if (form.item(i).hidden && initial.at(i) && answers.all(i).empty())
            (void)answers.put(form, i, *initial.at(i));
}
}  // namespace

fhir::Response toResponse(const Form& form, const Answers& answers, const ResponseParts& parts) {
    fhir::Response out;
    out.id = parts.id;
    out.patient = parts.patient;
    out.questionnaire = form.canonical();
    out.authored = parts.authored;
    out.source = parts.source;
    out.items = ResponseWriter(form, answers, parts.kept).write();
    return out;
}

fhir::Response withoutQuestions(fhir::Response response) {
    clearTexts(response.items);
    return response;
}

Result<Answers> fromResponse(const Form& form, const fhir::Response& response) {
    ResponseReader reader(form, false);
    LF_CHECK(reader.read(response.items));
    auto answers = std::move(reader).take();
    fillHidden(form, answers);
    return answers;
}

Result<Answers> wholeFromResponse(const Form& form, const fhir::Response& response) {
    ResponseReader reader(form, true);
    LF_CHECK(reader.read(response.items));
    auto answers = std::move(reader).take();
    Answers initial(form);
    initial.fillInitial(form, true);
    for (std::size_t i = 0; i < form.items().size(); ++i) {
        if (!form.item(i).readOnly || !form.item(i).isAnswerable()) continue;
        for (const auto& given : answers.all(i))
            if (given != initial.at(i)) return Error{Fault::ReadOnly, form.item(i).linkId};
        if (!answers.at(i) && initial.at(i)) LF_CHECK(answers.put(form, i, *initial.at(i)));
    }
    fillHidden(form, answers);
    return answers;
}

fhir::Coding resultCoding(const ScoringRule& rule, std::string_view result) {
    if (result.empty()) return {};
    for (const auto& known : rule.resultCodes)
        if (known.result == result) return known.code;
    return {std::string(fhir::names::resultSystem), std::string(result), ""};
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
    if (score.isResult()) out.result = resultCoding(*score.rule, parts.result);
    out.declined = !score.value && out.result.code.empty() && score.declined > 0;
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
