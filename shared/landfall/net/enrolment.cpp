#include "landfall/net/enrolment.hpp"

#include "landfall/base/ids.hpp"
#include "landfall/fhir/json.hpp"
#include "landfall/sync/wire.hpp"

namespace landfall::net {

namespace {
constexpr int triesMax = 3;
constexpr std::size_t answerTextBytesMax = 500;
constexpr std::int64_t msPerSecond = 1'000;

struct NamedState {
    DeviceState state;
    std::string_view name;
};
constexpr NamedState states[] = {{DeviceState::Pending, "pending"},
                                 {DeviceState::Active, "active"},
                                 {DeviceState::Suspended, "suspended"},
                                 {DeviceState::Revoked, "revoked"}};

std::string pinsNamed(const ports::SpkiPin& first, const std::optional<ports::SpkiPin>& backup) {
    return ports::pinText(first) + " " + (backup ? ports::pinText(*backup) : "-");
}

std::optional<ports::SpkiPin> backupOf(const PairingUri& uri) {
    return uri.hasBackupPin ? std::optional(uri.endpoint.pins.at(1)) : std::nullopt;
}

std::string pinsOfCode(const PairingUri& uri) {
    return "code " + pinsNamed(uri.endpoint.pins.at(0), backupOf(uri));
}

/// The clinic's refusal in our words.
Error refusalOf(const ports::Answer& answer) {
    const auto code = sync::readRefusal(answer.body).code;
    if (code == "code_expired") return Fault::CodeExpired;
    if (code == "code_used") return Fault::CodeUsed;
    if (code == "code_used_twice") return Fault::CodeUsedTwice;
    if (code == "not_found") return Fault::NoSuchCode;
    if (code == "pins_differ") return Fault::PinsDiffer;
    if (code == "wrong_patient") return Fault::PatientDiffers;
    if (code == "device_revoked") return Fault::DeviceRevoked;
    if (code == "too_many_requests" || code == "busy") return Fault::Busy;
    // A refusal without a code was not written by a clinic's server.
    return code.empty() ? Fault::BadAnswer : Fault::Refused;
}

bool mayHaveArrived(const ports::Failure& failure) {
    using ports::FailureKind;
    return failure.requestSent &&
           (failure.kind == FailureKind::Interrupted || failure.kind == FailureKind::Timeout);
}

Result<std::string> shortText(const fhir::Node& node) {
    const auto text = node.text();
    if (!text || text->size() > answerTextBytesMax) return Fault::BadAnswer;
    return std::string(*text);
}

/// A clinic may have set neither phone nor country; Help now then shows what is known without them.
Result<std::string> optionalText(const fhir::Node& node) {
    if (!node || node.isNull()) return std::string();
    return shortText(node);
}

Result<std::string> uuidText(const fhir::Node& node) {
    LF_TRY(auto text, shortText(node));
    if (!base::Uuid::parse(text)) return Fault::BadAnswer;
    return text;
}

/// The server must name the keys of the code: a code's backup pin plays no part in the connection,
/// so an altered one would come to light only on the day the clinic needs its backup key.
Result<void> checkPins(const fhir::Node& stated, const PairingUri& uri) {
    const auto current = readPin(stated.get("current").textOr());
    if (!current) return Fault::BadAnswer;
    std::optional<ports::SpkiPin> backup;
    const auto named = stated.get("backup");
    if (named && !named.isNull()) {
        const auto read = readPin(named.textOr());
        if (!read) return Fault::BadAnswer;
        backup = *read;
    }
    const auto ofCode = backupOf(uri);
    if (*current != uri.endpoint.pins.at(0) || (ofCode && ofCode != backup))
        return Error{Fault::PinsDiffer,
                     pinsOfCode(uri) + ", server " + pinsNamed(*current, backup)};
    return ok();
}

Result<Enrolled> readEnrolled(const ports::Answer& answer, const PairingUri& uri,
                              const DeviceKey& key) {
    if (answer.status != 200 && answer.status != 201) {
        auto refusal = refusalOf(answer);
        if (refusal.is(Fault::PinsDiffer)) refusal.where = pinsOfCode(uri);
        return refusal;
    }
    const auto json = fhir::Json::borrow(answer.body);
    if (!json) return Fault::BadAnswer;
    Enrolled enrolled;
    enrolled.endpoint = uri.endpoint;
    enrolled.hasBackupPin = uri.hasBackupPin;
    LF_TRY(enrolled.clientId, uuidText(json->get("client_id")));
    LF_TRY(enrolled.patient, shortText(json->get("patient")));
    LF_TRY(enrolled.epoch, uuidText(json->get("epoch")));
    if (!base::isFhirId(enrolled.patient)) return Fault::BadAnswer;
    LF_CHECK(checkPins(json->get("pins"), uri));
    LF_TRY(enrolled.state, readDeviceState(json->get("state").textOr()));
    const auto clinic = json->get("clinic");
    LF_TRY(enrolled.clinic.name, shortText(clinic.get("name")));
    LF_TRY(enrolled.clinic.phone, optionalText(clinic.get("phone")));
    LF_TRY(enrolled.clinic.country, optionalText(clinic.get("country")));
    enrolled.digits = comparisonDigits(uri.token, key.thumbprint(), enrolled.clientId);
    enrolled.codeHash = uri.codeHash();
    LF_TRY(enrolled.deviceKey, key.toDer());
    return enrolled;
}

Result<DeviceState> readState(const ports::Answer& answer) {
    if (answer.status != 200) return refusalOf(answer);
    const auto json = fhir::Json::borrow(answer.body);
    if (!json) return Fault::BadAnswer;
    return readDeviceState(json->get("state").textOr());
}

Result<std::string> enrolBody(const PairingUri& uri, const DeviceKey& key,
                              const Enrolment::Options& options, const std::string& patient) {
    LF_TRY(const auto proof, enrolmentProof(key, uri.token));
    std::string expected;
    if (const auto backup = backupOf(uri))
        expected += ",\"backup\":" + fhir::quoted(ports::pinText(*backup));
    if (!patient.empty()) expected += ",\"patient\":" + fhir::quoted(patient);
    return "{\"token\":" + fhir::quoted(uri.tokenText()) + ",\"jwk\":" + key.jwk() +
           ",\"app\":" + fhir::quoted(options.appVersion) +
           ",\"name\":" + fhir::quoted(options.deviceName) + ",\"proof\":" + fhir::quoted(proof) +
           expected + "}";
}
}  // namespace

std::string_view name(DeviceState state) {
    for (const auto& each : states)
        if (each.state == state) return each.name;
    return "";
}

Result<DeviceState> readDeviceState(std::string_view text) {
    for (const auto& each : states)
        if (each.name == text) return each.state;
    return Fault::BadAnswer;
}

std::string comparisonDigits(base::ByteView token, const base::Sha256& thumbprint,
                             std::string_view clientId) {
    constexpr std::uint64_t modulus = 1'000'000;
    constexpr std::size_t digitCount = 6;
    const auto hash = base::sha256({token, base::ByteView(thumbprint), base::viewOf(clientId)});
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8 | hash[i];
    const auto digits = std::to_string(number % modulus);
    return std::string(digitCount - digits.size(), '0') + digits;
}

Result<std::string> enrolmentProof(const DeviceKey& key, base::ByteView token) {
    const auto thumbprint = key.thumbprint();
    const auto hash = base::sha256({token, base::ByteView(thumbprint)});
    return key.sign(R"({"alg":"ES384"})", base::toBase64Url(hash));
}

/// Shared with the callbacks under way, so that none of them outlives the enrolment it belongs to.
class Enrolment::Work : public std::enable_shared_from_this<Work> {
public:
    Work(ports::Transport& transport, ports::Timers& timers, Options options)
        : transport_(transport), timers_(timers), options_(std::move(options)) {}

    void start(const PairingUri& uri, DeviceKey key, std::int64_t nowUnixMs,
               const std::string& patient, std::function<void(Result<Enrolled>)> done) {
        done_ = std::move(done);
        uri_ = uri;
        patient_ = patient;
        tries_ = 0;
        answered_ = sent_ = false;
        if (uri.expiresUnixS <= nowUnixMs / msPerSecond) {
            later([this] { end(Fault::CodeExpired); });
            return;
        }
        key_.emplace(std::move(key));
        post();
    }

    void askState(const ports::Endpoint& endpoint, std::string_view clientId,
                  std::function<void(Result<DeviceState>)> done) {
        ports::Request request;
        request.target = "enrol/" + std::string(clientId);
        request.contentType = "application/json";
        asking_ = transport_.send(
            endpoint, std::move(request),
            [weak = weak_from_this(), done = std::move(done)](const ports::Reply& reply) {
                const auto self = weak.lock();
                if (!self) return;
                self->asking_.reset();
                if (const auto* failure = std::get_if<ports::Failure>(&reply))
                    done(errorOf(*failure));
                else
                    done(readState(std::get<ports::Answer>(reply)));
            });
    }

    void cancel() {
        if (asking_) transport_.cancel(*asking_);
        if (exchange_) {
            transport_.cancel(*exchange_);
        } else if (timer_) {
            timers_.cancel(*std::exchange(timer_, std::nullopt));
            later([this] { end(Fault::Cancelled); });
        }
    }

    [[nodiscard]] bool wasAnswered() const { return answered_; }
    [[nodiscard]] bool wasSent() const { return sent_; }

    void abandon() {
        if (asking_) transport_.cancel(*asking_);
        if (exchange_) transport_.cancel(*exchange_);
        if (timer_) timers_.cancel(*timer_);
    }

private:
    void post() {
        ++tries_;
        auto body = enrolBody(uri_, *key_, options_, patient_);
        if (!body) {
            later([this] { end(Fault::KeyUnavailable); });
            return;
        }
        ports::Request request;
        request.method = "POST";
        request.target = "enrol";
        request.headers = {{"Content-Type", "application/json"}};
        request.body = std::make_shared<const std::string>(*std::move(body));
        request.contentType = "application/json";
        exchange_ = transport_.send(uri_.endpoint, std::move(request),
                                    [weak = weak_from_this()](const ports::Reply& reply) {
                                        if (const auto self = weak.lock()) self->answered(reply);
                                    });
    }

    void answered(const ports::Reply& reply) {
        exchange_.reset();
        if (const auto* failure = std::get_if<ports::Failure>(&reply)) {
            sent_ = sent_ || failure->requestSent;
            // The clinic may have taken the code already. The same key gets the same answer again;
            // giving up here would burn the code, and another key would look like a thief.
            if (mayHaveArrived(*failure) && tries_ < triesMax)
                timer_ = timers_.after(options_.retryDelayMs, guarded([this] { post(); }));
            else
                end(errorOf(*failure));
            return;
        }
        answered_ = sent_ = true;
        end(readEnrolled(std::get<ports::Answer>(reply), uri_, *key_));
    }

    template <class Then>
    std::function<void()> guarded(Then then) {
        return [weak = weak_from_this(), then] {
            const auto self = weak.lock();
            if (!self) return;
            self->timer_.reset();
            then();
        };
    }
    template <class Then>
    void later(Then then) {
        timer_ = timers_.after(0, guarded(then));
    }

    void end(Result<Enrolled> result) {
        key_.reset();
        const auto done = std::exchange(done_, nullptr);
        if (done) done(std::move(result));
    }

    ports::Transport& transport_;
    ports::Timers& timers_;
    Options options_;
    PairingUri uri_;
    std::string patient_;
    std::optional<DeviceKey> key_;
    int tries_ = 0;
    bool answered_ = false;
    bool sent_ = false;
    std::function<void(Result<Enrolled>)> done_;
    std::optional<ports::ExchangeId> exchange_;
    std::optional<ports::ExchangeId> asking_;
    std::optional<ports::TimerId> timer_;
};

Enrolment::Enrolment(ports::Transport& transport, ports::Timers& timers)
    : Enrolment(transport, timers, Options{}) {}

Enrolment::Enrolment(ports::Transport& transport, ports::Timers& timers, Options options)
    : work_(std::make_shared<Work>(transport, timers, std::move(options))) {}

Enrolment::~Enrolment() {
    work_->abandon();
}

void Enrolment::start(const PairingUri& uri, DeviceKey key, std::int64_t nowUnixMs,
                      const std::string& patient, std::function<void(Result<Enrolled>)> done) {
    work_->start(uri, std::move(key), nowUnixMs, patient, std::move(done));
}

void Enrolment::askState(const ports::Endpoint& endpoint, std::string_view clientId,
                         std::function<void(Result<DeviceState>)> done) {
    work_->askState(endpoint, clientId, std::move(done));
}

bool Enrolment::wasAnswered() const {
    return work_->wasAnswered();
}

bool Enrolment::wasSent() const {
    return work_->wasSent();
}

void Enrolment::cancel() {
    work_->cancel();
}

}  // namespace landfall::net
