#include "landfall/safety/days.hpp"

#include <charconv>

#include "landfall/base/clock.hpp"

namespace landfall::safety {

std::optional<std::chrono::sys_days> dayOf(std::string_view date) {
    if (!base::isFhirDate(date)) return std::nullopt;
    const auto number = [&](std::size_t from, std::size_t size) {
        int value = 0;
        std::from_chars(date.data() + from, date.data() + from + size, value);
        return value;
    };
    return std::chrono::sys_days{std::chrono::year{number(0, 4)} /
                                 std::chrono::month{static_cast<unsigned>(number(5, 2))} /
                                 std::chrono::day{static_cast<unsigned>(number(8, 2))}};
}

}  // namespace landfall::safety
