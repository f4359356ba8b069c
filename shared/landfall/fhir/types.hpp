#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/fhir/decimal.hpp"
#include "landfall/fhir/resource.hpp"

// The resources of Landfall as plain structs: what a builder takes and a reader gives. Ids are bare
// ("0190..."), not references. `source` is meta.source, `urn:uuid:<operation>`, and may be empty.
namespace landfall::fhir {

struct Coding {
    std::string system;
    std::string code;
    std::string display;
    friend bool operator==(const Coding&, const Coding&) = default;
};

/// A value of a kind that is not used here; kept as it was written.
struct OtherValue {
    std::string raw;
    friend bool operator==(const OtherValue&, const OtherValue&) = default;
};

/// Dates and times as FHIR writes them; the readers take only texts that are ones (temporal.hpp).
struct Date {
    std::string text;  ///< 2026, 2026-05 or 2026-05-12
    friend bool operator==(const Date&, const Date&) = default;
};
struct DateTime {
    std::string text;  ///< a date, or a date and time with offset
    friend bool operator==(const DateTime&, const DateTime&) = default;
};
struct Time {
    std::string text;  ///< 08:30:00
    friend bool operator==(const Time&, const Time&) = default;
};
struct Uri {
    std::string text;
    friend bool operator==(const Uri&, const Uri&) = default;
};
struct Quantity {
    std::optional<Decimal> value;
    std::string comparator;  ///< <, <=, >=, > or ""
    std::string unit;        ///< what a person reads
    std::string system;
    std::string code;
    friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// The answer to one item: value[x] of http://hl7.org/fhir/R4/questionnaireresponse.html.
using ResponseValue = std::variant<Coding, bool, std::int64_t, std::string, OtherValue, Decimal,
                                   Date, DateTime, Time, Uri, Quantity>;

struct ResponseItem {
    std::string linkId;
    std::string text;
    std::vector<ResponseValue> answers;
    /// "Prefer not to say": no answer and data-absent-reason `asked-declined`.
    bool declined = false;
    std::vector<ResponseItem> items;  ///< of a group, or below the answer of a question
};

/// QuestionnaireResponse.
struct Response {
    std::string id;
    std::string patient;
    std::string questionnaire;  ///< canonical, url|version
    std::string status = "completed";
    base::WallTime authored;
    std::vector<ResponseItem> items;
    std::string source;
};

/// A number with its digits after the point: 43750 with 3 of them is 43.750.
struct Fixed {
    std::int64_t units = 0;
    int decimals = 0;
    friend bool operator==(const Fixed&, const Fixed&) = default;
    /// True for that whole number written without digits after the point.
    friend bool operator==(const Fixed& a, std::int64_t whole) {
        return a.decimals == 0 && a.units == whole;
    }
};
/// The digits as FHIR and JSON write them: 43.750, -0.5, 12.
[[nodiscard]] std::string textOf(const Fixed& number);

/// Something that a score says beside its value: a cut that was reached, a subscale, a count.
struct ScoreDetail {
    /// Nothing when it cannot be said, because answers are missing.
    using Value = std::variant<std::monostate, bool, Fixed, std::string>;
    std::string key;   ///< for example `subscales`
    std::string code;  ///< which one of several, or "" when there is only one
    Value value;
    friend bool operator==(const ScoreDetail&, const ScoreDetail&) = default;
};

/// Observation of one score.
struct ScoreRecord {
    std::string id;
    std::string patient;
    std::string response;       ///< id of the QuestionnaireResponse it is derived from
    std::string questionnaire;  ///< canonical, url|version
    Coding code;                ///< LOINC of the total, or a project code
    base::WallTime authored;
    std::optional<std::int64_t> value;  ///< in units of `decimals`
    int decimals = 0;                   ///< digits after the point; 0 for a count
    /// What the form says instead of a number, with the system of its code; "" when there is none.
    Coding result;
    /// When there is no value: an item was declined (asked-declined) or left open (unknown).
    bool declined = false;
    std::string algorithm;  ///< id/version, for example phq9/1.0.0
    bool prorated = false;
    std::string band;     ///< "" when there is none
    std::string pattern;  ///< "" when there is none
    int answered = 0;     ///< scored items with an answer, of `asked`
    int asked = 0;
    std::vector<ScoreDetail> details;
    std::string source;
};

/// Flag: an open safety flag, or one that a clinician has acknowledged.
struct SafetyFlag {
    std::string id;
    std::string patient;
    int tier = 1;  ///< 1 to 3 (safety tiers)
    base::WallTime raised;
    std::string response;        ///< id of the response, which may still be a draft
    std::string questionnaire;   ///< canonical, for whoever has not the response yet
    std::string evidenceItem;    ///< linkId
    std::string evidenceAnswer;  ///< option text or "prefer not to say"
    bool active = true;
    std::optional<base::WallTime> acknowledged;
    std::string source;
    /// What raised it when that was no answer that could be read: "reliable-worsening",
    /// "unreadable-answer"; else "".
    std::string cause{};
};

/// DocumentReference of LOINC 51855-5 "Patient Note": a shared journal entry.
struct JournalEntry {
    std::string id;
    std::string patient;
    base::WallTime authored;
    std::string text;
    std::string conflictOf;  ///< id of the entry this is a second copy of, or ""
    std::string source;
};

/// Task: the clinic asks for a questionnaire.
struct Assignment {
    std::string id;
    std::string patient;
    std::string questionnaire;  ///< canonical, url|version
    std::string title;          ///< what a person reads
    base::WallTime assigned;
    base::WallTime opens;
    std::string due;                   ///< FHIR date, or "" for none
    std::string status = "requested";  ///< requested, completed, cancelled
    std::string response;              ///< id of the response that answered it, or ""
    std::string source;
};

/// Communication: evidence that crisis resources were shown.
struct CrisisShown {
    std::string id;
    std::string patient;
    std::string flag;  ///< id of the flag it is about, or ""
    base::WallTime shown;
    std::vector<std::string> contacts;  ///< one line each, as shown
    std::string source;
};

/// Consent (http://hl7.org/fhir/R4/consent.html): one event of one purpose. Each event is a record
/// of its own, so that nothing that was once said is overwritten. The clinic's countersignature is
/// the only thing that comes later, as a new version.
struct ConsentRecord {
    std::string id;
    std::string patient;
    std::string event;    ///< read, understood, signed, declined, withdrawn
    std::string purpose;  ///< participation, or what an opt-in of the document is for
    base::WallTime at;
    std::string document;  ///< id of the document the event is about
    std::string documentVersion;
    std::string documentTitle;
    std::string sha256;  ///< hex, of the exact bytes of the document
    bool isTemplate = false;
    std::string signedName;    ///< as typed; of signed and withdrawn
    std::string dataChoice;    ///< of withdrawn: keep, erase
    std::string contactName;   ///< of purpose contact-person
    std::string contactPhone;  ///< of purpose contact-person
    int tries = 0;             ///< of understood: answers given until all were right
    std::string follows;       ///< id of the Consent before this one, or ""
    std::string countersignedBy;
    std::optional<base::WallTime> countersigned;
    std::string source;
};

/// One part of a safety plan. The code is the linkId of the form's item.
struct PlanSection {
    std::string code;
    std::string heading;
    std::string text;  ///< "" while it is empty
    friend bool operator==(const PlanSection&, const PlanSection&) = default;
};

/// DocumentReference of LOINC 87626-8: the safety plan in the patient's own words. Its first
/// content is the whole plan as text, for readers that know nothing of sections.
struct SafetyPlan {
    std::string id;
    std::string patient;
    base::WallTime authored;
    std::vector<PlanSection> sections;
    std::string source;
};

/// DocumentReference of our code consent-document: a consent document as the clinic sends it.
struct SentConsentDocument {
    std::string id;
    std::string patient;
    base::WallTime sent;
    std::string bytes;  ///< the document exactly as it is to be read and hashed
    std::string source;
};

/// Patient, as far as Landfall uses it.
struct PatientRecord {
    std::string id;
    std::string name;
    std::string birthDate;  ///< FHIR date, or ""
    std::string source;
    std::string phone = {};  ///< the first telephone number, or ""
};

}  // namespace landfall::fhir
