#include "server/auth/enrolment.hpp"

#include <algorithm>

#include "landfall/base/ids.hpp"
#include "server/auth/devices.hpp"

namespace landfall::clinic::auth {

namespace {

constexpr std::size_t tokenChars = 26;
constexpr std::size_t tokenBits = 128;
constexpr std::size_t wordBytesMax = 64;
constexpr std::size_t proofBytesMax = 1024;
constexpr std::size_t neededMembers = 5;
constexpr fhir::Limits bodyLimits{.depthMax = 3,
                                  .bytesMax = 4096,
                                  .stringBytesMax = proofBytesMax,
                                  .membersMax = 16,
                                  .nodesMax = 32};

std::optional<InvitationToken> readToken(std::string_view text) {
    if (text.size() != tokenChars) return std::nullopt;
    const auto bytes = base::fromCrockford32(text, tokenBits);
    InvitationToken token{};
    if (bytes.has_error() || bytes->size() != token.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), token.begin());
    return token;
}

std::optional<base::Sha256> readPin(std::string_view text) {
    const auto bytes = base::fromBase64Url(text);
    base::Sha256 pin{};
    if (bytes.has_error() || bytes->size() != pin.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), pin.begin());
    return pin;
}

/// A short line of text: what a phone calls itself and its version.
std::optional<std::string> readWord(const fhir::Node& node) {
    const auto text = node.text();
    if (!text || text->empty() || text->size() > wordBytesMax) return std::nullopt;
    const bool line = std::none_of(text->begin(), text->end(),
                                   [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; });
    return line ? std::optional<std::string>(*text) : std::nullopt;
}

/// The phone holds the private key and knows T: a signature over both, and nothing else, by that
/// key.
bool proofHolds(std::string_view proof, const InvitationToken& token, const DeviceKey& key) {
    const auto jws = readCompactJws(proof, proofBytesMax);
    if (!jws) return false;
    const auto header = fhir::Json::borrow(jws->header, bodyLimits);
    if (header.has_error() || !header->root().isObject() || header->root().size() != 1 ||
        header->get("alg").textOr() != "ES384")
        return false;
    const auto thumbprint = key.thumbprint();
    const auto expected =
        base::toBase64Url(base::sha256({base::ByteView(token), base::ByteView(thumbprint)}));
    return jws->payload == expected && key.verifies(jws->signedText, jws->signature);
}

struct KnownInvitation {
    std::string patient;
    std::int64_t expiresMs = 0;
    bool used = false;
    std::string device;
};

Result<std::optional<KnownInvitation>> findInvitation(db::Database& tx, const base::Sha256& hash) {
    LF_TRY(auto rows, tx.query("SELECT patient, expires_ms, used_ms IS NOT NULL, "
                               "coalesce(device, '') FROM invitation WHERE token_hash = ?",
                               base::ByteView(hash)));
    LF_TRY(const bool found, rows.next());
    if (!found) return std::optional<KnownInvitation>{};
    return std::optional<KnownInvitation>(
        KnownInvitation{rows.string(0), rows.int64(1), rows.int64(2) != 0, rows.string(3)});
}

Result<bool> hasKey(db::Database& tx, std::string_view device, const DeviceKey& key) {
    LF_TRY(const auto found,
           tx.number("SELECT 1 FROM device WHERE id = ? AND public_key = ?", device, key.bytes()));
    return found.has_value();
}

/// The unit of work of one call, so that its many inputs are named once.
class Enrolling {
public:
    Enrolling(db::Database& tx, AuditSink& audit, const EnrolmentRequest& request,
              const EnrolmentOrigin& origin, const http::Pins& pins, const base::Clock& clock,
              base::Random& random)
        : tx_(tx),
          audit_(audit),
          request_(request),
          origin_(origin),
          pins_(pins),
          clock_(clock),
          random_(random) {}

    using Answer = std::variant<Enrolled, http::Refusal>;

    Result<Answer> run() {
        const auto hash = base::sha256(base::ByteView(request_.token));
        LF_TRY(const auto invitation, findInvitation(tx_, hash));
        if (!invitation) return Answer(http::Refusal::NotFound);
        const bool inTime = clock_.now().unixMs < invitation->expiresMs;
        if (invitation->used && !inTime) return refused(*invitation, http::Refusal::CodeUsed);
        if (invitation->used) return useAgain(*invitation);
        if (!inTime) return refused(*invitation, http::Refusal::CodeExpired);
        if (const auto refusal = unexpected(*invitation)) return refused(*invitation, *refusal);
        return useFirst(hash, *invitation);
    }

private:
    [[nodiscard]] std::optional<http::Refusal> unexpected(const KnownInvitation& invitation) const {
        if (request_.backupPin && request_.backupPin != pins_.backup)
            return http::Refusal::PinsDiffer;
        if (request_.patient && request_.patient != invitation.patient)
            return http::Refusal::WrongPatient;
        return std::nullopt;
    }

    Result<Answer> useFirst(const base::Sha256& hash, const KnownInvitation& invitation) {
        const auto nowMs = clock_.now().unixMs;
        const auto id = base::makeUuidV7(clock_, random_).text();
        LF_CHECK(
            tx_.run("UPDATE invitation SET used_ms = ?1, device = ?2 WHERE token_hash = ?3 AND "
                    "used_ms IS NULL AND expires_ms > ?1",
                    nowMs, id, base::ByteView(hash)));
        if (tx_.changes() != 1) return refused(invitation, http::Refusal::CodeUsed);
        LF_CHECK(insert(id, invitation.patient, DeviceState::Pending));
        LF_CHECK(record(id, invitation.patient, Outcome::Done, {}));
        return Answer(Enrolled{
            .device = id, .patient = invitation.patient, .state = toText(DeviceState::Pending)});
    }

    Result<Answer> useAgain(const KnownInvitation& invitation) {
        LF_TRY(const bool sameKey, hasKey(tx_, invitation.device, request_.key));
        if (!sameKey) return suspendBoth(invitation);
        if (const auto refusal = unexpected(invitation)) return refused(invitation, *refusal);
        LF_TRY(const auto device, findDevice(tx_, invitation.device));
        if (!device) return refused(invitation, http::Refusal::CodeUsed);
        return Answer(Enrolled{.device = device->id,
                               .patient = device->patient,
                               .state = toText(device->state),
                               .again = true});
    }

    /// Somebody else read the code: neither phone can be told from the other, so neither goes on.
    /// The second one is kept too, so that the clinic sees that there were two.
    Result<Answer> suspendBoth(const KnownInvitation& invitation) {
        LF_CHECK(
            tx_.run("UPDATE device SET state = 'suspended' WHERE id = ? AND state IN "
                    "('pending', 'active')",
                    invitation.device));
        LF_TRY(const auto known,
               tx_.number("SELECT 1 FROM device WHERE patient = ? AND public_key = ?",
                          invitation.patient, request_.key.bytes()));
        if (!known) {
            const auto id = base::makeUuidV7(clock_, random_).text();
            LF_CHECK(insert(id, invitation.patient, DeviceState::Suspended));
        }
        return refused(invitation, http::Refusal::CodeUsedTwice);
    }

    Result<void> insert(std::string_view id, std::string_view patient, DeviceState state) {
        const auto digits = enrolmentDigits(request_.token, request_.key.thumbprint(), id);
        return tx_.run(
            "INSERT INTO device (id, patient, state, public_key, digits, name, app, "
            "created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            id, patient, toText(state), request_.key.bytes(), digits, request_.name, request_.app,
            clock_.now().unixMs);
    }

    Result<Answer> refused(const KnownInvitation& invitation, http::Refusal refusal) {
        LF_CHECK(record(invitation.device, invitation.patient, Outcome::Refused,
                        http::formOf(refusal).code));
        return Answer(refusal);
    }

    Result<void> record(std::string_view object, std::string_view patient, Outcome outcome,
                        std::string_view reason) {
        const http::Actor nobody;
        return audit_.record(tx_, {.actor = nobody,
                                   .action = http::Action::Enrol,
                                   .object = object,
                                   .patient = patient,
                                   .outcome = outcome,
                                   .reason = reason,
                                   .requestId = origin_.requestId,
                                   .peer = origin_.peer});
    }

    db::Database& tx_;
    AuditSink& audit_;
    const EnrolmentRequest& request_;
    const EnrolmentOrigin& origin_;
    const http::Pins& pins_;
    const base::Clock& clock_;
    base::Random& random_;
};

}  // namespace

std::variant<EnrolmentRequest, http::Refusal> readEnrolment(std::string_view body) {
    const auto json = fhir::Json::borrow(body, bodyLimits);
    if (json.has_error() || !json->root().isObject()) return http::Refusal::BadJson;
    const auto backup = json->get("backup");
    const auto patient = json->get("patient");
    const auto optionalMembers = std::size_t{bool(backup)} + std::size_t{bool(patient)};
    if (json->root().size() != neededMembers + optionalMembers) return http::Refusal::BadRequest;
    const auto token = readToken(json->get("token").textOr());
    const auto key = DeviceKey::fromJwk(json->get("jwk"));
    const auto app = readWord(json->get("app"));
    const auto name = readWord(json->get("name"));
    if (!token || key.has_error() || !app || !name) return http::Refusal::BadRequest;
    if (!proofHolds(json->get("proof").textOr(), *token, *key)) return http::Refusal::BadRequest;
    EnrolmentRequest request{.token = *token, .key = *key, .app = *app, .name = *name};
    if (backup && !(request.backupPin = readPin(backup.textOr()))) return http::Refusal::BadRequest;
    if (patient) {
        if (!base::isFhirId(patient.textOr())) return http::Refusal::BadRequest;
        request.patient = patient.textOr();
    }
    return request;
}

Result<std::variant<Enrolled, http::Refusal>> enrol(db::Database& tx, AuditSink& audit,
                                                    const EnrolmentRequest& request,
                                                    const EnrolmentOrigin& origin,
                                                    const http::Pins& pins,
                                                    const base::Clock& clock,
                                                    base::Random& random) {
    return Enrolling(tx, audit, request, origin, pins, clock, random).run();
}

std::string enrolmentDigits(const InvitationToken& token, const base::Sha256& thumbprint,
                            std::string_view clientId) {
    constexpr std::uint64_t digitsBound = 1'000'000;
    constexpr std::size_t digitCount = 6;
    const auto hash =
        base::sha256({base::ByteView(token), base::ByteView(thumbprint), base::viewOf(clientId)});
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof(number); ++i) number = number << 8 | hash[i];
    auto text = std::to_string(number % digitsBound);
    text.insert(0, digitCount - text.size(), '0');
    return text;
}

}  // namespace landfall::clinic::auth
