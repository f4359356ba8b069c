#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/base/embedded.hpp"
#include "landfall/pathway/consent_document.hpp"

namespace landfall::pathway {

namespace consents {
/// shared/consent/*/*.json, compiled in.
[[nodiscard]] std::span<const base::EmbeddedFile> files();
}  // namespace consents

/// The consent documents that are known, every version of them.
class ConsentLibrary {
public:
    using Document = std::shared_ptr<const ConsentDocument>;

    /// The documents compiled into the program: templates.
    [[nodiscard]] static Result<ConsentLibrary> bundled();
    /// Adds a document. The same bytes again change nothing; other bytes under the same id and
    /// version are DifferentContent, because somebody may have signed the first.
    Result<Document> add(std::string bytes);
    /// Adds what the clinic sent: the bytes of a DocumentReference. One that holds no consent
    /// document is left out. The faults of `add`.
    Result<void> addSent(std::string_view record);

    /// Null when there is none.
    [[nodiscard]] Document find(std::string_view id, std::string_view version) const;
    /// The document to agree to: the newest version of what was added last, and a template only
    /// where there is nothing else. Null without any.
    [[nodiscard]] Document current() const;
    /// When the clinic sent this text first; nothing for one that came with the program.
    [[nodiscard]] std::optional<base::WallTime> sentAt(const ConsentDocument& document) const;
    /// True when something that matters changed between the version somebody signed and this one,
    /// and when that cannot be known.
    [[nodiscard]] bool isMaterialSince(const ConsentDocument& now, std::string_view id,
                                       std::string_view version) const;

private:
    /// With `own`, a template is none.
    [[nodiscard]] Document newestOf(std::string_view id, bool own) const;

    std::vector<Document> documents_;
    std::map<std::string, base::WallTime> sent_;  ///< by hash
};

}  // namespace landfall::pathway
