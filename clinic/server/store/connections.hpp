#pragma once

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/base/ids.hpp"
#include "landfall/db/database.hpp"
#include "server/auth/transactions.hpp"

namespace landfall::clinic::store {

/// The database file in a clinic's folder.
constexpr const char* databaseFile = "clinic.db";

struct ConnectionOptions {
    std::filesystem::path path;
    base::Key32 key;
    base::Uuid uuid;      ///< the database that the key file belongs to
    bool create = false;  ///< only `init`
    std::size_t readers = 3;
    std::int64_t pagesMax = 0;  ///< upper limit of the file in pages; 0: none
    bool provePages = false;    ///< db::Options::provePages, before anything is written
};

/// The clinic's connections to its one database: a single one that writes and checkpoints, and a
/// few that can only read. SQLite 3.46.1 loses committed pages when two connections write or
/// checkpoint a WAL (https://sqlite.org/wal.html#walresetbug), so the second writer does not exist.
///
/// After a disk error or damage a connection is closed and opened again before anything else uses
/// it, because a disk may report an error once and then claim success.
class Connections final : public auth::Transactions {
public:
    /// The faults of db::Database::open. Never makes a file unless `create` is set.
    [[nodiscard]] static Result<std::unique_ptr<Connections>> open(ConnectionOptions options);
    Connections(const Connections&) = delete;
    Connections& operator=(const Connections&) = delete;
    ~Connections() override;

    /// One transaction on the writer: commits when `work` succeeds, rolls back otherwise.
    Result<void> write(const Work& work) override;
    /// Runs outside a transaction on the writer, for what SQLite does not allow inside one.
    Result<void> maintain(const Work& work);
    /// One snapshot on a reader.
    Result<void> read(const Work& work) override;

    [[nodiscard]] const base::Uuid& uuid() const;

private:
    explicit Connections(db::Database writer) : writer_(std::move(writer)) {}
    [[nodiscard]] std::size_t takeReader();
    void giveReader(std::size_t index);

    // The writer is declared first so that it goes last: readers are closed before it.
    db::Database writer_;
    std::mutex writing_;
    std::vector<std::unique_ptr<db::Database>> readers_;
    std::vector<std::size_t> idle_;
    std::mutex reading_;
    std::condition_variable readerIdle_;
};

}  // namespace landfall::clinic::store
