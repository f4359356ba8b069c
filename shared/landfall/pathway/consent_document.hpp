#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/pathway/consent_fault.hpp"

// A consent document as data: shared/consent/<id>/<version>.json, or one that the clinic sent.
//
//   format        1
//   id, version   name the text for ever: what was signed under them never changes
//   language      of the text, BCP 47
//   title
//   template      true: a text to start from, which no ethics committee has approved
//   notice        what a reader is told first; a template has to have one
//   replaces      the version before this one, or left out for the first
//   material      does the change since `replaces` touch what somebody agreed to?
//   changes       what changed, in plain words; needed with `replaces`
//   sections      each kind once, in the order they are read:
//     kind        known, certainty, unknown, risks, rights, data, legal
//     heading
//     statements  text, and for kind known also evidence (high, moderate, low, very-low) and source
//   questions     id, text, options (id, text), right (id of an option), explanation
//   optIns        purpose, text, detail: what may be agreed to beside taking part, one by one
//
// The evidence grades are the four of GRADE (Guyatt and others, BMJ 2008;336:924). `legal` is what
// the law of the country says about the medicine; a clinic sets it in its own document.
namespace landfall::pathway {

constexpr std::size_t consentBytesMax = 160 * 1024;  ///< has to travel in one record
/// The purpose of the consent itself; every other purpose is an opt-in.
constexpr std::string_view participation = "participation";
/// The opt-in without which no entry of the journal is newly shared.
constexpr std::string_view shareJournal = "share-journal";
/// The opt-in that names a person whom the clinic may call.
constexpr std::string_view contactPerson = "contact-person";

enum class Evidence { High, Moderate, Low, VeryLow };
[[nodiscard]] std::string_view nameOf(Evidence grade);

struct ConsentStatement {
    std::string text;
    std::optional<Evidence> evidence;
    std::string source;  ///< "" when none is given
};

struct ConsentSection {
    std::string kind;
    std::string heading;
    std::vector<ConsentStatement> statements;
};

struct ConsentOption {
    std::string id;
    std::string text;
};

/// A question that asks whether the text was understood; not a test of the person.
struct ConsentQuestion {
    std::string id;
    std::string text;
    std::vector<ConsentOption> options;
    std::string right;        ///< id of an option
    std::string explanation;  ///< read after a wrong answer
};

struct ConsentOptIn {
    std::string purpose;
    std::string text;
    std::string detail;
};

class ConsentDocument {
public:
    /// BadDocument with the place; the faults of the JSON reader.
    [[nodiscard]] static Result<ConsentDocument> read(std::string bytes);

    [[nodiscard]] const std::string& id() const { return id_; }
    [[nodiscard]] const std::string& version() const { return version_; }
    [[nodiscard]] const std::string& language() const { return language_; }
    [[nodiscard]] const std::string& title() const { return title_; }
    [[nodiscard]] bool isTemplate() const { return isTemplate_; }
    [[nodiscard]] const std::string& notice() const { return notice_; }
    [[nodiscard]] const std::string& replaces() const { return replaces_; }
    [[nodiscard]] bool isMaterial() const { return isMaterial_; }
    [[nodiscard]] const std::string& changes() const { return changes_; }
    [[nodiscard]] const std::vector<ConsentSection>& sections() const { return sections_; }
    [[nodiscard]] const std::vector<ConsentQuestion>& questions() const { return questions_; }
    [[nodiscard]] const std::vector<ConsentOptIn>& optIns() const { return optIns_; }
    [[nodiscard]] const ConsentQuestion* question(std::string_view id) const;
    [[nodiscard]] bool asksFor(std::string_view purpose) const;
    /// Hex SHA-256 of the exact bytes: what a signature is about.
    [[nodiscard]] const std::string& sha256() const { return sha256_; }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

private:
    friend class ConsentDocumentReader;
    ConsentDocument() = default;

    std::string bytes_, sha256_, id_, version_, language_, title_, notice_, replaces_, changes_;
    bool isTemplate_ = false;
    bool isMaterial_ = false;
    std::vector<ConsentSection> sections_;
    std::vector<ConsentQuestion> questions_;
    std::vector<ConsentOptIn> optIns_;
};

}  // namespace landfall::pathway
