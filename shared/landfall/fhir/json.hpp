#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "landfall/fhir/fault.hpp"

namespace landfall::fhir {

/// What a JSON text from outside may be at most.
struct Limits {
    std::size_t depthMax = 32;
    /// Levels of `item` and `answer`, which hold the items of questionnaires in each other and are
    /// not counted above: 16 levels of items under answers are 64 (an array and an object each).
    std::size_t itemLevelsMax = 64;
    std::size_t bytesMax = 8 * 1024 * 1024;
    std::size_t stringBytesMax = 1024 * 1024;
    std::size_t membersMax = 10'000;  ///< per object and per array
    std::size_t nodesMax = 500'000;   ///< values in the whole text
};

enum class Type : std::uint8_t { Absent, Null, Boolean, Number, String, Array, Object };

struct JsonDocument;
class Members;
class Elements;

/// One value inside a Json: two words, valid as long as that Json. A value that is not there is an
/// absent node, on which everything below answers "nothing", so a path needs no checks in between.
class Node {
public:
    Node() = default;
    Node(const JsonDocument* document, std::uint32_t slot) : document_(document), slot_(slot) {}

    [[nodiscard]] Type type() const;
    [[nodiscard]] explicit operator bool() const { return document_ != nullptr; }
    [[nodiscard]] bool isObject() const { return type() == Type::Object; }
    [[nodiscard]] bool isArray() const { return type() == Type::Array; }
    [[nodiscard]] bool isString() const { return type() == Type::String; }
    [[nodiscard]] bool isNumber() const { return type() == Type::Number; }
    [[nodiscard]] bool isBoolean() const { return type() == Type::Boolean; }
    [[nodiscard]] bool isNull() const { return type() == Type::Null; }

    /// The member of an object, or absent.
    [[nodiscard]] Node get(std::string_view key) const;
    /// The element of an array, or absent. Walks the array: use elements() for a loop.
    [[nodiscard]] Node operator[](std::size_t index) const;
    /// Members of an object or elements of an array; 0 for anything else.
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] Members members() const;
    [[nodiscard]] Elements elements() const;

    /// The decoded text of a string.
    [[nodiscard]] std::optional<std::string_view> text() const;
    /// The decoded text, or "" when this is no string.
    [[nodiscard]] std::string_view textOr(std::string_view otherwise = {}) const;
    /// A number written without fraction and exponent that fits 64 bits.
    [[nodiscard]] std::optional<std::int64_t> integer() const;
    [[nodiscard]] std::optional<bool> boolean() const;
    /// A number exactly as it was written: 1.00 stays 1.00.
    [[nodiscard]] std::optional<std::string_view> numberText() const;

    /// The bytes of this value in the text it was read from. "" when absent.
    [[nodiscard]] std::string_view raw() const;
    /// The name of this value when it is a member of an object.
    [[nodiscard]] std::string_view key() const;
    /// Where it stands, for an error: `entry[3].resource.id`. Names that are not plain words are
    /// shown as `?`, because a name may hold anything too.
    [[nodiscard]] std::string path() const;

    [[nodiscard]] const JsonDocument* document() const { return document_; }
    [[nodiscard]] std::uint32_t slot() const { return slot_; }

private:
    const JsonDocument* document_ = nullptr;
    std::uint32_t slot_ = 0;
};

/// Iterates the children of an object or array in the order they were written.
class ChildIterator {
public:
    using value_type = Node;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;
    using pointer = const Node*;
    using reference = Node;

    ChildIterator() = default;
    ChildIterator(const JsonDocument* document, std::uint32_t slot)
        : document_(document), slot_(slot) {}
    [[nodiscard]] Node operator*() const { return {document_, slot_}; }
    ChildIterator& operator++();
    ChildIterator operator++(int) {
        auto before = *this;
        ++*this;
        return before;
    }
    [[nodiscard]] bool operator==(const ChildIterator& other) const { return slot_ == other.slot_; }

private:
    const JsonDocument* document_ = nullptr;
    std::uint32_t slot_ = 0;
};

/// `for (const auto member : node.members())`: member.key() is the name, member the value.
class Members {
public:
    Members(ChildIterator first, ChildIterator last) : first_(first), last_(last) {}
    [[nodiscard]] ChildIterator begin() const { return first_; }
    [[nodiscard]] ChildIterator end() const { return last_; }

private:
    ChildIterator first_;
    ChildIterator last_;
};

/// `for (const auto element : node.elements())`.
class Elements : public Members {
public:
    using Members::Members;
};

/// A JSON text that has been read strictly: everything that comes from outside goes through here.
/// Refused are more than the limits, duplicate names, invalid UTF-8, a byte order mark, U+0000 in a
/// string, half surrogate pairs, bytes after the value, and numbers outside the FHIR decimal range
/// (http://hl7.org/fhir/R4/datatypes.html#decimal). Numbers and the bytes of each value are kept as
/// they were written.
class Json {
public:
    /// Reads and owns the text.
    [[nodiscard]] static Result<Json> parse(std::string text, const Limits& limits = {});
    /// Reads a text that the caller keeps alive, without copying it.
    [[nodiscard]] static Result<Json> borrow(std::string_view text, const Limits& limits = {});

    Json(Json&&) noexcept;
    Json& operator=(Json&&) noexcept;
    Json(const Json&) = delete;
    Json& operator=(const Json&) = delete;
    ~Json();

    [[nodiscard]] Node root() const;
    /// Shorthand for root().get(key).
    [[nodiscard]] Node get(std::string_view key) const { return root().get(key); }
    /// The whole text, with any white space around the value.
    [[nodiscard]] std::string_view text() const;

private:
    explicit Json(std::unique_ptr<JsonDocument> document);
    std::unique_ptr<JsonDocument> document_;
};

/// A JSON string literal with its quotes, for splicing and hand-assembled arrays of raw values.
[[nodiscard]] std::string quoted(std::string_view text);

/// True for what a JSON string may hold here: valid UTF-8 without U+0000. Ask this of a text that a
/// person or a file gave before it goes into a record.
[[nodiscard]] bool isText(std::string_view text);

}  // namespace landfall::fhir
