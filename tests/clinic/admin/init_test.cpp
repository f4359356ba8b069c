#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <functional>

#include "clinic/store/test_clinic.hpp"
#include "server/admin/fault.hpp"
#include "server/http/certificate.hpp"

using namespace landfall;
using namespace landfall::clinic;
using namespace landfall::clinic::test;
namespace fs = std::filesystem;

namespace {

/// The real files, with a say in some calls.
class HookedFiles final : public base::Files {
public:
    std::function<Result<void>(const fs::path&)> beforeReplace = [](const fs::path&) {
        return ok();
    };
    std::function<void()> beforeExists = [] {};

    Result<base::Bytes> read(const fs::path& path, std::size_t bytesMax) const override {
        return files_.read(path, bytesMax);
    }
    Result<void> replace(const fs::path& path, base::ByteView bytes) override {
        LF_CHECK(beforeReplace(path));
        return files_.replace(path, bytes);
    }
    Result<void> remove(const fs::path& path) override { return files_.remove(path); }
    Result<void> move(const fs::path& from, const fs::path& to) override {
        return files_.move(from, to);
    }
    Result<void> removeFolder(const fs::path& path) override { return files_.removeFolder(path); }
    Result<void> makeFolder(const fs::path& path) override { return files_.makeFolder(path); }
    bool exists(const fs::path& path) const override {
        beforeExists();
        return files_.exists(path);
    }

private:
    base::PosixFiles files_;
};

struct Init {
    TempFolder folder;
    HookedFiles files;
    base::FixedClock clock{{1'790'000'000'000, 60}};
    base::SeededRandom random{3};

    Result<void> make() {
        admin::Settings settings;
        settings.name = "Harbour Clinic";
        settings.hosts = {"127.0.0.1"};
        return admin::makeClinic(folder.path(), settings, {files, clock, random}, {});
    }
    void touch(const char* name) const { std::ofstream(folder / name) << "x"; }
};

}  // namespace

TEST_CASE("a set-up that fails in its last step leaves the folder as it was") {
    Init init;
    init.files.beforeReplace = [&](const fs::path& path) -> Result<void> {
        if (path.filename() != admin::settingsFile) return ok();
        // What a killed or full disk leaves behind has to go too.
        init.touch("clinic.db.new");
        init.touch("clinic.db.new-journal");
        return base::Fault::DiskFull;
    };
    const auto made = init.make();
    REQUIRE(made.has_error());
    CHECK(made.error().is(base::Fault::DiskFull));
    CHECK(fs::is_empty(init.folder.path()));
    init.files.beforeReplace = [](const fs::path&) { return ok(); };
    CHECK(init.make().has_value());
}

TEST_CASE("what a killed set-up left is named as that, and somebody's files as theirs") {
    for (const auto* left :
         {"server.key.new", "server.key", "clinic.db.new", "clinic.db.new-journal", "clinic.db-wal",
          "clinic.db.lock", "clinic.toml.new"}) {
        Init init;
        init.touch(left);
        INFO(left);
        CHECK(init.make().error().is(admin::Fault::SetUpUnfinished));
        CHECK(fs::exists(init.folder / left));
        init.touch("letter.txt");
        CHECK(init.make().error().is(admin::Fault::FolderNotEmpty));
        CHECK(fs::exists(init.folder / left));
    }
    Init init;
    init.touch("clinic.dbx");
    CHECK(init.make().error().is(admin::Fault::FolderNotEmpty));
}

TEST_CASE("a clinic that another init finished just before is not touched") {
    Init init;
    int looks = 0;
    // The first look finds an empty folder; before the second the other one is done.
    init.files.beforeExists = [&] {
        if (++looks != 3) return;
        init.touch(http::serverKeyFile);
        init.touch(admin::settingsFile);
    };
    CHECK(init.make().error().is(admin::Fault::ClinicAlready));
    CHECK(fs::exists(init.folder / http::serverKeyFile));
    CHECK(fs::exists(init.folder / admin::settingsFile));
}
