#include "landfall/patient/profile.hpp"

#include <algorithm>

#include "landfall/base/log.hpp"
#include "landfall/db/fault.hpp"
#include "landfall/fhir/canonical.hpp"
#include "landfall/patient/pairing_record.hpp"
#include "landfall/sync/report.hpp"

namespace landfall::patient {

namespace {
constexpr std::size_t definitionBytesMax = 4 * 1024 * 1024;
constexpr std::size_t pendingBytesMax = 16 * 1024;
constexpr std::uintmax_t pageBytes = 4'096;

std::optional<Standing> damageOf(const Error& error) {
    if (error.is(db::Fault::DbDamaged) || error.is(db::Fault::Corrupt))
        return Standing::DatabaseDamaged;
    if (error.is(db::Fault::KeyRejected) || error.is(db::Fault::WrongDatabase))
        return Standing::KeysRejected;
    if (error.is(db::Fault::NeedsUpdate)) return Standing::NeedsUpdate;
    return std::nullopt;
}

/// A length that no database has. With a journal beside it the opening decides: playing it back may
/// make the file whole.
bool isCutOff(const std::filesystem::path& database) {
    std::error_code failed;
    if (std::filesystem::exists(database.string() + "-journal", failed)) return false;
    const auto size = std::filesystem::file_size(database, failed);
    return !failed && (size == 0 || size % pageBytes != 0);
}
}  // namespace

Profile::Profile(Folder folder, Surroundings surroundings, Options options, base::FolderLock lock)
    : folder_(std::move(folder)),
      surroundings_(surroundings),
      options_(std::move(options)),
      lock_(std::move(lock)) {}

Result<std::unique_ptr<Profile>> Profile::open(Folder folder, Surroundings surroundings,
                                               Options options) {
    auto& files = surroundings.files;
    LF_CHECK(files.makeFolder(folder.root));
    LF_TRY(auto lock, base::FolderLock::take(folder.root, "landfall.lock"));
    std::unique_ptr<Profile> profile(
        new Profile(std::move(folder), surroundings, std::move(options), std::move(lock)));
    LF_TRY(profile->library_, instrument::Library::bundled());
    LF_TRY(profile->protocols_, pathway::Library::bundled());
    profile->readInstrumentFolder();
    const bool paired = keys::KeyFile::exists(files, profile->folder_.root);
    // A set-up that ended between its last two steps: the pairing is in the database already.
    for (const auto& left : {profile->folder_.pendingPairing(), profile->folder_.pairingAttempt()})
        if (paired && files.exists(left)) LF_CHECK(files.remove(left));
    return profile;
}

Standing Profile::standing() const {
    if (store_) return Standing::Unlocked;
    const auto& files = surroundings_.files;
    const bool keys = keys::KeyFile::exists(files, folder_.root);
    const bool database = files.exists(folder_.database());
    if (!keys) {
        // While a pairing waits, a database without a key file is a set-up that did not end.
        if (files.exists(folder_.pendingPairing())) return Standing::Waiting;
        return database ? Standing::KeysMissing : Standing::Unpaired;
    }
    if (!database) return Standing::DatabaseMissing;
    const auto readable =
        keys::KeyFile::load(surroundings_.files, folder_.root, surroundings_.random);
    if (readable.has_error() && readable.error().is(keys::Fault::KeysDamaged))
        return Standing::KeysDamaged;
    if (readable.has_error() && readable.error().is(keys::Fault::NeedsUpdate))
        return Standing::NeedsUpdate;
    if (damage_) return *damage_;
    return isCutOff(folder_.database()) ? Standing::DatabaseDamaged : Standing::Locked;
}

Result<store::Store*> Profile::store() const {
    if (!store_) {
        const auto now = standing();
        if (now == Standing::Unpaired || now == Standing::Waiting) return Fault::NotPaired;
        return Fault::Locked;
    }
    return store_.get();
}

Result<const keys::MasterKey*> Profile::masterKey() const {
    if (!masterKey_) return Fault::Locked;
    return &*masterKey_;
}

Result<keys::KeyFile*> Profile::keyFile() {
    if (!keyFile_) {
        LF_TRY(auto loaded,
               keys::KeyFile::load(surroundings_.files, folder_.root, surroundings_.random,
                                   options_.stretch.value_or(keys::StretchPolicy{})));
        keyFile_.emplace(std::move(loaded));
    }
    return &*keyFile_;
}

Result<net::Enrolled> Profile::pairing() const {
    LF_TRY(auto* const store, this->store());
    LF_TRY(auto kept, store->settings().get(setting::pairing));
    if (!kept) return Fault::NotPaired;
    const base::SecretText secret(std::move(*kept));
    return readPairing(secret.reveal());
}

Result<void> Profile::keepPairing(const net::Enrolled& enrolled) {
    LF_TRY(auto* const store, this->store());
    return store->settings().set(setting::pairing, writePairing(enrolled).reveal());
}

Result<net::Enrolled> Profile::waiting() const {
    if (standing() != Standing::Waiting) return Fault::NotPaired;
    LF_TRY(auto bytes, surroundings_.files.read(folder_.pendingPairing(), pendingBytesMax));
    const base::Secret<base::Bytes> secret(std::move(bytes));
    return readPairing(base::textOf(secret.reveal()));
}

Result<bool> Profile::isStopped() const {
    LF_TRY(const auto kept, pairing());
    if (kept.state == net::DeviceState::Suspended || kept.state == net::DeviceState::Revoked)
        return true;
    LF_TRY(const auto refusal, (*store())->settings().get(setting::lastRefusal));
    using sync::Refusal;
    constexpr Refusal ends[] = {Refusal::DeviceRevoked, Refusal::DeviceNotAccepted,
                                Refusal::PinMismatch, Refusal::NameMismatch};
    return refusal && std::any_of(std::begin(ends), std::end(ends),
                                  [&](Refusal each) { return sync::name(each) == *refusal; });
}

Result<void> Profile::openStore(keys::MasterKey masterKey) {
    LF_TRY(auto* const keyFile, this->keyFile());
    damage_.reset();
    auto opened = store::Store::open({.path = folder_.database(),
                                      .key = keyFile->databaseKey(masterKey),
                                      .databaseId = keyFile->databaseId(),
                                      .pagesMax = options_.pagesMax},
                                     surroundings_.clock, surroundings_.random);
    if (opened.has_error()) {
        damage_ = damageOf(opened.error());
        return opened.error();
    }
    store_ = std::move(*opened);
    masterKey_.emplace(std::move(masterKey));
    holdToVersions();
    refreshLibrary();
    return ok();
}

void Profile::lock() {
    store_.reset();
    masterKey_.reset();
    keyFile_.reset();
}

void Profile::refreshLibrary() {
    if (!store_) return;
    // Earlier versions too: a draft goes on in the version it was begun in, however often the
    // clinic has sent a newer one and this phone was started again.
    auto sent = store_->records().everyVersion(fhir::ResourceType::Questionnaire);
    if (sent.has_error()) return;
    for (auto& bytes : *sent)
        if (const auto added = library_.addStored(std::move(bytes)); added.has_error())
            base::log("questionnaire_not_readable");
    const auto protocols = store_->records().all(fhir::ResourceType::PlanDefinition);
    if (protocols.has_error()) return;
    for (const auto& record : *protocols)
        if (const auto added = protocols_.add(record.bytes); added.has_error())
            base::log("protocol_not_readable");
}

Result<void> Profile::addDefinition(const std::filesystem::path& path, std::string bytes) {
    LF_TRY(const auto json, fhir::Json::parse(bytes));
    LF_TRY(const auto form, library_.add(std::move(bytes)));
    folderForms_.push_back({path.lexically_relative(folder_.root).generic_string(),
                            form->canonical(), base::toHex(fhir::canonicalHash(json.root()))});
    return ok();
}

void Profile::leaveOut(const std::string& file, const Error& why) {
    base::log("questionnaire_file_not_used");
    leftOut_.push_back({file, why.line()});
}

void Profile::holdToVersions() {
    auto& settings = store_->settings();
    std::vector<FolderForm> kept;
    for (auto& form : folderForms_) {
        const auto name = std::string(setting::folderFormPrefix) + form.canonical;
        const auto first = settings.get(name);
        if (first.has_value() && *first && **first != form.hash) {
            library_.remove(form.canonical);
            leaveOut(form.file, instrument::Fault::DifferentContent);
            continue;
        }
        // A folder that cannot be written to is no reason to do without the questionnaire.
        if (first.has_value() && !*first && settings.set(name, form.hash).has_error())
            base::log("questionnaire_version_not_kept");
        kept.push_back(std::move(form));
    }
    folderForms_ = std::move(kept);
}

void Profile::readInstrumentFolder() {
    std::error_code failed;
    std::filesystem::recursive_directory_iterator entries(folder_.instruments(), failed);
    if (failed) return;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : entries)
        if (entry.is_regular_file(failed) && entry.path().extension() == ".json")
            paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
        const auto bytes = surroundings_.files.read(path, definitionBytesMax);
        const auto read = bytes.has_error()
                              ? Result<void>(bytes.error())
                              : addDefinition(path, std::string(base::textOf(*bytes)));
        if (read.has_error())
            leaveOut(path.lexically_relative(folder_.root).generic_string(), read.error());
    }
}

}  // namespace landfall::patient
