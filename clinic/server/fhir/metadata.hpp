#pragma once

#include <string>

#include "server/auth/handlers.hpp"
#include "server/http/limits.hpp"

namespace landfall::clinic::fhirapi {

/// `GET /fhir/metadata`: what this server can do and nothing more
/// (http://hl7.org/fhir/R4/capabilitystatement.html).
[[nodiscard]] std::string capabilityStatement();
/// `GET /.well-known/landfall`.
[[nodiscard]] std::string wellKnownLandfall(const auth::ClinicFacts& clinic,
                                            const http::Limits& limits);
/// `GET /.well-known/smart-configuration`.
[[nodiscard]] std::string smartConfiguration(const auth::ClinicFacts& clinic);

}  // namespace landfall::clinic::fhirapi
