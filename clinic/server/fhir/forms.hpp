#pragma once

#include <memory>
#include <mutex>
#include <shared_mutex>

#include "landfall/instrument/library.hpp"

namespace landfall::clinic::fhirapi {

/// The server's own copy of every questionnaire: those compiled in and those a clinic added. Scores
/// and tiers are computed from these, never from what a phone says its questionnaire was. Safe from
/// several threads.
class Forms {
public:
    using Form = std::shared_ptr<const instrument::Form>;

    [[nodiscard]] static Result<std::unique_ptr<Forms>> bundled();
    /// Adds a definition (instrument::Library::add).
    Result<Form> add(std::string bytes);
    /// Adds a definition that the store holds (instrument::Library::addStored).
    Result<Form> addStored(std::string bytes);
    /// What the store holds and nobody is asked to answer any more.
    [[nodiscard]] std::vector<instrument::Library::LeftOut> leftOut() const;
    /// Every fault that would keep add() from taking a definition, with its place, save that its
    /// version may be there with other content (instrument::Library::faultsIn).
    [[nodiscard]] std::vector<Error> faultsIn(std::string_view bytes) const;
    /// What a definition takes over from a bundled one (instrument::Library::inheritance).
    [[nodiscard]] instrument::Inheritance inheritance(std::string_view bytes) const;
    /// By canonical url|version or short id; null when there is none.
    [[nodiscard]] Form find(std::string_view idOrCanonical) const;
    /// The newest version of the questionnaire whose url the canonical has, whatever version it
    /// names; null when there is none.
    [[nodiscard]] Form newestOf(std::string_view canonical) const;
    /// The definition's bytes as they came, "" when there is none.
    [[nodiscard]] std::string bytesOf(std::string_view idOrCanonical) const;
    /// The canonicals of the newest version of each.
    [[nodiscard]] std::vector<std::string> canonicals() const;
    /// The newest version of each that the clinic added.
    [[nodiscard]] std::vector<Form> addedByClinic() const;

private:
    explicit Forms(instrument::Library library) : library_(std::move(library)) {}
    mutable std::shared_mutex mutex_;
    instrument::Library library_;
};

}  // namespace landfall::clinic::fhirapi
