// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/events/EventSink.h"

#include <boost/asio/any_io_executor.hpp>

#include <mutex>
#include <string_view>
#include <vector>

namespace tabletalk {

/// Close codes of RFC 6455 and our own.
namespace closeCode {
inline constexpr int goingAway = 1001;
inline constexpr int unknownData = 1003;
inline constexpr int tryAgainLater = 1013;
inline constexpr int notSignedIn = 4401;
inline constexpr int notShared = 4410; ///< the server is not there for this network any more
} // namespace closeCode

/// What JSON-RPC needs of a WebSocket. Used on the socket's I/O thread only.
class SocketTransport
{
public:
    virtual ~SocketTransport() = default;
    /// Queues one text message.
    virtual void write(std::shared_ptr<const std::string> message) = 0;
    /// Sends what is queued, then closes. The first call counts.
    virtual void close(int code, std::string_view reason) = 0;
    /// Closes without sending what is queued: the peer does not read.
    virtual void closeAtOnce(int code, std::string_view reason) = 0;
};

/// The face of one WebSocket towards all threads. It outlives the socket: event streams
/// may hold it for as long as they like. What waits in it and in the socket's queue is
/// bounded; whoever reads too slowly is closed with 1013 and resumes later.
class SocketSink final : public EventSink, public std::enable_shared_from_this<SocketSink>
{
public:
    SocketSink(boost::asio::any_io_executor executor, SocketTransport &transport, size_t maxBytes);

    void send(std::shared_ptr<const std::string> notification) override;
    bool isOpen() const override;

    /// I/O thread: hands everything that waits to the transport.
    void flush();
    /// I/O thread: the transport has sent, or dropped, so many bytes.
    void sent(size_t bytes);
    /// I/O thread: counts a message that goes to the transport directly; false when it is too much.
    bool count(size_t bytes);
    /// I/O thread: the socket is gone.
    void detach();

private:
    const size_t m_maxBytes;
    mutable std::mutex m_mutex;
    boost::asio::any_io_executor m_executor; ///< valid while m_transport is
    SocketTransport *m_transport;
    std::vector<std::shared_ptr<const std::string>> m_waiting;
    size_t m_bytes = 0; ///< here and in the transport's queue
    bool m_scheduled = false;
    bool m_overflowed = false;
};

} // namespace tabletalk
