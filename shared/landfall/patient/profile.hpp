#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "landfall/instrument/library.hpp"
#include "landfall/keys/key_file.hpp"
#include "landfall/net/enrolment.hpp"
#include "landfall/pathway/library.hpp"
#include "landfall/patient/fault.hpp"
#include "landfall/patient/folder.hpp"
#include "landfall/patient/surroundings.hpp"
#include "landfall/store/store.hpp"

namespace landfall::patient {

/// Where a phone stands. Every damage has a name and a way on; none of them makes a new empty
/// database.
enum class Standing {
    Unpaired,  ///< no clinic, nothing stored
    Waiting,   ///< enrolled; no passphrase yet (the clinic may or may not have confirmed)
    Locked,
    Unlocked,
    KeysMissing,      ///< a database without a key file
    KeysDamaged,      ///< neither copy of the key file can be read
    DatabaseMissing,  ///< a key file without its database
    DatabaseDamaged,  ///< the database's file is not whole, or a page of it failed its check
    KeysRejected,     ///< keys and database do not belong together
    NeedsUpdate,      ///< written by a newer Landfall
};

/// A questionnaire of the data folder that was left out, for the person who put it there.
struct LeftOut {
    std::string file;    ///< its path below the data folder
    std::string reason;  ///< one line
};

/// Names of the settings the facade keeps in the store.
namespace setting {
constexpr std::string_view pairing = "pairing";                 ///< writePairing()
constexpr std::string_view pairingAttempt = "pairing.attempt";  ///< see PairingAttempts
constexpr std::string_view recoveryCode = "recovery.code";      ///< until it was confirmed
constexpr std::string_view lastSync = "sync.last";              ///< FHIR instant
constexpr std::string_view lastReceived = "sync.received";  ///< FHIR instant; something was sent
constexpr std::string_view lastSyncState = "sync.state";
constexpr std::string_view lastRefusal = "sync.refusal";  ///< word of sync::Refusal, or ""
constexpr std::string_view trustedName = "help.trusted.name";
constexpr std::string_view trustedPhone = "help.trusted.phone";
constexpr std::string_view lockedDecided = "help.locked.decided";  ///< "yes" once it was decided
constexpr std::string_view consentAnswers = "consent.answers";  ///< ConsentComprehension::bytes()
constexpr std::string_view answeredPrefix = "answered.";        ///< + Task id: the response
constexpr std::string_view folderFormPrefix = "folder.form.";   ///< + url|version: its SHA-256
}  // namespace setting

/// One data folder: its lock, its files and, while unlocked, its store. The use cases work on it.
class Profile {
public:
    struct Options {
        /// How the passphrase is stretched; empty means calibrated for this phone at set-up.
        std::optional<keys::StretchPolicy> stretch;
        /// A limit of the database file for tests of a full disk; 0 is none.
        std::int64_t pagesMax = 0;
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

    /// Locked when it is not unlocked. The pointer lives until lock().
    [[nodiscard]] Result<store::Store*> store() const;
    [[nodiscard]] Result<const keys::MasterKey*> masterKey() const;
    /// The key file of this folder; read once per process.
    [[nodiscard]] Result<keys::KeyFile*> keyFile();
    /// The pairing that is in force; NotPaired before, Locked while locked.
    [[nodiscard]] Result<net::Enrolled> pairing() const;
    Result<void> keepPairing(const net::Enrolled& enrolled);
    /// The pairing that waits for a passphrase; NotPaired when none does.
    [[nodiscard]] Result<net::Enrolled> waiting() const;
    /// True when the pairing cannot go on: the clinic stopped it, or the clinic's server is not the
    /// one it was made with. Everything here is kept, and a new code goes on with it (E-10).
    [[nodiscard]] Result<bool> isStopped() const;
    /// Files of `instruments/` that are not used: found when the folder was opened what cannot be
    /// read, and when it was unlocked what has another content than before under its version.
    [[nodiscard]] const std::vector<LeftOut>& leftOut() const { return leftOut_; }
    /// Bundled questionnaires, those of the folder, and, while unlocked, those the clinic sent.
    [[nodiscard]] instrument::Library& library() { return library_; }

    /// The bundled protocol and, while unlocked, those the clinic sent.
    [[nodiscard]] const pathway::Library& protocols() const { return protocols_; }

    /// Opens the store with a key; the faults of db. Called by Access.
    Result<void> openStore(keys::MasterKey masterKey);
    /// Closes the store and wipes the keys.
    void lock();
    /// Reads definitions that arrived with a sync. Those that cannot be read are left out.
    void refreshLibrary();

private:
    Profile(Folder folder, Surroundings surroundings, Options options, base::FolderLock lock);
    void readInstrumentFolder();
    Result<void> addDefinition(const std::filesystem::path& path, std::string bytes);
    void leaveOut(const std::string& file, const Error& why);
    /// What was unlocked with one content under a url|version is not used with another one.
    void holdToVersions();

    Folder folder_;
    Surroundings surroundings_;
    Options options_;
    base::FolderLock lock_;
    instrument::Library library_;
    std::vector<LeftOut> leftOut_;
    /// A definition of the folder that is in the library.
    struct FolderForm {
        std::string file, canonical, hash;
    };
    std::vector<FolderForm> folderForms_;
    std::optional<Standing> damage_;  ///< what the last opening of the database found
    pathway::Library protocols_;
    std::optional<keys::KeyFile> keyFile_;
    std::unique_ptr<store::Store> store_;
    std::optional<keys::MasterKey> masterKey_;
};

}  // namespace landfall::patient
