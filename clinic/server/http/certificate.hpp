#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "landfall/base/bytes.hpp"
#include "landfall/base/clock.hpp"
#include "landfall/base/result.hpp"

namespace landfall::clinic::http {

/// Files of the server's identity in its data folder, each of mode 0600.
constexpr const char* serverKeyFile = "server.key";
constexpr const char* backupKeyFile = "server-backup.key";
constexpr const char* certificateFile = "server.crt";

/// SHA-256 over the DER SubjectPublicKeyInfo of each key: what a phone pins.
struct Pins {
    base::Sha256 current{};
    std::optional<base::Sha256> backup;  ///< none: the backup key is not in the folder
};

/// Makes a P-256 server key, a backup key for a later change, and a certificate for `hosts` (DNS
/// names and IP literals, no ports) signed by the server key, valid for ten years. Files that exist
/// are an error (Busy): an identity that phones have pinned is never overwritten.
Result<Pins> makeServerIdentity(const std::filesystem::path& folder,
                                const std::vector<std::string>& hosts, const base::Clock& clock);

/// The pins of the keys in the folder. A clinic may keep its backup key elsewhere; its codes then
/// carry no backup pin. NotFound, AccessDenied, Malformed.
[[nodiscard]] Result<Pins> readPins(const std::filesystem::path& folder);

}  // namespace landfall::clinic::http
