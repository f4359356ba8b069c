#include "bench/measure.hpp"

#include <algorithm>
#include <cstdlib>

namespace landfall::bench {

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

Pair inTurns(int rounds, const std::function<void()>& ours, const std::function<void()>& floor) {
    std::vector<double> first;
    std::vector<double> second;
    ours();
    floor();
    for (int round = 0; round < rounds; ++round) {
        first.push_back(microsecondsOf(ours));
        second.push_back(microsecondsOf(floor));
    }
    return {median(std::move(first)), median(std::move(second))};
}

void print(const std::string& name, const Pair& pair, const std::string& unit,
           const std::string& goal) {
    std::printf("%s\t%.2f\t%.2f\t%s\t%s\n", name.c_str(), pair.ours, pair.floor, unit.c_str(),
                goal.c_str());
    std::fflush(stdout);
}

void giveUp(const std::string& sentence) {
    std::fprintf(stderr, "%s\n", sentence.c_str());
    std::exit(1);
}

}  // namespace landfall::bench
