#include "server/http/certificate.hpp"

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>

#include "landfall/base/files.hpp"
#include "landfall/base/secret.hpp"

namespace landfall::clinic::http {

namespace {

template <auto Free>
struct Release {
    template <class T>
    void operator()(T* pointer) const {
        Free(pointer);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using PublicKey = std::unique_ptr<X509_PUBKEY, Release<X509_PUBKEY_free>>;
using Memory = std::unique_ptr<BIO, Release<BIO_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION_free>>;

constexpr long validSeconds = 3650L * 24 * 60 * 60;
constexpr long clockSlackSeconds = 24 * 60 * 60;  ///< a phone's clock may be behind
constexpr std::size_t keyFileBytesMax = 16 * 1024;

Result<base::Sha256> pinOf(EVP_PKEY* key) {
    // The pin is over the whole SubjectPublicKeyInfo; X509_pubkey_digest would hash the key bits
    // only.
    X509_PUBKEY* made = nullptr;
    if (X509_PUBKEY_set(&made, key) != 1) return base::Fault::Malformed;
    const PublicKey info(made);
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(info.get(), &der);
    if (size <= 0) return base::Fault::Malformed;
    const auto pin = base::sha256(base::ByteView(der, static_cast<std::size_t>(size)));
    OPENSSL_free(der);
    return pin;
}

base::Bytes contentOf(BIO* memory) {
    char* start = nullptr;
    const long size = BIO_get_mem_data(memory, &start);
    const auto view = base::viewOf({start, static_cast<std::size_t>(size)});
    return {view.begin(), view.end()};
}

Result<base::Bytes> pemOf(EVP_PKEY* key) {
    const Memory memory(BIO_new(BIO_s_mem()));
    if (!memory || PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr,
                                                 nullptr) != 1)
        return base::Fault::Malformed;
    return contentOf(memory.get());
}

bool isAddress(const std::string& host) {
    std::array<unsigned char, sizeof(in6_addr)> parsed{};
    return inet_pton(AF_INET, host.c_str(), parsed.data()) == 1 ||
           inet_pton(AF_INET6, host.c_str(), parsed.data()) == 1;
}

/// A host may stand in a configuration text of OpenSSL, so nothing but a name or an address passes.
bool isHost(const std::string& host) {
    if (isAddress(host)) return true;
    if (host.empty() || host.size() > 253) return false;
    for (const char c : host)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '-' || c == '.'))
            return false;
    return true;
}

Result<std::string> alternativeNames(const std::vector<std::string>& hosts) {
    std::string names;
    for (const auto& host : hosts) {
        if (!isHost(host)) return base::Fault::Malformed;
        if (!names.empty()) names += ',';
        names += (isAddress(host) ? "IP:" : "DNS:") + host;
    }
    if (names.empty()) return base::Fault::Malformed;
    return names;
}

bool extend(X509* certificate, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool setSerial(X509* certificate) {
    std::array<unsigned char, 16> random{};
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) return false;
    random[0] &= 0x7f;  // RFC 5280: positive
    BIGNUM* number = BN_bin2bn(random.data(), static_cast<int>(random.size()), nullptr);
    const bool done = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    return done;
}

Result<base::Bytes> selfSigned(EVP_PKEY* key, const std::vector<std::string>& hosts,
                               const base::Clock& clock) {
    LF_TRY(const auto names, alternativeNames(hosts));
    const Certificate certificate(X509_new());
    if (!certificate || !setSerial(certificate.get())) return base::Fault::Malformed;
    auto now = static_cast<time_t>(clock.now().unixMs / 1000);
    X509_set_version(certificate.get(), X509_VERSION_3);
    X509_time_adj_ex(X509_getm_notBefore(certificate.get()), 0, -clockSlackSeconds, &now);
    X509_time_adj_ex(X509_getm_notAfter(certificate.get()), 0, validSeconds, &now);
    X509_set_pubkey(certificate.get(), key);
    auto* subject = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("Landfall clinic"), -1, -1,
                               0);
    X509_set_issuer_name(certificate.get(), subject);
    const bool extended = extend(certificate.get(), NID_basic_constraints, "critical,CA:FALSE") &&
                          extend(certificate.get(), NID_key_usage, "critical,digitalSignature") &&
                          extend(certificate.get(), NID_ext_key_usage, "serverAuth") &&
                          extend(certificate.get(), NID_subject_alt_name, names.c_str());
    if (!extended || X509_sign(certificate.get(), key, EVP_sha256()) == 0)
        return base::Fault::Malformed;
    const Memory memory(BIO_new(BIO_s_mem()));
    if (!memory || PEM_write_bio_X509(memory.get(), certificate.get()) != 1)
        return base::Fault::Malformed;
    return contentOf(memory.get());
}

Result<base::Sha256> pinOfFile(const std::filesystem::path& path) {
    const base::PosixFiles files;
    LF_TRY(auto pem, files.read(path, keyFileBytesMax));
    const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const Key key(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr));
    base::wipe(pem.data(), pem.size());
    if (!key) return Error(base::Fault::Malformed, path.filename().string());
    return pinOf(key.get());
}

Result<void> writeKey(base::Files& files, const std::filesystem::path& path, EVP_PKEY* key) {
    LF_TRY(auto pem, pemOf(key));
    auto written = files.replace(path, pem);
    base::wipe(pem.data(), pem.size());
    return written;
}

}  // namespace

Result<Pins> makeServerIdentity(const std::filesystem::path& folder,
                                const std::vector<std::string>& hosts, const base::Clock& clock) {
    base::PosixFiles files;
    for (const auto* name : {serverKeyFile, backupKeyFile, certificateFile})
        if (files.exists(folder / name)) return Error(base::Fault::Busy, name);
    const Key current(EVP_EC_gen("P-256"));
    const Key backup(EVP_EC_gen("P-256"));
    if (!current || !backup) return base::Fault::Unsupported;
    LF_TRY(const auto certificate, selfSigned(current.get(), hosts, clock));
    LF_CHECK(writeKey(files, folder / serverKeyFile, current.get()));
    LF_CHECK(writeKey(files, folder / backupKeyFile, backup.get()));
    LF_CHECK(files.replace(folder / certificateFile, certificate));
    Pins pins;
    LF_TRY(pins.current, pinOf(current.get()));
    LF_TRY(pins.backup, pinOf(backup.get()));
    return pins;
}

Result<Pins> readPins(const std::filesystem::path& folder) {
    Pins pins;
    LF_TRY(pins.current, pinOfFile(folder / serverKeyFile));
    const auto backup = pinOfFile(folder / backupKeyFile);
    if (backup.has_error() && !backup.error().is(base::Fault::NotFound)) return backup.error();
    if (backup.has_value()) pins.backup = *backup;
    return pins;
}

}  // namespace landfall::clinic::http
