#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>

#include "landfall/net/event_loop.hpp"

// For the few files that use sockets; everybody else includes event_loop.hpp.
namespace landfall::net {

struct EventLoop::Impl {
    // One thread runs it; other threads only post.
    boost::asio::io_context io;
    std::map<ports::TimerId, boost::asio::steady_timer> timers;
    ports::TimerId lastTimer = 0;
};

}  // namespace landfall::net
