#include "landfall/fhir/json.hpp"

#include <boost/json/serialize.hpp>
#include <charconv>
#include <limits>

#include "landfall/fhir/json_document.hpp"

namespace landfall::fhir {

namespace {
const JsonSlot& slotOf(const Node& node) {
    return node.document()->slots[node.slot()];
}

bool isContainer(const JsonSlot& slot) {
    return slot.type == Type::Object || slot.type == Type::Array;
}
}  // namespace

void appendPathName(std::string& path, std::string_view name) {
    constexpr std::size_t plainCharsMax = 64;
    bool plain = !name.empty() && name.size() <= plainCharsMax;
    for (const char c : name)
        plain = plain && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '_');
    if (!path.empty()) path += '.';
    path += plain ? name : std::string_view("?");
}

Type Node::type() const {
    return document_ ? slotOf(*this).type : Type::Absent;
}

Node Node::get(std::string_view key) const {
    if (!isObject()) return {};
    const auto last = slotOf(*this).next;
    for (auto child = slot_ + 1; child < last; child = document_->slots[child].next)
        if (document_->slots[child].keySize == key.size() &&
            document_->keyOf(document_->slots[child]) == key)
            return {document_, child};
    return {};
}

Node Node::operator[](std::size_t index) const {
    if (!isArray() || index >= slotOf(*this).size) return {};
    auto child = slot_ + 1;
    while (index-- > 0) child = document_->slots[child].next;
    return {document_, child};
}

std::size_t Node::size() const {
    return document_ && isContainer(slotOf(*this)) ? slotOf(*this).size : 0;
}

Members Node::members() const {
    if (!isObject()) return {{}, {}};
    return {{document_, slot_ + 1}, {document_, slotOf(*this).next}};
}

Elements Node::elements() const {
    if (!isArray()) return {{}, {}};
    return {{document_, slot_ + 1}, {document_, slotOf(*this).next}};
}

ChildIterator& ChildIterator::operator++() {
    slot_ = document_->slots[slot_].next;
    return *this;
}

std::optional<std::string_view> Node::text() const {
    if (!isString()) return std::nullopt;
    return document_->textOf(slotOf(*this));
}

std::string_view Node::textOr(std::string_view otherwise) const {
    return isString() ? document_->textOf(slotOf(*this)) : otherwise;
}

std::optional<std::int64_t> Node::integer() const {
    if (!isNumber()) return std::nullopt;
    const auto digits = raw();
    std::int64_t value = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (code != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

std::optional<bool> Node::boolean() const {
    if (!isBoolean()) return std::nullopt;
    return raw() == "true";
}

std::optional<std::string_view> Node::numberText() const {
    if (!isNumber()) return std::nullopt;
    return raw();
}

std::string_view Node::raw() const {
    if (!document_) return {};
    const auto& slot = slotOf(*this);
    return document_->text.substr(slot.begin, slot.end - slot.begin);
}

std::string_view Node::key() const {
    return document_ ? document_->keyOf(slotOf(*this)) : std::string_view{};
}

std::string Node::path() const {
    std::string path;
    if (!document_) return path;
    // Slots know no parent: an error is rare, so the way down from the root is walked again.
    for (std::uint32_t at = 0; at != slot_;) {
        const bool inArray = document_->slots[at].type == Type::Array;
        auto child = at + 1;
        std::size_t index = 0;
        for (; document_->slots[child].next <= slot_; child = document_->slots[child].next) ++index;
        if (inArray)
            path += '[' + std::to_string(index) + ']';
        else
            appendPathName(path, document_->keyOf(document_->slots[child]));
        at = child;
    }
    return path;
}

Json::Json(std::unique_ptr<JsonDocument> document) : document_(std::move(document)) {}
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(Json&&) noexcept = default;
Json::~Json() = default;

Result<Json> Json::parse(std::string text, const Limits& limits) {
    auto document = std::make_unique<JsonDocument>();
    document->owned = std::move(text);
    document->text = document->owned;
    LF_CHECK(readJson(*document, limits));
    return Json(std::move(document));
}

Result<Json> Json::borrow(std::string_view text, const Limits& limits) {
    auto document = std::make_unique<JsonDocument>();
    document->text = text;
    LF_CHECK(readJson(*document, limits));
    return Json(std::move(document));
}

Node Json::root() const {
    return {document_.get(), 0};
}
std::string_view Json::text() const {
    return document_->text;
}

std::string quoted(std::string_view text) {
    return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

bool isText(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return false;
    Limits limits;
    limits.bytesMax = limits.stringBytesMax = std::numeric_limits<std::uint32_t>::max() - 1;
    return Json::parse(fhir::quoted(text), limits).has_value();
}

}  // namespace landfall::fhir
