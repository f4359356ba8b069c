#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/safety/safety_files.hpp"

namespace landfall::safety {

constexpr int contactsValidDays = 180;  ///< then the clinic is asked to check them (clinical 5.3)

enum class Channel { Call, Text, Chat };
/// How sure a number is: established from a named source, or likely and to be verified.
enum class Confidence { Sourced, Likely };

/// One way to reach a line.
struct ContactChannel {
    Channel channel = Channel::Call;
    std::string number;   ///< as a person reads it: "0800 111 0 111"
    std::string message;  ///< what to write, for a text line that wants a word: "HOME"

    /// Only what a phone dials: "08001110111".
    [[nodiscard]] std::string dialled() const;
};

struct CrisisLine {
    std::string name;
    std::vector<ContactChannel> channels;
    std::string hours;                   ///< "" when not known; never guessed
    std::vector<std::string> languages;  ///< BCP 47; empty when not known
};

struct CountryContacts {
    std::string country;  ///< ISO 3166-1 alpha-2, upper case
    std::string name;
    std::vector<std::string> emergency;  ///< at least one, the first is the one to call
    std::vector<CrisisLine> lines;
    std::string verifiedOn;  ///< FHIR date, or "" when nobody has verified it yet
    std::string source;
    Confidence confidence = Confidence::Likely;
};

/// What the clinic has set: its own number, and its own emergency or crisis line where the data is
/// wrong or silent.
struct ClinicContact {
    std::string name;
    std::string phone;  ///< "" when the clinic has none
    friend bool operator==(const ClinicContact&, const ClinicContact&) = default;
};

/// What Help now shows, in this order: emergency numbers, lines, the clinic.
struct HelpContacts {
    std::string country;  ///< "" when it is not known
    std::string countryName;
    std::vector<std::string> emergency;  ///< never empty
    std::vector<CrisisLine> lines;
    std::optional<ClinicContact> clinic;
    /// The country is not in the data: 112 is shown with a word that the local number may differ.
    bool localNumberMayDiffer = false;
    std::string verifiedOn;
};

class CrisisContacts {
public:
    /// The data compiled into the program.
    [[nodiscard]] static Result<CrisisContacts> bundled();
    /// Checks and reads the data file; fhir::Fault with the place.
    [[nodiscard]] static Result<CrisisContacts> read(const fhir::Node& root);

    [[nodiscard]] const std::vector<CountryContacts>& countries() const { return countries_; }
    /// Always gives something to call: the country's own, 112 for the rest of the EU, and 112 with
    /// localNumberMayDiffer for anywhere else or an unknown code.
    [[nodiscard]] HelpContacts forCountry(std::string_view isoCode,
                                          const ClinicContact& clinic = {}) const;

private:
    std::vector<CountryContacts> countries_;
    std::vector<std::string> europeanUnion_;
};

/// What the clinic has set where the data is wrong or silent (clinical rules 5.3). It comes to the
/// phone like everything else of the clinic, over the pinned connection.
struct ContactOverride {
    std::vector<std::string> emergency;
    std::vector<CrisisLine> lines;
};
/// The contacts with the clinic's own emergency numbers and lines in place of those of the data;
/// what the clinic leaves empty, or what cannot be dialled, changes nothing. For the clinic's own
/// country only: whoever says "I am somewhere else" gets that country's numbers.
[[nodiscard]] HelpContacts overridden(HelpContacts help, const ContactOverride& clinic);

/// True when the contacts should be checked again: 180 days after `verifiedOn`, or when they never
/// were verified. Both are FHIR dates. A number is never hidden from a patient for this.
[[nodiscard]] bool contactsExpired(std::string_view verifiedOn, std::string_view today);

}  // namespace landfall::safety
