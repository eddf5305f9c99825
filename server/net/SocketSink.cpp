// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/SocketSink.h"

#include <boost/asio/post.hpp>

#include <utility>

namespace tabletalk {

SocketSink::SocketSink(boost::asio::any_io_executor executor, SocketTransport &transport, size_t maxBytes)
    : m_maxBytes(maxBytes)
    , m_executor(std::move(executor))
    , m_transport(&transport)
{}

void SocketSink::send(std::shared_ptr<const std::string> notification)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_transport || m_overflowed)
        return;
    if (m_bytes + notification->size() > m_maxBytes) {
        m_overflowed = true;
        m_waiting.clear();
    } else {
        m_bytes += notification->size();
        m_waiting.push_back(std::move(notification));
    }
    // Posted under the lock: while the transport is attached its executor lives.
    if (!std::exchange(m_scheduled, true))
        boost::asio::post(m_executor, [self = shared_from_this()] { self->flush(); });
}

bool SocketSink::isOpen() const
{
    const std::scoped_lock lock(m_mutex);
    return m_transport && !m_overflowed;
}

void SocketSink::flush()
{
    std::vector<std::shared_ptr<const std::string>> messages;
    SocketTransport *transport = nullptr;
    bool overflowed = false;
    {
        const std::scoped_lock lock(m_mutex);
        messages.swap(m_waiting);
        transport = m_transport;
        overflowed = m_overflowed;
        m_scheduled = false;
    }
    // The transport is only ever detached on this thread, so it stays while we use it.
    if (!transport)
        return;
    if (overflowed)
        return transport->closeAtOnce(closeCode::tryAgainLater, "too slow; resume later");
    for (auto &message : messages)
        transport->write(std::move(message));
}

void SocketSink::sent(size_t bytes)
{
    const std::scoped_lock lock(m_mutex);
    m_bytes -= std::min(bytes, m_bytes);
}

bool SocketSink::count(size_t bytes)
{
    const std::scoped_lock lock(m_mutex);
    // One answer may be larger than the whole queue, but not on top of others.
    if (m_overflowed || (m_bytes > 0 && m_bytes + bytes > m_maxBytes)) {
        m_overflowed = true;
        m_waiting.clear();
        return false;
    }
    m_bytes += bytes;
    return true;
}

void SocketSink::detach()
{
    const std::scoped_lock lock(m_mutex);
    m_transport = nullptr;
    m_waiting.clear();
    m_executor = {};
}

} // namespace tabletalk
