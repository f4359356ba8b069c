#pragma once

#include <string>
#include <string_view>

namespace landfall::clinic::http {

/// What limits per address count by: an IPv4 address itself, and the /64 of an IPv6 address,
/// because one household or one attacker has all of that. A text that is no address stays as it is.
[[nodiscard]] std::string networkOf(std::string_view address);

}  // namespace landfall::clinic::http
