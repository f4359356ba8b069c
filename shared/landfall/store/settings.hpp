#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "landfall/store/fault.hpp"

namespace landfall::store {

class Core;

/// What the phone remembers besides records, by name: the pairing, the credential, tokens, choices.
/// Values are opaque bytes of at most 64 KiB. The names the store itself reads are below;
/// everything else is its caller's.
class Settings {
public:
    static constexpr std::string_view patient = "patient";  ///< id of the Patient, bare

    explicit Settings(Core& core) : core_(core) {}
    [[nodiscard]] Result<std::optional<std::string>> get(std::string_view name);
    Result<void> set(std::string_view name, std::string_view value);
    /// Several in one transaction; an empty optional removes the name.
    Result<void> set(const std::map<std::string, std::optional<std::string>>& values);
    Result<void> remove(std::string_view name);

private:
    Core& core_;
};

}  // namespace landfall::store
