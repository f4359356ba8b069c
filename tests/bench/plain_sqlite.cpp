// landfall-bench-plain-sqlite make FILE ROWS | open FILE TIMES
// The floor of an unlocked open: plain SQLite, which is never in a process of Landfall's. Prints
// the median microseconds of opening a file and reading its newest row.
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {
constexpr int bodyBytes = 1500;

int make(const char* path, int rows) {
    sqlite3* handle = nullptr;
    if (sqlite3_open(path, &handle) != SQLITE_OK) return 1;
    sqlite3_exec(handle, "CREATE TABLE body(n INTEGER PRIMARY KEY, bytes TEXT); BEGIN", nullptr,
                 nullptr, nullptr);
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(handle, "INSERT INTO body(bytes) VALUES(?1)", -1, &insert, nullptr);
    const std::string body(bodyBytes, 'x');
    for (int i = 0; i < rows; ++i) {
        sqlite3_bind_text(insert, 1, body.data(), bodyBytes, SQLITE_STATIC);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_exec(handle, "COMMIT", nullptr, nullptr, nullptr);
    return sqlite3_close(handle);
}

int openAndRead(const char* path, int times) {
    std::vector<double> took;
    for (int i = 0; i < times; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        sqlite3* handle = nullptr;
        if (sqlite3_open(path, &handle) != SQLITE_OK) return 1;
        if (sqlite3_exec(handle, "SELECT bytes FROM body ORDER BY n DESC LIMIT 1", nullptr, nullptr,
                         nullptr) != SQLITE_OK)
            return 1;
        took.push_back(
            std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin)
                .count());
        sqlite3_close(handle);
    }
    std::sort(took.begin(), took.end());
    std::printf("%.2f\n", took[took.size() / 2]);
    return 0;
}
}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    const std::string verb = argv[1];
    return verb == "make" ? make(argv[2], std::atoi(argv[3]))
                          : openAndRead(argv[2], std::atoi(argv[3]));
}
