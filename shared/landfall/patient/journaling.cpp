#include "landfall/patient/journaling.hpp"

#include <algorithm>

namespace landfall::patient {

namespace {
bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}
}  // namespace

Result<store::Entry> Journaling::add(std::string_view text, bool isPrivate) {
    LF_TRY(auto* const store, profile_.store());
    if (isBlank(text)) return Fault::EmptyEntry;
    return store->journal().create(text, isPrivate, profile_.surroundings().clock.now());
}

Result<store::Entry> Journaling::edit(std::string_view id, std::string_view text) {
    LF_TRY(auto* const store, profile_.store());
    if (isBlank(text)) return Fault::EmptyEntry;
    return store->journal().edit(id, text);
}

Result<store::Entry> Journaling::setPrivate(std::string_view id, bool isPrivate) {
    LF_TRY(auto* const store, profile_.store());
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
    return std::optional<store::WorkingText>(std::move(all.front()));
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
    // Made private before the text is kept and shared after it: whatever ends this in between, no
    // word is sent that was typed as private.
    if (!mine->isNew && mine->isPrivate) LF_CHECK(store->journal().setPrivate(id, true));
    LF_TRY(auto entry, store->journal().finish(id));
    if (entry && !mine->isPrivate && entry->isPrivate) {
        LF_TRY(entry, store->journal().setPrivate(entry->id, false));
    }
    return entry;
}

}  // namespace landfall::patient
