#include "landfall/instrument/form_state.hpp"

#include <algorithm>

#include "landfall/fhir/json.hpp"

namespace landfall::instrument {

namespace {
using fhir::quoted;

std::string savedAnswer(const Answer& answer) {
    if (const auto* chosen = std::get_if<Chosen>(&answer))
        return "{\"option\":" + std::to_string(chosen->option) + '}';
    if (const auto* yes = std::get_if<bool>(&answer))
        return *yes ? "{\"boolean\":true}" : "{\"boolean\":false}";
    if (const auto* number = std::get_if<std::int64_t>(&answer))
        return "{\"integer\":" + std::to_string(*number) + '}';
    if (const auto* text = std::get_if<std::string>(&answer))
        return "{\"text\":" + quoted(*text) + '}';
    return "{\"declined\":true}";
}

std::optional<Answer> readSaved(const fhir::Node& node) {
    if (const auto option = node.get("option").integer(); option && *option >= 0)
        return Answer{Chosen{static_cast<std::size_t>(*option)}};
    if (const auto yes = node.get("boolean").boolean()) return Answer{*yes};
    if (const auto number = node.get("integer").integer()) return Answer{*number};
    if (const auto text = node.get("text").text()) return Answer{std::string(*text)};
    if (node.get("declined").boolean().value_or(false)) return Answer{Declined{}};
    return std::nullopt;
}
}  // namespace

FormState FormState::start(std::shared_ptr<const Form> form) {
    return FormState(std::move(form));
}

Result<std::string> FormState::canonicalOf(std::string_view bytes) {
    const auto json = fhir::Json::borrow(bytes);
    if (json.has_error()) return Error{Fault::BadDraft};
    const auto canonical = json->get("questionnaire").text();
    if (!canonical) return Error{Fault::BadDraft, "questionnaire"};
    return std::string(*canonical);
}

Result<FormState> FormState::restore(std::shared_ptr<const Form> form, std::string_view bytes) {
    const auto json = fhir::Json::borrow(bytes);
    if (json.has_error()) return Error{Fault::BadDraft};
    if (json->get("questionnaire").textOr() != form->canonical())
        return Error{Fault::BadDraft, "questionnaire"};
    FormState state(std::move(form));
    const auto answers = json->get("answers");
    if (!answers.isObject()) return Error{Fault::BadDraft, "answers"};
    for (const auto saved : answers.members()) {
        auto answer = readSaved(saved);
        if (!answer || state.answer(saved.key(), *std::move(answer)).has_error())
            return Error{Fault::BadDraft, saved.path()};
    }
    const auto position = json->get("position").integer();
    if (!position || *position < 0) return Error{Fault::BadDraft, "position"};
    state.position_ = std::min(static_cast<std::size_t>(*position), state.form_->pages().size());
    return state;
}

Result<void> FormState::answer(std::string_view linkId, Answer answer) {
    return answers_.set(*form_, linkId, std::move(answer));
}

Result<void> FormState::decline(std::string_view linkId) {
    return answers_.set(*form_, linkId, Declined{});
}

Result<void> FormState::clear(std::string_view linkId) {
    return answers_.clear(*form_, linkId);
}

const Page* FormState::page() const {
    return atReview() ? nullptr : &form_->pages()[position_];
}

const Item* FormState::item() const {
    return atReview() ? nullptr : &form_->item(form_->pages()[position_].item);
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
    const auto& pages = form_->pages();
    const auto found = index ? std::find_if(pages.begin(), pages.end(),
                                            [&](const Page& page) { return page.item == *index; })
                             : pages.end();
    if (found == pages.end()) return Error{Fault::UnknownItem};
    position_ = static_cast<std::size_t>(found - pages.begin());
    return ok();
}

FormState::Progress FormState::progress() const {
    const auto total = form_->pages().size();
    return {std::min(position_ + 1, total), total};
}

std::optional<std::size_t> FormState::nextUnanswered() const {
    const auto total = form_->pages().size();
    for (std::size_t step = 0; step < total; ++step) {
        const auto page = (std::min(position_, total - 1) + step) % total;
        const auto index = form_->pages()[page].item;
        if (form_->item(index).isAnswerable() && !answers_.at(index)) return page;
    }
    return std::nullopt;
}

std::string FormState::bytes() const {
    std::string out = "{\"questionnaire\":" + quoted(form_->canonical()) +
                      ",\"position\":" + std::to_string(position_) + ",\"answers\":{";
    char before = 0;
    for (const auto& page : form_->pages()) {
        const auto& answer = answers_.at(page.item);
        if (!answer) continue;
        if (before != 0) out += before;
        before = ',';
        out += quoted(form_->item(page.item).linkId) + ':' + savedAnswer(*answer);
    }
    return out + "}}";
}

}  // namespace landfall::instrument
