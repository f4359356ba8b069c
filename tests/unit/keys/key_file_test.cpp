#include "landfall/keys/key_file.hpp"

#include <stdlib.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "landfall/base/log.hpp"

using namespace landfall;
using namespace landfall::keys;
namespace fs = std::filesystem;

namespace {
constexpr StretchPolicy quick{.stretch = {.passes = 1, .memoryKib = 8},
                              .floor = {.passes = 1, .memoryKib = 8}};
constexpr std::string_view passphrase = "seven herons on a wire";
constexpr std::string_view another = "nine swifts above a roof";

/// The operating system's files, of which one write can be made to fail or to lie.
class FaultyFiles final : public base::Files {
public:
    Result<base::Bytes> read(const fs::path& path, std::size_t most) const override {
        return real_.read(path, most);
    }
    Result<void> replace(const fs::path& path, base::ByteView bytes) override {
        if (writesUntilFull-- == 0) return base::Fault::DiskFull;
        if (lies) return ok();
        return real_.replace(path, bytes);
    }
    Result<void> remove(const fs::path& path) override { return real_.remove(path); }
    Result<void> move(const fs::path& from, const fs::path& to) override {
        return real_.move(from, to);
    }
    Result<void> removeFolder(const fs::path& path) override { return real_.removeFolder(path); }
    Result<void> makeFolder(const fs::path& path) override { return real_.makeFolder(path); }
    [[nodiscard]] bool exists(const fs::path& path) const override { return real_.exists(path); }

    int writesUntilFull = -1;
    bool lies = false;

private:
    base::PosixFiles real_;
};

class Folder {
public:
    Folder() {
        base::setLogEnabled(false);
        auto pattern = (fs::temp_directory_path() / "landfall-keys-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path = pattern;
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] fs::path a() const { return path / "landfall.keys.a"; }
    [[nodiscard]] fs::path b() const { return path / "landfall.keys.b"; }
    [[nodiscard]] base::Bytes bytes(const fs::path& of) const { return *files.read(of, 100'000); }
    void put(const fs::path& at, base::ByteView content) {
        base::PosixFiles real;
        REQUIRE(real.replace(at, content).has_value());
    }
    CreatedKeys create() {
        auto made = KeyFile::create(files, path, random, passphrase, quick);
        REQUIRE(made.has_value());
        return std::move(*made);
    }
    Result<KeyFile> load() { return KeyFile::load(files, path, random, quick); }
    /// Loads and unlocks.
    Result<MasterKey> unlock(std::string_view with) {
        LF_TRY(auto loaded, load());
        return loaded.unlock(with);
    }

    fs::path path;
    FaultyFiles files;
    base::SeededRandom random{11};
};

bool same(const MasterKey& one, const MasterKey& two) {
    return std::ranges::equal(one.key.bytes(), two.key.bytes());
}
}  // namespace

TEST_CASE("the passphrase and the recovery code open the same key (S-10)") {
    Folder folder;
    const auto made = folder.create();
    auto loaded = folder.load();
    REQUIRE(loaded.has_value());
    const auto byPassphrase = loaded->unlock(passphrase);
    REQUIRE(byPassphrase.has_value());
    CHECK(same(*byPassphrase, made.masterKey));
    const auto byCode = loaded->unlockWithRecovery(made.recoveryCode.text().reveal());
    REQUIRE(byCode.has_value());
    CHECK(same(*byCode, made.masterKey));
    CHECK(loaded->databaseId() == made.keyFile.databaseId());
    CHECK(std::ranges::equal(loaded->databaseKey(*byCode).bytes(),
                             made.keyFile.databaseKey(made.masterKey).bytes()));
    CHECK_FALSE(std::ranges::equal(loaded->databaseKey(*byCode).bytes(), byCode->key.bytes()));
}

TEST_CASE("a wrong passphrase or code is refused and changes nothing (S-13)") {
    Folder folder;
    folder.create();
    const auto before = folder.bytes(folder.a());
    CHECK(folder.unlock(another).error().is(Fault::WrongPassphrase));
    CHECK(folder.unlock("").error().is(Fault::WrongPassphrase));
    base::SeededRandom other(99);
    auto loaded = folder.load();
    CHECK(loaded->unlockWithRecovery(RecoveryCode::make(other).text().reveal())
              .error()
              .is(Fault::WrongRecoveryCode));
    CHECK(loaded->unlockWithRecovery("no code").error().is(Fault::RecoveryCodeMistyped));
    CHECK(folder.bytes(folder.a()) == before);
    CHECK(folder.unlock(passphrase).has_value());
}

TEST_CASE("a profile that exists is never overwritten and a weak passphrase makes nothing") {
    Folder folder;
    CHECK(KeyFile::create(folder.files, folder.path, folder.random, "short", quick)
              .error()
              .is(Fault::TooShort));
    CHECK(KeyFile::create(folder.files, folder.path, folder.random, "password1234", quick)
              .error()
              .is(Fault::TooCommon));
    CHECK_FALSE(KeyFile::exists(folder.files, folder.path));
    CHECK(folder.load().error().is(Fault::KeysMissing));
    folder.create();
    CHECK(KeyFile::create(folder.files, folder.path, folder.random, passphrase, quick)
              .error()
              .is(Fault::AlreadyExists));
    folder.put(folder.a(), base::viewOf("damaged"));
    fs::remove(folder.b());
    CHECK(KeyFile::create(folder.files, folder.path, folder.random, passphrase, quick)
              .error()
              .is(Fault::AlreadyExists));
}

TEST_CASE("the shipped path refuses parameters below the floor (S-08)") {
    Folder folder;
    CHECK(KeyFile::create(folder.files, folder.path, folder.random, passphrase,
                          {.stretch = {.passes = 1, .memoryKib = 8}})
              .error()
              .is(Fault::WeakStretch));
    CHECK_FALSE(KeyFile::exists(folder.files, folder.path));
}

TEST_CASE("a slot below a raised floor is strengthened at the next unlock (S-08)") {
    Folder folder;
    folder.create();
    const StretchPolicy stronger{.stretch = {.passes = 2, .memoryKib = 16},
                                 .floor = {.passes = 2, .memoryKib = 16}};
    auto loaded = KeyFile::load(folder.files, folder.path, folder.random, stronger);
    REQUIRE(loaded->unlock(passphrase).has_value());
    const auto content = decode(folder.bytes(folder.a()));
    CHECK(content->slots.front().stretch == stronger.stretch);
    CHECK(folder.unlock(passphrase).has_value());
}

TEST_CASE("a new passphrase replaces the old one in both copies (S-11)") {
    Folder folder;
    auto made = folder.create();
    const auto before = decode(folder.bytes(folder.a()))->generation;
    REQUIRE(made.keyFile.setPassphrase(made.masterKey, another).has_value());
    CHECK(decode(folder.bytes(folder.a()))->generation == before + 1);
    CHECK(folder.unlock(passphrase).error().is(Fault::WrongPassphrase));
    CHECK(same(*folder.unlock(another), made.masterKey));
    auto loaded = folder.load();
    CHECK(loaded->unlockWithRecovery(made.recoveryCode.text().reveal()).has_value());
    for (const auto& copy : {folder.a(), folder.b()}) {
        const auto kept = folder.bytes(copy);
        fs::remove(copy);
        CHECK(folder.unlock(passphrase).error().is(Fault::WrongPassphrase));
        folder.put(copy, kept);
    }
}

TEST_CASE("a new recovery code ends the old one (S-32)") {
    Folder folder;
    auto made = folder.create();
    const auto fresh = made.keyFile.newRecoveryCode(made.masterKey);
    REQUIRE(fresh.has_value());
    auto loaded = folder.load();
    CHECK(loaded->unlockWithRecovery(made.recoveryCode.text().reveal())
              .error()
              .is(Fault::WrongRecoveryCode));
    CHECK(same(*loaded->unlockWithRecovery(fresh->text().reveal()), made.masterKey));
    CHECK(folder.unlock(passphrase).has_value());
}

TEST_CASE("only the key this file was unlocked with can change it") {
    Folder folder;
    folder.create();
    auto loaded = folder.load();
    MasterKey foreign;
    CHECK(loaded->setPassphrase(foreign, another).error().is(Fault::NotUnlocked));
    CHECK(loaded->newRecoveryCode(foreign).error().is(Fault::NotUnlocked));
    REQUIRE(loaded->unlock(passphrase).has_value());
    CHECK(loaded->setPassphrase(foreign, another).error().is(Fault::NotUnlocked));
    CHECK(folder.unlock(passphrase).has_value());
}

TEST_CASE("one copy is enough, and an unlock makes the other again (S-11)") {
    Folder folder;
    folder.create();
    for (const auto& lost : {folder.a(), folder.b()}) {
        fs::remove(lost);
        CHECK(folder.unlock(passphrase).has_value());
        CHECK(folder.bytes(folder.a()) == folder.bytes(folder.b()));
        folder.put(lost, base::viewOf("nonsense"));
        CHECK(folder.unlock(passphrase).has_value());
        CHECK(folder.bytes(folder.a()) == folder.bytes(folder.b()));
    }
}

TEST_CASE("the newest generation wins wherever it stands (S-11, T-14)") {
    Folder folder;
    auto made = folder.create();
    const auto old = folder.bytes(folder.a());
    REQUIRE(made.keyFile.setPassphrase(made.masterKey, another).has_value());
    const auto fresh = folder.bytes(folder.a());
    const auto expect = [&] {
        CHECK(folder.unlock(another).has_value());
        CHECK(folder.unlock(passphrase).error().is(Fault::WrongPassphrase));
    };
    folder.put(folder.a(), old);
    folder.put(folder.b(), fresh);
    expect();
    folder.put(folder.a(), fresh);
    folder.put(folder.b(), old);
    expect();
}

TEST_CASE("a file cut at any length is damage and never a key (T-14)") {
    Folder folder;
    folder.create();
    const auto whole = folder.bytes(folder.a());
    fs::remove(folder.b());
    for (std::size_t length = 0; length < whole.size(); length += length < 64 ? 1 : 7) {
        folder.put(folder.a(), base::ByteView(whole).first(length));
        const auto loaded = folder.load();
        INFO(length);
        CHECK(loaded.error().is(Fault::KeysDamaged));
    }
    folder.put(folder.a(), whole);
    CHECK(folder.unlock(passphrase).has_value());
}

TEST_CASE("a flipped bit anywhere is damage, and the other copy opens (T-14)") {
    Folder folder;
    const auto made = folder.create();
    const auto whole = folder.bytes(folder.a());
    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto flipped = whole;
        flipped[at] = static_cast<std::uint8_t>(flipped[at] ^ (1U << at % 8));
        CHECK(decode(flipped).has_error());
        if (at % 16 != 0) continue;
        INFO(at);
        folder.put(folder.a(), flipped);
        const auto opened = folder.unlock(passphrase);
        REQUIRE(opened.has_value());
        CHECK(same(*opened, made.masterKey));
        folder.put(folder.a(), flipped);
        folder.put(folder.b(), flipped);
        CHECK(folder.load().error().is(Fault::KeysDamaged));
        CHECK(folder.bytes(folder.a()) == flipped);
        folder.put(folder.b(), whole);
    }
}

TEST_CASE("a slot changed with a fresh checksum opens nothing (S-13, T-14)") {
    Folder folder;
    folder.create();
    const auto whole = folder.bytes(folder.a());
    const auto forge = [&](auto&& change) {
        auto content = *decode(whole);
        change(content);
        folder.put(folder.a(), encode(content));
        folder.put(folder.b(), encode(content));
        return folder.unlock(passphrase);
    };
    CHECK(forge([](auto& c) { c.slots[0].wrapped[3] ^= 1; }).error().is(Fault::WrongPassphrase));
    CHECK(forge([](auto& c) { c.slots[0].salt[0] ^= 1; }).error().is(Fault::WrongPassphrase));
    CHECK(forge([](auto& c) { c.slots[0].backend = 3; }).error().is(Fault::WrongPassphrase));
    CHECK(forge([](auto& c) { c.slots[0].kdf = 0; }).error().is(Fault::WrongPassphrase));
    CHECK(forge([](auto& c) { c.databaseId.bytes[0] ^= 1; }).error().is(Fault::WrongPassphrase));
    // A file that asks for all memory is not obeyed.
    CHECK(forge([](auto& c) { c.slots[0].stretch.memoryKib = 0xffffffffU; })
              .error()
              .is(Fault::WrongPassphrase));
    CHECK(forge([](auto& c) { std::swap(c.slots[0].wrapped, c.slots[1].wrapped); })
              .error()
              .is(Fault::WrongPassphrase));
    CHECK(forge([](auto&) {}).has_value());
}

TEST_CASE("a file of a newer program is named as such and left alone (S-04)") {
    Folder folder;
    folder.create();
    auto newer = folder.bytes(folder.a());
    newer[8] = 2;
    const auto hash = base::sha256(base::ByteView(newer).first(newer.size() - 32));
    std::copy(hash.begin(), hash.end(), newer.end() - 32);
    folder.put(folder.a(), newer);
    CHECK(folder.load().error().is(Fault::NeedsUpdate));
    CHECK(folder.bytes(folder.a()) == newer);
}

TEST_CASE("slots of a kind not known yet are carried along") {
    Folder folder;
    auto made = folder.create();
    auto content = *decode(folder.bytes(folder.a()));
    Slot later;
    later.type = 9;
    later.nonce[0] = 7;
    content.slots.push_back(later);
    folder.put(folder.a(), encode(content));
    folder.put(folder.b(), encode(content));
    auto loaded = folder.load();
    const auto key = loaded->unlock(passphrase);
    REQUIRE(loaded->setPassphrase(*key, another).has_value());
    CHECK(decode(folder.bytes(folder.b()))->slots.back() == later);
}

TEST_CASE("a full disk or a lying one never costs the passphrase (S-11)") {
    Folder folder;
    auto made = folder.create();
    SECTION("full before the first copy: the change did not happen") {
        folder.files.writesUntilFull = 0;
        CHECK(
            made.keyFile.setPassphrase(made.masterKey, another).error().is(base::Fault::DiskFull));
        CHECK(folder.unlock(passphrase).has_value());
        CHECK(folder.unlock(another).error().is(Fault::WrongPassphrase));
    }
    SECTION("full before the second copy: the change holds") {
        folder.files.writesUntilFull = 1;
        REQUIRE(made.keyFile.setPassphrase(made.masterKey, another).has_value());
        CHECK(folder.unlock(another).has_value());
        CHECK(folder.unlock(passphrase).error().is(Fault::WrongPassphrase));
    }
    SECTION("said to be written and not there: the change is not called done") {
        folder.files.lies = true;
        CHECK(made.keyFile.setPassphrase(made.masterKey, another).has_error());
        CHECK(folder.unlock(passphrase).has_value());
    }
}
