#include "landfall/store/settings.hpp"

#include "landfall/store/core.hpp"

namespace landfall::store {

namespace {
constexpr std::size_t valueBytesMax = 64 * 1024;
}

Result<std::optional<std::string>> Settings::get(std::string_view name) {
    LF_CHECK(core_.makeUsable());
    LF_TRY(auto rows, core_.db().query("SELECT value FROM setting WHERE name = ?1", name));
    LF_TRY(const bool found, rows.next());
    if (!found) return std::optional<std::string>{};
    return std::optional(std::string(base::textOf(rows.bytes(0))));
}

Result<void> Settings::set(std::string_view name, std::string_view value) {
    return set({{std::string(name), std::string(value)}});
}

Result<void> Settings::set(const std::map<std::string, std::optional<std::string>>& values) {
    for (const auto& [name, value] : values)
        if (value.has_value() && value->size() > valueBytesMax) return Error{Fault::TooLarge, name};
    return core_.write([&]() -> Result<void> {
        for (const auto& [name, value] : values) {
            if (value.has_value())
                LF_CHECK(
                    core_.db().run("INSERT OR REPLACE INTO setting(name, value) VALUES(?1, ?2)",
                                   name, base::viewOf(*value)));
            else
                LF_CHECK(core_.db().run("DELETE FROM setting WHERE name = ?1", name));
        }
        return ok();
    });
}

Result<void> Settings::remove(std::string_view name) {
    return set({{std::string(name), std::nullopt}});
}

}  // namespace landfall::store
