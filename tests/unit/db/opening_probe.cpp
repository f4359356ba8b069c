#include <cstdio>
#include <filesystem>

#include "landfall/db/database.hpp"

/// Makes a database at the path given, writes a row, reads it after a second opening, and says so.
int main(int argc, char** argv) {
    using namespace landfall;
    if (argc != 2) return 2;
    const base::EmbeddedFile migrations[] = {{"0001_initial.sql", "CREATE TABLE note(text TEXT)"}};
    const auto optionsOf = [&](bool create) {
        db::Options options;
        options.path = argv[1];
        options.schema = {.applicationId = db::phoneApplicationId, .migrations = migrations};
        options.uuid = base::Uuid{};
        options.create = create;
        return options;
    };
    {
        auto made = db::Database::open(optionsOf(true));
        if (made.has_error()) {
            std::fprintf(stderr, "%s\n", made.error().line().c_str());
            return 3;
        }
        if (made->run("INSERT INTO note VALUES(?1)", "heron").has_error()) return 4;
    }
    auto again = db::Database::open(optionsOf(false));
    if (again.has_error()) return 5;
    const auto count = again->number("SELECT count(*) FROM note");
    std::printf("rows %lld\n", count.has_value() ? static_cast<long long>(count->value_or(0)) : -1);
    return 0;
}
