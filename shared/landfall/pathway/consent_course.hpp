#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "landfall/fhir/types.hpp"
#include "landfall/pathway/consent_library.hpp"

// What the events of a consent mean together. The events are records that are only ever added to;
// where a person stands is worked out from them each time and stored nowhere.
namespace landfall::pathway {

enum class ConsentStage { NotRead, Read, Understood, Signed, Withdrawn };
[[nodiscard]] std::string_view nameOf(ConsentStage stage);

enum class ConsentStep { Read, Understood, Signed, Declined, Withdrawn };
[[nodiscard]] std::string_view nameOf(ConsentStep step);

struct ConsentStanding {
    /// Of the document that is to be agreed to now.
    ConsentStage stage = ConsentStage::NotRead;
    /// The signature that is in force, of this document or of an earlier one; withdrawn: none.
    std::optional<fhir::ConsentRecord> inForce;
    /// The withdrawal that stands, with the last choice about the data; gone with a new signature.
    std::optional<fhir::ConsentRecord> withdrawal;
    /// An earlier text is signed, and what changed since matters: it has to be agreed to anew.
    bool mustSignAgain = false;
    /// There is a newer text than the signed one, and nothing that matters changed.
    bool hasNews = false;
    /// The latest event of each opt-in that was asked.
    std::map<std::string, fhir::ConsentRecord> optIns;

    /// True for an opt-in that was given and not taken back.
    [[nodiscard]] bool allows(const std::string& purpose) const;
};

/// True for a signature under a template: a text that no ethics committee has approved.
[[nodiscard]] bool isOfTemplate(const ConsentLibrary& library,
                                const fhir::ConsentRecord& signature);

/// True while what was signed holds for this document: it is the same text, or nothing that matters
/// changed since. A template that was signed holds for no text of the clinic's own.
[[nodiscard]] bool holdsFor(const ConsentLibrary& library, const ConsentDocument& document,
                            const fhir::ConsentRecord& signature);

/// The places of `events` in the order in which they were written: each one after the one that it
/// follows, whatever the clock said that made its id, and otherwise as they are given. Every event
/// is in it once, those of a circle last.
[[nodiscard]] std::vector<std::size_t> orderOf(std::span<const fhir::ConsentRecord> events);

/// `events` in the order in which they were written (`orderOf`). Only a change that matters asks
/// for a new signature (`material` of the documents since the signed one).
[[nodiscard]] ConsentStanding standingOf(const ConsentLibrary& library,
                                         const ConsentDocument& document,
                                         std::span<const fhir::ConsentRecord> events);

/// May this step of taking part come next? NotRead, NotUnderstood, AlreadySigned, NotSigned.
/// Withdrawing is possible whenever something is in force, whatever else is going on, and again to
/// change the choice about the data until there is a new signature.
[[nodiscard]] Result<void> mayFollow(const ConsentStanding& standing, ConsentStep step);

/// May this opt-in be given or taken back now? NotSigned; taking back is always possible.
[[nodiscard]] Result<void> mayChoose(const ConsentStanding& standing, std::string_view purpose,
                                     bool agrees);

}  // namespace landfall::pathway
