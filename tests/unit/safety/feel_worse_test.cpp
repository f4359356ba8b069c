#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "landfall/safety/tier.hpp"
#include "unit/instrument/sample_forms.hpp"

using namespace landfall;

namespace {
using Words = std::vector<std::string>;

std::shared_ptr<const instrument::Form> form() {
    auto found = sample::bundled("feel-worse");
    REQUIRE(found);
    return found;
}
int tierOf(const std::string& line) {
    const auto answers = sample::answers(*form(), line);
    const int soFar = safety::numberOf(safety::tierOfAnswers(*form(), answers));
    CHECK(safety::numberOf(safety::tierOfSubmitted(*form(), answers)) == soFar);
    return soFar;
}
Words offersAfter(const std::string& line) {
    return safety::offersOf(*form(), sample::answers(*form(), line));
}
/// The place of an option of "What is worse?".
std::string worse(std::string_view code) {
    const auto& item = form()->item(*form()->indexOf("fw-what"));
    for (std::size_t i = 0; i < item.options.size(); ++i)
        if (item.options[i].coding.code == code) return std::to_string(i);
    FAIL("no such option: " << code);
    return {};
}
}  // namespace

// Now; thoughts; what; since; daily life; a call.

TEST_CASE("I feel worse: a severe symptom of the body is an emergency (clinical rules 5.1)") {
    CHECK(tierOf("1") == 3);
    CHECK(tierOf("1 0 0 0 0 0") == 3);
    CHECK(offersAfter("1").empty());
}

TEST_CASE("I feel worse: every thought of ending one's life is urgent (clinical rules 5.1, 5.2)") {
    CHECK(tierOf("0 0 0 0 0 0") == 0);
    CHECK(tierOf("0 1") == 2);
    CHECK(tierOf("0 1 0 0 0 0") == 2);
    CHECK(tierOf("0 r") == 2);  // as a refusal in the ASQ
    CHECK(tierOf("0 2") == 3);  // right now
    CHECK(tierOf("0 3") == 3);  // has harmed themselves
    const auto& thoughts = form()->item(*form()->indexOf("fw-thoughts"));
    REQUIRE(thoughts.options.size() == 4);
    CHECK(thoughts.options[1].coding.code == "yes");
    CHECK(thoughts.options[2].coding.code == "right-now");
    CHECK(thoughts.options[3].coding.code == "harmed-self");
    CHECK(offersAfter("0 1") == Words{"asq"});
    CHECK(offersAfter("0 r") == Words{"asq"});
    CHECK(offersAfter("0 0").empty());
    // Nobody is handed another form in an emergency.
    CHECK(offersAfter("0 2").empty());
    CHECK(offersAfter("0 3").empty());
}

TEST_CASE("I feel worse: what is worse can be urgent by itself (clinical rules 5.1, 5.5)") {
    for (const auto* code : {"mood", "fear", "sleep", "restless", "memories", "meaning", "energy",
                             "body", "life", "other"}) {
        INFO(code);
        CHECK(tierOf("0 0 " + worse(code)) == 0);
    }
    CHECK(tierOf("0 0 " + worse("unreal")) == 1);
    CHECK(tierOf("0 0 " + worse("vision")) == 1);
    CHECK(tierOf("0 0 " + worse("voices")) == 2);
    CHECK(tierOf("0 0 " + worse("mood") + "," + worse("voices")) == 2);
    CHECK(tierOf("0 0 r") == 0);
    // Several signs together are what the form on how steady things feel asks about.
    for (const auto* code : {"voices", "unreal", "energy"})
        CHECK(offersAfter("0 0 " + worse(code)) == Words{"destabilisation"});
    CHECK(offersAfter("0 0 " + worse("sleep")).empty());
}

TEST_CASE("I feel worse: what gets in the way of the day counts as a grade (clinical rules 5.1)") {
    CHECK(tierOf("0 0 0 0 0") == 0);
    CHECK(tierOf("0 0 0 0 1") == 0);
    CHECK(tierOf("0 0 0 0 2") == 1);
    CHECK(tierOf("0 0 0 0 3") == 2);
    CHECK(tierOf("0 0 0 0 r") == 0);
}

TEST_CASE("I feel worse: the wish to be called reaches the clinic as one (clinical rules 5.1)") {
    CHECK(tierOf("0 0 0 0 0 1") == 1);
    CHECK(tierOf("0 0 0 0 0 0") == 0);
    CHECK(tierOf("0 0 0 0 0 r") == 0);
}

TEST_CASE("looking back: whoever is worse is offered to say so at once") {
    const auto back = sample::bundled("overall-experience");
    REQUIRE(back);
    const auto offers = [&](const char* line) {
        return safety::offersOf(*back, sample::answers(*back, line));
    };
    CHECK(offers("0") == Words{"feel-worse"});
    CHECK(offers("1") == Words{"feel-worse"});
    for (const auto* line : {"2", "3", "4", "5", "r"}) CHECK(offers(line).empty());
}
