#include "server/http/embedded_pages.hpp"

namespace landfall::clinic::web {
std::span<const base::EmbeddedFile> files();
}

namespace landfall::clinic::http {

std::span<const base::EmbeddedFile> embeddedPages() {
    return web::files();
}

}  // namespace landfall::clinic::http
