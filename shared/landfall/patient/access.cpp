#include "landfall/patient/access.hpp"

#include "landfall/patient/pairing_record.hpp"

namespace landfall::patient {

namespace {
RecoveryGroups groupsOf(const keys::RecoveryCode& code) {
    RecoveryGroups groups;
    for (std::size_t i = 0; i < groups.size(); ++i) groups[i] = code.group(i).reveal();
    return groups;
}
}  // namespace

Result<void> Access::create(const base::SecretText& passphrase) {
    LF_TRY(const auto enrolled, pairing_.waiting());
    auto& files = profile_.surroundings().files;
    const auto& folder = profile_.folder();
    LF_CHECK(files.removeFolder(folder.setUp()));
    LF_CHECK(files.makeFolder(folder.setUp()));
    const Folder setUp{folder.setUp()};
    if (auto prepared = prepare(passphrase, enrolled); prepared.has_error()) {
        (void)files.removeFolder(folder.setUp());
        return prepared;
    }
    // The database first and the key file last: the profile exists from the moment the key file
    // does, and then everything it needs is in place.
    LF_CHECK(files.move(setUp.database(), folder.database()));
    LF_CHECK(files.move(setUp.keysB(), folder.keysB()));
    LF_CHECK(files.move(setUp.keysA(), folder.keysA()));
    LF_CHECK(files.removeFolder(folder.setUp()));
    LF_CHECK(pairing_.clearWaiting());
    return unlock(passphrase);
}

Result<void> Access::prepare(const base::SecretText& passphrase, const net::Enrolled& enrolled) {
    const auto& surroundings = profile_.surroundings();
    const Folder setUp{profile_.folder().setUp()};
    keys::StretchPolicy policy;
    if (const auto& fixed = profile_.options().stretch) {
        policy = *fixed;
    } else {
        LF_TRY(policy.stretch, keys::calibrate(surroundings.trueClock));
    }
    LF_TRY(auto made, keys::KeyFile::create(surroundings.files, setUp.root, surroundings.random,
                                            passphrase.reveal(), policy));
    LF_TRY(auto store, store::Store::open({.path = setUp.database(),
                                           .key = made.keyFile.databaseKey(made.masterKey),
                                           .databaseId = made.keyFile.databaseId(),
                                           .create = true,
                                           .pagesMax = profile_.options().pagesMax},
                                          surroundings.clock, surroundings.random));
    return store->settings().set(
        {{std::string(store::Settings::patient), enrolled.patient},
         {std::string(setting::pairing), writePairing(enrolled).reveal()},
         {std::string(setting::recoveryCode), made.recoveryCode.text().reveal()}});
}

Result<void> Access::unlock(const base::SecretText& passphrase) {
    LF_TRY(auto* const keyFile, profile_.keyFile());
    LF_TRY(auto masterKey, keyFile->unlock(passphrase.reveal()));
    LF_CHECK(profile_.openStore(std::move(masterKey)));
    pairing_.mendHelpCard();
    return ok();
}

Result<void> Access::recover(std::string_view code, const base::SecretText& newPassphrase) {
    LF_TRY(auto* const keyFile, profile_.keyFile());
    LF_TRY(auto masterKey, keyFile->unlockWithRecovery(code));
    LF_CHECK(keyFile->setPassphrase(masterKey, newPassphrase.reveal()));
    LF_CHECK(profile_.openStore(std::move(masterKey)));
    pairing_.mendHelpCard();
    return ok();
}

Result<std::optional<RecoveryGroups>> Access::unconfirmedCode() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(auto kept, store->settings().get(setting::recoveryCode));
    if (!kept) return std::optional<RecoveryGroups>{};
    const base::SecretText secret(std::move(*kept));
    LF_TRY(const auto code, keys::RecoveryCode::read(secret.reveal()));
    return std::optional<RecoveryGroups>(groupsOf(code));
}

Result<bool> Access::confirmCode(std::size_t firstGroup, std::string_view first,
                                 std::size_t secondGroup, std::string_view second) {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(auto kept, store->settings().get(setting::recoveryCode));
    if (!kept) return true;
    const base::SecretText secret(std::move(*kept));
    LF_TRY(const auto code, keys::RecoveryCode::read(secret.reveal()));
    if (firstGroup == secondGroup || !code.groupMatches(firstGroup, first) ||
        !code.groupMatches(secondGroup, second))
        return false;
    LF_CHECK(store->settings().remove(setting::recoveryCode));
    return true;
}

Result<RecoveryGroups> Access::renewCode() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto* const masterKey, profile_.masterKey());
    LF_TRY(auto* const keyFile, profile_.keyFile());
    LF_TRY(const auto code, keyFile->newRecoveryCode(*masterKey));
    LF_CHECK(store->settings().set(setting::recoveryCode, code.text().reveal()));
    return groupsOf(code);
}

}  // namespace landfall::patient
