// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <boost/json/value.hpp>

#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
}

namespace tabletalk::load {

/// Where to connect to, and from.
struct RpcAddress
{
    std::string host = "127.0.0.1";
    unsigned short port = 8765;
    std::string from; ///< local address; empty: the system's choice
};

/// One signed-in user: JSON-RPC 2.0 over a WebSocket, asynchronous, for one thread.
class RpcSocket
{
public:
    using Opened = std::function<void(bool ok, const std::string &why)>;
    using Answered = std::function<void(Result<boost::json::value>)>;
    using Closed = std::function<void()>;

    explicit RpcSocket(boost::asio::io_context &context);
    ~RpcSocket();
    RpcSocket(const RpcSocket &) = delete;
    RpcSocket &operator=(const RpcSocket &) = delete;

    /// opened is called once. closed is called when an open socket ended by itself.
    void open(const RpcAddress &address, const std::string &token, Opened opened, Closed closed);
    void call(const std::string &method, boost::json::value params, Answered answered);
    bool isOpen() const;
    /// How many calls have not been answered.
    size_t pending() const;
    void close();

private:
    class Connection;
    std::shared_ptr<Connection> m_connection;
};

} // namespace tabletalk::load
