#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/store/records.hpp"

namespace landfall::store {

constexpr std::size_t entryTextBytesMax = 128 * 1024;
constexpr std::size_t searchWordsMax = 16;

struct Entry {
    std::string id;
    base::WallTime authored;
    std::string text;
    bool isPrivate = true;
    std::string conflictOf;  ///< id of the entry this is a second copy of, or ""
    Delivery delivery = Delivery::Local;
    std::string snippet;  ///< of a search: plain text around the first hit
};

/// Text that is being typed and is no entry yet.
struct WorkingText {
    std::string entry;  ///< id the entry has or will have
    std::string text;
    bool isPrivate = true;
    bool isNew = true;  ///< false: an edit of an entry that exists
    base::WallTime saved;
};

/// The journal. A private entry has a record on the phone and never an operation; nothing here can
/// send it. A shared one is a DocumentReference for the clinic of the paired patient.
class Journal {
public:
    explicit Journal(Core& core) : core_(core) {}

    /// NotPaired for a shared entry before pairing; TooLarge.
    [[nodiscard]] Result<Entry> create(std::string_view text, bool isPrivate,
                                       const base::WallTime& at);
    /// Keeps the authored time and the earlier text as a revision. UnknownEntry.
    [[nodiscard]] Result<Entry> edit(std::string_view id, std::string_view text);
    /// Private to shared: the entry keeps its id, because nothing was ever sent under it. Shared to
    /// private: if it was sent, the clinic's copy is withdrawn and the text stays here under a new
    /// id, which is returned.
    [[nodiscard]] Result<Entry> setPrivate(std::string_view id, bool isPrivate);
    /// Leaves list and search. Never sent: nothing is sent. Sent: a DELETE is.
    Result<void> remove(std::string_view id);
    /// Undoes `remove`. If the deletion is already on its way the text comes back under a new id.
    [[nodiscard]] Result<Entry> restore(std::string_view id);

    /// Every entry for good: removed ones, earlier versions and what is being typed too. Nothing
    /// brings them back. Those that were sent are deleted at the clinic with the next sync. What a
    /// bundle under way holds goes when that is answered. Returns how many there were.
    [[nodiscard]] Result<std::size_t> eraseAll();

    [[nodiscard]] Result<Entry> find(std::string_view id);
    /// Newest first; `beforeMs` of the last one seen goes on from there.
    [[nodiscard]] Result<std::vector<Entry>> list(std::size_t countMax,
                                                  std::optional<std::int64_t> beforeMs = {});
    /// Every word has to be there; the last may be unfinished. Newest first, with snippets. Any
    /// input is a search for its words; there is no query language. No word at all finds nothing.
    [[nodiscard]] Result<std::vector<Entry>> search(std::string_view words, std::size_t countMax);

    /// Saves what is being typed; an empty `entry` begins a new one and gives it an id. On a full
    /// disk it spends the reserve and tries once more.
    [[nodiscard]] Result<std::string> keepTyping(std::string_view entry, std::string_view text,
                                                 bool isPrivate, const base::WallTime& at);
    /// Most recently saved first.
    [[nodiscard]] Result<std::vector<WorkingText>> unfinished();
    /// The kept text becomes the entry (created, or edited) and the working text goes, in one
    /// transaction. An empty new one is dropped and gives nothing.
    [[nodiscard]] Result<std::optional<Entry>> finish(std::string_view entry);
    Result<void> dropTyping(std::string_view entry);

private:
    Core& core_;
};

}  // namespace landfall::store
