#pragma once

#include <string>

#include "clinic/store/test_clinic.hpp"

namespace landfall::clinic::test {

/// A clinic on a dosing day, with everything that has to hold before a dose, or with all of it but
/// one gate. Both clinicians treat the patient. The clock stands at 21 September 2026, 15:13 by its
/// own offset, and the session is on that day.
class DosingDay {
public:
    explicit DosingDay(const std::string& withoutGate = {});

    http::Response post(const http::Actor& actor, const std::string& body);
    /// Saved by the first clinician; the id of the entry.
    std::string save(const std::string& body);
    static std::string idOf(const http::Response& made);
    /// The whole dosing record as the page gets it.
    landfall::fhir::Json page();

    /// A baseline reading, as the body of a request.
    static std::string pressure(const std::string& at);
    void saveBeforeDose();
    /// The id of a dose as it was drawn up.
    std::string drawUp();
    /// Everything up to the end of the dose; the id of the start.
    std::string give();

    TestClinic clinic;

private:
    void plan(const std::string& body);
    void send(const std::string& type, const std::string& id, const std::string& resource);
    void answer(const std::string& form, const std::string& item, const std::string& visit);
    void sign();
};

}  // namespace landfall::clinic::test
