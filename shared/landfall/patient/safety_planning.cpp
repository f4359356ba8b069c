#include "landfall/patient/safety_planning.hpp"

#include <algorithm>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/instrument/answers.hpp"

namespace landfall::patient {

namespace {
constexpr std::size_t trustedBytesMax = 400;

using Form = std::shared_ptr<const instrument::Form>;

Result<Form> formOf(Profile& profile) {
    // A clinic may send another version of the form; the plan has the parts of the newest.
    if (auto form = profile.library().find(SafetyPlanning::planForm)) return form;
    return Fault::UnknownQuestionnaire;
}

fhir::PlanSection* sectionOf(fhir::SafetyPlan& plan, std::string_view code) {
    for (auto& section : plan.sections)
        if (section.code == code) return &section;
    return nullptr;
}

/// The plan with every part of the form, in its order and under its headings. A part that the form
/// does not know is kept at the end: nothing that was written is lost.
void completeBy(const instrument::Form& form, fhir::SafetyPlan& plan) {
    std::vector<fhir::PlanSection> sections;
    for (const auto& item : form.items()) {
        if (!item.isAnswerable()) continue;
        const auto* const written = sectionOf(plan, item.linkId);
        sections.push_back({item.linkId, item.text, written ? written->text : std::string()});
    }
    for (auto& section : plan.sections) {
        const bool isThere = std::any_of(sections.begin(), sections.end(), [&](const auto& other) {
            return other.code == section.code;
        });
        if (!isThere && !section.text.empty()) sections.push_back(std::move(section));
    }
    plan.sections = std::move(sections);
}

void overlay(fhir::SafetyPlan& plan, const std::vector<fhir::ResponseItem>& items) {
    for (const auto& item : items) {
        overlay(plan, item.items);
        if (item.answers.empty()) continue;
        const auto* const text = std::get_if<std::string>(&item.answers.front());
        auto* const section = sectionOf(plan, item.linkId);
        if (text && section) section->text = *text;
    }
}
}  // namespace

Result<std::vector<fhir::SafetyPlan>> SafetyPlanning::plans() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto records, store->records().all(fhir::ResourceType::DocumentReference));
    std::vector<fhir::SafetyPlan> out;
    for (const auto& record : records) {
        // Most documents are journal entries; a look at the bytes spares reading each of them.
        if (record.bytes.find(fhir::names::safetyPlanCode) == std::string::npos) continue;
        const auto json = fhir::Json::borrow(record.bytes);
        if (json.has_error()) continue;
        if (auto plan = fhir::readSafetyPlan(json->root()); plan.has_value())
            out.push_back(std::move(*plan));
    }
    return out;
}

Result<void> SafetyPlanning::overlayForm(fhir::SafetyPlan& plan) {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto form, formOf(profile_));
    LF_TRY(const auto rows, store->records().responses(form->url()));
    if (rows.empty() || rows.front().authored.unixMs <= plan.authored.unixMs) return ok();
    LF_TRY(const auto record,
           store->records().read(fhir::ResourceType::QuestionnaireResponse, rows.front().id));
    LF_TRY(const auto json, fhir::Json::borrow(record.bytes));
    LF_TRY(const auto response, fhir::readResponse(json.root()));
    overlay(plan, response.items);
    plan.authored = response.authored;
    return ok();
}

Result<fhir::SafetyPlan> SafetyPlanning::current(std::vector<std::string>& others) {
    LF_TRY(auto all, plans());
    LF_TRY(const auto form, formOf(profile_));
    fhir::SafetyPlan plan;
    for (const auto& one : all)
        if (plan.id.empty() || one.authored.unixMs >= plan.authored.unixMs) plan = one;
    for (const auto& other : all)
        if (other.id != plan.id) others.push_back(other.id);
    completeBy(*form, plan);
    LF_CHECK(overlayForm(plan));
    return plan;
}

Result<SafetyPlanView> SafetyPlanning::viewOf(const fhir::SafetyPlan& plan) {
    LF_TRY(auto* const store, profile_.store());
    SafetyPlanView view;
    view.record = plan.id;
    if (plan.authored.unixMs != 0) view.saved = base::toFhirDateTime(plan.authored);
    view.sections = plan.sections;
    if (!plan.id.empty()) {
        LF_TRY(view.delivery,
               store->records().delivery(fhir::ResourceType::DocumentReference, plan.id));
    }
    return view;
}

Result<SafetyPlanView> SafetyPlanning::show() {
    std::vector<std::string> others;
    LF_TRY(const auto plan, current(others));
    LF_TRY(auto view, viewOf(plan));
    view.otherCopies = std::move(others);
    // A plan that came with a sync is shown as soon as anybody looks at it.
    LF_CHECK(refreshCard(view));
    return view;
}

Result<SafetyPlanView> SafetyPlanning::copy(std::string_view record) {
    LF_TRY(const auto all, plans());
    LF_TRY(const auto form, formOf(profile_));
    for (auto plan : all) {
        if (plan.id != record) continue;
        completeBy(*form, plan);
        return viewOf(plan);
    }
    return Fault::UnknownEntry;
}

Result<SafetyPlanView> SafetyPlanning::set(std::string_view part, std::string_view text) {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto patient, store->settings().get(store::Settings::patient));
    if (!patient) return Fault::NotPaired;
    LF_TRY(const auto form, formOf(profile_));
    const auto index = form->indexOf(part);
    if (!index) return instrument::Fault::UnknownItem;
    if (!text.empty()) LF_CHECK(instrument::checkAnswer(form->item(*index), std::string(text)));
    std::vector<std::string> others;
    LF_TRY(auto plan, current(others));
    auto* const section = sectionOf(plan, part);
    if (section->text == text) return show();
    section->text = text;
    const auto& surroundings = profile_.surroundings();
    const auto operation = base::makeUuidV7(surroundings.trueClock, surroundings.random);
    if (plan.id.empty())
        plan.id = base::makeUuidV7(surroundings.trueClock, surroundings.random).text();
    plan.patient = *patient;
    // Never before what it changes: a clock that was set back must not make an edit look old.
    plan.authored = std::max(surroundings.clock.now(), plan.authored);
    plan.source = "urn:uuid:" + operation.text();
    LF_CHECK(store->records().write({{fhir::ResourceType::DocumentReference, plan.id,
                                      fhir::buildSafetyPlan(plan), operation}}));
    return show();
}

Result<bool> SafetyPlanning::lookedThrough() {
    LF_TRY(const auto due, overview_.today());
    const bool isAsked = std::any_of(due.begin(), due.end(), [](const auto& one) {
        // What was begun as a form is finished as one.
        return one.id == planForm && one.state != DueView::State::Later && !one.begun;
    });
    if (!isAsked) return false;
    LF_TRY(const auto found, formOf(profile_));
    LF_TRY(const auto view, show());
    instrument::Answers answers(*found);
    for (const auto& section : view.sections)
        if (!section.text.empty() && found->indexOf(section.code))
            LF_CHECK(answers.set(*found, section.code, section.text));
    if (answers.empty()) return false;
    LF_TRY([[maybe_unused]] const auto sent, answering_.answerWith(*found, answers));
    return true;
}

Result<TrustedPerson> SafetyPlanning::trustedPerson() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(auto name, store->settings().get(setting::trustedName));
    LF_TRY(auto phone, store->settings().get(setting::trustedPhone));
    return TrustedPerson{name.value_or(""), phone.value_or("")};
}

Result<void> SafetyPlanning::setTrustedPerson(const TrustedPerson& person) {
    LF_TRY(auto* const store, profile_.store());
    for (const auto& text : {person.name, person.phone})
        if (text.size() > trustedBytesMax || !fhir::isText(text)) return Fault::EntryTooLong;
    LF_CHECK(store->settings().set({{std::string(setting::trustedName), person.name},
                                    {std::string(setting::trustedPhone), person.phone}}));
    LF_TRY([[maybe_unused]] const auto view, show());  // which brings the card up to date
    return ok();
}

Result<void> SafetyPlanning::showWhileLocked(bool shown) {
    if (!shown) {
        // Off takes both from the card at once, whatever state the store is in.
        LF_CHECK(helping_.keepOwn(std::nullopt));
    } else {
        LF_TRY(const auto view, show());
        LF_TRY(const auto own, ownHelp(view));
        LF_CHECK(helping_.keepOwn(own));
    }
    const auto store = profile_.store();
    if (store.has_error()) return ok();
    return (*store)->settings().set({{std::string(setting::lockedDecided), "yes"}});
}

Result<bool> SafetyPlanning::isLockedDecided() {
    if (isShownWhileLocked()) return true;
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto decided, store->settings().get(setting::lockedDecided));
    if (decided) return true;
    LF_TRY(const auto view, show());
    LF_TRY(const auto own, ownHelp(view));
    return own.plan.empty() && own.trustedName.empty() && own.trustedPhone.empty();
}

Result<OwnHelp> SafetyPlanning::ownHelp(const SafetyPlanView& view) {
    LF_TRY(const auto person, trustedPerson());
    OwnHelp own{person.name, person.phone, {}};
    for (const auto& section : view.sections)
        if (!section.text.empty()) own.plan.push_back(section);
    return own;
}

Result<void> SafetyPlanning::refreshCard(const SafetyPlanView& view) {
    if (!isShownWhileLocked()) return ok();
    LF_TRY(const auto own, ownHelp(view));
    return helping_.keepOwn(own);
}

}  // namespace landfall::patient
