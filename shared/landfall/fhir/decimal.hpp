#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace landfall::fhir {

/// A FHIR decimal, kept as it was written: 1.00 stays 1.00 and 0.1 is 0.1. There is no binary
/// double in it anywhere (http://hl7.org/fhir/R4/datatypes.html#decimal asks to keep the digits).
class Decimal {
public:
    Decimal() : text_("0") {}
    /// Reads `-?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?` of at most 40 characters and an
    /// exponent of at most 99; nothing otherwise.
    [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);
    [[nodiscard]] static Decimal of(std::int64_t number);

    /// The digits as they were written.
    [[nodiscard]] const std::string& text() const { return text_; }
    /// Digits after the point, as they were written: 2 for 1.50. An exponent moves the point.
    [[nodiscard]] int places() const;
    /// The whole number it stands for: 2 for 2, 2.0 and 2e0; nothing for 2.5.
    [[nodiscard]] std::optional<std::int64_t> whole() const;

    /// By value: 1.0 and 1.00 are equivalent.
    [[nodiscard]] std::weak_ordering compare(const Decimal& other) const;
    /// The same digits: 1.0 and 1.00 differ.
    friend bool operator==(const Decimal&, const Decimal&) = default;

private:
    explicit Decimal(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace landfall::fhir
