#pragma once

#include <vector>

#include "landfall/instrument/form.hpp"

namespace landfall::instrument {

/// Rules that a form takes over from another one, of which it is a version with words. A clinic's
/// licensed text scores as the bundled numbers do, and signals the same danger.
class RuleHeir {
public:
    /// Scoring when the form has none, danger when it has none. Faults name the linkId: an item
    /// that is not there, or that counts in other numbers, so that the sum would be another one.
    [[nodiscard]] static std::vector<Error> inherit(Form& form, const Form& from);

private:
    RuleHeir(Form& form, const Form& from) : form_(form), from_(from) {}

    void takeScoring();
    void takeDanger();
    /// The same item of this form, or a fault once for each linkId.
    std::size_t here(std::size_t item, Fault fault, bool isScored);
    void place(std::vector<std::size_t>& items, Fault fault, bool isScored);

    Form& form_;
    const Form& from_;
    std::vector<Error> faults_;
};

}  // namespace landfall::instrument
