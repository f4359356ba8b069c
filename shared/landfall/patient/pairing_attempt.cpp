#include "landfall/patient/pairing_attempt.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "landfall/fhir/json.hpp"

namespace landfall::patient {

namespace {
constexpr std::int64_t formatNow = 1;
constexpr std::size_t fileBytesMax = 16 * 1024;

/// An attempt that cannot be read is none: there is nothing else in it to lose.
Result<net::DeviceKey> readKey(std::string_view text, const std::string& codeHash) {
    LF_TRY(const auto json, fhir::Json::borrow(text));
    const auto root = json.root();
    if (root.get("format").integer() != formatNow) return base::Fault::Unsupported;
    if (root.get("codeHash").textOr() != codeHash) return base::Fault::NotFound;
    LF_TRY(auto der, base::fromBase64(root.get("deviceKey").textOr()));
    return net::DeviceKey::fromDer(net::SecretBytes(std::move(der)));
}

Result<base::SecretText> written(const net::DeviceKey& key, const std::string& codeHash) {
    LF_TRY(const auto der, key.toDer());
    return base::SecretText(
        boost::json::serialize(boost::json::object{{"format", formatNow},
                                                   {"codeHash", codeHash},
                                                   {"deviceKey", base::toBase64(der.reveal())}}));
}
}  // namespace

Result<PairingAttempts::Attempt> PairingAttempts::forCode(const net::PairingUri& uri) {
    const auto codeHash = uri.codeHash();
    const auto before = kept();
    if (auto key = readKey(before.reveal(), codeHash); key.has_value())
        return Attempt{std::move(*key), true};
    LF_TRY(auto key, net::DeviceKey::make());
    LF_TRY(const auto text, written(key, codeHash));
    LF_CHECK(keep(text));
    return Attempt{std::move(key), false};
}

base::SecretText PairingAttempts::kept() const {
    if (profile_.standing() == Standing::Unlocked) {
        const auto store = profile_.store();
        if (store.has_error()) return base::SecretText(std::string());
        auto value = (*store)->settings().get(setting::pairingAttempt);
        return base::SecretText(value.has_value() && *value ? std::move(**value) : std::string());
    }
    auto bytes =
        profile_.surroundings().files.read(profile_.folder().pairingAttempt(), fileBytesMax);
    if (bytes.has_error()) return base::SecretText(std::string());
    const base::Secret<base::Bytes> secret(std::move(*bytes));
    return base::SecretText(std::string(base::textOf(secret.reveal())));
}

Result<void> PairingAttempts::keep(const base::SecretText& text) {
    if (profile_.standing() == Standing::Unlocked) {
        LF_TRY(auto* const store, profile_.store());
        return store->settings().set(setting::pairingAttempt, text.reveal());
    }
    return profile_.surroundings().files.replace(profile_.folder().pairingAttempt(),
                                                 base::viewOf(text.reveal()));
}

Result<void> PairingAttempts::clear() {
    if (profile_.standing() == Standing::Unlocked) {
        LF_TRY(auto* const store, profile_.store());
        LF_CHECK(store->settings().remove(setting::pairingAttempt));
    }
    return erase(profile_.surroundings().files, profile_.folder().pairingAttempt());
}

Result<void> erase(base::Files& files, const std::filesystem::path& path) {
    if (!files.exists(path)) return ok();
    const base::Bytes blank(fileBytesMax, 0);
    LF_CHECK(files.replace(path, blank));
    return files.remove(path);
}

}  // namespace landfall::patient
