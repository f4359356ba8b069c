#include "landfall/patient/pairing_record.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "landfall/fhir/json.hpp"

namespace landfall::patient {

namespace {
constexpr std::int64_t formatNow = 1;

Result<ports::SpkiPin> pinFrom(std::string_view text) {
    LF_TRY(const auto raw, base::fromBase64Url(text));
    ports::SpkiPin pin{};
    if (raw.size() != pin.size()) return base::Fault::Malformed;
    std::copy(raw.begin(), raw.end(), pin.begin());
    return pin;
}
}  // namespace

base::SecretText writePairing(const net::Enrolled& enrolled) {
    boost::json::array pins;
    for (const auto& pin : enrolled.endpoint.pins) pins.emplace_back(ports::pinText(pin));
    const boost::json::object json{{"format", formatNow},
                                   {"host", enrolled.endpoint.host},
                                   {"port", enrolled.endpoint.port},
                                   {"basePath", enrolled.endpoint.basePath},
                                   {"pins", std::move(pins)},
                                   {"hasBackupPin", enrolled.hasBackupPin},
                                   {"clientId", enrolled.clientId},
                                   {"patient", enrolled.patient},
                                   {"epoch", enrolled.epoch},
                                   {"state", net::name(enrolled.state)},
                                   {"clinicName", enrolled.clinic.name},
                                   {"clinicPhone", enrolled.clinic.phone},
                                   {"country", enrolled.clinic.country},
                                   {"digits", enrolled.digits},
                                   {"codeHash", enrolled.codeHash},
                                   {"deviceKey", base::toBase64(enrolled.deviceKey.reveal())}};
    return base::SecretText(boost::json::serialize(json));
}

Result<net::Enrolled> readPairing(std::string_view kept) {
    LF_TRY(const auto json, fhir::Json::borrow(kept));
    const auto root = json.root();
    if (root.get("format").integer() != formatNow) return base::Fault::Unsupported;
    const auto text = [&](std::string_view key) { return std::string(root.get(key).textOr()); };
    net::Enrolled enrolled;
    enrolled.endpoint.host = text("host");
    enrolled.endpoint.port = static_cast<std::uint16_t>(root.get("port").integer().value_or(0));
    enrolled.endpoint.basePath = text("basePath");
    for (const auto pin : root.get("pins").elements()) {
        LF_TRY(const auto read, pinFrom(pin.textOr()));
        enrolled.endpoint.pins.push_back(read);
    }
    enrolled.hasBackupPin = root.get("hasBackupPin").boolean().value_or(false);
    enrolled.clientId = text("clientId");
    enrolled.patient = text("patient");
    enrolled.epoch = text("epoch");
    LF_TRY(enrolled.state, net::readDeviceState(root.get("state").textOr()));
    enrolled.clinic = {text("clinicName"), text("clinicPhone"), text("country")};
    enrolled.digits = text("digits");
    enrolled.codeHash = text("codeHash");
    LF_TRY(auto key, base::fromBase64(root.get("deviceKey").textOr()));
    enrolled.deviceKey = net::SecretBytes(std::move(key));
    if (enrolled.endpoint.host.empty() || enrolled.endpoint.pins.empty() ||
        enrolled.clientId.empty() || enrolled.patient.empty())
        return base::Fault::Malformed;
    return enrolled;
}

}  // namespace landfall::patient
