#include "clinic/store/test_clinic.hpp"

#include <stdlib.h>

#include <boost/json/object.hpp>
#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

#include "server/auth/accounts.hpp"

namespace landfall::clinic::test {
namespace fs = std::filesystem;

namespace {

template <class T>
T must(Result<T> result) {
    if (result.has_error()) throw std::runtime_error(result.error().line());
    return *std::move(result);
}
void must(Result<void> result) {
    if (result.has_error()) throw std::runtime_error(result.error().line());
}

std::vector<std::string> split(const std::string& text, char by) {
    std::vector<std::string> parts(1);
    for (const char c : text)
        if (c == by)
            parts.emplace_back();
        else
            parts.back() += c;
    return parts;
}

}  // namespace

TempFolder::TempFolder() {
    std::string name = (fs::temp_directory_path() / "landfall-clinic-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::variant<http::Actor, http::Refusal> NamedActors::find(const http::Request& request,
                                                           http::Actor::Kind kind) const {
    const auto id = request.header("Test-Actor").value_or("");
    for (const auto& actor : actors_)
        if (actor.kind == kind && actor.id == id) return actor;
    return kind == http::Actor::Kind::Device ? http::Refusal::TokenRequired
                                             : http::Refusal::SessionRequired;
}

std::variant<http::Actor, http::Refusal> NamedActors::device(const http::Request& request) {
    return find(request, http::Actor::Kind::Device);
}

std::variant<http::Actor, http::Refusal> NamedActors::session(const http::Request& request,
                                                              const http::Route&) {
    return find(request, http::Actor::Kind::User);
}

TestClinic::TestClinic(std::uint64_t seed) : random(seed) {
    admin::Settings settings;
    settings.name = "Harbour Clinic";
    settings.phone = "+44 20 7946 0000";
    settings.country = "GB";
    settings.hosts = {"127.0.0.1"};
    const admin::Machine machine{files, clock, random};
    must(admin::makeClinic(folder.path(), settings, machine, {}));
    open();
    clinician = addUser("lin@example.org", http::Role::Clinician);
    otherClinician = addUser("ito@example.org", http::Role::Clinician);
    administrator = addUser("admin@example.org", http::Role::Admin);
    patient = addPatient("Ada Example");
    otherPatient = addPatient("Ben Example");
    const auto phoneOf = [this](const std::string& whose) {
        http::Actor actor{.kind = http::Actor::Kind::Device, .id = id(), .patient = whose};
        actors_.know(actor);
        return actor;
    };
    phone = phoneOf(patient);
    otherPhone = phoneOf(otherPatient);
}

void TestClinic::open(admin::Clinic::Options options) {
    const admin::Machine machine{files, clock, random};
    clinic = must(admin::Clinic::open(folder.path(), machine, {}, options));
    fhir_ = std::make_unique<fhirapi::Services>(
        fhirapi::Services{clinic->store(), clinic->forms(), clinic->events(), clock, random,
                          clinic->facts(), clinic->settings().limits});
    review_ = std::make_unique<review::Services>(
        review::Services{clinic->store(), clinic->forms(), clinic->events(), clock, random,
                         clinic->protocols(), clinic->settings().dosing});
    fhirapi::bindHandlers(handlers_, *fhir_);
    review::bindHandlers(handlers_, *review_);
    http::Limits limits;
    limits.syncsPerMinutePerDevice = 1'000'000;
    rates_ = std::make_unique<http::RateLimits>(limits, clock);
    dispatcher_ = std::make_unique<http::Dispatcher>(handlers_, actors_, *rates_);
}

void TestClinic::reopen(admin::Clinic::Options options) {
    dispatcher_.reset();
    clinic.reset();
    open(options);
}

http::Actor TestClinic::addUser(const std::string& email, http::Role role) {
    auth::NewUser user;
    user.email = email;
    user.name = "Dr " + email.substr(0, email.find('@'));
    user.role = role;
    user.password = base::SecretText("quiet boats at noon");
    user.clinicName = "Harbour Clinic";
    user.cost = {1, 8 * 1024 * 1024};
    const auto created = must(auth::addUser(clinic->connections(), clinic->audit(),
                                            http::Actor::operatorOfMachine(), user, clock, random));
    http::Actor actor{.kind = http::Actor::Kind::User,
                      .id = created.id,
                      .role = role,
                      .session = "session of " + email,
                      .name = user.name};
    actors_.know(actor);
    return actor;
}

std::string TestClinic::addPatient(const std::string& name) {
    const auto added = must(run("patient add", {{"name", name}, {"clinician", "lin@example.org"}}));
    return std::string(added.at("id").as_string());
}

Result<boost::json::value> TestClinic::run(
    const std::string& name, std::map<std::string, std::string, std::less<>> options) {
    return admin::runCommand(*clinic, {name, std::move(options)});
}

http::Response TestClinic::ask(const http::Actor& actor, const Asked& asked) {
    http::Request request;
    request.method = http::methodFromText(asked.method);
    const auto question = asked.target.find('?');
    request.path = split(
        asked.target.substr(1, question == std::string::npos ? std::string::npos : question - 1),
        '/');
    if (question != std::string::npos)
        for (const auto& pair : split(asked.target.substr(question + 1), '&')) {
            const auto equals = pair.find('=');
            request.query.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
        }
    request.headers = asked.headers;
    request.headers.push_back({"Test-Actor", actor.id});
    if (actor.kind == http::Actor::Kind::User) {
        request.headers.push_back({"Origin", "https://127.0.0.1:8443"});
        request.headers.push_back({"Sec-Fetch-Site", "same-origin"});
    }
    request.host = "127.0.0.1:8443";
    request.peer = "127.0.0.1";
    request.requestId = id();
    request.body = asked.body;
    return dispatcher_->run(request);
}

http::Response TestClinic::send(const http::Actor& device, const std::string& bundleId,
                                const std::string& body) {
    return ask(device, {.method = "POST",
                        .target = "/fhir",
                        .body = body,
                        .headers = {{"Landfall-Bundle", bundleId}}});
}

void TestClinic::beginPlan(const std::vector<std::string>& sessions) {
    REQUIRE(run("plan", {{"patient", patient}, {"start", "2026-08-03"}, {"zone", "Europe/London"}})
                .has_value());
    for (const auto& day : sessions)
        REQUIRE(run("session", {{"patient", patient}, {"date", day}}).has_value());
}

std::vector<fhir::Json> TestClinic::records(const std::string& type, const std::string& prefix) {
    std::vector<fhir::Json> out;
    REQUIRE(clinic->store()
                .read([&](store::Reading& reading) {
                    return reading.search(patient, type, "", 100, [&](const store::Record& record) {
                        if (record.id.starts_with(prefix))
                            out.push_back(parsed(std::string(record.body)));
                        return ok();
                    });
                })
                .has_value());
    return out;
}

std::vector<std::string> TestClinic::audited() {
    std::vector<std::string> rows;
    must(clinic->store().read([&](store::Reading& reading) {
        return reading.auditTrail([&](const audit::ChainedRow& row) {
            rows.push_back(row.role + ' ' + row.action + ' ' + row.outcome);
            return ok();
        });
    }));
    return rows;
}

landfall::fhir::Json parsed(const std::string& body) {
    return must(landfall::fhir::Json::parse(body));
}

std::string codeOf(const http::Response& response) {
    if (response.status < 400) return {};
    return std::string(
        parsed(response.body).get("issue")[0].get("details").get("coding")[0].get("code").textOr());
}

std::string expressionOf(const http::Response& response) {
    return std::string(parsed(response.body).get("issue")[0].get("expression")[0].textOr());
}

std::string headerOf(const http::Response& response, std::string_view name) {
    for (const auto& header : response.headers)
        if (header.name == name) return header.value;
    return {};
}

}  // namespace landfall::clinic::test
