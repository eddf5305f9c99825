// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/net/GuestBook.h"
#include "server/net/IoThread.h"
#include "server/net/SocketSink.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/json/object.hpp>

#include <memory>
#include <optional>
#include <string_view>

namespace tabletalk {

struct Operation;
struct Problem;
struct ServerCore;

/// JSON-RPC 2.0 on one WebSocket: reads requests, runs them side by side and answers each
/// when it is done; signs in by auth.attach. Lives on the socket's I/O thread; requests that
/// still run keep it alive when the socket is gone.
class RpcPeer : public std::enable_shared_from_this<RpcPeer>
{
public:
    RpcPeer(ServerCore &core, const boost::asio::any_io_executor &executor, SocketTransport &transport, Origin origin,
            std::shared_ptr<GuestBook> guests = {});

    /// The token came with the upgrade and was verified.
    void signIn(QString token, Identity identity);

    /// One text message.
    void receive(std::string_view text);

    /// Closes the socket when its sign-in is due or its token has ended.
    void sweep(Instant now);

    /// Takes no more requests and closes, with 1001 or what is given, when the running ones are answered.
    void goAway(const Farewell &farewell = {});

    /// The socket is gone.
    void detach();

    const std::shared_ptr<SocketSink> &sink() const { return m_sink; }

private:
    struct Request;

    std::optional<Request> read(std::string_view text);
    void start(Request request);
    Awaitable<void> run(Request request);
    Awaitable<boost::json::value> attach(boost::json::value params);
    Awaitable<void> verify();
    void enterGuest(const QString &name, const QString &email);
    void closeGoingAway();
    void finished();

    void answer(const boost::json::value &id, const boost::json::value &result);
    void answerError(const boost::json::value &id, const boost::json::object &error);
    void write(std::string message);

    ServerCore &m_core;
    boost::asio::any_io_executor m_executor;
    SocketTransport *m_transport;
    std::shared_ptr<SocketSink> m_sink;
    const Origin m_origin;
    std::optional<QString> m_token;
    std::optional<Identity> m_identity;
    Instant m_signInDeadline;
    Instant m_nextVerify;
    int m_inFlight = 0;
    bool m_goingAway = false;
    Farewell m_farewell;
    std::shared_ptr<GuestBook> m_guests; ///< who is there by the same listener; may be absent
};

} // namespace tabletalk
