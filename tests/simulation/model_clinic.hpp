#pragma once

#include <map>
#include <string>
#include <vector>

#include "landfall/base/random.hpp"
#include "landfall/ports/transport.hpp"

namespace landfall::simulation {

/// A clinic's server in memory, as docs/api.md describes it, for one patient: exactly-once bundles,
/// version checks and a gapless feed. It commits all of a request or nothing.
class ModelClinic {
public:
    struct Version {
        std::string resource;   ///< empty when deleted
        std::string operation;  ///< of the phone that wrote it, or ""
        std::string text;
        bool deleted = false;
    };
    using Versions = std::vector<Version>;  ///< version n is at n - 1

    explicit ModelClinic(base::Random& random) : random_(random) { newEpoch(); }

    /// Without the tables that remember bundles and operations: for the check of the checker.
    bool forgetsBundles = false;

    [[nodiscard]] ports::Answer handle(const ports::Request& request);
    /// Another device of the patient writes.
    void writeElsewhere(const std::string& id, const std::string& text);
    void expireTokens() { token_.clear(); }
    /// The store was imported anew: same content, another identity.
    void newEpoch();

    [[nodiscard]] const std::map<std::string, Versions>& records() const { return records_; }
    [[nodiscard]] std::uint64_t headSeq() const { return feed_.size(); }

private:
    struct Change {
        std::string id;
        std::size_t version;
    };
    [[nodiscard]] ports::Answer answer(int status, std::string body) const;
    [[nodiscard]] ports::Answer refuse(int status, const std::string& code,
                                       std::optional<std::size_t> entry = std::nullopt) const;
    [[nodiscard]] ports::Answer token();
    [[nodiscard]] ports::Answer transaction(const std::string& bundle, const std::string& body);
    [[nodiscard]] ports::Answer page(const std::string& target);
    [[nodiscard]] ports::Answer read(const std::string& id);
    void commit(const std::string& id, Version version);

    base::Random& random_;
    std::string epoch_;
    std::string token_;
    std::map<std::string, Versions> records_;
    std::vector<Change> feed_;
    std::map<std::string, std::pair<std::string, std::string>> bundles_;  ///< id: bytes, answer
};

/// The resource both sides of the simulation write.
[[nodiscard]] std::string modelResource(const std::string& id, const std::string& operation,
                                        const std::string& text);

}  // namespace landfall::simulation
