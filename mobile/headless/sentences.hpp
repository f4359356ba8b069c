#pragma once

#include <string>
#include <string_view>

#include "landfall/base/result.hpp"
#include "landfall/sync/report.hpp"

namespace landfall::headless {

/// One clear line: what happened, what is safe, what to do.
[[nodiscard]] std::string sentenceFor(const base::Error& error);

/// The line for a command that ended well and could not print what came of it.
[[nodiscard]] std::string unwrittenSentence(std::string_view command);

/// Why the clinic's server refused this sync; success when it did not, offline too.
[[nodiscard]] Result<void> errorOf(const sync::SyncReport& report);

}  // namespace landfall::headless
