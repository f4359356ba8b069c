#include "landfall/instrument/library.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "landfall/fhir/canonical.hpp"
#include "landfall/instrument/never_asked.hpp"

namespace landfall::instrument {

bool isLowerVersion(std::string_view a, std::string_view b) {
    const auto part = [](std::string_view& rest) {
        const auto dot = rest.find('.');
        const auto text = rest.substr(0, dot);
        rest = dot == std::string_view::npos ? std::string_view{} : rest.substr(dot + 1);
        return text;
    };
    while (!a.empty() || !b.empty()) {
        const auto left = part(a);
        const auto right = part(b);
        std::uint32_t leftNumber = 0;
        std::uint32_t rightNumber = 0;
        const auto leftDone = std::from_chars(left.data(), left.data() + left.size(), leftNumber);
        const auto rightDone =
            std::from_chars(right.data(), right.data() + right.size(), rightNumber);
        const bool numbers = leftDone.ptr == left.data() + left.size() &&
                             rightDone.ptr == right.data() + right.size();
        if (numbers && leftNumber != rightNumber) return leftNumber < rightNumber;
        if (!numbers && left != right) return left < right;
    }
    return false;
}

namespace {
bool isNumber(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "Item 4", and options that are numbers: nobody's wording.
bool isNeutral(const Item& item) {
    constexpr std::string_view label = "Item ";
    const std::string_view text = item.text;
    if (!item.isAnswerable() || !text.starts_with(label) || !isNumber(text.substr(label.size())) ||
        !item.prefix.empty())
        return false;
    return std::all_of(item.options.begin(), item.options.end(),
                       [](const Option& option) { return isNumber(option.text); });
}
}  // namespace

bool mayBeBundled(const Form& form) {
    if (form.licenceVerdict() == "SHIP") return true;
    return form.licenceVerdict() == "SCORE-ONLY" && form.description() == neutralDescription &&
           std::all_of(form.items().begin(), form.items().end(), isNeutral);
}

namespace {
/// One error for all the faults: the first one's reason, and every place with its own.
Error joined(const std::vector<Error>& faults) {
    constexpr std::size_t placesMax = 20;
    std::string where;
    for (std::size_t i = 0; i < faults.size() && i < placesMax; ++i) {
        if (i > 0) where += "; " + faults[i].code.message() + " at ";
        where += faults[i].where.empty() ? "the top" : faults[i].where;
    }
    if (faults.size() > placesMax)
        where += "; and " + std::to_string(faults.size() - placesMax) + " more";
    return {faults.front().code, where};
}
}  // namespace

Result<Library> Library::bundled() {
    Library library;
    for (const auto& file : bundled::files()) {
        auto added = library.addEntry(std::string(file.bytes), true);
        if (added.has_error())
            return Error{added.error().code, std::string(file.name) + ": " + added.error().where};
        // Only what may be redistributed is in the program: the verdict is data beside the text.
        if (!mayBeBundled(**added)) return Error{Fault::NotLicensed, std::string(file.name)};
    }
    return library;
}

std::vector<Error> Library::faultsOf(std::string_view bytes) {
    const auto json = fhir::Json::borrow(bytes);
    if (json.has_error()) return {json.error()};
    return Form::faultsOf(json->root());
}

std::vector<Error> Library::faultsIn(std::string_view bytes) const {
    const auto json = fhir::Json::borrow(bytes);
    if (json.has_error()) return {json.error()};
    auto read = Form::readWithFaults(json->root());
    if (!read.isWhole) return read.faults;
    // Also where it has faults of its own: an item that is not there is often behind both.
    for (auto& fault : inherit(read.form).faults) read.faults.push_back(std::move(fault));
    return read.faults;
}

Inheritance Library::inheritance(std::string_view bytes) const {
    const auto json = fhir::Json::borrow(bytes);
    if (json.has_error()) return {};
    auto form = Form::read(json->root());
    if (form.has_error()) return {};
    auto out = inherit(*form);
    for (auto& line : linesOfNeverAsked(*form)) out.compare.push_back(std::move(line));
    return out;
}

Inheritance Library::inherit(Form& form) const {
    // With the id alone a form would stand in for the bundled one without its rules, and with the
    // url alone it would be another one that is sent by its name.
    for (const auto& entry : entries_) {
        const auto& other = *entry->form;
        const bool sameId = other.id() == form.id();
        if (entry->isBundled && sameId != (other.url() == form.url()))
            return {{Error{Fault::NameTaken, sameId ? "url" : "id"}}, {}, {}};
    }
    const auto* rules = bundledFor(form);
    return rules != nullptr ? RuleHeir::inherit(form, *rules) : Inheritance{};
}

const Form* Library::bundledFor(const Form& form) const {
    const Form* best = nullptr;
    for (const auto& entry : entries_) {
        const auto& other = *entry->form;
        if (!entry->isBundled || other.url() != form.url()) continue;
        if (!best || isLowerVersion(best->version(), other.version())) best = &other;
    }
    return best;
}

Result<std::shared_ptr<const Form>> Library::add(std::string bytes) {
    return addEntry(std::move(bytes), false);
}

Result<std::shared_ptr<const Form>> Library::addEntry(std::string bytes, bool isBundled) {
    LF_TRY(const auto json, fhir::Json::borrow(bytes));
    auto read = Form::read(json.root());
    if (read.has_error()) return joined(isBundled ? Form::faultsOf(json.root()) : faultsIn(bytes));
    auto form = *std::move(read);
    if (!isBundled)
        if (const auto faults = inherit(form).faults; !faults.empty()) return joined(faults);
    LF_TRY(auto* const entry, keep(std::move(form), std::move(bytes)));
    entry->isBundled = entry->isBundled || isBundled;
    return entry->form;
}

Result<Library::Entry*> Library::keep(Form form, std::string bytes) {
    LF_TRY(const auto json, fhir::Json::borrow(bytes));
    const auto canonical = form.canonical();
    for (const auto& entry : entries_) {
        if (entry->form->canonical() != canonical) continue;
        const auto known = fhir::Json::borrow(entry->bytes);
        if (known.has_value() &&
            fhir::canonicalHash(known->root()) == fhir::canonicalHash(json.root()))
            return entry.get();
        // url|version is immutable: answers already given mean what the first definition says.
        return Error{Fault::DifferentContent, "version"};
    }
    auto entry = std::make_unique<Entry>();
    entry->form = std::make_shared<const Form>(std::move(form));
    entry->bytes = std::move(bytes);
    entries_.push_back(std::move(entry));
    return entries_.back().get();
}

Result<std::shared_ptr<const Form>> Library::addStored(std::string bytes) {
    auto added = add(bytes);
    if (added.has_value()) return added;
    const auto json = fhir::Json::borrow(bytes);
    if (json.has_error()) return added;
    const auto canonical =
        std::string(json->get("url").textOr()) + '|' + std::string(json->get("version").textOr());
    // The program's own copy wins over an older text of the same version.
    if (const auto* known = findEntry(canonical); known != nullptr)
        return known->isOffered ? added : known->form;
    if (std::none_of(leftOut_.begin(), leftOut_.end(),
                     [&](const LeftOut& one) { return one.canonical == canonical; }))
        leftOut_.push_back({canonical, added.error()});
    auto form = Form::read(json->root());
    if (form.has_error()) return added;
    // What danger it can take over holds for it all the same.
    static_cast<void>(inherit(*form));
    LF_TRY(auto* const entry, keep(*std::move(form), std::move(bytes)));
    entry->isOffered = false;
    return entry->form;
}

void Library::remove(std::string_view canonical) {
    std::erase_if(entries_, [&](const auto& entry) {
        return !entry->isBundled && entry->form->canonical() == canonical;
    });
}

const Library::Entry* Library::findEntry(std::string_view idOrCanonical) const {
    const Entry* best = nullptr;
    for (const auto& entry : entries_) {
        const auto& form = *entry->form;
        if (form.canonical() == idOrCanonical) return entry.get();
        if (!entry->isOffered || (form.id() != idOrCanonical && form.url() != idOrCanonical))
            continue;
        if (!best || isLowerVersion(best->form->version(), form.version())) best = entry.get();
    }
    return best;
}

std::shared_ptr<const Form> Library::find(std::string_view idOrCanonical) const {
    const auto* entry = findEntry(idOrCanonical);
    return entry ? entry->form : nullptr;
}

std::vector<std::string> Library::versionsOf(std::string_view url) const {
    std::vector<std::string> versions;
    for (const auto& entry : entries_)
        if (entry->form->url() == url) versions.push_back(entry->form->version());
    std::sort(versions.begin(), versions.end(), isLowerVersion);
    return versions;
}

std::vector<const Library::Entry*> Library::list() const {
    std::map<std::string, const Entry*> newest;
    for (const auto& entry : entries_) {
        if (!entry->isOffered) continue;
        auto& best = newest[entry->form->id()];
        if (!best || isLowerVersion(best->form->version(), entry->form->version()))
            best = entry.get();
    }
    std::vector<const Entry*> out;
    for (const auto& [id, entry] : newest) out.push_back(entry);
    return out;
}

}  // namespace landfall::instrument
