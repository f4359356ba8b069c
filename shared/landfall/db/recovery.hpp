#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "landfall/db/fault.hpp"

namespace landfall::db {

/// What makes the opening of a database with a left-over journal reversible.
///
/// A journal that is not this file's own destroys it when SQLite plays it back. So before that
/// happens the file and its journals are copied into `recover/`; if the opening fails the pair is
/// put back as it was found.
class Recovery {
public:
    /// Copies the pair if a journal with something in it exists. A copy that an earlier, unfinished
    /// opening left is kept: it is the older witness.
    [[nodiscard]] static Result<Recovery> prepare(const std::filesystem::path& database);

    /// True when there was a journal to play back.
    [[nodiscard]] bool hadJournal() const { return hadJournal_; }
    /// True when the state before the opening can be put back.
    [[nodiscard]] bool canRestore() const { return kept_; }

    /// True when the copy has a write-ahead log.
    [[nodiscard]] bool keptLog() const;

    /// Puts the file back as found and moves the journals into `quarantine/`.
    Result<void> restoreWithoutJournals();
    /// Puts file and journals back as found: nothing was changed by the attempt.
    Result<void> restoreAsFound();
    /// The opening succeeded: the copy goes.
    Result<void> drop();

private:
    explicit Recovery(std::filesystem::path database) : database_(std::move(database)) {}
    [[nodiscard]] std::filesystem::path folder() const;
    [[nodiscard]] std::filesystem::path sidecar(std::string_view suffix) const;
    Result<void> copyPair();
    Result<void> removeSidecars();

    std::filesystem::path database_;
    bool hadJournal_ = false;
    bool kept_ = false;
};

}  // namespace landfall::db
