#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "landfall/base/files.hpp"
#include "landfall/base/ids.hpp"
#include "landfall/base/random.hpp"
#include "landfall/base/secret.hpp"
#include "server/store/fault.hpp"

namespace landfall::clinic::store {

/// The file in a clinic's folder that holds, or seals, the key of its database. Mode 0600.
constexpr const char* keyFile = "store.key";
/// The name of the systemd credential (LoadCredential=landfall-store-key:...).
constexpr const char* credentialName = "landfall-store-key";

/// What the operator supplies beside the folder. With neither, the key lies in the key file itself:
/// that protects a copied database file, and nothing against whoever can read the whole folder.
struct KeySecrets {
    base::SecretText passphrase;
    base::SecretText credential;
    /// From CREDENTIALS_DIRECTORY/landfall-store-key and the file that
    /// LANDFALL_CLINIC_PASSPHRASE_FILE names; its last line break does not count.
    [[nodiscard]] static Result<KeySecrets> fromEnvironment(const base::Files& files);
};

struct StoreKey {
    base::Key32 key;
    base::Uuid database;  ///< the database this key belongs to
};

/// Cost of Argon2id for a passphrase.
struct KeyCost {
    unsigned long long passes = 3;
    std::size_t memoryBytes = 64 * 1024 * 1024;
};

/// Makes a new key and its file: sealed by the credential, else by the passphrase, else plain.
/// base::Fault::Busy when a key file is there already.
[[nodiscard]] Result<StoreKey> makeStoreKey(base::Files& files, const std::filesystem::path& folder,
                                            const KeySecrets& secrets, base::Random& random,
                                            KeyCost cost = {});

/// Opens the key file: the faults above, never a new key.
[[nodiscard]] Result<StoreKey> openStoreKey(const base::Files& files,
                                            const std::filesystem::path& folder,
                                            const KeySecrets& secrets);

}  // namespace landfall::clinic::store
