#include "landfall/keys/key_file.hpp"

#include <sodium.h>

#include <algorithm>

#include "landfall/base/log.hpp"
#include "landfall/keys/passphrase.hpp"
#include "landfall/keys/wrap.hpp"

namespace landfall::keys {

namespace fs = std::filesystem;

namespace {
constexpr const char* copyNames[] = {"landfall.keys.a", "landfall.keys.b"};

bool isBelow(const Stretch& one, const Stretch& floor) {
    return one.passes < floor.passes || one.memoryKib < floor.memoryKib;
}

bool isPlausible(const Stretch& one) {
    return one.passes >= 1 && one.memoryKib >= 8 && one.passes <= stretchCeiling.passes &&
           one.memoryKib <= stretchCeiling.memoryKib;
}

const Slot* slotOf(const KeyFileContent& content, SlotType type) {
    const auto found = std::find_if(
        content.slots.begin(), content.slots.end(),
        [type](const Slot& slot) { return slot.type == static_cast<std::uint8_t>(type); });
    return found == content.slots.end() ? nullptr : &*found;
}

void replaceSlot(KeyFileContent& content, const Slot& slot) {
    for (auto& existing : content.slots)
        if (existing.type == slot.type) {
            existing = slot;
            return;
        }
    content.slots.push_back(slot);
}

Slot recoverySlot(const base::Uuid& databaseId, const RecoveryCode& code,
                  const MasterKey& masterKey, base::Random& random) {
    Slot slot;
    slot.type = static_cast<std::uint8_t>(SlotType::Recovery);
    slot.kdf = static_cast<std::uint8_t>(SlotKdf::None);
    wrapInto(slot, databaseId, recoveryKek(databaseId, code.bytes()), masterKey, random);
    return slot;
}

/// Both copies of a key, compared without telling by the time where they differ.
std::array<std::uint8_t, 32> fingerprintOf(const MasterKey& masterKey) {
    std::array<std::uint8_t, 32> out{};
    crypto_generichash(out.data(), out.size(), masterKey.key.bytes().data(), 32, nullptr, 0);
    return out;
}
}  // namespace

KeyFile::KeyFile(base::Files& files, base::Random& random, const StretchPolicy& policy,
                 const fs::path& folder)
    : files_(&files),
      random_(&random),
      policy_(policy),
      copies_{Copy{folder / copyNames[0], {}}, Copy{folder / copyNames[1], {}}} {}

bool KeyFile::exists(const base::Files& files, const fs::path& folder) {
    return files.exists(folder / copyNames[0]) || files.exists(folder / copyNames[1]);
}

Result<CreatedKeys> KeyFile::create(base::Files& files, const fs::path& folder,
                                    base::Random& random, std::string_view passphrase,
                                    const StretchPolicy& policy) {
    if (exists(files, folder)) return Fault::AlreadyExists;
    if (sodium_init() < 0) return Fault::NotEnoughMemory;
    LF_TRY(const auto normalised, normalise(passphrase));
    LF_CHECK(checkNewPassphrase(normalised));

    CreatedKeys made{KeyFile(files, random, policy, folder), RecoveryCode::make(random), {}};
    random.fill(made.masterKey.key.bytes());
    KeyFileContent content;
    content.databaseId = base::makeUuidV4(random);
    LF_TRY(const auto slot,
           made.keyFile.passphraseSlot(content.databaseId, normalised, made.masterKey));
    content.slots.push_back(slot);
    content.slots.push_back(
        recoverySlot(content.databaseId, made.recoveryCode, made.masterKey, random));
    LF_CHECK(made.keyFile.write(std::move(content)));
    made.keyFile.remember(made.masterKey);
    return made;
}

Result<KeyFile> KeyFile::load(base::Files& files, const fs::path& folder, base::Random& random,
                              const StretchPolicy& policy) {
    if (!exists(files, folder)) return Fault::KeysMissing;
    if (sodium_init() < 0) return Fault::NotEnoughMemory;
    KeyFile loaded(files, random, policy, folder);
    bool newer = false;
    for (auto& copy : loaded.copies_) {
        const auto bytes = files.read(copy.path, keyFileBytesMax);
        if (bytes.has_error()) continue;
        auto content = decode(*bytes);
        if (content.has_value())
            copy.content = std::move(*content);
        else
            newer = newer || content.error().is(Fault::NeedsUpdate);
    }
    // A newer program wrote one of them: what we can still read may be its past.
    if (newer) return Fault::NeedsUpdate;
    if (!loaded.copies_[0].content.has_value() && !loaded.copies_[1].content.has_value())
        return Fault::KeysDamaged;
    return loaded;
}

const KeyFileContent& KeyFile::newest() const {
    return *candidates().front();
}

std::vector<const KeyFileContent*> KeyFile::candidates() const {
    std::vector<const KeyFileContent*> out;
    for (const auto& copy : copies_)
        if (copy.content.has_value()) out.push_back(&*copy.content);
    std::stable_sort(out.begin(), out.end(),
                     [](const auto* a, const auto* b) { return a->generation > b->generation; });
    return out;
}

Result<MasterKey> KeyFile::unlock(std::string_view passphrase) {
    LF_TRY(const auto normalised, normalise(passphrase));
    Error last = Fault::WrongPassphrase;
    const Slot* tried = nullptr;
    // A wrong passphrase and a slot damaged on purpose look the same, so the other copy is asked
    // too.
    for (const auto* content : candidates()) {
        const auto* slot = slotOf(*content, SlotType::Passphrase);
        if (slot == nullptr || !isPlausible(slot->stretch)) continue;
        if (tried != nullptr && *tried == *slot) continue;
        tried = slot;
        auto prk = stretch(normalised.reveal(), slot->salt, slot->stretch);
        if (prk.has_error()) {
            last = prk.error();
            continue;
        }
        auto masterKey =
            unwrap(*slot, content->databaseId, passphraseKek(content->databaseId, *prk));
        if (!masterKey.has_value()) continue;
        remember(*masterKey);
        const KeyFileContent good = *content;
        if (isBelow(slot->stretch, policy_.floor)) {
            auto raised = good;
            raised.generation = newest().generation;
            if (auto stronger = passphraseSlot(raised.databaseId, normalised, *masterKey);
                stronger.has_value()) {
                replaceSlot(raised, *stronger);
                if (write(std::move(raised)).has_value()) return std::move(*masterKey);
            }
        }
        mend(good);
        return std::move(*masterKey);
    }
    return last;
}

Result<MasterKey> KeyFile::unlockWithRecovery(std::string_view typedCode) {
    LF_TRY(const auto code, RecoveryCode::read(typedCode));
    for (const auto* content : candidates()) {
        const auto* slot = slotOf(*content, SlotType::Recovery);
        if (slot == nullptr) continue;
        auto masterKey =
            unwrap(*slot, content->databaseId, recoveryKek(content->databaseId, code.bytes()));
        if (!masterKey.has_value()) continue;
        remember(*masterKey);
        return std::move(*masterKey);
    }
    return Fault::WrongRecoveryCode;
}

Result<Slot> KeyFile::passphraseSlot(const base::Uuid& databaseId,
                                     const base::SecretText& normalised,
                                     const MasterKey& masterKey) {
    auto with = policy_.stretch;
    if (isBelow(with, policy_.floor) || !isPlausible(with)) return Fault::WeakStretch;
    Slot slot;
    slot.type = static_cast<std::uint8_t>(SlotType::Passphrase);
    slot.kdf = static_cast<std::uint8_t>(SlotKdf::Argon2id13);
    slot.stretch = with;
    random_->fill(slot.salt);
    LF_TRY(const auto prk, stretch(normalised.reveal(), slot.salt, slot.stretch));
    wrapInto(slot, databaseId, passphraseKek(databaseId, prk), masterKey, *random_);
    return slot;
}

Result<void> KeyFile::setPassphrase(const MasterKey& masterKey, std::string_view newPassphrase) {
    if (!isUnlockedBy(masterKey)) return Fault::NotUnlocked;
    LF_TRY(const auto normalised, normalise(newPassphrase));
    LF_CHECK(checkNewPassphrase(normalised));
    auto content = newest();
    LF_TRY(const auto slot, passphraseSlot(content.databaseId, normalised, masterKey));
    replaceSlot(content, slot);
    return write(std::move(content));
}

Result<RecoveryCode> KeyFile::newRecoveryCode(const MasterKey& masterKey) {
    if (!isUnlockedBy(masterKey)) return Fault::NotUnlocked;
    auto content = newest();
    auto code = RecoveryCode::make(*random_);
    replaceSlot(content, recoverySlot(content.databaseId, code, masterKey, *random_));
    LF_CHECK(write(std::move(content)));
    return code;
}

base::Key32 KeyFile::databaseKey(const MasterKey& masterKey) const {
    base::Key32 out;
    crypto_kdf_derive_from_key(out.bytes().data(), out.bytes().size(), newest().activeDek,
                               "LFdbkey_", masterKey.key.bytes().data());
    return out;
}

bool KeyFile::isUnlockedBy(const MasterKey& masterKey) const {
    if (!unlocked_.has_value()) return false;
    const auto given = fingerprintOf(masterKey);
    return sodium_memcmp(given.data(), unlocked_->data(), given.size()) == 0;
}

void KeyFile::remember(const MasterKey& masterKey) {
    unlocked_ = fingerprintOf(masterKey);
}

Result<void> KeyFile::writeCopy(Copy& copy, const KeyFileContent& content) {
    LF_CHECK(files_->replace(copy.path, encode(content)));
    // What counts is what can be read again, not what was reported as written.
    LF_TRY(const auto bytes, files_->read(copy.path, keyFileBytesMax));
    auto found = decode(bytes);
    if (found.has_error() || !(*found == content)) {
        copy.content.reset();
        return Error{base::Fault::InputOutput, copy.path.filename().string()};
    }
    copy.content = content;
    return ok();
}

Result<void> KeyFile::write(KeyFileContent content) {
    const auto generationOf = [](const Copy& copy) {
        return copy.content.has_value() ? copy.content->generation : 0;
    };
    content.generation = std::max(generationOf(copies_[0]), generationOf(copies_[1])) + 1;
    auto& older = generationOf(copies_[0]) <= generationOf(copies_[1]) ? copies_[0] : copies_[1];
    auto& other = &older == &copies_[0] ? copies_[1] : copies_[0];
    LF_CHECK(writeCopy(older, content));
    // The change is durable. If the second copy cannot follow now, the next unlock mends it.
    if (writeCopy(other, content).has_error()) base::log("key-file-second-copy-behind");
    return ok();
}

void KeyFile::mend(const KeyFileContent& good) {
    if (!(good == newest())) return;
    const KeyFileContent kept = good;
    for (auto& copy : copies_)
        if (!copy.content.has_value() || !(*copy.content == kept))
            if (writeCopy(copy, kept).has_error()) base::log("key-file-second-copy-behind");
}

}  // namespace landfall::keys
