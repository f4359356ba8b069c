#pragma once

#include <set>

#include "landfall/instrument/form.hpp"

namespace landfall::instrument {

/// Whether a version of a form still asks an item of everybody whom the form asks it of.
enum class StillAsked {
    Always,
    /// Not after an answer that ends the form by its own scoring (`gate`), which counts with that.
    ToTheGate,
    /// At every answer that could be tried by itself; what conditions have in common beyond that
    /// cannot be computed, and a person has to compare them.
    Perhaps,
    No,  ///< of fewer people, or not at all without an answer to another question
};

/// The item `here` of the version beside the item `there` of the form it is a version of.
[[nodiscard]] StillAsked stillAsked(const Form& version, std::size_t here, const Form& form,
                                    std::size_t there);
/// These items and the questions that decide whether one of them is asked, and so on.
[[nodiscard]] std::set<std::size_t> withDeciding(const Form& form, std::set<std::size_t> items);
/// True for an item without conditions, in groups without conditions, and below no question.
[[nodiscard]] bool isAskedOfEverybody(const Form& form, std::size_t item);

}  // namespace landfall::instrument
