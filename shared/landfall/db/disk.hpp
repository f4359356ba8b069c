#pragma once

#include <cstdint>
#include <filesystem>

#include "landfall/db/fault.hpp"

namespace landfall::db::disk {

/// Bytes of the file; DbMissing when it is not there.
[[nodiscard]] Result<std::uint64_t> sizeOf(const std::filesystem::path& path);
/// Bytes this process may still write in the folder.
[[nodiscard]] std::uint64_t freeBytes(const std::filesystem::path& folder);
/// Copies with mode 0600 and makes the copy durable; replaces what is at `to`.
Result<void> copyDurably(const std::filesystem::path& from, const std::filesystem::path& to);
/// Renames and makes both folders durable.
Result<void> moveDurably(const std::filesystem::path& from, const std::filesystem::path& to);
Result<void> syncFile(const std::filesystem::path& path);
Result<void> makePrivateFolder(const std::filesystem::path& path);
/// Our fault for an errno value, with the file's name as the place.
[[nodiscard]] Error errorOf(int errnoValue, const std::filesystem::path& path);

}  // namespace landfall::db::disk
