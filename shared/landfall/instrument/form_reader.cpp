#include "landfall/instrument/form_reader.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/instrument/danger_reader.hpp"

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

namespace {
/// A decimal that is a whole number: 2, 2.0. Scores are integers here.
std::optional<int> wholeDecimal(const fhir::Node& node) {
    auto digits = node.numberText().value_or("");
    if (const auto point = digits.find('.'); point != std::string_view::npos) {
        if (digits.find_first_not_of('0', point + 1) != std::string_view::npos) return std::nullopt;
        digits = digits.substr(0, point);
    }
    int value = 0;
    const auto* end = digits.data() + digits.size();
    const auto done = std::from_chars(digits.data(), end, value);
    if (digits.empty() || done.ec != std::errc{} || done.ptr != end) return std::nullopt;
    return value;
}

fhir::Node weightExtension(const fhir::Node& element) {
    if (const auto ordinal = extensionOf(element, names::ordinalValue)) return ordinal;
    return extensionOf(element, names::itemWeight);
}

/// Elements that would change what is asked in a way not known here: without them the question
/// might be asked of the wrong person, so it is shown as not answerable.
bool changesMeaning(const fhir::Node& node) {
    return node.get("enableWhen") || node.get("modifierExtension") || node.get("answerValueSet") ||
           node.get("repeats").boolean().value_or(false) ||
           node.get("readOnly").boolean().value_or(false);
}
}  // namespace

FormReader::FormReader(const fhir::Node& questionnaire) {
    if (questionnaire.get("resourceType").textOr() != "Questionnaire") {
        faults_.emplace_back(Fault::NotAQuestionnaire, "resourceType");
        return;
    }
    readHead(questionnaire);
    const auto items = questionnaire.get("item");
    if (!items.isArray() || items.size() == 0)
        noteIn(Fault::BadElement, questionnaire, "item");
    else
        readItems(items, {});
    if (!faults_.empty()) return;
    makePages();
    if (form_.pages_.empty()) noteIn(Fault::BadElement, questionnaire, "item");
    readScoring(questionnaire);
    form_.danger_ = readFormDanger(questionnaire, form_, faults_);
}

void FormReader::noteIn(Fault fault, const fhir::Node& object, std::string_view element) {
    auto path = object.path();
    if (!path.empty()) path += '.';
    faults_.emplace_back(fault, path.append(element));
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

void FormReader::readHead(const fhir::Node& questionnaire) {
    for (const auto* element : {"modifierExtension", "implicitRules"})
        if (const auto node = questionnaire.get(element)) note(Fault::BadElement, node);
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
    if (around.depth >= depthMax) return note(Fault::TooDeep, items);
    for (const auto node : items.elements()) {
        if (form_.items_.size() >= itemsMax) {
            // Told once, however many there are.
            if (faults_.empty() || !faults_.back().is(Fault::TooManyItems))
                note(Fault::TooManyItems, node);
            return;
        }
        readItem(node, around);
    }
}

void FormReader::readItem(const fhir::Node& node, const Around& around) {
    if (!node.isObject()) return note(Fault::BadElement, node);
    Item item;
    item.linkId = node.get("linkId").textOr();
    if (item.linkId.empty()) noteIn(Fault::MissingLinkId, node, "linkId");
    item.text = textMember(node, "text", false);
    item.prefix = textMember(node, "prefix", false);
    item.required = flagMember(node, "required");
    item.depth = around.depth;
    item.parent = around.parent;
    for (const auto code : node.get("code").elements()) item.codes.push_back(codingOf(code));
    readKind(node, item);
    if (around.unsupported && item.kind != ItemKind::Group && item.kind != ItemKind::Display)
        item.kind = ItemKind::Unsupported;
    if (item.kind == ItemKind::Choice) readOptions(node, item);
    readLimits(node, item);
    if (const auto declinable = extensionOf(node, names::declinable)) {
        const auto value = declinable.get("valueBoolean");
        if (!value.isBoolean()) noteIn(Fault::BadElement, declinable, "valueBoolean");
        item.declinable = value.boolean().value_or(false);
    }
    item.danger = readItemDanger(node, item, faults_);

    const auto index = form_.items_.size();
    if (!item.linkId.empty() && !form_.byLinkId_.emplace(item.linkId, index).second)
        noteIn(Fault::DuplicateLinkId, node, "linkId");
    const bool unsupported =
        around.unsupported || (item.kind == ItemKind::Group && changesMeaning(node));
    // Questions below a question are FHIR too; the ones below are asked like any other.
    const bool isGroup = item.kind == ItemKind::Group;
    form_.items_.push_back(std::move(item));
    readItems(node.get("item"),
              {isGroup ? std::optional(index) : around.parent, around.depth + 1, unsupported});
}

void FormReader::readKind(const fhir::Node& node, Item& item) {
    const auto type = textMember(node, "type", true);
    const auto kind = [&] {
        if (type == "group") return ItemKind::Group;
        if (type == "display") return ItemKind::Display;
        if (changesMeaning(node)) return ItemKind::Unsupported;
        if (type == "choice") return ItemKind::Choice;
        if (type == "boolean") return ItemKind::Boolean;
        if (type == "integer") return ItemKind::Integer;
        if (type == "string" || type == "text") return ItemKind::Text;
        return ItemKind::Unsupported;
    };
    item.kind = kind();
    item.multiline = type == "text";
    if (item.kind == ItemKind::Choice && node.get("answerOption").size() == 0)
        item.kind = ItemKind::Unsupported;
}

void FormReader::readOptions(const fhir::Node& node, Item& item) {
    const auto options = node.get("answerOption");
    if (!options.isArray() || options.size() > optionsMax)
        return noteIn(Fault::BadElement, node, "answerOption");
    std::size_t weighted = 0;
    for (const auto one : options.elements()) {
        Option option;
        if (const auto coding = one.get("valueCoding")) {
            option.coding = codingOf(coding);
            option.text =
                option.coding.display.empty() ? option.coding.code : option.coding.display;
            if (option.coding.code.empty()) noteIn(Fault::BadElement, coding, "code");
            for (const auto& other : item.options)
                if (other.coding.system == option.coding.system &&
                    other.coding.code == option.coding.code)
                    note(Fault::BadElement, coding);
        } else {
            // An option without a code could not be told apart in the answers.
            item.kind = ItemKind::Unsupported;
            item.options.clear();
            return;
        }
        auto weight = weightExtension(one);
        if (!weight) weight = weightExtension(one.get("valueCoding"));
        if (weight) {
            option.ordinal = wholeDecimal(weight.get("valueDecimal"));
            if (!option.ordinal) noteIn(Fault::BadElement, weight, "valueDecimal");
            for (const auto& other : item.options)
                if (other.ordinal && other.ordinal == option.ordinal)
                    note(Fault::BadElement, weight);
            ++weighted;
        }
        item.options.push_back(std::move(option));
    }
    if (weighted != 0 && weighted != options.size())
        noteIn(Fault::BadElement, node, "answerOption");
}

void FormReader::readLimits(const fhir::Node& node, Item& item) {
    const auto limit = [&](std::string_view url) -> std::optional<std::int64_t> {
        const auto extension = extensionOf(node, url);
        if (!extension) return std::nullopt;
        const auto value = extension.get("valueInteger").integer();
        if (!value) noteIn(Fault::BadElement, extension, "valueInteger");
        return value;
    };
    if (item.kind == ItemKind::Integer) {
        // FHIR integer: 32 bits.
        item.min = limit(names::minValue).value_or(std::numeric_limits<std::int32_t>::min());
        item.max = limit(names::maxValue).value_or(std::numeric_limits<std::int32_t>::max());
        if (*item.min > *item.max) noteIn(Fault::BadElement, node, "extension");
    }
    if (const auto chars = node.get("maxLength")) {
        const auto value = chars.integer().value_or(0);
        if (value <= 0)
            note(Fault::BadElement, chars);
        else
            item.charsMax = std::min<std::size_t>(textCharsMax, static_cast<std::size_t>(value));
    }
}

void FormReader::makePages() {
    std::vector<std::string> leads;
    for (std::size_t i = 0; i < form_.items_.size(); ++i) {
        const auto& item = form_.items_[i];
        if (item.kind == ItemKind::Group) continue;
        if (item.kind == ItemKind::Display) {
            if (!item.text.empty()) leads.push_back(item.text);
            continue;
        }
        Page page;
        page.item = i;
        for (auto around = item.parent; around; around = form_.items_[*around].parent)
            if (const auto& text = form_.items_[*around].text; !text.empty())
                page.leads.insert(page.leads.begin(), text);
        for (auto& lead : leads) page.leads.push_back(std::move(lead));
        leads.clear();
        form_.pages_.push_back(std::move(page));
    }
}

void FormReader::readScoring(const fhir::Node& questionnaire) {
    for (const auto extension : questionnaire.get("extension").elements())
        if (extension.get("url").textOr() == names::scoring)
            form_.scoring_.push_back(readScoringRule(extension, form_, faults_));
}

}  // namespace landfall::instrument
