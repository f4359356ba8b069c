#pragma once

#include <string>

#include "clinic/store/test_clinic.hpp"

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
    /// The whole dosing record as the page gets it.
    landfall::fhir::Json page();

    /// A baseline reading, as the body of a request.
    static std::string pressure(const std::string& at);
    void saveBeforeDose(bool withPressures = true);
    /// The id of a dose as it was drawn up.
    std::string drawUp();
    /// Everything up to the end of the dose; the id of the start.
    std::string give();

    /// The status of a change of the plan by the first clinician.
    int plan(const std::string& body) { return plan(clinic.clinician, body); }
    int plan(const http::Actor& actor, const std::string& body);
    /// A form of a visit as the phone sends it. Of the day before everything is well, save what
    /// `items` says: true, false or the code of an option by linkId.
    void answer(const std::string& form, const std::string& items, const std::string& visit,
                const std::string& authored = "2026-09-20T12:00:00+01:00");

    TestClinic clinic;

private:
    bool saysGo_ = true;

    void send(const std::string& type, const std::string& id, const std::string& resource);
    void sign();
};

}  // namespace landfall::clinic::test
