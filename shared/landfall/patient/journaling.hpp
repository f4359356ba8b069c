#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/patient/profile.hpp"

namespace landfall::patient {

/// The journal. A private entry never leaves the phone. Errors are those of store::Journal, and
/// EmptyEntry.
class Journaling {
public:
    explicit Journaling(Profile& profile) : profile_(profile) {}

    /// False after the consent was signed without sharing the journal, or that choice was taken
    /// back; true before there is a consent. Then an entry that would newly be shared is refused
    /// with SharingNotAgreed; what was shared before stays as it is.
    [[nodiscard]] Result<bool> mayShare();
    [[nodiscard]] Result<store::Entry> add(std::string_view text, bool isPrivate);
    [[nodiscard]] Result<store::Entry> edit(std::string_view id, std::string_view text);
    /// Shared to private: the clinic's copy is withdrawn, and may already have been read.
    [[nodiscard]] Result<store::Entry> setPrivate(std::string_view id, bool isPrivate);
    Result<void> remove(std::string_view id);
    /// Brings a removed entry back.
    [[nodiscard]] Result<store::Entry> restore(std::string_view id);
    /// Deletes the whole journal for good, here and at the clinic. Returns how many entries went.
    [[nodiscard]] Result<std::size_t> eraseAll();
    [[nodiscard]] Result<store::Entry> show(std::string_view id);
    /// Newest first.
    [[nodiscard]] Result<std::vector<store::Entry>> list(std::size_t countMax = 200);
    /// Every word has to be there; the last may be unfinished. Newest first.
    [[nodiscard]] Result<std::vector<store::Entry>> search(std::string_view words,
                                                           std::size_t countMax = 100);

    /// The text being typed, kept with each pause; `id` empty for a new entry, which gets one.
    /// It is not an entry yet: `finish` makes it one, or the next start offers to go on.
    [[nodiscard]] Result<std::string> keepTyping(std::string_view id, std::string_view text,
                                                 bool isPrivate);
    /// What was being typed when the app ended, if anything.
    [[nodiscard]] Result<std::optional<store::WorkingText>> unfinished();
    /// The typed text becomes the entry; an empty new one is dropped and gives nothing. Without
    /// typed text the entry stays as it is. What may not be shared becomes a private entry.
    [[nodiscard]] Result<std::optional<store::Entry>> finish(std::string_view id);

private:
    Result<void> checkSharing();

    Profile& profile_;
};

}  // namespace landfall::patient
