#pragma once

#include <string>

#include "server/auth/care_team.hpp"
#include "server/store/connections.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::store {

/// The records in the clinic's own encrypted database file.
class SqlcipherStore final : public RecordStore, public auth::CareTeam {
public:
    /// Reads the epoch; the connections and the audit must outlive the store.
    [[nodiscard]] static Result<std::unique_ptr<SqlcipherStore>> over(Connections& connections,
                                                                      auth::AuditSink& audit);

    Result<void> read(const std::function<Result<void>(Reading&)>& work) override;
    Result<void> write(const std::function<Result<void>(Writing&)>& work) override;
    [[nodiscard]] std::string epoch() const override { return epoch_; }

    Result<bool> treats(db::Database& transaction, std::string_view user,
                        std::string_view patient) override;
    Result<bool> exists(db::Database& transaction, std::string_view patient) override;

private:
    SqlcipherStore(Connections& connections, auth::AuditSink& audit, std::string epoch)
        : connections_(connections), audit_(audit), epoch_(std::move(epoch)) {}
    Connections& connections_;
    auth::AuditSink& audit_;
    std::string epoch_;
};

/// Gives a new database its epoch.
Result<void> writeEpoch(Connections& connections, std::string_view epoch);

}  // namespace landfall::clinic::store
