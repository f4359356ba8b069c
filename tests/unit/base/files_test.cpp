#include "landfall/base/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

using namespace landfall::base;

namespace {
std::filesystem::path freshFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "landfall-files-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    return pattern;
}
}  // namespace

TEST_CASE("replacing a file is private and leaves no temporary file") {
    const auto folder = freshFolder();
    PosixFiles files;
    const auto path = folder / "state";
    REQUIRE(files.replace(path, viewOf("one")).has_value());
    REQUIRE(files.replace(path, viewOf("two")).has_value());
    CHECK(textOf(*files.read(path, 10)) == "two");
    CHECK(files.read(path, 2).error().is(Fault::TooLarge));
    struct stat info {};
    REQUIRE(::stat(path.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0600U);
    CHECK_FALSE(files.exists(folder / "state.new"));
    REQUIRE(files.remove(path).has_value());
    CHECK(files.remove(path).has_value());
    CHECK(files.read(path, 10).error().is(Fault::NotFound));
    std::filesystem::remove_all(folder);
}

TEST_CASE("a folder belongs to one holder at a time") {
    const auto folder = freshFolder();
    {
        auto first = FolderLock::take(folder, "lock");
        REQUIRE(first.has_value());
        CHECK(FolderLock::take(folder, "lock").error().is(Fault::Busy));
    }
    CHECK(FolderLock::take(folder, "lock").has_value());
    CHECK(FolderLock::take(folder / "absent", "lock").error().is(Fault::NotFound));
    std::filesystem::remove_all(folder);
}
