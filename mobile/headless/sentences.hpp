#pragma once

#include <string>

#include "landfall/base/error.hpp"

namespace landfall::headless {

/// One clear line: what happened, what is safe, what to do.
[[nodiscard]] std::string sentenceFor(const base::Error& error);

}  // namespace landfall::headless
