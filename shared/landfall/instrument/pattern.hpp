#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace landfall::instrument {

/// The regex of an item (http://hl7.org/fhir/R4/extension-regex.html). It comes from outside, so it
/// is run by RE2, which takes time in proportion to the text and memory up to a limit.
class Pattern {
public:
    /// Null when RE2 does not take it, or it is too large.
    [[nodiscard]] static std::shared_ptr<const Pattern> compile(std::string_view regex);

    /// Whether the whole text has this form.
    [[nodiscard]] bool matches(std::string_view text) const;
    /// How large the compiled regex is, in RE2's own unit.
    [[nodiscard]] std::size_t steps() const;

    ~Pattern();
    Pattern(const Pattern&) = delete;
    Pattern& operator=(const Pattern&) = delete;

private:
    explicit Pattern(std::unique_ptr<re2::RE2> regex);
    std::unique_ptr<re2::RE2> regex_;
};

}  // namespace landfall::instrument
