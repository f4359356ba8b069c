#include "server/http/pages.hpp"

#include <array>

#include "landfall/base/files.hpp"
#include "server/http/embedded_pages.hpp"

namespace landfall::clinic::http {

namespace {

constexpr std::size_t pagesBytesMax = 16 * 1024 * 1024;

struct MediaOfEnding {
    std::string_view ending;
    std::string_view type;
};
constexpr std::array mediaOfEndings = {
    MediaOfEnding{".html", "text/html; charset=utf-8"},
    MediaOfEnding{".js", "text/javascript; charset=utf-8"},
    MediaOfEnding{".css", "text/css; charset=utf-8"},
    MediaOfEnding{".svg", "image/svg+xml"},
    MediaOfEnding{".png", "image/png"},
    MediaOfEnding{".ico", "image/x-icon"},
    MediaOfEnding{".woff2", "font/woff2"},
    MediaOfEnding{".json", "application/json"},
    MediaOfEnding{".webmanifest", "application/manifest+json"},
    MediaOfEnding{".txt", "text/plain; charset=utf-8"},
};

std::string_view mediaTypeOf(std::string_view name) {
    for (const auto& known : mediaOfEndings)
        if (name.ends_with(known.ending)) return known.type;
    return {};
}

}  // namespace

Pages Pages::embedded() {
    Pages pages;
    for (const auto& file : embeddedPages())
        pages.add(std::string(file.name), std::string(file.bytes));
    return pages;
}

Result<Pages> Pages::fromFolder(const std::filesystem::path& folder) {
    namespace fs = std::filesystem;
    Pages pages;
    const base::PosixFiles files;
    std::size_t total = 0;
    std::error_code error;
    fs::recursive_directory_iterator at(folder, error);
    if (error) return Error(base::faultFromErrno(error.value()), folder.filename().string());
    for (; at != fs::recursive_directory_iterator(); at.increment(error)) {
        if (error) return base::Fault::InputOutput;
        if (!at->is_regular_file(error)) continue;
        LF_TRY(const auto bytes, files.read(at->path(), pagesBytesMax));
        total += bytes.size();
        if (total > pagesBytesMax) return base::Fault::TooLarge;
        pages.add(fs::relative(at->path(), folder, error).generic_string(),
                  std::string(base::textOf(bytes)));
    }
    return pages;
}

void Pages::add(std::string name, std::string bytes) {
    // What has no media type here would be guessed at by a browser: it is not served.
    if (mediaTypeOf(name).empty()) return;
    files_.insert_or_assign(std::move(name), std::move(bytes));
}

Response Pages::answer(const Request& request, std::string_view name) const {
    const auto found = files_.find(name.empty() ? std::string_view("index.html") : name);
    if (found == files_.end()) return refuse(request, Refusal::NotFound);
    return {.status = 200,
            .contentType = std::string(mediaTypeOf(found->first)),
            .body = found->second};
}

void Pages::bindTo(Handlers& handlers) const {
    handlers.bind(RouteId::PageRoot, [this](const Call& call) { return answer(call.request, ""); });
    handlers.bind(RouteId::PageFile,
                  [this](const Call& call) { return answer(call.request, call.parameters.at(0)); });
    handlers.bind(RouteId::PageAsset, [this](const Call& call) {
        return answer(call.request, "assets/" + call.parameters.at(0));
    });
}

}  // namespace landfall::clinic::http
