#include "support/scripted_clinic.hpp"

#include "landfall/fhir/json.hpp"

namespace landfall::support {

namespace {
constexpr std::string_view patient = "0195a000-0000-7000-8000-0000000000a1";
constexpr std::string_view epoch = "0195a000-0000-7000-8000-0000000000e1";
constexpr std::string_view refusalSystem = "https://landfall.example/fhir/CodeSystem/refusal";
constexpr std::size_t tokenBits = 128;

ports::SpkiPin pinOf(std::uint8_t filling) {
    ports::SpkiPin pin{};
    pin.fill(filling);
    return pin;
}
}  // namespace

ScriptedClinic::ScriptedClinic(ScriptedTransport& transport) : transport_(transport) {
    token_.fill(0x5a);
    transport_.on("POST", "enrol", [this](const auto& request) { return enrol(request); });
    transport_.on("GET", "enrol/" + clientId_, [this](const auto&) {
        return ScriptedTransport::json(200,
                                       R"({"state":")" + std::string(net::name(state_)) + "\"}");
    });
}

std::string ScriptedClinic::code(std::int64_t expiresUnixS, bool withBackupPin) const {
    return "landfall://pair?v=1&h=clinic.test&b=/&t=" + base::toCrockford32(token_, tokenBits) +
           "&p=" + ports::pinText(pinOf(1)) +
           (withBackupPin ? "&q=" + ports::pinText(pinOf(2)) : std::string()) +
           "&e=" + std::to_string(expiresUnixS);
}

ports::Reply ScriptedClinic::enrol(const ports::Request& request) {
    const auto body = fhir::Json::borrow(*request.body);
    if (!body || body->get("token").textOr() != base::toCrockford32(token_, tokenBits))
        return ScriptedTransport::json(404, R"({"resourceType":"OperationOutcome"})");
    const auto jwk = body->get("jwk");
    // RFC 7638: the members in this order, nothing between them.
    const auto canonical = R"({"crv":"P-384","kty":"EC","x":)" +
                           fhir::quoted(jwk.get("x").textOr()) + R"(,"y":)" +
                           fhir::quoted(jwk.get("y").textOr()) + "}";
    digits_ = net::comparisonDigits(token_, base::sha256({base::viewOf(canonical)}), clientId_);
    return ScriptedTransport::json(
        201,
        R"({"client_id":")" + clientId_ + R"(","patient":")" + std::string(patient) +
            R"(","epoch":")" + std::string(epoch) + R"(","state":")" +
            std::string(net::name(state_)) + R"(","pins":{"current":")" + ports::pinText(pinOf(1)) +
            R"(","backup":")" + ports::pinText(pinOf(2)) +
            R"("},"clinic":{"name":"Harbour Clinic","phone":"+49 30 5550100","country":"DE"}})");
}

void ScriptedClinic::refuse(int status, const std::string& code) {
    transport_.on("POST", "enrol", [status, code](const auto&) {
        return ScriptedTransport::json(
            status, R"({"resourceType":"OperationOutcome","issue":[{"severity":"error",)"
                    R"("code":"processing","details":{"coding":[{"system":")" +
                        std::string(refusalSystem) + R"(","code":")" + code + R"("}]}}]})");
    });
}

void ScriptedClinic::fail(ports::FailureKind kind) {
    transport_.on("POST", "enrol", [kind](const auto&) {
        return ports::Failure{.kind = kind, .requestSent = false, .pins = {}};
    });
}

net::Enrolled confirmedPairing() {
    net::Enrolled enrolled;
    enrolled.endpoint = {.host = "clinic.test",
                         .port = 443,
                         .basePath = "/",
                         .pins = {pinOf(1), pinOf(2)},
                         .trust = ports::Trust::Private};
    enrolled.hasBackupPin = true;
    enrolled.clientId = "0195a000-0000-7000-8000-0000000000c1";
    enrolled.patient = patient;
    enrolled.epoch = epoch;
    enrolled.state = net::DeviceState::Active;
    enrolled.clinic = {.name = "Harbour Clinic", .phone = "+49 30 5550100", .country = "DE"};
    enrolled.digits = "482913";
    auto key = net::DeviceKey::make();
    enrolled.deviceKey = std::move(*key->toDer());
    return enrolled;
}

}  // namespace landfall::support
