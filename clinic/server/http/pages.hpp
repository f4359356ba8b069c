#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "landfall/base/result.hpp"
#include "server/http/dispatcher.hpp"

namespace landfall::clinic::http {

/// The review page's files, all in memory: no request ever reaches the file system.
class Pages {
public:
    /// The files compiled in from clinic/web/dist; empty when it did not exist at configure time.
    [[nodiscard]] static Pages embedded();
    /// Reads a folder once, at start. TooLarge above 16 MiB in all.
    [[nodiscard]] static Result<Pages> fromFolder(const std::filesystem::path& folder);

    void add(std::string name, std::string bytes);
    [[nodiscard]] bool empty() const { return files_.empty(); }
    /// `name` is a path below /review/; "" is index.html. 404 for what is not there.
    [[nodiscard]] Response answer(const Request& request, std::string_view name) const;
    /// Binds PageRoot, PageFile and PageAsset. The pages must outlive the handlers.
    void bindTo(Handlers& handlers) const;

private:
    std::map<std::string, std::string, std::less<>> files_;
};

}  // namespace landfall::clinic::http
