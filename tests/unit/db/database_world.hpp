#pragma once

#include <stdlib.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "landfall/base/log.hpp"
#include "landfall/db/database.hpp"

namespace landfall::db::testing {

namespace fs = std::filesystem;

inline const base::EmbeddedFile oneTable[] = {
    {"0001_initial.sql",
     "CREATE TABLE note(n INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, body BLOB)"}};
inline const base::EmbeddedFile twoSteps[] = {
    oneTable[0], {"0002_mood.sql", "ALTER TABLE note ADD COLUMN mood INTEGER DEFAULT 3"}};

/// A folder for one database.
class DatabaseWorld {
public:
    DatabaseWorld() {
        base::setLogEnabled(false);
        auto pattern = (fs::temp_directory_path() / "landfall-db-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        folder = pattern;
        id.bytes[0] = 7;
    }
    ~DatabaseWorld() { fs::remove_all(folder); }
    DatabaseWorld(const DatabaseWorld&) = delete;
    DatabaseWorld& operator=(const DatabaseWorld&) = delete;

    [[nodiscard]] Options options(bool create = false) const {
        Options out;
        out.path = path();
        std::fill(out.key.bytes().begin(), out.key.bytes().end(), keyByte);
        out.profile = profile;
        out.schema = {.applicationId = phoneApplicationId, .migrations = migrations};
        out.uuid = id;
        out.create = create;
        out.memorySecurity = false;
        return out;
    }
    Result<Database> open(bool create = false) { return Database::open(options(create)); }
    Database make() {
        auto made = open(true);
        REQUIRE(made.has_value());
        return std::move(*made);
    }
    /// A database with these rows, closed.
    void makeWith(int rows) {
        auto database = make();
        auto transaction = Transaction::begin(database);
        REQUIRE(transaction.has_value());
        for (int i = 0; i < rows; ++i)
            REQUIRE(database
                        .run("INSERT INTO note(text, body) VALUES(?1, zeroblob(500))",
                             "row " + std::to_string(i))
                        .has_value());
        REQUIRE(transaction->commit().has_value());
    }
    [[nodiscard]] fs::path path() const { return folder / "test.db"; }
    [[nodiscard]] fs::path sidecar(const char* suffix) const { return path().string() + suffix; }

    static std::string bytesOf(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    static void put(const fs::path& file, std::string_view bytes) {
        std::ofstream(file, std::ios::binary)
            .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    static std::int64_t rowsOf(Database& database) {
        const auto count = database.number("SELECT count(*) FROM note");
        REQUIRE(count.has_value());
        return count->value_or(-1);
    }

    fs::path folder;
    base::Uuid id;
    std::uint8_t keyByte = 1;
    Profile profile = Profile::Phone;
    std::span<const base::EmbeddedFile> migrations = oneTable;
};

}  // namespace landfall::db::testing
