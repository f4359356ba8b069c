#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/patient/profile.hpp"

namespace landfall::patient {

constexpr std::size_t entryBytesMax = 128 * 1024;

/// How far a record has come. Nothing is called received before the clinic's commit.
enum class Delivery { Local, Saved, Sent, Received, Seen };

struct EntryView {
    std::string id;
    std::string authored;  ///< FHIR dateTime
    bool isPrivate = true;
    std::string text;
    std::string snippet;     ///< of a search, plain text
    std::string conflictOf;  ///< id of the entry this is a second copy of, or ""
    Delivery delivery = Delivery::Local;
};

/// The journal. A private entry never leaves the phone.
class Journaling {
public:
    explicit Journaling(Profile& profile) : profile_(profile) {}

    Result<EntryView> add(std::string_view text, bool isPrivate);
    Result<EntryView> edit(std::string_view id, std::string_view text);
    /// Shared to private: the clinic's copy is withdrawn, and may already have been read.
    Result<EntryView> setPrivate(std::string_view id, bool isPrivate);
    Result<void> remove(std::string_view id);
    /// Brings a removed entry back, until the app ends or the next removal.
    Result<void> restore(std::string_view id);
    [[nodiscard]] Result<EntryView> show(std::string_view id);
    [[nodiscard]] Result<std::vector<EntryView>> list(std::size_t countMax = 200);
    /// Every word has to be there; the last may be unfinished. Newest first.
    [[nodiscard]] Result<std::vector<EntryView>> search(std::string_view words,
                                                        std::size_t countMax = 100);

    /// The text being typed, kept with each pause; `id` empty for a new entry, which gets one.
    /// It is not an entry yet: `finish` makes it one, or the next start offers to go on.
    Result<std::string> keepTyping(std::string_view id, std::string_view text, bool isPrivate);
    /// What was being typed when the app ended, if anything.
    [[nodiscard]] Result<std::optional<EntryView>> unfinished();
    /// The typed text becomes the entry; an empty new one is dropped.
    Result<std::optional<EntryView>> finish(std::string_view id);

private:
    Profile& profile_;
};

}  // namespace landfall::patient
