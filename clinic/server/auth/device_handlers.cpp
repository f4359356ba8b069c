#include <boost/json/array.hpp>

#include "landfall/base/clock.hpp"
#include "landfall/fhir/json.hpp"
#include "server/auth/answers.hpp"
#include "server/auth/devices.hpp"
#include "server/auth/handler_parts.hpp"

namespace landfall::clinic::auth {

namespace {

using http::Call;
using http::Refusal;
using http::Response;

/// Whether the actor may touch this device, asked in the transaction that will. An administrator
/// may touch any; a clinician those of patients in treatment; a device that is not there is
/// nobody's.
Result<bool> mayTouch(db::Database& tx, const Call& call, Services& services,
                      std::string_view device) {
    LF_TRY(const auto found, findDevice(tx, device));
    bool own = false;
    if (found) {
        LF_TRY(own, services.careTeam.treats(tx, call.actor.id, found->patient));
    }
    return call.authorizePatient(own);
}

Response answerConfirm(const Call& call, Services& services) {
    const auto json = fhir::Json::borrow(call.request.body, {.depthMax = 2, .bytesMax = 4096});
    if (json.has_error()) return call.refuse(Refusal::BadJson);
    const auto digits = json->get("digits").text();
    if (!digits) return call.refuse(Refusal::BadRequest);
    const Confirmation confirmation{.device = call.parameters.at(0),
                                    .digits = std::string(*digits),
                                    .requestId = call.request.requestId,
                                    .peer = call.request.peer};
    using Outcome = std::variant<Confirmed, Refusal>;
    const auto confirm = [&](db::Database& tx) -> Result<Outcome> {
        LF_TRY(const bool may, mayTouch(tx, call, services, confirmation.device));
        if (!may) return Outcome(Refusal::Forbidden);
        LF_TRY(const auto confirmed,
               confirmDevice(tx, services.audit, call.actor, confirmation, services.clock));
        return Outcome(confirmed);
    };
    const auto outcome = writing(services.transactions, confirm);
    if (outcome.has_error()) return faultAnswer(call, outcome.error());
    if (const auto* refusal = std::get_if<Refusal>(&*outcome)) return call.refuse(*refusal);
    switch (std::get<Confirmed>(*outcome)) {
        case Confirmed::Active:
            return jsonAnswer(200, {{"id", confirmation.device}, {"state", "active"}});
        case Confirmed::DigitsDiffer:
            return call.refuse(Refusal::DigitsDiffer);
        case Confirmed::NotPending:
        case Confirmed::NoSuchDevice:
            return call.refuse(Refusal::NotFound);
    }
    return call.refuse(Refusal::Internal);
}

Response answerRevoke(const Call& call, Services& services) {
    const Revocation revocation{.device = call.parameters.at(0),
                                .requestId = call.request.requestId,
                                .peer = call.request.peer};
    const auto revoke = [&](db::Database& tx) -> Result<std::optional<Refusal>> {
        LF_TRY(const bool may, mayTouch(tx, call, services, revocation.device));
        if (!may) return std::optional(Refusal::Forbidden);
        LF_TRY(const bool found,
               revokeDevice(tx, services.audit, call.actor, revocation, services.clock));
        return found ? std::optional<Refusal>{} : std::optional(Refusal::NotFound);
    };
    const auto refused = writing(services.transactions, revoke);
    if (refused.has_error()) return faultAnswer(call, refused.error());
    return *refused ? call.refuse(**refused) : Response::empty();
}

boost::json::value instantOrNull(const std::optional<std::int64_t>& ms) {
    if (!ms) return nullptr;
    return boost::json::string(base::toFhirInstant(*ms));
}

Response answerDevices(const Call& call, Services& services) {
    const auto list = [&](db::Database& tx) -> Result<std::vector<Device>> {
        LF_CHECK(services.audit.record(tx, {.actor = call.actor,
                                            .action = call.route.action,
                                            .requestId = call.request.requestId,
                                            .peer = call.request.peer}));
        return listDevices(tx);
    };
    const auto devices = writing(services.transactions, list);
    if (devices.has_error()) return faultAnswer(call, devices.error());
    boost::json::array rows;
    for (const auto& device : *devices)
        rows.push_back({{"id", device.id},
                        {"patient", device.patient},
                        {"state", toText(device.state)},
                        {"digits", device.digits ? boost::json::value(*device.digits) : nullptr},
                        {"created", base::toFhirInstant(device.createdMs)},
                        {"lastSeen", instantOrNull(device.lastSeenMs)}});
    return jsonAnswer(200, rows);
}

}  // namespace

void bindDeviceHandlers(http::Handlers& handlers, Services& services) {
    handlers.bind(http::RouteId::ConfirmDevice,
                  [&services](const Call& call) { return answerConfirm(call, services); });
    handlers.bind(http::RouteId::RevokeDevice,
                  [&services](const Call& call) { return answerRevoke(call, services); });
    handlers.bind(http::RouteId::Devices,
                  [&services](const Call& call) { return answerDevices(call, services); });
}

}  // namespace landfall::clinic::auth
