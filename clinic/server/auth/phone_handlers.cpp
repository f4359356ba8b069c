#include "landfall/base/ids.hpp"
#include "server/auth/answers.hpp"
#include "server/auth/assertion.hpp"
#include "server/auth/devices.hpp"
#include "server/auth/enrolment.hpp"
#include "server/auth/handler_parts.hpp"
#include "server/auth/tokens.hpp"
#include "server/http/target.hpp"

namespace landfall::clinic::auth {

namespace {

using http::Call;
using http::Refusal;
using http::Response;

constexpr std::string_view deviceScope = "patient/*.cruds";

/// Said over the connection that matched a pin, so that a phone notices a code whose backup pin
/// somebody changed (E-06).
boost::json::object statedPins(const http::Pins& pins) {
    boost::json::object stated{{"current", base::toBase64Url(pins.current)}, {"backup", nullptr}};
    if (pins.backup) stated["backup"] = base::toBase64Url(*pins.backup);
    return stated;
}

Response answerEnrol(const Call& call, Services& services) {
    const auto read = readEnrolment(call.request.body);
    if (const auto* refusal = std::get_if<Refusal>(&read)) return call.refuse(*refusal);
    const auto& request = std::get<EnrolmentRequest>(read);
    const EnrolmentOrigin origin{.requestId = call.request.requestId, .peer = call.request.peer};
    const auto outcome = writing(services.transactions, [&](db::Database& tx) {
        return enrol(tx, services.audit, request, origin, services.clinic.pins, services.clock,
                     services.random);
    });
    if (outcome.has_error()) return faultAnswer(call, outcome.error());
    if (const auto* refusal = std::get_if<Refusal>(&*outcome)) return call.refuse(*refusal);
    const auto& enrolled = std::get<Enrolled>(*outcome);
    return jsonAnswer(enrolled.again ? 200 : 201, {{"client_id", enrolled.device},
                                                   {"patient", enrolled.patient},
                                                   {"state", enrolled.state},
                                                   {"epoch", services.clinic.epoch},
                                                   {"pins", statedPins(services.clinic.pins)},
                                                   {"clinic",
                                                    {{"name", services.clinic.name},
                                                     {"phone", services.clinic.phone},
                                                     {"country", services.clinic.country}}}});
}

Response answerEnrolState(const Call& call, Services& services) {
    const auto id = base::Uuid::parse(call.parameters.at(0));
    if (id.has_error()) return call.refuse(Refusal::NotFound);
    const auto device = reading(services.transactions,
                                [&](db::Database& tx) { return findDevice(tx, id->text()); });
    if (device.has_error()) return faultAnswer(call, device.error());
    if (!*device) return call.refuse(Refusal::NotFound);
    return jsonAnswer(200, {{"state", toText((*device)->state)}});
}

/// The assertion of a token request, if the form says exactly what SMART Backend Services says.
std::optional<std::string> assertionOf(const std::string& body) {
    const auto form = http::readPairs(body, true);
    if (!form) return std::nullopt;
    const auto value = [&](std::string_view name) -> std::string {
        for (const auto& [key, text] : *form)
            if (key == name) return text;
        return {};
    };
    if (value("grant_type") != "client_credentials" || value("scope") != deviceScope ||
        value("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        return std::nullopt;
    return value("client_assertion");
}

Response answerToken(const Call& call, Services& services) {
    const auto text = assertionOf(call.request.body);
    if (!text) return call.refuse(Refusal::BadRequest);
    const auto assertion = readAssertion(*text);
    if (!assertion) return call.refuse(Refusal::AssertionRefused);
    const auto audience = "https://" + services.clinic.authority + "/token";
    const auto verified = reading(services.transactions, [&](db::Database& tx) {
        return verifyAssertion(tx, *assertion, audience, services.clock);
    });
    if (verified.has_error()) return faultAnswer(call, verified.error());
    if (const auto* refusal = std::get_if<Refusal>(&*verified)) return call.refuse(*refusal);
    const auto& device = std::get<VerifiedDevice>(*verified);
    // Counted only now, so that a stranger cannot use up a phone's requests.
    if (const int seconds = services.rates.token(device.id); seconds > 0)
        return call.refuse(Refusal::TooManyRequests,
                           {.expression = {}, .retryAfterSeconds = seconds});
    const TokenOrigin origin{.requestId = call.request.requestId, .peer = call.request.peer};
    using Issued = std::variant<std::string, Refusal>;
    const auto issue = [&](db::Database& tx) -> Result<Issued> {
        // Looked at again where it is written: the clinic may have revoked it in between.
        LF_TRY(const auto still, verifyAssertion(tx, *assertion, audience, services.clock));
        if (const auto* refusal = std::get_if<Refusal>(&still)) return Issued(*refusal);
        return issueToken(tx, services.audit, *assertion, device, origin, services.clock,
                          services.random);
    };
    const auto issued = writing(services.transactions, issue);
    if (issued.has_error()) return faultAnswer(call, issued.error());
    if (const auto* refusal = std::get_if<Refusal>(&*issued)) return call.refuse(*refusal);
    return jsonAnswer(200, {{"access_token", std::get<std::string>(*issued)},
                            {"token_type", "bearer"},
                            {"expires_in", accessTokenLifeS},
                            {"scope", deviceScope}});
}

}  // namespace

void bindPhoneHandlers(http::Handlers& handlers, Services& services) {
    handlers.bind(http::RouteId::Enrol,
                  [&services](const Call& call) { return answerEnrol(call, services); });
    handlers.bind(http::RouteId::EnrolState,
                  [&services](const Call& call) { return answerEnrolState(call, services); });
    handlers.bind(http::RouteId::Token,
                  [&services](const Call& call) { return answerToken(call, services); });
}

}  // namespace landfall::clinic::auth
