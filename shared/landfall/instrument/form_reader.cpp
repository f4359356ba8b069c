#include "landfall/instrument/form_reader.hpp"

#include "landfall/base/ids.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/instrument/danger_reader.hpp"
#include "landfall/instrument/never_asked.hpp"

namespace landfall::instrument {

namespace names = fhir::names;

fhir::Node extensionOf(const fhir::Node& element, std::string_view url) {
    for (const auto one : element.get("extension").elements())
        if (one.get("url").textOr() == url) return one;
    return {};
}

fhir::Coding codingOf(const fhir::Node& node) {
    return {std::string(node.get("system").textOr()), std::string(node.get("code").textOr()),
            std::string(node.get("display").textOr())};
}

bool changesMeaning(const fhir::Node& node) {
    return node.get("answerValueSet") || extensionOf(node, names::enableWhenExpression);
}

FormReader::FormReader(const fhir::Node& questionnaire) {
    if (questionnaire.get("resourceType").textOr() != "Questionnaire") {
        faults_.emplace_back(Fault::NotAQuestionnaire, "resourceType");
        isCutShort_ = true;
        return;
    }
    readHead(questionnaire);
    const auto items = questionnaire.get("item");
    if (!items.isArray() || items.size() == 0)
        noteIn(Fault::BadElement, questionnaire, "item");
    else
        readItems(items, {});
    // Whoever corrects a file wants to hear of all its faults at once, so each part is read with
    // what could be read of the others; save where a limit ended the reading, because every item
    // after it would seem to be missing.
    if (isCutShort_) return;
    readConditions();
    makePages();
    if (form_.questions_.empty() && faults_.empty())
        noteIn(Fault::BadElement, questionnaire, "item");
    readScoring(questionnaire);
    form_.danger_ = readFormDanger(questionnaire, form_, faults_);
    // A condition that was read with a fault is not there to be met.
    if (faults_.empty())
        for (const auto item : dangerNeverAsked(form_)) note(Fault::DangerNeverAsked, nodes_[item]);
}

void FormReader::noteIn(Fault fault, const fhir::Node& object, std::string_view element) {
    auto path = object.path();
    if (!path.empty()) path += '.';
    faults_.emplace_back(fault, path.append(element));
}

void FormReader::noteExtension(Fault fault, const fhir::Node& extension) {
    const auto url = extension.get("url").textOr();
    faults_.emplace_back(fault,
                         extension.path() + ' ' + std::string(url.substr(url.rfind('/') + 1)));
}

void FormReader::refuseModifier(const fhir::Node& node) {
    if (const auto modifier = node.get("modifierExtension")) note(Fault::UnknownModifier, modifier);
}

std::string FormReader::textMember(const fhir::Node& object, std::string_view element,
                                   bool isRequired) {
    const auto member = object.get(element);
    if (!member && !isRequired) return {};
    if (member.textOr().empty()) {
        noteIn(Fault::BadElement, object, element);
        return {};
    }
    return std::string(member.textOr());
}

bool FormReader::flagMember(const fhir::Node& object, std::string_view element) {
    const auto member = object.get(element);
    if (member && !member.isBoolean()) note(Fault::BadElement, member);
    return member.boolean().value_or(false);
}

bool FormReader::flagExtension(const fhir::Node& node, std::string_view url) {
    const auto extension = extensionOf(node, url);
    if (!extension) return false;
    const auto value = extension.get("valueBoolean");
    if (!value.isBoolean()) noteIn(Fault::BadElement, extension, "valueBoolean");
    return value.boolean().value_or(false);
}

void FormReader::readHead(const fhir::Node& questionnaire) {
    refuseModifier(questionnaire);
    if (const auto rules = questionnaire.get("implicitRules")) note(Fault::UnknownModifier, rules);
    // Which of them may be asked is for whoever adds it; what was asked under it stays readable.
    const auto status = questionnaire.get("status");
    const auto code = status.textOr("active");
    if (code != "active" && code != "draft" && code != "retired" && code != "unknown")
        noteIn(Fault::BadStatus, questionnaire, "status");
    form_.id_ = textMember(questionnaire, "id", true);
    if (!form_.id_.empty() && !base::isFhirId(form_.id_))
        noteIn(Fault::BadElement, questionnaire, "id");
    form_.url_ = textMember(questionnaire, "url", true);
    if (form_.url_.find_first_of("| \t\r\n") != std::string::npos)
        noteIn(Fault::BadElement, questionnaire, "url");
    form_.version_ = textMember(questionnaire, "version", true);
    if (form_.version_.find_first_of("| \t\r\n") != std::string::npos)
        noteIn(Fault::BadElement, questionnaire, "version");
    form_.title_ = textMember(questionnaire, "title", false);
    if (form_.title_.empty()) form_.title_ = form_.id_;
    form_.description_ = textMember(questionnaire, "description", false);
    form_.copyright_ = textMember(questionnaire, "copyright", false);
    const auto licence = extensionOf(questionnaire, names::licence);
    form_.licenceVerdict_ = extensionOf(licence, "verdict").get("valueCode").textOr();
}

void FormReader::readItems(const fhir::Node& items, const Around& around) {
    if (!items) return;
    if (!items.isArray()) return note(Fault::BadElement, items);
    if (around.depth >= depthMax) {
        isCutShort_ = true;
        return note(Fault::TooDeep, items);
    }
    for (const auto node : items.elements()) {
        if (form_.items_.size() >= itemsMax) {
            // Told once, however many there are.
            if (faults_.empty() || !faults_.back().is(Fault::TooManyItems))
                note(Fault::TooManyItems, node);
            isCutShort_ = true;
            return;
        }
        readItem(node, around);
    }
}

void FormReader::readItem(const fhir::Node& node, const Around& around) {
    if (!node.isObject()) return note(Fault::BadElement, node);
    refuseModifier(node);
    Item item;
    item.linkId = node.get("linkId").textOr();
    if (item.linkId.empty()) noteIn(Fault::MissingLinkId, node, "linkId");
    item.text = textMember(node, "text", false);
    item.prefix = textMember(node, "prefix", false);
    item.required = flagMember(node, "required");
    item.repeats = flagMember(node, "repeats");
    item.readOnly = flagMember(node, "readOnly") || around.readOnly;
    item.hidden = flagExtension(node, names::questionnaireHidden) || around.hidden;
    item.depth = around.depth;
    item.parent = around.parent;
    item.holder = around.holder;
    item.repeatsAround = around.repeats;
    for (const auto code : node.get("code").elements()) item.codes.push_back(codingOf(code));
    readKind(node, item);
    if (around.unsupported && item.isQuestion()) item.kind = ItemKind::Unsupported;
    if (item.kind == ItemKind::Choice || item.kind == ItemKind::OpenChoice) readOptions(node, item);
    readUnits(node, item);
    readLimits(node, item);
    readLengths(node, item);
    readPattern(node, item);
    readControl(node, item);
    readInitial(node, item);
    item.declinable = flagExtension(node, names::declinable);
    item.danger = readItemDanger(node, item, faults_);

    const auto index = form_.items_.size();
    if (!item.linkId.empty() && !form_.byLinkId_.emplace(item.linkId, index).second)
        noteIn(Fault::DuplicateLinkId, node, "linkId");
    const bool isGroup = item.kind == ItemKind::Group;
    auto inside = around;
    inside.depth = around.depth + 1;
    inside.holder = index;
    if (isGroup) inside.parent = index;
    if (isGroup && item.repeats) inside.repeats.push_back(index);
    inside.hidden = item.hidden;
    inside.readOnly = item.readOnly;
    inside.unsupported = around.unsupported || (isGroup && changesMeaning(node));
    // What is asked below a question belongs to one answer of it. Which one, when there are
    // several, could not be shown on pages of one question.
    if (item.isQuestion() && (item.repeats || !item.isAnswerable())) inside.unsupported = true;
    const bool belongsToQuestion = item.kind == ItemKind::Display && item.holder &&
                                   form_.items_[*item.holder].isQuestion() &&
                                   !node.get("enableWhen");
    if (belongsToQuestion) attachDisplay(item, controls_.back());
    form_.items_.push_back(std::move(item));
    nodes_.push_back(node);
    readItems(node.get("item"), inside);
}

void FormReader::readScoring(const fhir::Node& questionnaire) {
    for (const auto extension : questionnaire.get("extension").elements())
        if (extension.get("url").textOr() == names::scoring)
            form_.scoring_.push_back(readScoringRule(extension, form_, faults_));
}

}  // namespace landfall::instrument
