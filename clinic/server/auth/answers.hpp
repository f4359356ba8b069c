#pragma once

#include <boost/json/value.hpp>

#include "server/auth/accounts.hpp"
#include "server/http/dispatcher.hpp"

namespace landfall::clinic::auth {

/// 200 or another status with this JSON.
[[nodiscard]] http::Response jsonAnswer(int status, const boost::json::value& value);
/// What went wrong in the database, as an answer: `busy` or `internal`.
[[nodiscard]] http::Response faultAnswer(const http::Call& call, const Error& error);
[[nodiscard]] boost::json::object userJson(const User& user);

}  // namespace landfall::clinic::auth
