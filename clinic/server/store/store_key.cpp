#include "server/store/store_key.hpp"

#include <sodium.h>
#include <sys/stat.h>

#include <array>
#include <cstdlib>

#include "landfall/fhir/json.hpp"

namespace landfall::clinic::store {
namespace {

constexpr std::size_t keyFileBytesMax = 4096;
constexpr std::size_t secretBytesMax = 1024;
constexpr std::size_t passphraseBytesMin = 12;
constexpr std::size_t sealedBytes = 32 + crypto_aead_xchacha20poly1305_ietf_ABYTES;

using Nonce = std::array<std::uint8_t, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES>;
using Salt = std::array<std::uint8_t, crypto_pwhash_SALTBYTES>;

/// The key file as text; `body` is the key itself or the key sealed by the secret.
struct Parts {
    std::string source;  ///< file, passphrase, credential
    base::Uuid database;
    Salt salt{};
    Nonce nonce{};
    KeyCost cost;
    base::Bytes body;
};

// Everything but the body: what the seal and the check also cover.
std::string head(const Parts& parts) {
    return "landfall-store-key/1 " + parts.source + ' ' + parts.database.text() + ' ' +
           base::toHex(parts.salt) + ' ' + std::to_string(parts.cost.passes) + ' ' +
           std::to_string(parts.cost.memoryBytes);
}

std::string checkOf(const Parts& parts) {
    const auto text = head(parts);
    return base::toHex(base::sha256(
        {base::viewOf(text), base::ByteView(parts.nonce), base::ByteView(parts.body)}));
}

std::string write(const Parts& parts) {
    return "{\"format\":1,\"source\":\"" + parts.source + "\",\"database\":\"" +
           parts.database.text() + "\",\"salt\":\"" + base::toHex(parts.salt) +
           "\",\"passes\":" + std::to_string(parts.cost.passes) +
           ",\"memoryBytes\":" + std::to_string(parts.cost.memoryBytes) + ",\"nonce\":\"" +
           base::toHex(parts.nonce) + "\",\"key\":\"" + base::toHex(parts.body) +
           "\",\"check\":\"" + checkOf(parts) + "\"}\n";
}

template <std::size_t N>
Result<void> readHex(const fhir::Node& node, std::array<std::uint8_t, N>& out) {
    LF_TRY(const auto bytes, base::fromHex(node.textOr()));
    if (bytes.size() != N) return base::Fault::Malformed;
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return ok();
}

Result<Parts> parse(std::string text) {
    LF_TRY(const auto json, fhir::Json::parse(std::move(text)));
    if (json.get("format").integer() != 1) return base::Fault::Unsupported;
    Parts parts;
    parts.source = json.get("source").textOr();
    LF_TRY(parts.database, base::Uuid::parse(json.get("database").textOr()));
    LF_CHECK(readHex(json.get("salt"), parts.salt));
    LF_CHECK(readHex(json.get("nonce"), parts.nonce));
    parts.cost.passes = static_cast<unsigned long long>(json.get("passes").integer().value_or(0));
    parts.cost.memoryBytes =
        static_cast<std::size_t>(json.get("memoryBytes").integer().value_or(0));
    LF_TRY(parts.body, base::fromHex(json.get("key").textOr()));
    const bool sealed = parts.source == "passphrase" || parts.source == "credential";
    if (!sealed && parts.source != "file") return base::Fault::Malformed;
    if (parts.body.size() != (sealed ? sealedBytes : 32)) return base::Fault::Malformed;
    if (json.get("check").textOr() != checkOf(parts)) return base::Fault::Malformed;
    return parts;
}

Result<base::Key32> sealingKey(const Parts& parts, const KeySecrets& secrets) {
    base::Key32 key;
    if (parts.source == "credential") {
        const auto& secret = secrets.credential.reveal();
        crypto_generichash(key.bytes().data(), key.bytes().size(),
                           reinterpret_cast<const unsigned char*>(secret.data()), secret.size(),
                           parts.salt.data(), parts.salt.size());
        return key;
    }
    const auto& secret = secrets.passphrase.reveal();
    if (crypto_pwhash(key.bytes().data(), key.bytes().size(), secret.data(), secret.size(),
                      parts.salt.data(), parts.cost.passes, parts.cost.memoryBytes,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        return Fault::OutOfMemory;
    return key;
}

Result<void> seal(Parts& parts, const base::Key32& plain, const KeySecrets& secrets) {
    LF_TRY(const auto wrap, sealingKey(parts, secrets));
    const auto covered = head(parts);
    parts.body.resize(sealedBytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        parts.body.data(), nullptr, plain.bytes().data(), plain.bytes().size(),
        reinterpret_cast<const unsigned char*>(covered.data()), covered.size(), nullptr,
        parts.nonce.data(), wrap.bytes().data());
    return ok();
}

Result<base::Key32> unseal(const Parts& parts, const KeySecrets& secrets) {
    LF_TRY(const auto wrap, sealingKey(parts, secrets));
    const auto covered = head(parts);
    base::Key32 plain;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain.bytes().data(), nullptr, nullptr, parts.body.data(), parts.body.size(),
            reinterpret_cast<const unsigned char*>(covered.data()), covered.size(),
            parts.nonce.data(), wrap.bytes().data()) != 0)
        return parts.source == "credential" ? Fault::CredentialWrong : Fault::PassphraseWrong;
    return plain;
}

Result<base::SecretText> readSecret(const base::Files& files, const std::filesystem::path& path) {
    LF_TRY(auto bytes, files.read(path, secretBytesMax));
    std::string text(base::textOf(bytes));
    base::wipe(bytes.data(), bytes.size());
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return base::SecretText(std::move(text));
}

}  // namespace

Result<KeySecrets> KeySecrets::fromEnvironment(const base::Files& files) {
    KeySecrets secrets;
    if (const char* folder = std::getenv("CREDENTIALS_DIRECTORY")) {
        const auto path = std::filesystem::path(folder) / credentialName;
        if (files.exists(path)) {
            LF_TRY(secrets.credential, readSecret(files, path));
        }
    }
    if (const char* path = std::getenv("LANDFALL_CLINIC_PASSPHRASE_FILE")) {
        LF_TRY(secrets.passphrase, readSecret(files, path));
        if (secrets.passphrase.empty()) return Fault::PassphraseMissing;
    }
    return secrets;
}

Result<StoreKey> makeStoreKey(base::Files& files, const std::filesystem::path& folder,
                              const KeySecrets& secrets, base::Random& random, KeyCost cost) {
    if (files.exists(folder / keyFile)) return Error{base::Fault::Busy, keyFile};
    Parts parts;
    parts.cost = cost;
    parts.database = base::makeUuidV4(random);
    random.fill(parts.salt);
    random.fill(parts.nonce);
    StoreKey made;
    random.fill(made.key.bytes());
    made.database = parts.database;
    if (!secrets.credential.empty()) {
        parts.source = "credential";
        LF_CHECK(seal(parts, made.key, secrets));
    } else if (!secrets.passphrase.empty()) {
        if (secrets.passphrase.reveal().size() < passphraseBytesMin) return Fault::PassphraseShort;
        parts.source = "passphrase";
        LF_CHECK(seal(parts, made.key, secrets));
    } else {
        parts.source = "file";
        parts.body.assign(made.key.bytes().begin(), made.key.bytes().end());
    }
    auto text = write(parts);
    auto stored = files.replace(folder / keyFile, base::viewOf(text));
    base::wipe(text.data(), text.size());
    base::wipe(parts.body.data(), parts.body.size());
    if (stored.has_error()) return std::move(stored).error();
    return made;
}

Result<StoreKey> openStoreKey(const base::Files& files, const std::filesystem::path& folder,
                              const KeySecrets& secrets) {
    const auto path = folder / keyFile;
    if (!files.exists(path)) return Fault::KeyFileMissing;
    struct stat about {};
    if (::stat(path.c_str(), &about) == 0 && (about.st_mode & 077) != 0)
        return Fault::KeyFileTooOpen;
    auto bytes = files.read(path, keyFileBytesMax);
    if (bytes.has_error())
        return bytes.error().is(base::Fault::TooLarge) ? Error(Fault::KeyFileDamaged)
                                                       : std::move(bytes).error();
    auto parts = parse(std::string(base::textOf(*bytes)));
    if (parts.has_error()) return Fault::KeyFileDamaged;
    StoreKey opened;
    opened.database = parts->database;
    if (parts->source == "file") {
        std::copy(parts->body.begin(), parts->body.end(), opened.key.bytes().begin());
        return opened;
    }
    const bool byCredential = parts->source == "credential";
    if (byCredential && secrets.credential.empty()) return Fault::CredentialMissing;
    if (!byCredential && secrets.passphrase.empty()) return Fault::PassphraseMissing;
    LF_TRY(opened.key, unseal(*parts, secrets));
    return opened;
}

}  // namespace landfall::clinic::store
