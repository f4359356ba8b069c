#include "landfall/net/token_source.hpp"

#include <algorithm>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/json.hpp"
#include "landfall/net/http_text.hpp"
#include "landfall/net/server_answer.hpp"

namespace landfall::net {

namespace {
constexpr std::int64_t msPerSecond = 1'000;
constexpr std::int64_t tokenLifeMaxS = 3'600;

struct AccessToken {
    base::SecretText text;
    std::int64_t lifeMs;
};

Result<AccessToken> readToken(const std::string& body) {
    constexpr std::size_t tokenBytesMax = 256;
    const auto json = fhir::Json::borrow(body);
    if (!json) return Fault::BadAnswer;
    const auto text = json->get("access_token").textOr();
    const auto life = json->get("expires_in").integer().value_or(0);
    const bool plain = !text.empty() && text.size() <= tokenBytesMax &&
                       std::all_of(text.begin(), text.end(), [](char c) {
                           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                  (c >= '0' && c <= '9') || c == '-' || c == '_';
                       });
    if (!plain || json->get("token_type").textOr() != "bearer" || life <= 0)
        return Fault::BadAnswer;
    return AccessToken{base::SecretText(std::string(text)),
                       std::min(life, tokenLifeMaxS) * msPerSecond};
}
}  // namespace

Result<std::string> signAssertion(const DeviceKey& key, const Assertion& assertion) {
    const auto client = fhir::quoted(assertion.clientId);
    return key.sign(R"({"alg":"ES384","kid":)" + client + R"(,"typ":"JWT"})",
                    R"({"iss":)" + client + R"(,"sub":)" + client + R"(,"aud":)" +
                        fhir::quoted(assertion.audience) + R"(,"exp":)" +
                        std::to_string(assertion.expiresUnixS) + R"(,"jti":)" +
                        fhir::quoted(assertion.id) + "}");
}

TokenSource::TokenSource(Parts parts, ports::Endpoint endpoint, std::string clientId, DeviceKey key)
    : parts_(parts),
      endpoint_(std::move(endpoint)),
      clientId_(std::move(clientId)),
      key_(std::move(key)),
      self_(std::make_shared<TokenSource*>(this)) {}

TokenSource::~TokenSource() {
    cancel();
}

bool TokenSource::usable() const {
    return !token_.empty() && parts_.clock.monotonicMs() < usableUntilMonotonicMs_;
}

std::optional<std::string> TokenSource::authorization() const {
    if (token_.empty()) return std::nullopt;
    return "Bearer " + token_.reveal();
}

void TokenSource::drop() {
    token_.clear();
}

void TokenSource::learnServerTime(std::int64_t serverUnixMs) {
    clockOffsetMs_ = serverUnixMs - parts_.clock.now().unixMs;
}

void TokenSource::request(std::function<void(Outcome)> done) {
    send(true, std::move(done));
}

void TokenSource::send(bool mayLearn, std::function<void(Outcome)> done) {
    const auto nowS = (parts_.clock.now().unixMs + clockOffsetMs_) / msPerSecond;
    const auto audience = "https://" + endpoint_.authority() + "/token";
    const auto id = base::makeUuidV4(parts_.random).text();
    const auto assertion = signAssertion(key_, {clientId_, audience, id, nowS + assertionLifeS});
    ports::Request request;
    request.method = "POST";
    request.target = "token";
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}};
    request.body = std::make_shared<const std::string>(
        "grant_type=client_credentials&scope=" + formEncoded("patient/*.cruds") +
        "&client_assertion_type=" +
        formEncoded("urn:ietf:params:oauth:client-assertion-type:jwt-bearer") +
        // A key that cannot sign sends an empty assertion, which the clinic refuses by name.
        "&client_assertion=" + (assertion ? *assertion : std::string()));
    request.contentType = "application/json";
    // An assertion may be used once, so a lost answer needs a new one.
    request.repeatable = false;
    exchange_ = parts_.transport.send(endpoint_, std::move(request),
                                      [weak = std::weak_ptr(self_), mayLearn,
                                       done = std::move(done)](ports::Reply reply) mutable {
                                          const auto self = weak.lock();
                                          if (!self) return;
                                          (*self)->exchange_.reset();
                                          if (auto* failure = std::get_if<ports::Failure>(&reply))
                                              done(std::move(*failure));
                                          else
                                              (*self)->answered(std::get<ports::Answer>(reply),
                                                                mayLearn, std::move(done));
                                      });
}

void TokenSource::answered(const ports::Answer& answer, bool mayLearn,
                           std::function<void(Outcome)> done) {
    if (answer.serverTimeMs) learnServerTime(*answer.serverTimeMs);
    auto summary = serverAnswerOf(answer, parts_.clock.now().unixMs);
    if (answer.status == 200) {
        auto token = readToken(answer.body);
        if (!token) {
            done(ports::Failure{ports::FailureKind::BadAnswer, true, {}});
            return;
        }
        token_ = std::move(token->text);
        const auto margin = std::min(tokenMarginMs, token->lifeMs / 2);
        usableUntilMonotonicMs_ = parts_.clock.monotonicMs() + token->lifeMs - margin;
    } else if (summary.refusal == "clock" && mayLearn && answer.serverTimeMs) {
        send(false, std::move(done));
        return;
    }
    done(std::move(summary));
}

void TokenSource::cancel() {
    if (exchange_) parts_.transport.cancel(*std::exchange(exchange_, std::nullopt));
}

}  // namespace landfall::net
