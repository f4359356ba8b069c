#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/base/embedded.hpp"
#include "landfall/pathway/protocol.hpp"

namespace landfall::pathway {

namespace bundled {
/// shared/pathways/<id>/<version>.json, compiled in.
[[nodiscard]] std::span<const base::EmbeddedFile> files();
}  // namespace bundled

/// The protocols that are known: the bundled one and those of the clinic. Every version stays
/// findable, because a patient's plan points at the one it was begun with.
class Library {
public:
    struct Entry {
        std::shared_ptr<const Protocol> protocol;
        std::string bytes;  ///< the definition as it came
    };

    [[nodiscard]] static Result<Library> bundled();

    /// Adds a definition; the same content again is no error, other content under the same
    /// url|version DifferentContent.
    Result<std::shared_ptr<const Protocol>> add(std::string bytes);

    /// By short id or bare url (the newest that was added) or by canonical url|version. Null when
    /// there is none.
    [[nodiscard]] const Entry* findEntry(std::string_view idOrCanonical) const;
    [[nodiscard]] std::shared_ptr<const Protocol> find(std::string_view idOrCanonical) const;
    [[nodiscard]] std::vector<const Entry*> list() const;

private:
    std::vector<std::unique_ptr<Entry>> entries_;
};

}  // namespace landfall::pathway
