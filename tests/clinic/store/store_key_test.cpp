#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>

#include "clinic/store/test_clinic.hpp"
#include "server/store/store_key.hpp"

using namespace landfall;
using namespace landfall::clinic;
using namespace landfall::clinic::test;

namespace {

constexpr store::KeyCost quick{1, 8 * 1024 * 1024};

store::KeySecrets passphrase(const char* text) {
    store::KeySecrets secrets;
    secrets.passphrase = base::SecretText(text);
    return secrets;
}

store::KeySecrets credential(const char* text) {
    store::KeySecrets secrets;
    secrets.credential = base::SecretText(text);
    return secrets;
}

bool same(const base::Key32& a, const base::Key32& b) {
    return std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin());
}

}  // namespace

TEST_CASE("a key comes back from its file, whatever seals it") {
    TempFolder folder;
    base::PosixFiles files;
    base::SeededRandom random(3);
    store::KeySecrets secrets;
    SECTION("nothing") {}
    SECTION("a passphrase") {
        secrets = passphrase("long enough words");
    }
    SECTION("a credential") {
        secrets = credential("0123456789abcdef0123456789abcdef");
    }
    const auto made = store::makeStoreKey(files, folder.path(), secrets, random, quick);
    REQUIRE(made.has_value());
    struct stat about {};
    REQUIRE(::stat((folder / store::keyFile).c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
    const auto opened = store::openStoreKey(files, folder.path(), secrets);
    REQUIRE(opened.has_value());
    CHECK(same(opened->key, made->key));
    CHECK(opened->database == made->database);
}

TEST_CASE("a wrong or missing secret is a clear refusal") {
    TempFolder folder;
    base::PosixFiles files;
    base::SeededRandom random(3);
    SECTION("passphrase") {
        REQUIRE(store::makeStoreKey(files, folder.path(), passphrase("long enough words"), random,
                                    quick)
                    .has_value());
        CHECK(store::openStoreKey(files, folder.path(), {})
                  .error()
                  .is(store::Fault::PassphraseMissing));
        CHECK(store::openStoreKey(files, folder.path(), passphrase("other enough words"))
                  .error()
                  .is(store::Fault::PassphraseWrong));
    }
    SECTION("credential") {
        REQUIRE(store::makeStoreKey(files, folder.path(), credential("one"), random, quick)
                    .has_value());
        CHECK(store::openStoreKey(files, folder.path(), passphrase("long enough words"))
                  .error()
                  .is(store::Fault::CredentialMissing));
        CHECK(store::openStoreKey(files, folder.path(), credential("two"))
                  .error()
                  .is(store::Fault::CredentialWrong));
    }
    SECTION("too short a passphrase for a new store") {
        CHECK(store::makeStoreKey(files, folder.path(), passphrase("short"), random, quick)
                  .error()
                  .is(store::Fault::PassphraseShort));
        CHECK_FALSE(files.exists(folder / store::keyFile));
    }
}

TEST_CASE(
    "a key file that is gone, cut short, changed or open to others is refused and not replaced") {
    TempFolder folder;
    base::PosixFiles files;
    base::SeededRandom random(3);
    REQUIRE(store::makeStoreKey(files, folder.path(), {}, random, quick).has_value());
    const auto path = folder / store::keyFile;
    const auto bytes = *files.read(path, 4096);
    const auto opened = [&] { return store::openStoreKey(files, folder.path(), {}); };
    SECTION("gone") {
        REQUIRE(files.remove(path).has_value());
        CHECK(opened().error().is(store::Fault::KeyFileMissing));
        CHECK_FALSE(files.exists(path));
    }
    SECTION("cut short at every length") {
        for (std::size_t length = 0; length + 2 < bytes.size(); ++length) {
            REQUIRE(files.replace(path, base::ByteView(bytes.data(), length)).has_value());
            CHECK(opened().error().is(store::Fault::KeyFileDamaged));
        }
    }
    SECTION("one digit changed") {
        auto text = std::string(base::textOf(bytes));
        const auto at = text.find("\"key\":\"") + 9;
        text[at] = text[at] == '0' ? '1' : '0';
        REQUIRE(files.replace(path, base::viewOf(text)).has_value());
        CHECK(opened().error().is(store::Fault::KeyFileDamaged));
    }
    SECTION("readable by others") {
        REQUIRE(::chmod(path.c_str(), 0640) == 0);
        CHECK(opened().error().is(store::Fault::KeyFileTooOpen));
    }
    CHECK(store::makeStoreKey(files, folder.path(), {}, random, quick).has_error() ==
          files.exists(path));
}
