#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

#include "landfall/base/result.hpp"
#include "landfall/db/database.hpp"

namespace landfall::clinic::auth {

/// Port: the clinic's database, one unit of work at a time. Called from any pool thread; `work`
/// runs on that thread. It must be short and must not hash a password, because writers wait for
/// each other.
class Transactions {
public:
    using Work = std::function<Result<void>(db::Database&)>;
    virtual ~Transactions() = default;
    /// Runs `work` in a write transaction and commits it if it succeeds; otherwise nothing of it
    /// happened. Errors of `work`, of BEGIN and of COMMIT.
    virtual Result<void> write(const Work& work) = 0;
    /// Runs `work` on one consistent state; it must not write.
    virtual Result<void> read(const Work& work) = 0;
};

/// `write` for work that returns a value: `const auto user = writing(db, [&](auto& tx) { ... });`
template <class F>
auto writing(Transactions& transactions, F&& work) -> std::invoke_result_t<F&, db::Database&> {
    std::optional<std::invoke_result_t<F&, db::Database&>> result;
    const auto done = transactions.write([&](db::Database& database) -> Result<void> {
        result.emplace(work(database));
        return result->has_error() ? Result<void>(result->error()) : ok();
    });
    if (done.has_error()) return done.error();
    return *std::move(result);
}

/// `read` for work that returns a value.
template <class F>
auto reading(Transactions& transactions, F&& work) -> std::invoke_result_t<F&, db::Database&> {
    std::optional<std::invoke_result_t<F&, db::Database&>> result;
    const auto done = transactions.read([&](db::Database& database) -> Result<void> {
        result.emplace(work(database));
        return result->has_error() ? Result<void>(result->error()) : ok();
    });
    if (done.has_error()) return done.error();
    return *std::move(result);
}

/// One connection behind a mutex: the smallest implementation, used by commands and tests.
class OneConnection final : public Transactions {
public:
    explicit OneConnection(db::Database& database) : database_(database) {}
    Result<void> write(const Work& work) override {
        const std::lock_guard lock(mutex_);
        LF_TRY(auto transaction, db::Transaction::begin(database_));
        LF_CHECK(work(database_));
        return transaction.commit();
    }
    Result<void> read(const Work& work) override {
        const std::lock_guard lock(mutex_);
        return work(database_);
    }

private:
    std::mutex mutex_;
    db::Database& database_;
};

}  // namespace landfall::clinic::auth
