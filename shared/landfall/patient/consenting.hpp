#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/pathway/consent_comprehension.hpp"
#include "landfall/pathway/consent_course.hpp"
#include "landfall/patient/consent_copy.hpp"
#include "landfall/patient/profile.hpp"

namespace landfall::patient {

/// Agreeing to take part, in steps that each leave a record: read, understood, signed, withdrawn.
/// Every record is a Consent of its own and none is ever changed here. Errors beside those of the
/// store are pathway::ConsentFault.
class Consenting {
public:
    using Document = pathway::ConsentLibrary::Document;

    explicit Consenting(Profile& profile) : profile_(profile) {}

    /// The text to agree to: the one the clinic sent last, else the template. UnknownDocument.
    [[nodiscard]] Result<Document> document();

    struct State {
        Document document;
        pathway::ConsentStanding standing;
        std::vector<std::string> left;  ///< questions without a right answer yet

        /// The clinic asks for the signature: nothing is signed yet, or what was agreed to has
        /// changed. Taken back it is asked for no more.
        [[nodiscard]] bool waits() const;
    };
    [[nodiscard]] Result<State> state();

    /// The whole text has been shown and read. Read before: nothing is added.
    [[nodiscard]] Result<State> markRead();

    struct Answered {
        bool right = false;
        std::string explanation;  ///< after a wrong answer
        std::vector<std::string> left;
        bool passed = false;
    };
    /// Answers one question about the text, as often as it takes; kept when it returns. The last
    /// right answer writes the record that the text was understood.
    [[nodiscard]] Result<Answered> answer(std::string_view question, std::string_view option);

    /// Whom the clinic may call: of the opt-in contact-person.
    struct Contact {
        std::string name;
        std::string phone;
    };
    struct Signature {
        std::string name;                  ///< as typed
        std::vector<std::string> agreeTo;  ///< opt-ins; each that is not named is declined
        Contact contact{};
    };
    /// Consent and opt-ins in one transaction, each a record of its own.
    [[nodiscard]] Result<State> sign(const Signature& signature);

    struct Choice {
        std::string purpose;
        bool agrees = false;
        Contact contact{};
    };
    /// Gives or takes back one opt-in later.
    [[nodiscard]] Result<State> choose(const Choice& choice);

    enum class Collected { Keep, Erase };
    /// Ends the consent and every opt-in with it. `collected` is the wish for what the clinic has:
    /// keep it, or erase what the law allows. Once withdrawn it changes that wish: an event of its
    /// own that follows the one before; AlreadyWithdrawn for the same wish. The own journal is not
    /// part of it: Journaling.
    [[nodiscard]] Result<State> withdraw(Collected collected);

    /// Every event of every purpose, oldest first.
    [[nodiscard]] Result<std::vector<fhir::ConsentRecord>> history();
    /// What was signed, as a document for the person to keep; of the last signature, or of the text
    /// as it stands when nothing was signed.
    [[nodiscard]] Result<ConsentCopy> copy();

private:
    struct Known;
    [[nodiscard]] Result<Known> known();
    [[nodiscard]] fhir::ConsentRecord eventOf(const pathway::ConsentDocument& document,
                                              pathway::ConsentStep step,
                                              std::string_view purpose) const;
    Result<void> write(const std::vector<fhir::ConsentRecord>& events);

    Profile& profile_;
};

[[nodiscard]] std::string_view nameOf(Consenting::Collected collected);

}  // namespace landfall::patient
