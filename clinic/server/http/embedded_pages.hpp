#pragma once

#include <span>

#include "landfall/base/embedded.hpp"

namespace landfall::clinic::http {

/// The files of clinic/web/dist as they were at configure time; empty when the page was not built.
[[nodiscard]] std::span<const base::EmbeddedFile> embeddedPages();

}  // namespace landfall::clinic::http
