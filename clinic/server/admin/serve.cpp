#include "server/admin/serve.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>

#include "landfall/base/log.hpp"
#include "server/admin/admin_socket.hpp"
#include "server/admin/command_text.hpp"
#include "server/admin/commands.hpp"
#include "server/admin/fault.hpp"
#include "server/admin/help_line.hpp"
#include "server/fhir/handlers.hpp"
#include "server/http/certificate.hpp"
#include "server/http/pages.hpp"
#include "server/http/rate_limits.hpp"
#include "server/http/server.hpp"
#include "server/review/services.hpp"
#include "server/review/staff_rounds.hpp"

namespace landfall::clinic::admin {
namespace {

constexpr std::size_t serverReaders = 3;

struct Listen {
    std::string address;
    std::uint16_t port = 0;
};

Result<Listen> readListen(const std::string& text) {
    auto [host, port] = splitHost(text);
    int number = -1;
    const auto [end, fault] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (host.empty() || fault != std::errc() || end != port.data() + port.size() || number < 0 ||
        number > 65535)
        return Fault::ListenMalformed;
    if (host == "localhost") host = "127.0.0.1";
    if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    return Listen{host, static_cast<std::uint16_t>(number)};
}

sigset_t endSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

http::ServerOptions serverOptions(const Clinic& clinic, const Listen& listen) {
    http::ServerOptions options;
    options.listenAddress = listen.address;
    options.port = listen.port;
    options.keyFile = clinic.folder() / http::serverKeyFile;
    options.certificateFile = clinic.folder() / http::certificateFile;
    for (const auto& host : clinic.settings().hosts) options.hosts.push_back(splitHost(host).host);
    options.limits = clinic.settings().limits;
    return options;
}

std::string metricsText(const http::ServerCounters& counters, const http::EventHub& events) {
    std::string text;
    const auto add = [&text](std::string_view name, std::uint64_t value) {
        text.append("landfall_").append(name).append(" ");
        text += std::to_string(value) + "\n";
    };
    add("connections_total", counters.connections);
    add("connections_open", counters.connectionsOpen);
    add("handshakes_failed_total", counters.handshakesFailed);
    add("requests_total", counters.requests);
    add("refused_by_gate_total", counters.refusedByGate);
    add("refused_busy_total", counters.refusedBusy);
    add("refused_rate_total", counters.refusedRate);
    add("deadlines_passed_total", counters.deadlinesPassed);
    add("event_streams_open", events.openCount());
    return text;
}

Result<http::Pages> pagesFrom(const std::filesystem::path& web) {
    if (web.empty()) return http::Pages::embedded();
    return http::Pages::fromFolder(web);
}

/// A port that is free now. It has to be known before anything answers, because pairing codes and
/// the audience of tokens name it.
Result<std::uint16_t> freePort(const std::string& address) {
    const bool six = address.find(':') != std::string::npos;
    sockaddr_storage name{};
    socklen_t size = six ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
    auto* four = reinterpret_cast<sockaddr_in*>(&name);
    auto* sixName = reinterpret_cast<sockaddr_in6*>(&name);
    name.ss_family = six ? AF_INET6 : AF_INET;
    void* to = six ? static_cast<void*>(&sixName->sin6_addr) : static_cast<void*>(&four->sin_addr);
    if (::inet_pton(name.ss_family, address.c_str(), to) != 1) return Fault::ListenMalformed;
    const int socket = ::socket(name.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return base::faultFromErrno(errno);
    const bool bound = ::bind(socket, reinterpret_cast<sockaddr*>(&name), size) == 0 &&
                       ::getsockname(socket, reinterpret_cast<sockaddr*>(&name), &size) == 0;
    ::close(socket);
    if (!bound) return Fault::PortForbidden;
    return ntohs(six ? sixName->sin6_port : four->sin_port);
}

/// Whoever has the key can pass for this clinic with every phone that pinned it.
Result<void> checkKeyModes(const std::filesystem::path& folder) {
    using std::filesystem::perms;
    for (const auto* name : {http::serverKeyFile, http::backupKeyFile}) {
        std::error_code error;
        const auto mode = std::filesystem::status(folder / name, error).permissions();
        if (!error && mode != perms::unknown &&
            (mode & (perms::group_all | perms::others_all)) != perms::none)
            return Error(Fault::ServerKeyTooOpen, name);
    }
    return ok();
}

/// Everything that answers requests, in the order it must be made and outlived.
struct Answering {
    Clinic& clinic;
    auth::ClinicFacts facts;
    http::RateLimits rates;
    auth::Services auth;
    fhirapi::Services fhir;
    review::Services review;
    review::StaffRounds rounds;
    http::Pages pages;
    http::Handlers handlers;
    std::unique_ptr<http::Authenticator> authenticator;
    http::Dispatcher dispatcher;
    std::atomic<http::Server*> server = nullptr;

    Answering(Clinic& c, const http::Pins& pins, http::Pages p, std::uint16_t port)
        : clinic(c),
          facts(factsOn(c, pins, port)),
          rates(c.settings().limits, c.machine().clock),
          auth{c.connections(),   c.audit(),          c.store(), c.events(), rates,
               c.machine().clock, c.machine().random, facts,     {}},
          fhir{c.store(),          c.forms(), c.events(),         c.machine().clock,
               c.machine().random, facts,     c.settings().limits},
          review{c.store(),          c.forms(),     c.events(),         c.machine().clock,
                 c.machine().random, c.protocols(), c.settings().dosing},
          rounds(review),
          pages(std::move(p)),
          authenticator(landfall::clinic::auth::makeAuthenticator(auth)),
          dispatcher(handlers, *authenticator, rates) {}

    Result<void> bind() {
        LF_CHECK(landfall::clinic::auth::bindHandlers(handlers, auth));
        fhirapi::bindHandlers(handlers, fhir);
        landfall::clinic::review::bindHandlers(handlers, review);
        pages.bindTo(handlers);
        handlers.bind(http::RouteId::Healthz,
                      [](const http::Call&) { return http::Response::text(200, "ok"); });
        handlers.bind(http::RouteId::Metrics, [this](const http::Call&) {
            const auto* running = server.load();
            const auto counters = running != nullptr ? running->counters() : http::ServerCounters{};
            return http::Response::text(200, metricsText(counters, clinic.events()));
        });
        return ok();
    }

private:
    static auth::ClinicFacts factsOn(const Clinic& clinic, const http::Pins& pins,
                                     std::uint16_t port) {
        auto facts = clinic.facts();
        facts.pins = pins;
        facts.authority = clinic.authorityFor(port);
        return facts;
    }
};

std::string answerCommand(Clinic& clinic, const std::string& line) {
    const auto command = commandFromLine(line);
    if (command.has_error()) return answerLine(Error(Fault::CommandUnknown));
    return answerLine(runCommand(clinic, *command));
}

}  // namespace

void blockEndSignals() {
    const auto set = endSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

Result<void> serve(const ServeOptions& options, Machine machine, const store::KeySecrets& secrets,
                   const std::function<void(const std::string& url)>& ready) {
    LF_TRY(const auto listen, readListen(options.listen));
    auto opened = Clinic::open(options.folder, machine, secrets,
                               {.readers = serverReaders, .provePages = true});
    if (opened.has_error() && opened.error().is(base::Fault::Busy)) return Fault::ServedAlready;
    if (opened.has_error() && opened.error().is(db::Fault::DbDamaged)) return Fault::DamagedAtStart;
    LF_TRY(const auto clinic, std::move(opened));
    LF_TRY(auto pages, pagesFrom(options.web));
    auto port = listen.port;
    if (port == 0) {
        LF_TRY(port, freePort(listen.address));
    }
    LF_CHECK(checkKeyModes(clinic->folder()));
    LF_TRY(const auto pins, http::readPins(clinic->folder()));
    Answering answering(*clinic, pins, std::move(pages), port);
    LF_CHECK(answering.bind());
    auto started =
        http::Server::start(serverOptions(*clinic, {listen.address, port}), answering.dispatcher,
                            clinic->events(), machine.clock, machine.random);
    if (started.has_error() && started.error().is(base::Fault::Busy)) return Fault::PortInUse;
    if (started.has_error() && started.error().is(base::Fault::AccessDenied))
        return Fault::PortForbidden;
    LF_TRY(const auto server, std::move(started));
    answering.server = server.get();
    LF_CHECK(clinic->serveOn(server->port()));
    LF_CHECK(shareHelpLine(*clinic));
    if (!helpNotices(clinic->settings(), base::toFhirDate(machine.clock.now())).empty())
        base::log("help_numbers_not_verified");
    server->repeat([&answering] { return answering.rounds.turn(); });
    LF_TRY(auto door,
           AdminSocket::listen(clinic->folder() / socketFile, [&](const std::string& line) {
               return answerCommand(*clinic, line);
           }));
    const auto host =
        listen.address.find(':') == std::string::npos ? listen.address : '[' + listen.address + ']';
    ready("https://" + host + ':' + std::to_string(server->port()));

    const auto set = endSignals();
    int signal = 0;
    while (sigwait(&set, &signal) != 0) {
    }
    door.reset();
    server->stop();
    return ok();
}

}  // namespace landfall::clinic::admin
