#pragma once

#include <string>

#include "landfall/instrument/form.hpp"

namespace landfall::instrument {

/// Whether "yes" and "no" mean 1 and 0 where words take the place of yes and no. They need not
/// where a licence's wording turns a question round that is only counted (DAST-10, item 3).
enum class YesAndNo { Mean, Free };

/// What keeps an item of a version from having the answers of the item it is a version of, and what
/// to do about it, in words; "" when nothing does. The same answers are:
///   - of a number with limits: the same limits, or options of which each has a number between
///     them and every number has one (a licence's 1a and 1b are both 1);
///   - of yes and no: the same, or two options that are 1 and 0;
///   - of options: as many, each with the code of one there, and its number where they have
///   numbers,
///     or under another code with its number; or a whole number that takes just theirs.
/// The words of an option there, under whatever code, have the number that they have there.
[[nodiscard]] std::string otherAnswersOf(const Item& version, const Item& form, YesAndNo words);

/// The item is shown to nobody, or has its answer before anybody is asked, and there it is not so.
[[nodiscard]] bool isFixedIn(const Item& version, const Item& form);

}  // namespace landfall::instrument
