#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/fhir/json.hpp"
#include "server/admin/clinic.hpp"
#include "server/admin/commands.hpp"
#include "server/fhir/handlers.hpp"
#include "server/http/dispatcher.hpp"
#include "server/http/rate_limits.hpp"
#include "server/review/services.hpp"

namespace landfall::clinic::test {

/// A folder of its own, removed at the end.
class TempFolder {
public:
    TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    ~TempFolder();
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

/// Says who asks by what the test put into the request; tokens and sessions have their own tests.
class NamedActors final : public http::Authenticator {
public:
    std::variant<http::Actor, http::Refusal> device(const http::Request& request) override;
    std::variant<http::Actor, http::Refusal> session(const http::Request& request,
                                                     const http::Route& route) override;
    void know(const http::Actor& actor) { actors_.push_back(actor); }

private:
    std::variant<http::Actor, http::Refusal> find(const http::Request& request,
                                                  http::Actor::Kind kind) const;
    std::vector<http::Actor> actors_;
};

/// A real clinic in a temporary folder with its real handlers and no network: one clinician with
/// two patients, each with a phone, and a second clinician with none.
class TestClinic {
public:
    explicit TestClinic(std::uint64_t seed = 7);

    struct Asked {
        std::string method = "GET";
        std::string target;
        std::string body{};
        std::vector<http::Header> headers{};
    };
    [[nodiscard]] http::Response ask(const http::Actor& actor, const Asked& asked);
    /// POST /fhir with the header that goes with the bundle id.
    [[nodiscard]] http::Response send(const http::Actor& device, const std::string& bundleId,
                                      const std::string& body);
    [[nodiscard]] Result<boost::json::value> run(
        const std::string& name, std::map<std::string, std::string, std::less<>> options);
    /// A fresh id for records, bundles and operations.
    [[nodiscard]] std::string id() { return base::makeUuidV7(clock, random).text(); }
    /// Closes the clinic and opens it again, as a new start of the server does.
    void reopen(admin::Clinic::Options options = {.readers = 2});
    /// The patient's plan from 3 August 2026 in London, with a session on each of these days.
    void beginPlan(const std::vector<std::string>& sessions = {"2026-09-07"});
    /// The patient's current records of this type whose id begins so, by id.
    [[nodiscard]] std::vector<fhir::Json> records(const std::string& type,
                                                  const std::string& prefix = {});
    /// Every audited action in order, as "role action outcome".
    [[nodiscard]] std::vector<std::string> audited();

    TempFolder folder;
    base::PosixFiles files;
    base::FixedClock clock{{1'790'000'000'000, 60}};
    base::SeededRandom random;
    std::unique_ptr<admin::Clinic> clinic;
    http::Actor clinician;
    http::Actor otherClinician;
    http::Actor administrator;
    http::Actor phone;       ///< of the first patient
    http::Actor otherPhone;  ///< of the second patient
    std::string patient;
    std::string otherPatient;

private:
    void open(admin::Clinic::Options options = {.readers = 2});
    [[nodiscard]] http::Actor addUser(const std::string& email, http::Role role);
    [[nodiscard]] std::string addPatient(const std::string& name);

    NamedActors actors_;
    std::unique_ptr<fhirapi::Services> fhir_;
    std::unique_ptr<review::Services> review_;
    http::Handlers handlers_;
    std::unique_ptr<http::RateLimits> rates_;
    std::unique_ptr<http::Dispatcher> dispatcher_;
};

/// The refusal code of an answer, "" when it is none.
[[nodiscard]] std::string codeOf(const http::Response& response);
/// Its expression, "" when it has none.
[[nodiscard]] std::string expressionOf(const http::Response& response);
[[nodiscard]] landfall::fhir::Json parsed(const std::string& body);
[[nodiscard]] std::string headerOf(const http::Response& response, std::string_view name);

}  // namespace landfall::clinic::test
