#include "landfall/instrument/pattern.hpp"

#include <re2/re2.h>

#include "landfall/instrument/form.hpp"

namespace landfall::instrument {

Pattern::Pattern(std::unique_ptr<re2::RE2> regex) : regex_(std::move(regex)) {}
Pattern::~Pattern() = default;

std::shared_ptr<const Pattern> Pattern::compile(std::string_view regex) {
    if (regex.empty() || regex.size() > patternBytesMax) return nullptr;
    constexpr std::int64_t memoryMax = 512 * 1024;
    RE2::Options options;
    options.set_log_errors(false);  // the regex is not ours to print
    options.set_never_capture(true);
    options.set_max_mem(memoryMax);
    auto compiled =
        std::make_unique<re2::RE2>(re2::StringPiece(regex.data(), regex.size()), options);
    if (!compiled->ok()) return nullptr;
    return std::shared_ptr<const Pattern>(new Pattern(std::move(compiled)));
}

bool Pattern::matches(std::string_view text) const {
    return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *regex_);
}

std::size_t Pattern::steps() const {
    return static_cast<std::size_t>(std::max(0, regex_->ProgramSize()));
}

}  // namespace landfall::instrument
