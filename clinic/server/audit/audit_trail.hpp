#pragma once

#include "landfall/base/clock.hpp"
#include "landfall/base/secret.hpp"
#include "server/audit/audit_row.hpp"
#include "server/auth/audit_sink.hpp"

namespace landfall::clinic::audit {

/// The audit as a chain of rows: each hash covers the one before it. Written in the transaction of
/// the action; safe from several threads, because only one transaction writes at a time.
class AuditTrail final : public auth::AuditSink {
public:
    /// `addressKey` keys the hash of peers' addresses, so that the trail tells one address from
    /// another without keeping any.
    AuditTrail(const base::Clock& clock, base::Key32 addressKey)
        : clock_(clock), addressKey_(std::move(addressKey)) {}

    Result<void> record(db::Database& transaction, const auth::AuditEntry& entry) override;

private:
    [[nodiscard]] std::string hashAddress(std::string_view peer) const;

    const base::Clock& clock_;
    base::Key32 addressKey_;
};

/// The key of address hashes that belongs to a store.
[[nodiscard]] base::Key32 addressKeyFrom(const base::Key32& storeKey);

/// Follows a chain row by row; `add` returns false at the first row that does not fit.
class ChainCheck {
public:
    [[nodiscard]] bool add(const ChainedRow& row);
    [[nodiscard]] std::int64_t rows() const { return last_; }

private:
    std::int64_t last_ = 0;
    base::Sha256 hash_{};
};

}  // namespace landfall::clinic::audit
