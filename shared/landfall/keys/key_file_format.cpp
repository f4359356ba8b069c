#include "landfall/keys/key_file_format.hpp"

#include <algorithm>
#include <string_view>

#include "landfall/keys/fault.hpp"

namespace landfall::keys {

namespace {
constexpr std::string_view magic = "LFKEYS01";
constexpr std::size_t hashBytes = 32;

class Writer {
public:
    template <class T>
    void number(T value) {
        for (std::size_t i = 0; i < sizeof(T); ++i)
            out_.push_back(static_cast<std::uint8_t>(value >> (8 * i) & 0xffU));
    }
    void bytes(base::ByteView from) { out_.insert(out_.end(), from.begin(), from.end()); }
    base::Bytes take() { return std::move(out_); }

private:
    base::Bytes out_;
};

class Reader {
public:
    explicit Reader(base::ByteView from) : rest_(from) {}
    template <class T>
    T number() {
        T value = 0;
        for (std::size_t i = 0; i < sizeof(T) && i < rest_.size(); ++i)
            value = static_cast<T>(value | static_cast<T>(T{rest_[i]} << (8 * i)));
        skip(sizeof(T));
        return value;
    }
    void into(std::span<std::uint8_t> to) {
        if (rest_.size() >= to.size()) std::copy_n(rest_.begin(), to.size(), to.begin());
        skip(to.size());
    }
    /// True when everything was there and nothing is left.
    [[nodiscard]] bool exact() const { return !short_ && rest_.empty(); }
    [[nodiscard]] bool complete() const { return !short_; }

private:
    void skip(std::size_t count) {
        short_ = short_ || count > rest_.size();
        rest_ = rest_.subspan(std::min(count, rest_.size()));
    }
    base::ByteView rest_;
    bool short_ = false;
};

void writeSlotHead(Writer& to, const Slot& slot) {
    to.number(slot.type);
    to.number(slot.kdf);
    to.number(slot.stretch.passes);
    to.number(slot.stretch.memoryKib);
    to.bytes(slot.salt);
    to.number(slot.backend);
}
}  // namespace

base::Bytes encode(const KeyFileContent& content) {
    Writer to;
    to.bytes(base::viewOf(magic));
    to.number(keyFileFormat);
    to.number(content.generation);
    to.bytes(content.databaseId.bytes);
    to.number(content.activeDek);
    to.number(content.pendingDek);
    to.number(static_cast<std::uint8_t>(content.slots.size()));
    for (const auto& slot : content.slots) {
        writeSlotHead(to, slot);
        to.bytes(slot.nonce);
        to.bytes(slot.wrapped);
    }
    auto bytes = to.take();
    const auto hash = base::sha256(bytes);
    bytes.insert(bytes.end(), hash.begin(), hash.end());
    return bytes;
}

Result<KeyFileContent> decode(base::ByteView bytes) {
    if (bytes.size() < magic.size() + sizeof keyFileFormat + hashBytes) return Fault::KeysDamaged;
    const auto body = bytes.first(bytes.size() - hashBytes);
    const auto hash = base::sha256(body);
    if (!std::equal(hash.begin(), hash.end(), bytes.last(hashBytes).begin()))
        return Fault::KeysDamaged;
    if (base::textOf(body.first(magic.size())) != magic) return Fault::KeysDamaged;

    Reader from(body.subspan(magic.size()));
    const auto format = from.number<std::uint32_t>();
    if (format > keyFileFormat) return Fault::NeedsUpdate;
    KeyFileContent content;
    content.generation = from.number<std::uint64_t>();
    from.into(content.databaseId.bytes);
    content.activeDek = from.number<std::uint64_t>();
    content.pendingDek = from.number<std::uint64_t>();
    const auto count = from.number<std::uint8_t>();
    if (format == 0 || count > slotsMax || content.activeDek == 0 || !from.complete())
        return Fault::KeysDamaged;
    for (unsigned i = 0; i < count; ++i) {
        Slot slot;
        slot.type = from.number<std::uint8_t>();
        slot.kdf = from.number<std::uint8_t>();
        slot.stretch.passes = from.number<std::uint32_t>();
        slot.stretch.memoryKib = from.number<std::uint32_t>();
        from.into(slot.salt);
        slot.backend = from.number<std::uint8_t>();
        from.into(slot.nonce);
        from.into(slot.wrapped);
        content.slots.push_back(slot);
    }
    if (!from.exact()) return Fault::KeysDamaged;
    return content;
}

base::Bytes sealedTogether(const base::Uuid& databaseId, const Slot& slot) {
    Writer to;
    writeSlotHead(to, slot);
    to.bytes(base::viewOf(magic));
    to.number(keyFileFormat);
    to.bytes(databaseId.bytes);
    return to.take();
}

}  // namespace landfall::keys
