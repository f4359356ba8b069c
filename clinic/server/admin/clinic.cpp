#include "server/admin/clinic.hpp"

#include <algorithm>

#include "landfall/base/log.hpp"
#include "server/admin/fault.hpp"
#include "server/admin/help_line.hpp"
#include "server/admin/questionnaires.hpp"
#include "server/fhir/recorder.hpp"
#include "server/http/certificate.hpp"

namespace landfall::clinic::admin {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t settingsBytesMax = 64 * 1024;
constexpr std::size_t authorityBytesMax = 300;

constexpr std::array<const char*, 6> madeFiles = {http::serverKeyFile,   http::backupKeyFile,
                                                  http::certificateFile, store::keyFile,
                                                  store::databaseFile,   settingsFile};

/// A file of a half-made clinic: one of its parts, what SQLite keeps beside one (-wal, .lock), or
/// one that was still being written (.new). Nothing else in the folder is ever removed.
bool isMadeFile(const std::string& name) {
    return std::any_of(madeFiles.begin(), madeFiles.end(), [&](std::string_view made) {
        const std::string_view rest =
            std::string_view(name).substr(std::min(made.size(), name.size()));
        return name.starts_with(made) && (rest.empty() || rest.starts_with(".new") ||
                                          rest.starts_with('-') || rest == ".lock");
    });
}

Result<std::vector<std::string>> namesIn(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (auto name = at->path().filename().string(); name != lockFile)
            names.push_back(std::move(name));
    if (error) return base::faultFromErrno(error.value());
    return names;
}

Result<void> checkEmpty(const fs::path& folder, const base::Files& files) {
    if (files.exists(folder / settingsFile)) return Fault::ClinicAlready;
    LF_TRY(const auto names, namesIn(folder));
    if (names.empty()) return ok();
    return std::all_of(names.begin(), names.end(), isMadeFile) ? Fault::SetUpUnfinished
                                                               : Fault::FolderNotEmpty;
}

/// Called with the folder held, which was empty when it was taken: all of it is ours.
void removeMade(const fs::path& folder) {
    const auto names = namesIn(folder);
    if (names.has_error()) return;
    std::error_code ignored;
    for (const auto& name : *names)
        if (isMadeFile(name)) fs::remove(folder / name, ignored);
}

std::vector<std::string> certificateHosts(const Settings& settings) {
    std::vector<std::string> hosts;
    for (const auto& host : settings.hosts) hosts.push_back(splitHost(host).host);
    for (const char* always : {"127.0.0.1", "localhost"})
        if (std::find(hosts.begin(), hosts.end(), always) == hosts.end())
            hosts.emplace_back(always);
    return hosts;
}

Result<void> makeParts(const fs::path& folder, const Settings& settings, Machine machine,
                       const store::KeySecrets& secrets) {
    LF_TRY(const auto pins,
           http::makeServerIdentity(folder, certificateHosts(settings), machine.clock));
    static_cast<void>(pins);
    LF_TRY(auto key, store::makeStoreKey(machine.files, folder, secrets, machine.random));
    LF_TRY(const auto connections, store::Connections::open({.path = folder / store::databaseFile,
                                                             .key = std::move(key.key),
                                                             .uuid = key.database,
                                                             .create = true,
                                                             .readers = 0}));
    LF_CHECK(store::writeEpoch(*connections, base::makeUuidV4(machine.random).text()));
    return machine.files.replace(folder / settingsFile, base::viewOf(settingsText(settings)));
}

}  // namespace

Result<void> makeClinic(const fs::path& folder, const Settings& settings, Machine machine,
                        const store::KeySecrets& secrets) {
    LF_CHECK(checkSettings(settings));
    const bool isNew = !machine.files.exists(folder);
    LF_CHECK(machine.files.makeFolder(folder));
    LF_CHECK(checkEmpty(folder, machine.files));
    LF_TRY(const auto lock, base::FolderLock::take(folder, lockFile));
    // Another `init` may have finished in between, and its clinic is not ours to remove.
    LF_CHECK(checkEmpty(folder, machine.files));
    auto made = makeParts(folder, settings, machine, secrets);
    if (made.has_value()) return ok();
    removeMade(folder);
    std::error_code ignored;
    fs::remove(folder / lockFile, ignored);
    if (isNew) fs::remove(folder, ignored);
    return made;
}

Result<std::unique_ptr<Clinic>> Clinic::open(const fs::path& folder, Machine machine,
                                             const store::KeySecrets& secrets, Options options) {
    if (!machine.files.exists(folder / settingsFile)) {
        const bool parts = machine.files.exists(folder / store::keyFile) ||
                           machine.files.exists(folder / store::databaseFile);
        return parts ? Error(base::Fault::NotFound, settingsFile) : Error(Fault::NoClinic);
    }
    LF_TRY(auto lock, base::FolderLock::take(folder, lockFile));
    LF_TRY(const auto text, machine.files.read(folder / settingsFile, settingsBytesMax));
    LF_TRY(auto settings, readSettings(std::string(base::textOf(text))));
    LF_TRY(auto key, store::openStoreKey(machine.files, folder, secrets));

    auto clinic =
        std::unique_ptr<Clinic>(new Clinic(folder, std::move(settings), machine, std::move(lock)));
    clinic->audit_ =
        std::make_unique<audit::AuditTrail>(machine.clock, audit::addressKeyFrom(key.key));
    LF_TRY(clinic->connections_, store::Connections::open({.path = folder / store::databaseFile,
                                                           .key = std::move(key.key),
                                                           .uuid = key.database,
                                                           .create = false,
                                                           .readers = options.readers,
                                                           .pagesMax = options.databasePagesMax,
                                                           .provePages = options.provePages}));
    LF_TRY(clinic->store_, store::SqlcipherStore::over(*clinic->connections_, *clinic->audit_));
    LF_CHECK(clinic->readAuthority());
    LF_CHECK(clinic->loadForms());
    LF_CHECK(clinic->loadProtocols());
    return clinic;
}

Result<void> Clinic::readAuthority() {
    const auto [host, port] = splitHost(settings_.hosts.front());
    authority_ = host + ':' + (port.empty() ? defaultPort : port);
    const auto path = folder_ / authorityFile;
    // A port in clinic.toml is the clinic's word; without one it is where it was served last.
    if (!port.empty() || !machine_.files.exists(path)) return ok();
    LF_TRY(const auto bytes, machine_.files.read(path, authorityBytesMax));
    const auto last = splitHost(std::string(base::textOf(bytes)));
    if (last.host == host) authority_ = std::string(base::textOf(bytes));
    return ok();
}

std::string Clinic::authorityFor(std::uint16_t port) const {
    const auto [host, fixed] = splitHost(settings_.hosts.front());
    return host + ':' + (fixed.empty() ? std::to_string(port) : fixed);
}

Result<void> Clinic::serveOn(std::uint16_t port) {
    authority_ = authorityFor(port);
    return machine_.files.replace(folder_ / authorityFile, base::viewOf(authority_));
}

auth::ClinicFacts Clinic::facts() const {
    return {.name = settings_.name,
            .phone = settings_.phone,
            .country = settings_.country,
            .epoch = store_->epoch(),
            .authority = authority_,
            .notices = [this](std::string_view today) { return notices(today); }};
}

std::vector<std::string> Clinic::notices(std::string_view today) const {
    auto all = helpNotices(settings_, today);
    for (auto& notice : formNotices(*forms_)) all.push_back(std::move(notice));
    return all;
}

Result<void> Clinic::loadForms() {
    LF_TRY(forms_, fhirapi::Forms::bundled());
    LF_CHECK(addStored(*store_, *forms_));
    LF_CHECK(storeBundled(*store_, *forms_, machine_));
    return addFromFolder(*store_, *forms_, folder_ / instrumentsFolder, machine_);
}

Result<void> Clinic::loadProtocols() {
    constexpr std::size_t protocolBytesMax = 1024 * 1024;
    LF_TRY(protocols_, pathway::Library::bundled());
    std::vector<fs::path> paths;
    std::error_code error;
    for (fs::directory_iterator at(folder_ / pathwaysFolder, error), end; !error && at != end;
         at.increment(error))
        if (at->path().extension() == ".json") paths.push_back(at->path());
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
        LF_TRY(const auto bytes, machine_.files.read(path, protocolBytesMax));
        const auto added = protocols_.add(std::string(base::textOf(bytes)));
        // Loud, because a clinic that believes its own protocol is in force must not run another.
        if (added.has_error())
            return Error{added.error().code, path.filename().string() + ": " + added.error().where};
    }
    return ok();
}

}  // namespace landfall::clinic::admin
