#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/base/embedded.hpp"
#include "landfall/instrument/form.hpp"
#include "landfall/instrument/inherit.hpp"

namespace landfall::instrument {

namespace bundled {
/// shared/instruments/<id>/<version>.json, compiled in.
[[nodiscard]] std::span<const base::EmbeddedFile> files();
}  // namespace bundled

/// The only description that a form without words may have.
constexpr std::string_view neutralDescription =
    "Numbers only. The words of this questionnaire come from your clinic.";

/// True for a form whose licence lets it into the program (clinical rules 3.1): marked SHIP, or
/// marked SCORE-ONLY with nothing but neutral labels ("Item 1", options that are numbers).
/// cmake/check_questionnaires.cmake holds the build to the same rule.
[[nodiscard]] bool mayBeBundled(const Form& form);

/// The questionnaires that are known: the bundled ones and those that were added. Every version
/// stays findable, because old responses point at it.
class Library {
public:
    struct Entry {
        std::shared_ptr<const Form> form;
        std::string bytes;  ///< the definition as it came
        bool isBundled = false;
        /// False for one that a store holds and that would be refused today: its answers and drafts
        /// stay readable by its canonical, and nobody is asked to answer it anew.
        bool isOffered = true;
    };
    /// A definition that a store holds and that is not offered, and what speaks against it.
    struct LeftOut {
        std::string canonical;
        Error why;
    };

    Library() = default;
    /// The questionnaires compiled into the program. NotLicensed for one that may not be.
    [[nodiscard]] static Result<Library> bundled();

    /// Adds a definition. One that gives words to a bundled questionnaire (same url and id, another
    /// version) takes its scoring, and all its danger rules beside its own (RuleHeir); one
    /// that has the url or the id of a bundled one only is NameTaken. Its faults come as
    /// one error that lists every place; a definition that is there already with the same content
    /// is no error, with other content DifferentContent.
    Result<std::shared_ptr<const Form>> add(std::string bytes);
    /// Adds a definition that a store already holds, from this or an earlier program. One that
    /// add() refuses is kept for its answers, not offered and told in leftOut(); the error is that
    /// of add() where it cannot be read at all.
    Result<std::shared_ptr<const Form>> addStored(std::string bytes);
    [[nodiscard]] const std::vector<LeftOut>& leftOut() const { return leftOut_; }
    /// Forgets a definition that was added and should not have been; never a bundled one.
    void remove(std::string_view canonical);
    /// Every fault of a definition by itself, with its place.
    [[nodiscard]] static std::vector<Error> faultsOf(std::string_view bytes);

    /// The same, with the rules that it would take from a bundled questionnaire.
    [[nodiscard]] std::vector<Error> faultsIn(std::string_view bytes) const;

    /// What a definition takes over from a bundled questionnaire, and what a person has to look at
    /// in any; nothing for one that cannot be read.
    [[nodiscard]] Inheritance inheritance(std::string_view bytes) const;

    /// By short id (the highest version) or by canonical url|version; a bare url gives the highest
    /// version too; the short ways find only what is offered. Null when there is none.
    [[nodiscard]] std::shared_ptr<const Form> find(std::string_view idOrCanonical) const;
    /// The versions of a url, the highest last.
    [[nodiscard]] std::vector<std::string> versionsOf(std::string_view url) const;
    [[nodiscard]] const Entry* findEntry(std::string_view idOrCanonical) const;
    /// The highest version of each questionnaire that is offered, by id.
    [[nodiscard]] std::vector<const Entry*> list() const;

private:
    Result<std::shared_ptr<const Form>> addEntry(std::string bytes, bool isBundled);
    /// The entry of the form's canonical, a new one where there was none. DifferentContent.
    Result<Entry*> keep(Form form, std::string bytes);
    [[nodiscard]] Inheritance inherit(Form& form) const;
    [[nodiscard]] const Form* bundledFor(const Form& form) const;
    std::vector<std::unique_ptr<Entry>> entries_;
    std::vector<LeftOut> leftOut_;
};

/// Compares versions by their numbers: 1.10.0 is above 1.9.0.
[[nodiscard]] bool isLowerVersion(std::string_view a, std::string_view b);

}  // namespace landfall::instrument
