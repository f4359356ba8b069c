#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "landfall/base/clock.hpp"
#include "landfall/base/files.hpp"
#include "landfall/base/random.hpp"
#include "landfall/pathway/library.hpp"
#include "server/admin/settings.hpp"
#include "server/audit/audit_trail.hpp"
#include "server/auth/handlers.hpp"
#include "server/fhir/forms.hpp"
#include "server/http/events.hpp"
#include "server/store/sqlcipher_store.hpp"
#include "server/store/store_key.hpp"

namespace landfall::clinic::admin {

constexpr const char* lockFile = "clinic.lock";
constexpr const char* socketFile = "admin.sock";
/// Where phones reached the clinic when it was last served: host and port.
constexpr const char* authorityFile = "authority";
/// FHIR Questionnaires that are read at each start, in any folder below it.
constexpr const char* instrumentsFolder = "instruments";
/// Protocols of the clinic, FHIR PlanDefinitions: its file wins over the one that is compiled in.
constexpr const char* pathwaysFolder = "pathways";
constexpr const char* defaultPort = "8443";

/// Ports of the machine. They outlive the clinic.
struct Machine {
    base::Files& files;
    const base::Clock& clock;
    base::Random& random;
};

/// Makes a clinic in an empty or new folder: its identity, its key, its database, clinic.toml last,
/// so that a folder with that file is complete. NoClinic's opposite faults: ClinicAlready,
/// FolderNotEmpty, SetUpUnfinished, and those of settings, files and store. What was made is
/// removed again when it fails.
Result<void> makeClinic(const std::filesystem::path& folder, const Settings& settings,
                        Machine machine, const store::KeySecrets& secrets);

/// A clinic's folder, opened by one process: nobody else writes while this lives.
class Clinic {
public:
    struct Options {
        std::size_t readers = 1;
        std::int64_t databasePagesMax = 0;
        bool provePages =
            false;  ///< a damaged page is db::Fault::DbDamaged, and nothing is written
    };
    /// base::Fault::Busy when another process holds the folder; NoClinic; the faults of settings,
    /// key file and database. Never makes anything.
    [[nodiscard]] static Result<std::unique_ptr<Clinic>> open(const std::filesystem::path& folder,
                                                              Machine machine,
                                                              const store::KeySecrets& secrets,
                                                              Options options);

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] const Settings& settings() const { return settings_; }
    [[nodiscard]] const Machine& machine() const { return machine_; }
    [[nodiscard]] store::Connections& connections() { return *connections_; }
    [[nodiscard]] store::SqlcipherStore& store() { return *store_; }
    [[nodiscard]] audit::AuditTrail& audit() { return *audit_; }
    [[nodiscard]] fhirapi::Forms& forms() { return *forms_; }
    [[nodiscard]] const pathway::Library& protocols() const { return protocols_; }
    [[nodiscard]] http::EventHub& events() { return events_; }
    [[nodiscard]] auth::ClinicFacts facts() const;
    /// What the clinic should see to, in sentences (helpNotices, formNotices). Of a FHIR date.
    [[nodiscard]] std::vector<std::string> notices(std::string_view today) const;
    [[nodiscard]] const std::string& authority() const { return authority_; }

    /// Host and port at which phones reach a clinic that listens on this port.
    [[nodiscard]] std::string authorityFor(std::uint16_t port) const;
    /// The server listens on this port: from now on phones reach the clinic there.
    Result<void> serveOn(std::uint16_t port);

private:
    Clinic(std::filesystem::path folder, Settings settings, Machine machine, base::FolderLock lock)
        : folder_(std::move(folder)),
          settings_(std::move(settings)),
          machine_(machine),
          lock_(std::move(lock)) {}
    Result<void> loadForms();
    Result<void> loadProtocols();
    Result<void> readAuthority();

    std::filesystem::path folder_;
    Settings settings_;
    Machine machine_;
    base::FolderLock lock_;
    std::string authority_;
    std::unique_ptr<store::Connections> connections_;
    std::unique_ptr<audit::AuditTrail> audit_;
    std::unique_ptr<store::SqlcipherStore> store_;
    std::unique_ptr<fhirapi::Forms> forms_;
    pathway::Library protocols_;
    http::EventHub events_;
};

}  // namespace landfall::clinic::admin
