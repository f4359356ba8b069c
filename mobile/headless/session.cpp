#include "session.hpp"

#include <cstdlib>

namespace landfall::headless {

namespace {
constexpr std::size_t passphraseFileBytesMax = 4096;
}

Session::Session(std::optional<base::WallTime> at) : client_(loop_) {
    if (at) movedClock_.emplace(*at);
}

Result<std::unique_ptr<Session>> Session::open(const std::string& folder,
                                               std::optional<base::WallTime> at) {
    std::unique_ptr<Session> session(new Session(at));
    const base::Clock& clock = session->movedClock_
                                   ? static_cast<const base::Clock&>(*session->movedClock_)
                                   : session->trueClock_;
    LF_TRY(session->phone_,
           patient::Phone::open(patient::Folder{folder}, {.clock = clock,
                                                          .trueClock = session->trueClock_,
                                                          .random = session->random_,
                                                          .files = session->files_,
                                                          .transport = session->client_,
                                                          .timers = session->loop_}));
    return session;
}

Result<base::SecretText> passphraseFromFile() {
    const char* path = std::getenv("LANDFALL_PASSPHRASE_FILE");
    if (path == nullptr || *path == '\0') return patient::Fault::Locked;
    const base::PosixFiles files;
    auto read = files.read(path, passphraseFileBytesMax);
    if (read.has_error()) return Error{read.error().code, "LANDFALL_PASSPHRASE_FILE"};
    auto bytes = std::move(*read);
    std::string text(base::textOf(bytes));
    base::wipe(bytes.data(), bytes.size());
    if (const auto end = text.find_first_of("\r\n"); end != std::string::npos) text.resize(end);
    return base::SecretText(std::move(text));
}

Result<void> Session::unlock() {
    switch (phone_->profile.standing()) {
        case patient::Standing::Unlocked:
            return ok();
        case patient::Standing::Unpaired:
            return patient::Fault::NotPaired;
        case patient::Standing::Waiting:
            return patient::Fault::PairingWaits;
        case patient::Standing::KeysMissing:
            return keys::Fault::KeysMissing;
        case patient::Standing::KeysDamaged:
            return keys::Fault::KeysDamaged;
        case patient::Standing::DatabaseMissing:
            return db::Fault::DbMissing;
        case patient::Standing::DatabaseDamaged:
            return Error{db::Fault::DbDamaged, "landfall.db"};
        case patient::Standing::KeysRejected:
            return db::Fault::KeyRejected;
        case patient::Standing::NeedsUpdate:
            return db::Fault::NeedsUpdate;
        case patient::Standing::Locked:
            break;
    }
    LF_TRY(const auto passphrase, passphraseFromFile());
    return phone_->access.unlock(passphrase);
}

}  // namespace landfall::headless
