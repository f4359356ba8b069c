#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "landfall/base/files.hpp"
#include "landfall/base/ids.hpp"
#include "landfall/base/random.hpp"
#include "landfall/keys/fault.hpp"
#include "landfall/keys/key_file_format.hpp"
#include "landfall/keys/master_key.hpp"
#include "landfall/keys/recovery_code.hpp"
#include "landfall/keys/stretch.hpp"

namespace landfall::keys {

/// How a passphrase is stretched. Shipped code passes `{.stretch = calibrated}` and leaves the
/// floor.
struct StretchPolicy {
    Stretch stretch{};
    /// Below it `create` and `setPassphrase` refuse with WeakStretch; an existing slot below it is
    /// raised silently at the next unlock. Only tests lower it.
    Stretch floor = stretchFloor;
};

struct CreatedKeys;

/// The phone's key file `landfall.keys.a` / `.b`: the master key wrapped once for the passphrase
/// and once for the recovery code. One object per process; every change is on the disk, read back
/// and checked before the call returns.
///
/// Order of a change: the copy with the older generation is replaced and verified first, so that at
/// each moment one whole copy exists; then the other is brought to the same content, so that an old
/// passphrase does not stay valid in it.
class KeyFile {
public:
    /// Makes master key, recovery code and both slots. AlreadyExists when a copy of a key file is
    /// there; otherwise the faults of a new passphrase, NotEnoughMemory and those of `files`.
    [[nodiscard]] static Result<CreatedKeys> create(base::Files& files,
                                                    const std::filesystem::path& folder,
                                                    base::Random& random,
                                                    std::string_view passphrase,
                                                    const StretchPolicy& policy = {});
    /// True when at least one copy is there, readable or not: a profile exists.
    [[nodiscard]] static bool exists(const base::Files& files, const std::filesystem::path& folder);
    /// KeysMissing, KeysDamaged, NeedsUpdate. Nothing is changed.
    [[nodiscard]] static Result<KeyFile> load(base::Files& files,
                                              const std::filesystem::path& folder,
                                              base::Random& random,
                                              const StretchPolicy& policy = {});

    /// WrongPassphrase, NotText, TooLong, NotEnoughMemory. Takes as long as the stretching does.
    /// Also mends a missing, damaged or older second copy.
    [[nodiscard]] Result<MasterKey> unlock(std::string_view passphrase);
    /// RecoveryCodeMistyped, WrongRecoveryCode.
    [[nodiscard]] Result<MasterKey> unlockWithRecovery(std::string_view typedCode);

    /// Replaces the passphrase slot. NotUnlocked unless `masterKey` is what this object unlocked.
    Result<void> setPassphrase(const MasterKey& masterKey, std::string_view newPassphrase);
    /// Replaces the recovery slot; the old code opens nothing afterwards.
    [[nodiscard]] Result<RecoveryCode> newRecoveryCode(const MasterKey& masterKey);

    /// The raw SQLCipher key: crypto_kdf(master key, active DEK number, "LFdbkey_").
    [[nodiscard]] base::Key32 databaseKey(const MasterKey& masterKey) const;
    /// The id the database carries in its `meta`.
    [[nodiscard]] const base::Uuid& databaseId() const { return newest().databaseId; }

private:
    struct Copy {
        std::filesystem::path path;
        std::optional<KeyFileContent> content;  ///< empty: missing or damaged
    };

    KeyFile(base::Files& files, base::Random& random, const StretchPolicy& policy,
            const std::filesystem::path& folder);
    [[nodiscard]] const KeyFileContent& newest() const;
    [[nodiscard]] std::vector<const KeyFileContent*> candidates() const;
    [[nodiscard]] bool isUnlockedBy(const MasterKey& masterKey) const;
    void remember(const MasterKey& masterKey);
    Result<void> write(KeyFileContent content);
    Result<void> writeCopy(Copy& copy, const KeyFileContent& content);
    void mend(const KeyFileContent& good);
    [[nodiscard]] Result<Slot> passphraseSlot(const base::Uuid& databaseId,
                                              const base::SecretText& normalised,
                                              const MasterKey& masterKey);

    base::Files* files_;
    base::Random* random_;
    StretchPolicy policy_;
    std::array<Copy, 2> copies_;
    std::optional<std::array<std::uint8_t, 32>> unlocked_;  ///< hash of the master key
};

struct CreatedKeys {
    KeyFile keyFile;
    RecoveryCode recoveryCode;
    MasterKey masterKey;
};

}  // namespace landfall::keys
