#include "landfall/fhir/json.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

using namespace landfall;
using fhir::Fault;
using fhir::Json;

namespace {
std::string nested(std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
}

struct Refused {
    std::string text;
    Fault fault;
};
}  // namespace

TEST_CASE("values are read by type, and what is not there answers nothing") {
    const auto json = *Json::parse(
        R"( {"a": [1, -2.50, 1e3], "b": {"c": "x\n\u00e9"}, "t": true, "f": false, "n": null} )");
    const auto root = json.root();
    CHECK(root.isObject());
    CHECK(root.size() == 5);
    CHECK(root.get("a").isArray());
    CHECK(root.get("a").size() == 3);
    CHECK(root.get("a")[0].integer() == 1);
    CHECK(root.get("a")[1].numberText() == "-2.50");
    CHECK_FALSE(root.get("a")[1].integer());
    CHECK_FALSE(root.get("a")[2].integer());
    CHECK_FALSE(root.get("a")[3]);
    CHECK(root.get("b").get("c").text() == "x\n\xC3\xA9");
    CHECK(root.get("t").boolean() == true);
    CHECK(root.get("f").boolean() == false);
    CHECK(root.get("n").isNull());
    CHECK(root.get("no").get("such")[4].get("thing").type() == fhir::Type::Absent);
    CHECK_FALSE(root.get("no").text());
    CHECK(root.get("no").members().begin() == root.get("no").members().end());
}

TEST_CASE("each value gives its own bytes as they were written") {
    const std::string text =
        R"({ "r" : {"x":1.00, "s":"a\"b\\" , "e":[ ]},"q":[{"k":"\u0041"}, {} ,"]}"] })";
    const auto json = *Json::parse(text);
    CHECK(json.text() == text);
    CHECK(json.root().raw() == text);
    CHECK(json.get("r").raw() == R"({"x":1.00, "s":"a\"b\\" , "e":[ ]})");
    CHECK(json.get("r").get("x").raw() == "1.00");
    CHECK(json.get("r").get("s").raw() == R"("a\"b\\")");
    CHECK(json.get("r").get("s").text() == R"(a"b\)");
    CHECK(json.get("r").get("e").raw() == "[ ]");
    CHECK(json.get("q")[0].raw() == R"({"k":"\u0041"})");
    CHECK(json.get("q")[0].get("k").text() == "A");
    CHECK(json.get("q")[1].raw() == "{}");
    CHECK(json.get("q")[2].raw() == R"("]}")");
}

TEST_CASE("members and elements come in their order and know their place") {
    const auto json = *Json::parse(R"({"b":1,"a":[{"x":2},{"y":[3,4]}],"a b":{"c":5}})");
    std::vector<std::string> keys;
    for (const auto member : json.root().members()) keys.emplace_back(member.key());
    CHECK(keys == std::vector<std::string>{"b", "a", "a b"});
    std::int64_t sum = 0;
    for (const auto element : json.get("a")[1].get("y").elements()) sum += *element.integer();
    CHECK(sum == 7);
    CHECK(json.get("a")[1].get("y")[1].path() == "a[1].y[1]");
    CHECK(json.root().path().empty());
    // A name may hold anything, so only plain ones are repeated.
    CHECK(json.get("a b").get("c").path() == "?.c");
}

TEST_CASE("numbers keep their digits (B-33)") {
    for (const auto* number : {"0", "-0", "1.00", "0.10", "1E5", "-1.5e-3", "123456789012345678",
                               "0.1234567890123456789", "9223372036854775808"}) {
        const auto json = Json::parse(number);
        REQUIRE(json.has_value());
        CHECK(json->root().numberText() == number);
    }
    CHECK(Json::parse("9223372036854775807")->root().integer() == 9223372036854775807);
    CHECK_FALSE(Json::parse("9223372036854775808")->root().integer());
}

TEST_CASE("what is not strict JSON is refused with its reason (B-30 to B-33)") {
    const std::vector<Refused> corpus = {
        {"", Fault::Syntax},
        {" ", Fault::Syntax},
        {"{", Fault::Syntax},
        {"{\"a\":1", Fault::Syntax},
        {"\"abc", Fault::Syntax},
        {"{\"a\" 1}", Fault::Syntax},
        {"{a:1}", Fault::Syntax},
        {"{'a':1}", Fault::Syntax},
        {"[1,]", Fault::Syntax},
        {"{\"a\":1,}", Fault::Syntax},
        {"[1 2]", Fault::Syntax},
        {"nul", Fault::Syntax},
        {"NaN", Fault::Syntax},
        {"Infinity", Fault::Syntax},
        {"01", Fault::TrailingBytes},
        {"+1", Fault::Syntax},
        {".5", Fault::Syntax},
        {"1.", Fault::Syntax},
        {"1e", Fault::Syntax},
        {"0x10", Fault::TrailingBytes},
        {"/*c*/1", Fault::Syntax},
        {"\"a\tb\"", Fault::Syntax},
        {"\"\\x\"", Fault::Syntax},
        {"\"\\u12g4\"", Fault::Syntax},
        {std::string("\"a\0b\"", 5), Fault::Syntax},
        {"1 2", Fault::TrailingBytes},
        {"{} x", Fault::TrailingBytes},
        {"[]]", Fault::TrailingBytes},
        {std::string("{}\0", 3), Fault::TrailingBytes},
        {R"({"a":1,"a":2})", Fault::DuplicateKey},
        {R"({"x":{"a":1,"b":2,"\u0061":3}})", Fault::DuplicateKey},
        {R"({"":1,"":2})", Fault::DuplicateKey},
        {"\xEF\xBB\xBF{}", Fault::ByteOrderMark},
        {"\"\xFF\"", Fault::InvalidUtf8},
        {"\"\xC3\"", Fault::InvalidUtf8},
        {"\"\xC0\xAF\"", Fault::InvalidUtf8},
        {"\"\xED\xA0\x80\"", Fault::InvalidUtf8},
        {"\"\xF4\x90\x80\x80\"", Fault::InvalidUtf8},
        {"{\"\xFF\":1}", Fault::InvalidUtf8},
        {R"("\u0000")", Fault::NulInString},
        {R"({"a\u0000b":1})", Fault::NulInString},
        {R"("\ud800")", Fault::LoneSurrogate},
        {R"("\udc00")", Fault::LoneSurrogate},
        {R"("\ud800\u0041")", Fault::LoneSurrogate},
        {R"("\ud800x")", Fault::LoneSurrogate},
        {"1e400", Fault::NumberRange},
        {"-1e400", Fault::NumberRange},
        {"1e-400", Fault::NumberRange},
        {"1e99999999999999999999", Fault::NumberRange},
        {std::string(10'000, '9'), Fault::NumberRange},
        {"0." + std::string(10'000, '1'), Fault::NumberRange},
        {nested(33), Fault::TooDeep},
        {nested(200'000), Fault::TooDeep},
        {'"' + std::string(1024 * 1024 + 1, 'a') + '"', Fault::StringTooLong},
        {"\"\\n" + std::string(1024 * 1024, 'a') + '"', Fault::StringTooLong},
        {std::string(8 * 1024 * 1024 + 1, ' '), Fault::TooLarge},
    };
    for (const auto& entry : corpus) {
        const auto json = Json::parse(entry.text);
        INFO(entry.text.substr(0, 40));
        REQUIRE(json.has_error());
        INFO(json.error().line());
        CHECK(json.error().is(entry.fault));
    }
}

TEST_CASE("what stands at a limit is still read") {
    CHECK(Json::parse(nested(32)).has_value());
    CHECK(Json::parse('"' + std::string(1024 * 1024, 'a') + '"').has_value());
    CHECK(Json::parse("{}" + std::string(8 * 1024 * 1024 - 2, ' ')).has_value());
    CHECK(Json::parse("\"\\ud83d\\ude00\"")->root().text() == "\xF0\x9F\x98\x80");
}

TEST_CASE("an object or array above its limit of members is refused, and so are too many values") {
    std::string array = "[0";
    std::string object = R"({"k0":0)";
    for (int i = 1; i < 10'000; ++i) {
        array += ",0";
        object += ",\"k" + std::to_string(i) + "\":0";
    }
    CHECK(Json::parse(array + "]").has_value());
    CHECK(Json::parse(object + "}").has_value());
    CHECK(Json::parse(array + ",0]").error().is(Fault::TooManyMembers));
    CHECK(Json::parse(object + ",\"last\":0}").error().is(Fault::TooManyMembers));
    CHECK(Json::parse(object.substr(0, object.size() - 10) + ",\"k1\":0}")
              .error()
              .is(Fault::DuplicateKey));
    fhir::Limits few;
    few.nodesMax = 4;
    CHECK(Json::parse("[1,2,3]", few).has_value());
    CHECK(Json::parse("[1,2,3,4]", few).error().is(Fault::TooManyNodes));
}

TEST_CASE("the place of a fault names elements and never values") {
    const auto json =
        Json::parse(R"({"entry":[{"a":1},{"resource":{"secret words":{"id":"x","id":"y"}}}]})");
    REQUIRE(json.has_error());
    CHECK(json.error().where.starts_with("entry[1].resource.?"));
    CHECK(json.error().where.find("secret") == std::string::npos);
}

TEST_CASE("a Json can be moved and its views stay where they were") {
    auto first = *Json::parse(R"({"short":"s"})");
    const auto view = first.get("short").text();
    const auto second = std::move(first);
    CHECK(second.get("short").text() == "s");
    CHECK(view->data() == second.get("short").text()->data());
}

TEST_CASE("a borrowed text is not copied") {
    const std::string text = R"({"a":"b"})";
    const auto json = *Json::borrow(text);
    CHECK(json.get("a").text()->data() == text.data() + 6);
}

TEST_CASE("a text is quoted so that it reads back the same") {
    for (const std::string_view text :
         {"", "a\"b\\c/d", "line\nline\ttab\x01", "</script>", "\xC3\xA9"}) {
        CHECK(Json::parse(fhir::quoted(text))->root().text() == text);
        CHECK(fhir::isText(text));
    }
    CHECK_FALSE(fhir::isText("\xFF"));
    CHECK_FALSE(fhir::isText(std::string_view("a\0b", 3)));
}
