#include "server/http/certificate.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <memory>

#include "clinic/http/temp_folder.hpp"
#include "landfall/base/files.hpp"

using namespace landfall;
using namespace landfall::clinic::http;

namespace {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Certificate read(const std::filesystem::path& path) {
    const base::PosixFiles files;
    const auto pem = *files.read(path, 65536);
    BIO* memory = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    Certificate certificate(PEM_read_bio_X509(memory, nullptr, nullptr, nullptr), &X509_free);
    BIO_free(memory);
    return certificate;
}

unsigned modeOf(const std::filesystem::path& path) {
    struct stat status {};
    ::stat(path.c_str(), &status);
    return status.st_mode & 0777U;
}

}  // namespace

TEST_CASE("a clinic's identity is two keys, their pins and a certificate for its hosts") {
    const tests::TempFolder folder;
    const base::SystemClock clock;
    const auto made = makeServerIdentity(folder.path(), {"127.0.0.1", "localhost", "::1"}, clock);
    REQUIRE(made.has_value());
    CHECK(made->current != made->backup);
    for (const auto* name : {serverKeyFile, backupKeyFile, certificateFile})
        CHECK(modeOf(folder.path() / name) == 0600U);

    const auto again = readPins(folder.path());
    REQUIRE(again.has_value());
    CHECK(again->current == made->current);
    CHECK(again->backup == made->backup);
    REQUIRE(again->backup.has_value());

    const auto certificate = read(folder.path() / certificateFile);
    REQUIRE(certificate);
    CHECK(X509_check_host(certificate.get(), "localhost", 0, 0, nullptr) == 1);
    CHECK(X509_check_ip_asc(certificate.get(), "127.0.0.1", 0) == 1);
    CHECK(X509_check_ip_asc(certificate.get(), "::1", 0) == 1);
    CHECK(X509_check_host(certificate.get(), "evil.example", 0, 0, nullptr) == 0);
    int days = 0;
    int seconds = 0;
    REQUIRE(ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(certificate.get())) == 1);
    CHECK(days >= 3648);
    EVP_PKEY* key = X509_get0_pubkey(certificate.get());
    CHECK(EVP_PKEY_get_bits(key) == 256);
    CHECK(X509_verify(certificate.get(), key) == 1);
}

TEST_CASE("an identity that exists is never overwritten") {
    const tests::TempFolder folder;
    const base::SystemClock clock;
    const auto first = makeServerIdentity(folder.path(), {"localhost"}, clock);
    REQUIRE(first.has_value());
    const auto second = makeServerIdentity(folder.path(), {"localhost"}, clock);
    REQUIRE(second.has_error());
    CHECK(second.error().is(base::Fault::Busy));
    CHECK(readPins(folder.path())->current == first->current);
}

TEST_CASE("a host that is no name makes no certificate and leaves no keys") {
    const tests::TempFolder folder;
    const base::SystemClock clock;
    for (const auto* host : {"", "a,DNS:evil.example", "a b", "https://a", "a:8443", "a\n"}) {
        CHECK(makeServerIdentity(folder.path(), {host}, clock).has_error());
        CHECK(std::filesystem::is_empty(folder.path()));
    }
}

TEST_CASE("a key file that is cut off is named") {
    const tests::TempFolder folder;
    const base::SystemClock clock;
    REQUIRE(makeServerIdentity(folder.path(), {"localhost"}, clock).has_value());
    std::filesystem::resize_file(folder.path() / serverKeyFile, 40);
    const auto pins = readPins(folder.path());
    REQUIRE(pins.has_error());
    CHECK(pins.error().is(base::Fault::Malformed));
    CHECK(pins.error().where == serverKeyFile);
}
