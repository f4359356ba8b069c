#pragma once

#include <filesystem>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace landfall::bench {

/// SQLCipher and nothing around it: one table, prepared statements, a raw key, and the pragmas that
/// the phone or the clinic sets. The floor that the stores are held against.
class BareFile {
public:
    enum class Pragmas { Phone, Clinic };
    BareFile(const std::filesystem::path& path, Pragmas pragmas);
    ~BareFile();
    BareFile(const BareFile&) = delete;
    BareFile& operator=(const BareFile&) = delete;

    /// One row of a draft replaced, in a transaction of its own.
    void replaceDraft(std::string_view state);
    /// Rows added; a transaction is ended after every `perTransaction`.
    void addBodies(std::string_view body, int count, int perTransaction);
    void readAll();

private:
    void run(const char* sql);
    sqlite3* handle_ = nullptr;
    sqlite3_stmt* update_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
};

}  // namespace landfall::bench
