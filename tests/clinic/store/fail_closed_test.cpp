#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"

using namespace landfall;
using namespace landfall::clinic;
using namespace landfall::clinic::test;
namespace fs = std::filesystem;

namespace {

Error openError(TestClinic& clinic) {
    const admin::Machine machine{clinic.files, clinic.clock, clinic.random};
    auto opened = admin::Clinic::open(clinic.folder.path(), machine, {}, {});
    return opened.has_error() ? opened.error() : Error();
}

std::string contentOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a missing or damaged part of a clinic is refused by name and never made anew") {
    TestClinic clinic;
    clinic.clinic.reset();
    const auto database = clinic.folder / store::databaseFile;
    SECTION("no database") {
        fs::remove(database);
        CHECK(openError(clinic).is(db::Fault::DbMissing));
        CHECK_FALSE(fs::exists(database));
    }
    SECTION("an empty database") {
        fs::resize_file(database, 0);
        CHECK(openError(clinic).is(db::Fault::DbDamaged));
        CHECK(fs::file_size(database) == 0);
    }
    SECTION("no key file") {
        fs::remove(clinic.folder / store::keyFile);
        CHECK(openError(clinic).is(store::Fault::KeyFileMissing));
        CHECK_FALSE(fs::exists(clinic.folder / store::keyFile));
    }
    SECTION("the key of another clinic") {
        TestClinic other(8);
        fs::copy_file(other.folder / store::keyFile, clinic.folder / store::keyFile,
                      fs::copy_options::overwrite_existing);
        CHECK(openError(clinic).is(db::Fault::KeyRejected));
    }
    SECTION("settings that cannot be read") {
        std::ofstream(clinic.folder / admin::settingsFile) << "name = \"x\"\nunknown = 3\n";
        CHECK_FALSE(openError(clinic).line().empty());
        CHECK(openError(clinic).where == "unknown");
    }
}

TEST_CASE("one process at a time holds a clinic") {
    TestClinic clinic;
    CHECK(openError(clinic).is(base::Fault::Busy));
}

TEST_CASE("nothing a patient wrote can be found in the clinic's files") {
    TestClinic clinic;
    const std::string word = "unmistakablewordofapatient";
    const auto id = clinic.id();
    const auto entry = clinic.id();
    REQUIRE(clinic
                .send(clinic.phone, id,
                      bundle(id, {put({"DocumentReference", entry,
                                       journal(entry, clinic.patient, word)})}))
                .status == 200);
    const auto encoded = base::toBase64(base::viewOf(word));
    const auto scan = [&] {
        for (const auto& file : fs::recursive_directory_iterator(clinic.folder.path())) {
            if (!file.is_regular_file()) continue;
            const auto bytes = contentOf(file.path());
            INFO(file.path());
            CHECK(bytes.find(word) == std::string::npos);
            CHECK(bytes.find(encoded.substr(0, 30)) == std::string::npos);
            CHECK_FALSE(bytes.starts_with("SQLite format 3"));
        }
    };
    scan();
    clinic.clinic.reset();
    scan();
}

TEST_CASE("a full disk refuses a bundle, keeps what was there, and goes on when there is room") {
    TestClinic clinic;
    const auto send = [&](const std::string& text) {
        const auto id = clinic.id();
        const auto entry = clinic.id();
        return clinic.send(
            clinic.phone, id,
            bundle(id, {put({"DocumentReference", entry, journal(entry, clinic.patient, text)})}));
    };
    REQUIRE(send("before").status == 200);
    clinic.clinic.reset();
    const auto pages =
        static_cast<std::int64_t>(fs::file_size(clinic.folder / store::databaseFile) / 4096);
    clinic.reopen({.readers = 1, .databasePagesMax = pages + 8});
    const auto refused = send(std::string(100'000, 'x'));
    CHECK(refused.status == 503);
    CHECK(codeOf(refused) == "busy");
    CHECK(send("small").status == 200);
    clinic.reopen();
    CHECK(send(std::string(100'000, 'x')).status == 200);
    CHECK(clinic.run("check", {}).has_value());
}
