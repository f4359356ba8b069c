#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cstring>
#include <limits>

#include "landfall/fhir/json_document.hpp"

namespace landfall::fhir {

namespace {
namespace json = boost::json;
using json::error_code;

constexpr std::size_t numberCharsMax = 64;
constexpr std::uint32_t noSlot = std::numeric_limits<std::uint32_t>::max();

bool isAscii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

std::uint16_t hashOf(std::string_view key) {
    std::uint32_t hash = 2166136261U;  // FNV-1a, folded
    for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return static_cast<std::uint16_t>(hash ^ (hash >> 16U));
}

/// Takes the events of boost::json::basic_parser, which knows the grammar, and lays them out as
/// slots. The parser does not tell where a value begins, so a cursor follows it through the text:
/// what lies between two events is only white space, commas and colons that the parser accepted.
class Handler {
public:
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

    Handler(JsonDocument& document, const Limits& limits)
        : document_(document), limits_(limits), text_(document.text) {}

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code& ec) { return open(Type::Object, ec); }
    bool on_array_begin(error_code& ec) { return open(Type::Array, ec); }
    bool on_array_end(std::size_t, error_code&) {
        close();
        return true;
    }
    bool on_object_end(std::size_t, error_code& ec) {
        const auto object = open_;
        if (hasDuplicate(object)) return refuse(Fault::DuplicateKey, ec);
        close();
        return true;
    }

    bool on_key_part(json::string_view part, std::size_t size, error_code& ec) {
        return gather(part, size, ec);
    }
    bool on_key(json::string_view part, std::size_t size, error_code& ec) {
        if (size > limits_.stringBytesMax) return refuse(Fault::StringTooLong, ec);
        skipBetween();
        Stretch key;
        if (!finish(part, key, ec)) return false;
        key_ = key;
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t size, error_code& ec) {
        return gather(part, size, ec);
    }
    bool on_string(json::string_view part, std::size_t size, error_code& ec) {
        if (size > limits_.stringBytesMax) return refuse(Fault::StringTooLong, ec);
        skipBetween();
        const auto begin = at_;
        Stretch value;
        if (!finish(part, value, ec)) return false;
        if (!add(Type::String, begin, ec)) return false;
        auto& slot = document_.slots.back();
        slot.textAt = value.at;
        slot.size = value.size;
        slot.textDecoded = value.decoded;
        return true;
    }

    bool on_number_part(json::string_view part, error_code&) {
        numberSize_ += part.size();
        return true;
    }
    bool on_int64(std::int64_t, json::string_view part, error_code& ec) { return number(part, ec); }
    bool on_uint64(std::uint64_t, json::string_view part, error_code& ec) {
        return number(part, ec);
    }
    bool on_double(double, json::string_view part, error_code& ec) { return number(part, ec); }
    bool on_bool(bool value, error_code& ec) { return word(Type::Boolean, value ? 4 : 5, ec); }
    bool on_null(error_code& ec) { return word(Type::Null, 4, ec); }
    bool on_comment_part(json::string_view, error_code&) { return true; }
    bool on_comment(json::string_view, error_code&) { return true; }

    [[nodiscard]] bool refused() const { return refused_; }
    [[nodiscard]] Fault fault() const { return fault_; }
    [[nodiscard]] std::size_t at() const { return at_; }

    /// Where the reader stands: the names and indexes of the containers that are open.
    [[nodiscard]] std::string place() const {
        std::string path;
        std::vector<std::uint32_t> chain;
        for (auto slot = open_; slot != noSlot; slot = document_.slots[slot].next)
            chain.push_back(slot);
        for (std::size_t i = chain.size(); i-- > 0;) {
            const auto& slot = document_.slots[chain[i]];
            if (i + 1 < chain.size()) {
                const auto& parent = document_.slots[chain[i + 1]];
                if (parent.type == Type::Array)
                    path += '[' + std::to_string(parent.size - 1) + ']';
                else
                    appendPathName(path, document_.keyOf(slot));
            }
        }
        return path;
    }

private:
    struct Stretch {
        std::uint32_t at = 0;
        std::uint32_t size = 0;
        bool decoded = false;
    };

    bool refuse(Fault fault, error_code& ec) {
        refused_ = true;
        fault_ = fault;
        ec = json::error::input_error;  // only ends the parse; fault_ says why
        return false;
    }

    void skipBetween() {
        for (;; ++at_) {
            const char c = text_[at_];
            if (c != ' ' && c != ',' && c != ':' && c != '\n' && c != '\r' && c != '\t') return;
        }
    }

    /// Appends the slot of the value that begins at `begin` and ends at the cursor.
    bool add(Type type, std::uint32_t begin, error_code& ec) {
        auto& slots = document_.slots;
        if (slots.size() >= limits_.nodesMax) return refuse(Fault::TooManyNodes, ec);
        const auto own = static_cast<std::uint32_t>(slots.size());
        JsonSlot slot;
        slot.begin = begin;
        slot.end = at_;
        slot.next = own + 1;
        slot.type = type;
        if (open_ != noSlot) {
            auto& parent = slots[open_];
            if (parent.size >= limits_.membersMax) return refuse(Fault::TooManyMembers, ec);
            ++parent.size;
            if (parent.type == Type::Object) {
                slot.keyAt = key_.at;
                slot.keySize = key_.size;
                slot.keyDecoded = key_.decoded;
                slot.keyHash = hashOf(document_.keyOf(slot));
            }
        }
        slots.push_back(slot);
        return true;
    }

    /// An array named `item` or `answer`, or an object in one: how questionnaires nest.
    [[nodiscard]] bool isItemLevel(Type type, std::uint32_t around, std::string_view key) const {
        if (around == noSlot) return false;
        const auto& parent = document_.slots[around];
        if (type == Type::Object)
            return parent.type == Type::Array && isItemLevel(document_.keyOf(parent));
        return parent.type == Type::Object && isItemLevel(key);
    }
    [[nodiscard]] static bool isItemLevel(std::string_view key) {
        return key == "item" || key == "answer";
    }

    bool open(Type type, error_code& ec) {
        JsonSlot named;
        named.keyAt = key_.at;
        named.keySize = key_.size;
        named.keyDecoded = key_.decoded;
        auto& depth = isItemLevel(type, open_, document_.keyOf(named)) ? itemLevels_ : depth_;
        const auto most = &depth == &depth_ ? limits_.depthMax : limits_.itemLevelsMax;
        if (depth >= most) return refuse(Fault::TooDeep, ec);
        skipBetween();
        const auto begin = at_++;
        if (!add(type, begin, ec)) return false;
        ++depth;
        // While a container is open its `next` names the container around it.
        document_.slots.back().next = open_;
        open_ = static_cast<std::uint32_t>(document_.slots.size() - 1);
        return true;
    }

    void close() {
        skipBetween();
        ++at_;
        auto& slot = document_.slots[open_];
        slot.end = at_;
        const auto around = slot.next;
        slot.next = static_cast<std::uint32_t>(document_.slots.size());
        open_ = around;
        --(isItemLevel(slot.type, around, document_.keyOf(slot)) ? itemLevels_ : depth_);
    }

    bool gather(json::string_view part, std::size_t size, error_code& ec) {
        if (size > limits_.stringBytesMax) return refuse(Fault::StringTooLong, ec);
        if (!gathering_) gatheredAt_ = document_.decoded.size();
        gathering_ = true;
        document_.decoded.append(part.data(), part.size());
        return true;
    }

    /// The end of a string: leaves the cursor after its closing quote. A string without escapes
    /// stays where it is in the text.
    bool finish(json::string_view part, Stretch& out, error_code& ec) {
        const auto* first = text_.data() + at_ + 1;
        if (!gathering_ && part.data() == first && first[part.size()] == '"') {
            out = {at_ + 1, static_cast<std::uint32_t>(part.size()), false};
            at_ += static_cast<std::uint32_t>(part.size()) + 2;
            return true;
        }
        if (!gathering_) gatheredAt_ = document_.decoded.size();
        document_.decoded.append(part.data(), part.size());
        gathering_ = false;
        out = {static_cast<std::uint32_t>(gatheredAt_),
               static_cast<std::uint32_t>(document_.decoded.size() - gatheredAt_), true};
        if (std::memchr(document_.decoded.data() + out.at, 0, out.size) != nullptr)
            return refuse(Fault::NulInString, ec);
        for (++at_; text_[at_] != '"'; ++at_)
            if (text_[at_] == '\\') ++at_;
        ++at_;
        return true;
    }

    bool number(json::string_view part, error_code& ec) {
        const auto size = numberSize_ + part.size();
        numberSize_ = 0;
        if (size > numberCharsMax) return refuse(Fault::NumberRange, ec);
        skipBetween();
        const auto begin = at_;
        const auto digits = text_.substr(begin, size);
        at_ += static_cast<std::uint32_t>(size);
        if (digits.find_first_of("eE") != std::string_view::npos) {
            double value = 0;
            const auto done = std::from_chars(digits.data(), digits.data() + size, value);
            if (done.ec != std::errc{}) return refuse(Fault::NumberRange, ec);
        }
        return add(Type::Number, begin, ec);
    }

    bool word(Type type, std::uint32_t size, error_code& ec) {
        skipBetween();
        const auto begin = at_;
        at_ += size;
        return add(type, begin, ec);
    }

    [[nodiscard]] bool same(const JsonSlot& a, const JsonSlot& b) const {
        return a.keyHash == b.keyHash && a.keySize == b.keySize &&
               document_.keyOf(a) == document_.keyOf(b);
    }

    [[nodiscard]] bool hasDuplicate(std::uint32_t object) {
        const auto& slots = document_.slots;
        constexpr std::size_t pairwiseMax = 24;
        const auto end = static_cast<std::uint32_t>(slots.size());
        if (slots[object].size <= pairwiseMax) {
            std::array<std::uint16_t, pairwiseMax> hashes{};
            std::size_t count = 0;
            for (auto child = object + 1; child < end; child = slots[child].next) {
                const auto hash = slots[child].keyHash;
                for (std::size_t i = 0; i < count; ++i)
                    if (hashes[i] == hash && earlierSame(object, child)) return true;
                hashes[count++] = hash;
            }
            return false;
        }
        names_.clear();
        for (auto child = object + 1; child < end; child = slots[child].next)
            names_.push_back(document_.keyOf(slots[child]));
        std::sort(names_.begin(), names_.end());
        return std::adjacent_find(names_.begin(), names_.end()) != names_.end();
    }

    [[nodiscard]] bool earlierSame(std::uint32_t object, std::uint32_t member) const {
        const auto& slots = document_.slots;
        for (auto child = object + 1; child < member; child = slots[child].next)
            if (same(slots[child], slots[member])) return true;
        return false;
    }

    JsonDocument& document_;
    const Limits& limits_;
    std::string_view text_;
    std::uint32_t at_ = 0;
    std::uint32_t open_ = noSlot;
    std::size_t depth_ = 0;
    std::size_t itemLevels_ = 0;
    Stretch key_;
    bool gathering_ = false;
    std::size_t gatheredAt_ = 0;
    std::size_t numberSize_ = 0;
    std::vector<std::string_view> names_;
    bool refused_ = false;
    Fault fault_ = Fault::Syntax;
};

/// Whether the six bytes before `at` are \uD800 to \uDBFF, the first half of a pair.
bool endsWithHighSurrogate(std::string_view text, std::size_t at) {
    if (at < 6 || at > text.size()) return false;
    const auto escape = text.substr(at - 6, 6);
    const auto hex = [&](std::size_t i) { return static_cast<char>(escape[i] | 0x20); };
    return escape[0] == '\\' && escape[1] == 'u' && hex(2) == 'd' &&
           (escape[3] == '8' || escape[3] == '9' || hex(3) == 'a' || hex(3) == 'b');
}

Fault faultOf(const error_code& ec, std::string_view text, std::size_t stoppedAt) {
    if (ec == json::error::too_deep) return Fault::TooDeep;
    if (ec == json::error::illegal_leading_surrogate ||
        ec == json::error::illegal_trailing_surrogate || ec == json::error::expected_utf16_escape)
        return Fault::LoneSurrogate;
    if (ec == json::error::exponent_overflow) return Fault::NumberRange;
    if (ec == json::error::number_too_large) return Fault::NumberRange;
    // The parser calls bad UTF-8 a syntax error; a byte above 0x7f is legal only in a string.
    if (ec == json::error::syntax) {
        if (endsWithHighSurrogate(text, stoppedAt)) return Fault::LoneSurrogate;
        const auto first = stoppedAt > 3 ? stoppedAt - 3 : 0;
        const auto last = std::min(text.size(), stoppedAt + 4);
        for (auto i = first; i < last; ++i)
            if (!isAscii(text[i])) return Fault::InvalidUtf8;
    }
    return Fault::Syntax;
}

Error withPlace(Fault fault, std::string path, std::size_t at) {
    if (!path.empty()) path += ", ";
    return {fault, path + "byte " + std::to_string(at)};
}
}  // namespace

Result<void> readJson(JsonDocument& document, const Limits& limits) {
    const auto text = document.text;
    if (text.size() > limits.bytesMax || text.size() >= noSlot) return Error{Fault::TooLarge};
    if (text.starts_with("\xEF\xBB\xBF")) return Error{Fault::ByteOrderMark};
    constexpr std::size_t bytesPerValue = 24;  // of a typical resource; saves growing
    document.slots.reserve(std::min(limits.nodesMax, text.size() / bytesPerValue + 8));

    json::parse_options options;
    options.max_depth = limits.depthMax + limits.itemLevelsMax;
    options.numbers = json::number_precision::none;
    json::basic_parser<Handler> parser(options, document, limits);
    error_code ec;
    const auto consumed = parser.write_some(false, text.data(), text.size(), ec);
    auto& handler = parser.handler();
    if (handler.refused()) return withPlace(handler.fault(), handler.place(), handler.at());
    if (ec) return withPlace(faultOf(ec, text, consumed), handler.place(), consumed);
    if (consumed < text.size()) return withPlace(Fault::TrailingBytes, {}, consumed);
    return ok();
}

}  // namespace landfall::fhir
