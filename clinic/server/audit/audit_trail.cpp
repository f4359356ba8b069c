#include "server/audit/audit_trail.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace landfall::clinic::audit {
namespace {

constexpr std::size_t addressHashBytes = 16;

std::string actorOf(const http::Actor& actor) {
    if (actor.kind == http::Actor::Kind::Operator) return "operator";
    if (actor.kind == http::Actor::Kind::Server) return "server";
    return actor.id;
}

}  // namespace

Result<void> AuditTrail::record(db::Database& transaction, const auth::AuditEntry& entry) {
    std::int64_t seq = 1;
    base::Sha256 previous{};
    {
        LF_TRY(auto rows,
               transaction.query("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"));
        LF_TRY(const bool found, rows.next());
        if (found) {
            seq = rows.int64(0) + 1;
            const auto hash = rows.bytes(1);
            std::copy_n(hash.begin(), std::min(hash.size(), previous.size()), previous.begin());
        }
    }
    const bool refused = entry.outcome == auth::Outcome::Refused;
    const Row row{.atMs = clock_.now().unixMs,
                  .actor = actorOf(entry.actor),
                  .role = std::string(http::roleText(entry.actor)),
                  .action = std::string(http::toText(entry.action)),
                  .object = std::string(entry.object),
                  .patient = std::string(entry.patient),
                  .outcome = refused ? std::string(entry.reason) : "ok",
                  .addressHash = hashAddress(entry.peer),
                  .request = std::string(entry.requestId)};
    const auto hash = chainHash(previous, seq, row);
    return transaction.run(
        "INSERT INTO audit(seq, at_ms, actor, role, action, object, patient, "
        "outcome, address_hash, request, hash) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        seq, row.atMs, row.actor, row.role, row.action, row.object, row.patient, row.outcome,
        row.addressHash, row.request, base::ByteView(hash));
}

std::string AuditTrail::hashAddress(std::string_view peer) const {
    if (peer.empty()) return {};
    std::array<std::uint8_t, addressHashBytes> hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(peer.data()), peer.size(),
                       addressKey_.bytes().data(), addressKey_.bytes().size());
    return base::toHex(hash);
}

base::Key32 addressKeyFrom(const base::Key32& storeKey) {
    constexpr std::string_view purpose = "landfall clinic audit addresses";
    base::Key32 key;
    crypto_generichash(key.bytes().data(), key.bytes().size(),
                       reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size(),
                       storeKey.bytes().data(), storeKey.bytes().size());
    return key;
}

bool ChainCheck::add(const ChainedRow& row) {
    if (row.seq != last_ + 1 || chainHash(hash_, row.seq, row) != row.hash) return false;
    last_ = row.seq;
    hash_ = row.hash;
    return true;
}

}  // namespace landfall::clinic::audit
