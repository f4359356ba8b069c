#include "server/http/network.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

namespace landfall::clinic::http {

std::string networkOf(std::string_view address) {
    boost::system::error_code error;
    const auto parsed = boost::asio::ip::make_address(std::string(address), error);
    if (error || !parsed.is_v6()) return std::string(address);
    constexpr std::size_t networkBytes = 8;
    auto bytes = parsed.to_v6().to_bytes();
    std::fill(bytes.begin() + networkBytes, bytes.end(), static_cast<unsigned char>(0));
    return boost::asio::ip::address_v6(bytes).to_string();
}

}  // namespace landfall::clinic::http
