#include "server/http/embedded_pages.hpp"

namespace landfall::clinic::http {

std::span<const base::EmbeddedFile> embeddedPages() {
    return {};
}

}  // namespace landfall::clinic::http
