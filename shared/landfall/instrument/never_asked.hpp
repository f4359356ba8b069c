#pragma once

#include <vector>

#include "landfall/instrument/form.hpp"

namespace landfall::instrument {

/// Items that nobody is asked, whatever is answered: their conditions, or those of what they are
/// written in, can never be met. Hidden items are not among them, which are meant to be so.
/// Conditions are looked at one by one; several together only where they are about one question
/// with options, or yes and no.
[[nodiscard]] std::vector<std::size_t> neverAsked(const Form& form);
/// Those of them that are behind a danger rule.
[[nodiscard]] std::vector<std::size_t> dangerNeverAsked(const Form& form);
/// One line for each that is so by its own conditions, for a person to compare.
[[nodiscard]] std::vector<std::string> linesOfNeverAsked(const Form& form);

}  // namespace landfall::instrument
