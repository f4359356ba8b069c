#include "landfall/instrument/draft.hpp"

#include <algorithm>

#include "landfall/fhir/json.hpp"
#include "landfall/fhir/values.hpp"

namespace landfall::instrument {

namespace {
using fhir::quoted;

std::string savedSingle(const Single& single) {
    if (const auto* chosen = std::get_if<Chosen>(&single))
        return "{\"option\":" + std::to_string(chosen->option) + '}';
    if (const auto* yes = std::get_if<bool>(&single))
        return *yes ? "{\"boolean\":true}" : "{\"boolean\":false}";
    if (const auto* number = std::get_if<std::int64_t>(&single))
        return "{\"integer\":" + std::to_string(*number) + '}';
    if (const auto* text = std::get_if<std::string>(&single))
        return "{\"text\":" + fhir::quoted(*text) + '}';
    // The other kinds are kept as they will stand in the response.
    return '{' + fhir::memberOf(valueOf({}, single)) + '}';
}

std::string savedAnswer(const Answer& answer) {
    if (isDeclined(answer)) return "{\"declined\":true}";
    const auto singles = singlesOf(answer);
    if (!std::holds_alternative<Several>(answer)) return savedSingle(singles.front());
    std::string out;
    for (const auto& single : singles) {
        out += out.empty() ? "{\"several\":[" : ",";
        out += savedSingle(single);
    }
    return out + "]}";
}

std::optional<Single> readSingle(const fhir::Node& node) {
    if (const auto option = node.get("option").integer(); option && *option >= 0)
        return Single{Chosen{static_cast<std::size_t>(*option)}};
    if (const auto yes = node.get("boolean").boolean()) return Single{*yes};
    if (const auto number = node.get("integer").integer()) return Single{*number};
    if (const auto text = node.get("text").text()) return Single{std::string(*text)};
    return std::visit(
        [](const auto& value) -> std::optional<Single> {
            using Value = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<Value, fhir::Coding> ||
                          std::is_same_v<Value, fhir::OtherValue>)
                return std::nullopt;
            else
                return Single{value};
        },
        fhir::valueIn(node, "value"));
}

std::optional<Answer> readSaved(const fhir::Node& node) {
    if (node.get("declined").boolean().value_or(false)) return Answer{Declined{}};
    const auto several = node.get("several");
    if (!several) {
        const auto single = readSingle(node);
        if (!single) return std::nullopt;
        return std::visit([](const auto& one) { return Answer{one}; }, *single);
    }
    Several out;
    for (const auto one : several.elements()) {
        auto single = readSingle(one);
        if (!single) return std::nullopt;
        out.values.push_back(*std::move(single));
    }
    if (out.values.empty()) return std::nullopt;
    return Answer{std::move(out)};
}

std::string savedRows(const Rows& rows) {
    std::string out = "[";
    for (const auto row : rows) out += (out.size() > 1 ? "," : "") + std::to_string(row);
    return out + ']';
}

std::optional<Rows> readRows(const fhir::Node& node) {
    Rows rows;
    for (const auto one : node.elements()) {
        const auto row = one.integer();
        if (!row || *row < 0 || *row >= static_cast<std::int64_t>(rowsMax)) return std::nullopt;
        rows.push_back(static_cast<std::size_t>(*row));
    }
    return rows;
}

bool isFirst(const Rows& rows) {
    return std::all_of(rows.begin(), rows.end(), [](std::size_t row) { return row == 0; });
}

Error bad(const fhir::Node& at) {
    return {Fault::BadDraft, at.path()};
}

/// Groups are written before what they hold, so that a row is there before something is in it.
Result<void> readCounts(const Form& form, const fhir::Node& counts, Answers& answers) {
    for (const auto one : counts.elements()) {
        const auto group = form.indexOf(one.get("group").textOr());
        const auto rows = readRows(one.get("rows"));
        const auto count = one.get("count").integer();
        if (!group || !rows || !count || *count < 2 || *count > static_cast<std::int64_t>(rowsMax))
            return bad(one);
        for (std::int64_t row = 1; row < *count; ++row)
            if (answers.addRow(form, *group, *rows).has_error()) return bad(one);
    }
    return ok();
}
}  // namespace

Result<std::string> draftCanonical(std::string_view bytes) {
    const auto json = fhir::Json::borrow(bytes);
    if (json.has_error()) return Error{Fault::BadDraft};
    const auto canonical = json->get("questionnaire").text();
    if (!canonical) return Error{Fault::BadDraft, "questionnaire"};
    return std::string(*canonical);
}

Result<Draft> readDraft(const Form& form, std::string_view bytes) {
    const auto json = fhir::Json::borrow(bytes);
    if (json.has_error()) return Error{Fault::BadDraft};
    if (json->get("questionnaire").textOr() != form.canonical())
        return Error{Fault::BadDraft, "questionnaire"};
    Draft draft{Answers(form), 0, {}};
    LF_CHECK(readCounts(form, json->get("counts"), draft.answers));
    const auto answers = json->get("answers");
    if (!answers.isObject()) return Error{Fault::BadDraft, "answers"};
    for (const auto saved : answers.members()) {
        const auto item = form.indexOf(saved.key());
        auto answer = readSaved(saved);
        if (!item || !answer || draft.answers.put(form, *item, *std::move(answer)).has_error())
            return bad(saved);
    }
    for (const auto saved : json->get("more").elements()) {
        const auto item = form.indexOf(saved.get("item").textOr());
        const auto rows = readRows(saved.get("rows"));
        auto answer = readSaved(saved.get("answer"));
        if (!item || !rows || !answer ||
            draft.answers.put(form, *item, *std::move(answer), *rows).has_error())
            return bad(saved);
    }
    const auto position = json->get("position").integer();
    if (!position || *position < 0) return Error{Fault::BadDraft, "position"};
    draft.page = std::min(static_cast<std::size_t>(*position), form.pages().size());
    if (auto rows = readRows(json->get("rows"))) draft.rows = *std::move(rows);
    return draft;
}

std::string writeDraft(const Form& form, const Answers& answers, std::size_t page,
                       const Rows& rows) {
    std::string out = "{\"questionnaire\":" + fhir::quoted(form.canonical()) +
                      ",\"position\":" + std::to_string(page);
    if (!isFirst(rows)) out += ",\"rows\":" + savedRows(rows);
    out += ",\"answers\":{";
    std::string more;
    std::string counts;
    bool isNext = false;
    for (std::size_t i = 0; i < form.items().size(); ++i) {
        const auto& item = form.item(i);
        if (const auto& answer = answers.at(i)) {
            if (isNext) out += ',';
            isNext = true;
            out += fhir::quoted(item.linkId) + ':' + savedAnswer(*answer);
        }
        const bool isRepeated = item.kind == ItemKind::Group && item.repeats;
        if (item.repeatsAround.empty() && !isRepeated) continue;
        for (const auto& place : answers.instancesOf(form, i)) {
            const auto count = isRepeated ? answers.rowsOf(i, place) : 1;
            if (count > 1)
                counts += (counts.empty() ? "" : ",") + std::string("{\"group\":") +
                          fhir::quoted(item.linkId) + ",\"rows\":" + savedRows(place) +
                          ",\"count\":" + std::to_string(count) + '}';
            const auto answer = isFirst(place) ? std::nullopt : answers.at(i, place);
            if (answer)
                more += (more.empty() ? "" : ",") + std::string("{\"item\":") +
                        fhir::quoted(item.linkId) + ",\"rows\":" + savedRows(place) +
                        ",\"answer\":" + savedAnswer(*answer) + '}';
        }
    }
    out += '}';
    if (!counts.empty()) out += ",\"counts\":[" + counts + ']';
    if (!more.empty()) out += ",\"more\":[" + more + ']';
    return out + '}';
}

}  // namespace landfall::instrument
