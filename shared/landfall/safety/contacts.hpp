#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/base/clock.hpp"
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

/// What one way to reach a line is, in a few words to stand beside its name, which may be no more
/// than a number: "Crisis line: somebody to talk to". In English; translated where it is shown.
[[nodiscard]] std::string whatItIs(const ContactChannel& channel);

struct CrisisLine {
    std::string name;  ///< the service's own, or its number where no source gives another
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

/// What the clinic has set as its own number.
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

/// Digits with single spaces, dashes or a plus between them: what Help now can dial.
[[nodiscard]] bool isDiallable(std::string_view number);

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

/// A crisis line of the clinic's own (clinical rules 5.3).
struct ClinicLine {
    CrisisLine line;
    std::string verifiedOn;  ///< FHIR date, or "" when nobody has called it yet
    std::string source;
};
/// The contacts with the clinic's line first among the lines. It takes nothing away: emergency
/// numbers and the country's own lines stay. A channel that cannot be dialled is left out. For the
/// clinic's own country only: whoever says "I am somewhere else" gets that country's numbers.
[[nodiscard]] HelpContacts withClinicLine(HelpContacts help, CrisisLine line);

/// It travels to the phones as a DocumentReference of the clinic with this code, over the pinned
/// connection like everything else of the clinic; only the clinic can write one.
constexpr std::string_view helpLineCode = "help-line";
/// `line` is nothing when the clinic has none any more.
[[nodiscard]] std::string buildHelpLine(std::string_view id, std::string_view patient,
                                        const base::WallTime& sent,
                                        const std::optional<ClinicLine>& line);
/// What such a document says. fhir::Fault::BadCode for any other document; the faults of the data
/// file for a line that could lead nowhere.
struct SentHelpLine {
    base::WallTime sent;
    std::optional<ClinicLine> line;
};
[[nodiscard]] Result<SentHelpLine> readHelpLine(const fhir::Node& document);

/// As the data file writes it: call, text or chat.
[[nodiscard]] std::string_view wordOf(Channel channel);
/// Name, channels, hours and languages as the data file has them, for whoever keeps a line.
[[nodiscard]] std::string lineJson(const CrisisLine& line);
/// The same read back; fhir::Fault with the place.
[[nodiscard]] Result<CrisisLine> lineFrom(const fhir::Node& node);

/// True when the contacts should be checked again: 180 days after `verifiedOn`, or when they never
/// were verified. Both are FHIR dates. A number is never hidden from a patient for this.
[[nodiscard]] bool contactsExpired(std::string_view verifiedOn, std::string_view today);

}  // namespace landfall::safety
