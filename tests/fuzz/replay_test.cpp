#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "fuzz/form_fuzz.hpp"

namespace {
/// The corpus, each file as one input; the three parts of a file are on lines of their own.
std::vector<std::string> corpus() {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(LANDFALL_CORPUS))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> out;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        std::string text{std::istreambuf_iterator<char>(file), {}};
        std::replace(text.begin(), text.end(), '\n', '\0');
        out.push_back(std::move(text));
    }
    return out;
}

void run(const std::string& input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}
}  // namespace

TEST_CASE("the corpus of questionnaires and answers is read without an accident") {
    const auto inputs = corpus();
    REQUIRE(inputs.size() >= 4);
    for (const auto& input : inputs) run(input);
}

TEST_CASE("so is what becomes of it when it is cut, spliced and scribbled on") {
    const auto inputs = corpus();
    std::mt19937 chance(2026);
    const auto below = [&](std::size_t most) {
        return std::uniform_int_distribution<std::size_t>(0, most - 1)(chance);
    };
    constexpr int rounds = 3'000;
    const std::string bytes = "{}[]\",:0129-.eE \\ntru";
    for (int i = 0; i < rounds; ++i) {
        auto text = inputs[below(inputs.size())];
        for (std::size_t times = 1 + below(3); times > 0 && text.size() > 8; --times) {
            const auto at = below(text.size());
            switch (below(4)) {
                case 0:
                    text[at] = bytes[below(bytes.size())];
                    break;
                case 1:
                    text.erase(at, 1 + below(40));
                    break;
                case 2: {
                    // Half of another input in the place of half of this one.
                    const auto& other = inputs[below(inputs.size())];
                    text.replace(at, std::string::npos, other.substr(below(other.size())));
                    break;
                }
                default:
                    // The same element once more, as a repeated linkId or answer.
                    text.insert(at, text.substr(at, 1 + below(60)));
            }
        }
        run(text);
    }
    SUCCEED();
}
