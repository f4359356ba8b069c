#include "server/auth/assertion.hpp"

#include <algorithm>

#include "landfall/base/ids.hpp"

namespace landfall::clinic::auth {

namespace {

constexpr std::size_t jtiCharsMin = 16;
constexpr std::size_t jtiCharsMax = 64;
constexpr std::size_t headerMembers = 3;
constexpr fhir::Limits jsonLimits{.depthMax = 2,
                                  .bytesMax = assertionBytesMax,
                                  .stringBytesMax = 512,
                                  .membersMax = 16,
                                  .nodesMax = 32};

/// The kid, if the header says ES384 and nothing more than it should.
std::optional<std::string> keyIdOf(const CompactJws& jws) {
    const auto header = fhir::Json::borrow(jws.header, jsonLimits);
    if (header.has_error() || !header->root().isObject()) return std::nullopt;
    if (header->get("alg").textOr() != "ES384") return std::nullopt;
    if (header->root().size() != headerMembers || header->get("typ").textOr() != "JWT")
        return std::nullopt;
    const auto kid = header->get("kid").textOr();
    const auto id = base::Uuid::parse(kid);
    // One spelling only, so that an id is found or not, and never means two rows.
    if (id.has_error() || id->text() != kid) return std::nullopt;
    return std::string(kid);
}

bool isAssertionId(std::string_view text) {
    return text.size() >= jtiCharsMin && text.size() <= jtiCharsMax &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace

std::optional<Assertion> readAssertion(std::string_view text) {
    auto jws = readCompactJws(text, assertionBytesMax);
    if (!jws || jws->signature.size() != signatureBytes) return std::nullopt;
    auto clientId = keyIdOf(*jws);
    if (!clientId) return std::nullopt;
    const auto claims = fhir::Json::borrow(jws->payload, jsonLimits);
    if (claims.has_error() || !claims->root().isObject()) return std::nullopt;
    if (claims->get("iss").textOr() != *clientId || claims->get("sub").textOr() != *clientId)
        return std::nullopt;
    const auto audience = claims->get("aud").text();
    const auto expires = claims->get("exp").integer();
    const auto id = claims->get("jti").textOr();
    if (!audience || !expires || !isAssertionId(id)) return std::nullopt;
    Assertion assertion{.clientId = *std::move(clientId),
                        .audience = std::string(*audience),
                        .id = std::string(id),
                        .expiresS = *expires,
                        .jws = {}};
    assertion.jws = *std::move(jws);
    return assertion;
}

bool expiryFits(std::int64_t expiresS, std::int64_t nowS) {
    // Compared without adding to what came from outside: it may be as large as a number can be.
    return expiresS > nowS - clockSkewS && expiresS <= nowS + assertionLifeMaxS + clockSkewS;
}

}  // namespace landfall::clinic::auth
