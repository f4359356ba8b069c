#pragma once

#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace landfall::bench {

/// What an operation and its floor took, in one unit, over rounds that took turns: a machine that
/// drifts drifts for both.
struct Pair {
    double ours = 0;
    double floor = 0;
};

/// Runs the two in turns and returns the medians, in microseconds for one call.
[[nodiscard]] Pair inTurns(int rounds, const std::function<void()>& ours,
                           const std::function<void()>& floor);

[[nodiscard]] double median(std::vector<double> values);

/// Microseconds that one call takes.
template <class Work>
double microsecondsOf(Work&& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin)
        .count();
}

/// One line for tests/bench/run: name, ours, floor, unit, goal; split by tabs.
void print(const std::string& name, const Pair& pair, const std::string& unit,
           const std::string& goal);

/// Ends the program with a sentence: a figure of something that failed is worse than none.
[[noreturn]] void giveUp(const std::string& sentence);

}  // namespace landfall::bench
