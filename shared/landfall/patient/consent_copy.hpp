#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "landfall/fhir/types.hpp"
#include "landfall/pathway/consent_library.hpp"

namespace landfall::patient {

/// A consent as a document to keep: headings and paragraphs in the order they are printed. Whoever
/// prints it adds nothing but the page.
struct ConsentCopy {
    struct Section {
        std::string heading;
        struct Paragraph {
            std::string text;
            std::string evidence;  ///< high, moderate, low, very-low, or ""
            std::string source;
        };
        std::vector<Paragraph> paragraphs;
    };
    struct Question {
        std::string text;
        std::string answer;  ///< the right one, which is what was answered in the end
    };
    struct OptIn {
        std::string text;
        std::string state;  ///< signed, declined, withdrawn, or "" when it was not asked
        std::string at;     ///< FHIR dateTime, or ""
    };

    std::string title;
    std::string notice;
    bool isTemplate = false;
    std::string document;  ///< id
    std::string version;
    std::string language;
    std::string sha256;
    std::vector<Section> sections;
    std::vector<Question> questions;  ///< empty while they are not answered
    int tries = 0;
    std::vector<OptIn> optIns;
    std::string signedName;  ///< "" while nothing is signed
    std::string signedAt;
    std::string countersignedBy;
    std::string countersignedAt;
    std::string withdrawnAt;
    std::string dataChoice;  ///< keep or erase, of a withdrawal
};

/// `events` oldest first.
[[nodiscard]] ConsentCopy consentCopy(const pathway::ConsentDocument& document,
                                      std::span<const fhir::ConsentRecord> events);

}  // namespace landfall::patient
