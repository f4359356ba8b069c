#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "landfall/instrument/library.hpp"
#include "landfall/keys/key_file.hpp"
#include "landfall/patient/fault.hpp"
#include "landfall/patient/folder.hpp"
#include "landfall/patient/surroundings.hpp"
#include "landfall/store/store.hpp"

namespace landfall::patient {

/// Where a phone stands. Every damage has a name and a way on; none of them makes a new empty
/// database.
enum class Standing {
    Unpaired,         ///< no clinic, nothing stored
    Waiting,          ///< enrolled; no passphrase yet (the clinic may or may not have confirmed)
    Locked,
    Unlocked,
    KeysMissing,      ///< a database without a key file
    KeysDamaged,      ///< neither copy of the key file can be read
    DatabaseMissing,  ///< a key file without its database
};

/// One data folder: its lock, its files and, while unlocked, its store. The use cases work on it.
class Profile {
public:
    struct Options {
        /// Cost of the passphrase; tests lower it, programs that are shipped do not.
        keys::StretchParameters stretch{};
    };

    /// Takes the folder for this process (base::Fault::Busy when another has it), making it when it
    /// is not there.
    [[nodiscard]] static Result<std::unique_ptr<Profile>> open(Folder folder,
                                                               Surroundings surroundings,
                                                               Options options);

    [[nodiscard]] Standing standing() const;
    [[nodiscard]] const Folder& folder() const { return folder_; }
    [[nodiscard]] const Surroundings& surroundings() const { return surroundings_; }
    [[nodiscard]] const Options& options() const { return options_; }

    /// Unlocked only; Locked otherwise. The pointer lives until lock().
    [[nodiscard]] Result<store::Store*> store();
    [[nodiscard]] Result<const keys::MasterKey*> masterKey() const;
    /// Bundled questionnaires, those of the folder, and, while unlocked, those the clinic sent.
    [[nodiscard]] instrument::Library& library() { return library_; }

    /// Called by Access.
    void becomeUnlocked(std::unique_ptr<store::Store> store, keys::MasterKey masterKey);
    /// Closes the store and wipes the keys.
    void lock();
    /// Reads definitions that arrived with a sync. Those that cannot be read are left out.
    void refreshLibrary();

private:
    Profile(Folder folder, Surroundings surroundings, Options options, base::FolderLock lock);

    Folder folder_;
    Surroundings surroundings_;
    Options options_;
    base::FolderLock lock_;
    instrument::Library library_;
    std::unique_ptr<store::Store> store_;
    std::optional<keys::MasterKey> masterKey_;
};

}  // namespace landfall::patient
