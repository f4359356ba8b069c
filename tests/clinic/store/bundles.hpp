#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/base/clock.hpp"

namespace landfall::clinic::test {

/// One entry as its JSON text, and a bundle around entries.
struct Put {
    std::string type;
    std::string id;
    std::string resource;
    std::optional<int> ifMatch{};
};
[[nodiscard]] std::string put(const Put& entry);
[[nodiscard]] std::string del(const std::string& type, const std::string& id, int ifMatch,
                              const std::string& operation);
[[nodiscard]] std::string bundle(const std::string& id, const std::vector<std::string>& entries);

/// PHQ-9 answered with these numbers in item order; -1 is left open, 9 is declined.
struct Answered {
    std::string id;
    std::string patient;
    std::vector<int> numbers;
    std::string status = "completed";
    std::string operation{};
    std::int64_t authoredMs = 1'790'000'000'000;
};
[[nodiscard]] std::string phq9(const Answered& answered);
/// A total as a phone sends it.
[[nodiscard]] std::string phq9Score(const std::string& id, const std::string& patient,
                                    const std::string& response, int value);
[[nodiscard]] std::string journal(const std::string& id, const std::string& patient,
                                  const std::string& text, const std::string& operation = {});
[[nodiscard]] std::string flag(const std::string& id, const std::string& patient,
                               const std::string& response, int tier, bool active = true);

}  // namespace landfall::clinic::test
