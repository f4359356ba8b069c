#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "landfall/safety/review_class.hpp"
#include "landfall/safety/safety_files.hpp"

namespace landfall::safety {

constexpr std::size_t medicineEntriesMax = 200;  ///< looked at in one text; more is unknown

/// One entry of shared/medicines/medicines.json.
struct Medicine {
    std::string generic;
    std::vector<std::string> otherNames;
    std::vector<std::string> brands;  ///< of all countries
    std::string group;                ///< "maoi", "lithium", ...
    ReviewClass reviewClass = ReviewClass::Review;
    std::string rule;  ///< of the eligibility rules
    std::string evidence;
    std::string reviewedBy;  ///< "" while nobody has checked the entry
};

/// What was found of one entry of a text.
struct MedicineFinding {
    std::string written;                 ///< as the person wrote it, trimmed
    const Medicine* medicine = nullptr;  ///< null for a name that is not in the list
    /// The generic name that may have been meant, for a question to the person; never taken as the
    /// answer. "" without one.
    std::string suggestion;
    ReviewClass reviewClass = ReviewClass::Review;
    std::string rule;
};

/// The names of medicines that matter before a session (clinical rules 6.2, items 10 to 15). It
/// finds names and says which class of review they mean; it has no word about taking, changing or
/// stopping anything.
class Medicines {
public:
    [[nodiscard]] static Result<Medicines> bundled();
    /// fhir::Fault with the place.
    [[nodiscard]] static Result<Medicines> read(const fhir::Node& root);

    [[nodiscard]] const std::vector<Medicine>& list() const { return list_; }
    /// Reads what a person wrote: entries on lines of their own, or between commas, semicolons,
    /// slashes, plus signs or the word "and". Case, accents, doses and punctuation do not matter.
    /// Each entry gives a finding for every medicine in it, or one unknown finding, which is class
    /// B. Entries without a word ("20 mg", "none") give nothing. The findings point into this list.
    [[nodiscard]] std::vector<MedicineFinding> find(std::string_view written) const;
    /// The finding for a medicine that nobody named.
    [[nodiscard]] MedicineFinding unknown(std::string written = {}) const {
        return {std::move(written), nullptr, "", unknownClass_, unknownRule_};
    }

private:
    struct Name {
        std::vector<std::string> words;
        std::size_t medicine = 0;
    };
    [[nodiscard]] std::vector<std::size_t> namedIn(const std::vector<std::string>& words) const;
    [[nodiscard]] std::string suggestionFor(const std::vector<std::string>& words) const;

    std::vector<Medicine> list_;
    std::vector<Name> names_;
    ReviewClass unknownClass_ = ReviewClass::Review;
    std::string unknownRule_;
};

/// The words of a text in lower case, without accents and punctuation: "Sertralín-HCl" gives
/// {"sertralin", "hcl"}. Text that is not UTF-8 gives no words.
[[nodiscard]] std::vector<std::string> foldedWords(std::string_view text);

}  // namespace landfall::safety
