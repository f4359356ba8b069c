#include "server/auth/answers.hpp"

#include <boost/json/serialize.hpp>

#include "landfall/base/log.hpp"

namespace landfall::clinic::auth {

http::Response jsonAnswer(int status, const boost::json::value& value) {
    return http::Response::json(status, boost::json::serialize(value));
}

http::Response faultAnswer(const http::Call& call, const Error& error) {
    base::log("handler-failed",
              {{"route", static_cast<std::int64_t>(call.route.id)}, {"code", error.code.value()}});
    return call.refuse(error.is(db::Fault::Busy) ? http::Refusal::Busy : http::Refusal::Internal);
}

boost::json::object userJson(const User& user) {
    return {{"id", user.id},
            {"name", user.name},
            {"email", user.email},
            {"role", http::toText(user.role)}};
}

}  // namespace landfall::clinic::auth
