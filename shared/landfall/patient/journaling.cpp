#include "landfall/patient/journaling.hpp"

#include <algorithm>

#include "landfall/fhir/json.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/pathway/consent_course.hpp"
#include "landfall/pathway/consent_document.hpp"
#include "landfall/patient/consents.hpp"

namespace landfall::patient {

namespace {
bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// The entry that is being edited; nothing for a new one.
Result<std::optional<store::Entry>> existing(store::Journal& journal,
                                             const store::WorkingText& typed) {
    if (typed.isNew) return std::optional<store::Entry>{};
    auto found = journal.find(typed.entry);
    if (found.has_error()) return std::optional<store::Entry>{};
    return std::optional<store::Entry>(std::move(*found));
}

/// A shared entry that was made private while it was edited. Private before the text is kept, so
/// that no word is sent that was typed as private; and the text is kept under another name before,
/// so that whatever ends this in between, no word is lost either.
Result<std::optional<store::Entry>> withdraw(store::Journal& journal, const store::Entry& before,
                                             const store::WorkingText& typed,
                                             const base::WallTime& now) {
    const bool isEdited = !isBlank(typed.text) && typed.text != before.text;
    std::string spare;
    if (isEdited) {
        LF_TRY(spare, journal.keepTyping("", typed.text, true, now));
    }
    LF_TRY(auto entry, journal.setPrivate(typed.entry, true));
    if (isEdited) {
        LF_TRY(entry, journal.edit(entry.id, typed.text));
        LF_CHECK(journal.dropTyping(spare));
    }
    LF_CHECK(journal.dropTyping(typed.entry));
    return std::optional<store::Entry>(std::move(entry));
}
}  // namespace

Result<bool> Journaling::mayShare() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto events, consentsOf(*store));
    bool may = true;
    for (const auto& event : events)
        if (event.purpose == pathway::shareJournal)
            may = event.event == pathway::nameOf(pathway::ConsentStep::Signed);
    return may;
}

Result<void> Journaling::checkSharing() {
    LF_TRY(const bool may, mayShare());
    return may ? ok() : Result<void>(Fault::SharingNotAgreed);
}

Result<store::Entry> Journaling::add(std::string_view text, bool isPrivate) {
    LF_TRY(auto* const store, profile_.store());
    if (isBlank(text)) return Fault::EmptyEntry;
    if (!fhir::isText(text)) return Fault::NotText;
    if (!isPrivate) LF_CHECK(checkSharing());
    return store->journal().create(text, isPrivate, profile_.surroundings().clock.now());
}

Result<store::Entry> Journaling::edit(std::string_view id, std::string_view text) {
    LF_TRY(auto* const store, profile_.store());
    if (isBlank(text)) return Fault::EmptyEntry;
    if (!fhir::isText(text)) return Fault::NotText;
    return store->journal().edit(id, text);
}

Result<store::Entry> Journaling::setPrivate(std::string_view id, bool isPrivate) {
    LF_TRY(auto* const store, profile_.store());
    if (!isPrivate) {
        LF_TRY(auto entry, store->journal().find(id));
        if (!entry.isPrivate) return entry;
        LF_CHECK(checkSharing());
    }
    return store->journal().setPrivate(id, isPrivate);
}

Result<void> Journaling::remove(std::string_view id) {
    LF_TRY(auto* const store, profile_.store());
    return store->journal().remove(id);
}

Result<store::Entry> Journaling::restore(std::string_view id) {
    LF_TRY(auto* const store, profile_.store());
    return store->journal().restore(id);
}

Result<std::size_t> Journaling::eraseAll() {
    LF_TRY(auto* const store, profile_.store());
    return store->journal().eraseAll();
}

Result<store::Entry> Journaling::show(std::string_view id) {
    LF_TRY(auto* const store, profile_.store());
    return store->journal().find(id);
}

Result<std::vector<store::Entry>> Journaling::list(std::size_t countMax) {
    LF_TRY(auto* const store, profile_.store());
    return store->journal().list(countMax);
}

Result<std::vector<store::Entry>> Journaling::search(std::string_view words, std::size_t countMax) {
    LF_TRY(auto* const store, profile_.store());
    return store->journal().search(words, countMax);
}

Result<std::string> Journaling::keepTyping(std::string_view id, std::string_view text,
                                           bool isPrivate) {
    LF_TRY(auto* const store, profile_.store());
    return store->journal().keepTyping(id, text, isPrivate, profile_.surroundings().clock.now());
}

Result<std::optional<store::WorkingText>> Journaling::unfinished() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(auto all, store->journal().unfinished());
    if (all.empty()) return std::optional<store::WorkingText>{};
    // Its entry was removed or withdrawn meanwhile: the words become an entry of their own.
    auto& newest = all.front();
    newest.isNew = newest.isNew || store->journal().find(newest.entry).has_error();
    return std::optional<store::WorkingText>(std::move(newest));
}

Result<std::optional<store::Entry>> Journaling::finish(std::string_view id) {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto typed, store->journal().unfinished());
    const auto mine = std::find_if(typed.begin(), typed.end(),
                                   [&](const auto& text) { return text.entry == id; });
    if (mine == typed.end()) {
        LF_TRY(auto entry, store->journal().find(id));
        return std::optional<store::Entry>(std::move(entry));
    }
    LF_TRY(const auto before, existing(store->journal(), *mine));
    if (before && mine->isPrivate && !before->isPrivate)
        return withdraw(store->journal(), *before, *mine, profile_.surroundings().clock.now());
    bool isPrivate = mine->isPrivate;
    if (!isPrivate && (!before || before->isPrivate)) {
        LF_TRY(const bool may, mayShare());
        if (!may) {
            isPrivate = true;
            LF_TRY([[maybe_unused]] const auto kept,
                   store->journal().keepTyping(id, mine->text, true,
                                               profile_.surroundings().clock.now()));
        }
    }
    LF_TRY(auto entry, store->journal().finish(id));
    if (entry && !isPrivate && entry->isPrivate) {
        LF_TRY(entry, store->journal().setPrivate(entry->id, false));
    }
    return entry;
}

}  // namespace landfall::patient
