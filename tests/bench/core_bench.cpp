// landfall-bench-core [ROUNDS]: reading a bundle and scoring beside their floors.
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <cstdlib>

#include "bench/measure.hpp"
#include "landfall/fhir/json.hpp"
#include "landfall/fhir/resource.hpp"
#include "landfall/instrument/library.hpp"
#include "landfall/instrument/response.hpp"
#include "landfall/instrument/scoring.hpp"

namespace {
using namespace landfall;

constexpr int entries = 200;
constexpr std::size_t textBytes = 900;
constexpr int scoringsPerCall = 1'000;

std::string bundle() {
    std::string out = R"({"resourceType":"Bundle","type":"transaction","entry":[)";
    for (int i = 0; i < entries; ++i) {
        const auto id = "0195a000-0000-7000-8000-" + std::to_string(100'000'000'000 + i);
        out += std::string(i == 0 ? "" : ",") + R"({"fullUrl":"urn:uuid:)" + id +
               R"(","resource":{"resourceType":"DocumentReference","id":")" + id +
               R"(","meta":{"source":"urn:uuid:)" + id +
               R"("},"status":"current","type":{"coding":[{"system":"http://loinc.org",)"
               R"("code":"51855-5"}]},"subject":{"reference":"Patient/p"},)"
               R"("date":"2026-03-01T09:00:00.000+01:00","content":[{"attachment":{)"
               R"("contentType":"text/plain; charset=utf-8","data":")" +
               std::string(textBytes, 'Q') +
               R"("}}]},"request":{"method":"PUT",)"
               R"("url":"DocumentReference/)" +
               id + R"("}})";
    }
    return out + "]}";
}

void reading(int rounds) {
    const auto text = bundle();
    std::size_t found = 0;
    const auto pair = bench::inTurns(
        rounds,
        [&] {
            // Strict reading, and from every entry what a server extracts.
            const auto json = fhir::Json::borrow(text, {});
            if (json.has_error()) bench::giveUp("the bundle is refused");
            for (const auto entry : json->get("entry").elements()) {
                const auto resource = entry.get("resource");
                found += resource.raw().size() + resource.get("id").textOr().size() +
                         entry.get("request").get("url").textOr().size();
            }
        },
        [&] {
            boost::json::monotonic_resource memory;
            found += boost::json::parse(text, &memory).as_object().size();
        });
    if (found == 0) bench::giveUp("nothing was read");
    bench::print("strict read of a 200-entry bundle / Boost.JSON monotonic", pair, "us", "1.5");
}

void scoring(int rounds) {
    const auto library = instrument::Library::bundled();
    if (library.has_error()) bench::giveUp("no questionnaires");
    const auto form = library->find("phq-9");
    const std::vector<std::string> tokens = {"1", "2", "1", "0", "3", "1", "0", "2", "0"};
    const auto answers = instrument::answersFromOrdinals(*form, tokens);
    if (answers.has_error()) bench::giveUp("no answers");
    const int numbers[] = {1, 2, 1, 0, 3, 1, 0, 2, 0};
    volatile std::int64_t total = 0;
    const auto pair = bench::inTurns(
        rounds,
        [&] {
            for (int i = 0; i < scoringsPerCall; ++i)
                total = total + *instrument::scoresOf(*form, *answers).front().value;
        },
        [&] {
            for (int i = 0; i < scoringsPerCall; ++i)
                for (const int number : numbers) total = total + number;
        });
    // A thousand calls in milliseconds are one call in microseconds.
    bench::print("PHQ-9 total from answers / nine additions", {pair.ours / 1e3, pair.floor / 1e3},
                 "us", "at most 1 us");
}
}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 200;
    reading(rounds);
    scoring(rounds);
}
