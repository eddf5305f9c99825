// SPDX-License-Identifier: GPL-3.0-or-later
//
// Included by the Sessions*.cpp files only: Beast is slow to compile.
#pragma once

#include "server/net/IoThread.h"
#include "server/net/Listener.h"
#include "server/net/RpcPeer.h"
#include "server/net/ServerCore.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket.hpp>

#include <list>
#include <optional>

namespace tabletalk {

/// One WebSocket: frames in, frames out, on its I/O thread. What is said is RpcPeer's.
/// Small while idle: it holds no buffer but the one that a read needs.
template <class Stream>
class WebSocketSession final : public Connection,
                               public SocketTransport,
                               public std::enable_shared_from_this<WebSocketSession<Stream>>
{
public:
    WebSocketSession(ServerCore &core, IoThread &thread, Stream stream, Origin origin, Visit visit)
        : m_visit(std::move(visit))
        , m_core(core)
        , m_thread(thread)
        , m_ws(std::move(stream))
        , m_peer(std::make_shared<RpcPeer>(core, thread.executor(), *this, std::move(origin), guestBook()))
    {
        m_thread.add(this);
        m_core.metrics.webSockets.fetch_add(1);
    }

    ~WebSocketSession() override
    {
        m_peer->detach();
        m_core.metrics.webSockets.fetch_sub(1);
        m_thread.remove(this);
    }

    RpcPeer &peer() { return *m_peer; }

    template <class UpgradeRequest>
    Awaitable<bool> accept(UpgradeRequest request)
    {
        namespace websocket = boost::beast::websocket;
        const NetLimits &limits = m_core.options.limits;
        boost::beast::get_lowest_layer(m_ws).expires_never();
        m_ws.set_option(websocket::stream_base::timeout{limits.headerTime, limits.socketIdle, true});
        m_ws.set_option(websocket::stream_base::decorator(
            [](websocket::response_type &response) { response.set(boost::beast::http::field::server, "Tabletalk"); }));
        m_ws.read_message_max(limits.maxMessageBytes);
        m_ws.auto_fragment(false);
        m_ws.text(true);
        auto [failed] = co_await m_ws.async_accept(request, boost::asio::as_tuple(boost::asio::use_awaitable));
        m_accepted = !failed;
        if (m_accepted && m_goAwayLater)
            m_peer->goAway(*m_goAwayLater);
        co_return m_accepted;
    }

    /// Reads until the socket ends.
    Awaitable<void> readAll()
    {
        for (;;) {
            auto [failed, size] = co_await m_ws.async_read(m_buffer, boost::asio::as_tuple(boost::asio::use_awaitable));
            if (failed)
                break;
            if (!m_ws.got_text()) {
                close(closeCode::unknownData, "only text messages are taken");
                continue;
            }
            if (!m_closing) {
                const auto data = m_buffer.cdata();
                m_peer->receive({static_cast<const char *>(data.data()), size});
            }
            m_buffer.consume(m_buffer.size());
            constexpr size_t worthKeeping = 8 * 1024;
            if (m_buffer.capacity() > worthKeeping)
                m_buffer.shrink_to_fit();
        }
        m_peer->detach();
        abort();
    }

    // SocketTransport
    void write(std::shared_ptr<const std::string> message) override
    {
        if (m_closing)
            return m_peer->sink()->sent(message->size());
        m_queue.push_back(std::move(message));
        writeNext();
    }

    void close(int code, std::string_view reason) override
    {
        if (m_closing)
            return;
        m_closing = true;
        m_reason = boost::beast::websocket::close_reason(boost::beast::websocket::close_code(code),
                                                         boost::beast::string_view(reason.data(), reason.size()));
        m_closeDeadline = std::chrono::steady_clock::now() + m_core.options.limits.closeTime;
        writeNext();
    }

    void closeAtOnce(int code, std::string_view reason) override
    {
        // The message that is being written must stay until it is.
        m_queue.erase(m_writing ? std::next(m_queue.begin()) : m_queue.begin(), m_queue.end());
        close(code, reason);
    }

    // Connection
    const Listener *listener() const override { return m_visit.listener().get(); }
    void goAway(const Farewell &farewell) override
    {
        if (m_accepted)
            m_peer->goAway(farewell);
        m_goAwayLater = farewell;
    }

    void abort() override { boost::beast::get_lowest_layer(m_ws).close(); }

    void sweep(Instant now, std::chrono::steady_clock::time_point steadyNow) override
    {
        if (m_closing && steadyNow >= m_closeDeadline)
            abort();
        else if (m_accepted)
            m_peer->sweep(now);
    }

private:
    void writeNext()
    {
        if (m_writing)
            return;
        if (m_queue.empty()) {
            if (m_closing && !m_closeSent) {
                m_closeSent = true;
                m_ws.async_close(m_reason, [self = this->shared_from_this()](const boost::system::error_code &) {});
            }
            return;
        }
        m_writing = true;
        m_ws.async_write(boost::asio::buffer(*m_queue.front()),
                         [self = this->shared_from_this()](const boost::system::error_code &failed, size_t) {
                             self->wrote(failed);
                         });
    }

    void wrote(const boost::system::error_code &failed)
    {
        m_writing = false;
        m_peer->sink()->sent(m_queue.front()->size());
        m_queue.pop_front();
        if (failed) {
            m_queue.clear();
            m_closing = true;
            m_closeSent = true;
            abort();
            return;
        }
        writeNext();
    }

    /// Requests that still run keep the peer, and with it this, beyond the socket.
    std::shared_ptr<GuestBook> guestBook() const
    {
        const auto &place = m_visit.listener();
        return {place, &place->guests()};
    }

    Visit m_visit; ///< before the stream, which uses its certificate
    ServerCore &m_core;
    IoThread &m_thread;
    boost::beast::websocket::stream<Stream, false> m_ws;
    std::shared_ptr<RpcPeer> m_peer;
    boost::beast::flat_buffer m_buffer;
    std::list<std::shared_ptr<const std::string>> m_queue;
    boost::beast::websocket::close_reason m_reason;
    std::chrono::steady_clock::time_point m_closeDeadline;
    bool m_accepted = false;
    std::optional<Farewell> m_goAwayLater;
    bool m_writing = false;
    bool m_closing = false;
    bool m_closeSent = false;
};

} // namespace tabletalk
