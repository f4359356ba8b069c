#pragma once

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "clinic/store/test_clinic.hpp"

namespace landfall::clinic::test {

inline landfall::fhir::Json planOf(TestClinic& clinic) {
    const auto answer =
        clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient});
    REQUIRE(answer.status == 200);
    return parsed(answer.body);
}

inline int post(TestClinic& clinic, const http::Actor& actor, const std::string& body) {
    return clinic
        .ask(actor, {.method = "POST",
                     .target = "/review/api/patients/" + clinic.patient + "/plan",
                     .body = body})
        .status;
}

inline landfall::fhir::Node missedOf(const landfall::fhir::Json& page, std::string_view visit) {
    for (const auto one : page.get("plan").get("missed").elements())
        if (one.get("visit").textOr() == visit) return one;
    return {};
}

inline std::int64_t staffTasks(TestClinic& clinic) {
    return static_cast<std::int64_t>(clinic.records("Task", "missed-").size());
}

}  // namespace landfall::clinic::test
