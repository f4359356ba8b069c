#pragma once

#include <set>
#include <string>
#include <vector>

#include "clinic/store/test_clinic.hpp"
#include "landfall/fhir/types.hpp"

namespace landfall::clinic::test {

/// A clinic on a dosing day, with everything that has to hold before a dose, or with all of it but
/// one gate or the clinician's go. Both clinicians treat the patient. The clock stands at 21
/// September 2026, 15:13 by its own offset, and the session is on that day.
class DosingDay {
public:
    /// `prepared` is when the preparation was held.
    explicit DosingDay(const std::string& withoutGate = {},
                       const std::string& prepared = "2026-09-15T10:00:00+01:00");

    http::Response post(const http::Actor& actor, const std::string& body);
    /// Saved by the first clinician; the id of the entry.
    std::string save(const std::string& body);
    static std::string idOf(const http::Response& made);
    /// The codes of everything that a refusal says stands in the way.
    static std::set<std::string> codesIn(const http::Response& refused);
    /// What stands in the way of a dose that is drawn up now.
    std::set<std::string> inTheWay(const std::string& expiry = "2030-01-31");
    /// "3 acute-event Nausea" of each flag: its tier, its cause or "answer", and its answer.
    std::vector<std::string> flags();
    /// Closes every open flag with a note.
    void closeFlags();
    /// Every record of a type about the patient as it stands.
    std::vector<landfall::fhir::Json> records(const std::string& type);
    /// The whole dosing record as the page gets it.
    landfall::fhir::Json page();

    /// A baseline reading, as the body of a request.
    static std::string pressure(const std::string& at);
    /// Arrival, team and consent with nothing that stops a dose; with a member more, such as "at".
    void arrive(const std::string& members = {});
    void saveBeforeDose(bool withPressures = true);
    /// The id of a dose as it was drawn up.
    std::string drawUp();
    /// The same with a member more, such as "at".
    std::string drawUpWith(const std::string& members);
    /// The second clinician's check of it.
    std::string check(const std::string& dose);
    /// Everything up to the end of the dose; the id of the start.
    std::string give();

    /// The status of a change of the plan by the first clinician.
    int plan(const std::string& body) { return plan(clinic.clinician, body); }
    int plan(const http::Actor& actor, const std::string& body);
    /// A form of a visit as the phone sends it. Of the day before everything is well, save what
    /// `items` says: true, false, the code of an option or null for no answer, by linkId.
    /// `visit` may be empty, as of an answer that no visit waits for.
    void answer(const std::string& form, const std::string& items, const std::string& visit,
                const std::string& authored = "2026-09-20T12:00:00+01:00");

    /// The patient stops taking part, now by the clinic's clock, and this much later by the
    /// phone's; the id of the Consent.
    std::string withdraw(std::int64_t phoneAheadMs = 0);
    /// The patient signs the clinic's own text, on 29 August; nobody has countersigned it.
    void sign();
    void countersign();

    TestClinic clinic;

private:
    bool saysGo_ = true;
    landfall::fhir::ConsentRecord signed_;

    void send(const std::string& type, const std::string& id, const std::string& resource);
};

}  // namespace landfall::clinic::test
