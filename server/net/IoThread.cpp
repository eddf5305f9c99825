// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/IoThread.h"

#include "server/base/ThreadName.h"
#include "server/net/Listener.h"
#include "server/net/ServerCore.h"

#include <boost/asio/post.hpp>

#include <QLoggingCategory>

#include <vector>

namespace tabletalk {

Q_LOGGING_CATEGORY(lcIo, "tabletalk.io")

IoThread::IoThread(ServerCore &core)
    : m_core(core)
    , m_guard(m_context.get_executor())
    , m_sweepTimer(m_context.get_executor())
{
    scheduleSweep();
    m_thread = std::thread([this] {
        nameThisThread("net");
        for (;;) {
            try {
                m_context.run();
                return;
            } catch (const std::exception &failure) {
                // No handler of ours throws; were one to, the others must go on.
                qCCritical(lcIo) << "a handler failed:" << failure.what();
            } catch (...) {
                qCCritical(lcIo) << "a handler failed";
            }
        }
    });
}

IoThread::~IoThread()
{
    finish();
}

void IoThread::finish()
{
    m_guard.reset();
    m_context.stop();
    if (m_thread.joinable())
        m_thread.join();
}

/// Whatever one of them does, also end itself or others.
template <class Do>
void IoThread::forEach(Do work)
{
    const std::vector<Connection *> connections(m_connections.begin(), m_connections.end());
    for (Connection *connection : connections) {
        if (m_connections.contains(connection))
            work(*connection);
    }
}

void IoThread::scheduleSweep()
{
    m_sweepTimer.expires_after(m_core.options.limits.sweepInterval);
    m_sweepTimer.async_wait([this](const boost::system::error_code &failed) {
        if (failed)
            return;
        const Instant now = m_core.services.clock.now();
        const auto steadyNow = std::chrono::steady_clock::now();
        forEach([&](Connection &connection) {
            if (connection.listener()->isOver(steadyNow))
                connection.abort();
            else
                connection.sweep(now, steadyNow);
        });
        scheduleSweep();
    });
}

void IoThread::add(Connection *connection)
{
    m_connections.insert(connection);
    m_core.metrics.connections.fetch_add(1);
    if (m_goingAway)
        connection->goAway({});
}

void IoThread::remove(Connection *connection)
{
    m_connections.erase(connection);
    m_core.metrics.connections.fetch_sub(1);
}

void IoThread::goAway()
{
    boost::asio::post(m_context, [this] {
        m_goingAway = true;
        forEach([](Connection &connection) { connection.goAway({}); });
    });
}

void IoThread::goAway(const std::shared_ptr<const Listener> &listener, const Farewell &farewell)
{
    boost::asio::post(m_context, [this, listener, farewell] {
        forEach([&](Connection &connection) {
            if (connection.listener() == listener.get())
                connection.goAway(farewell);
        });
    });
}

void IoThread::abortAll()
{
    boost::asio::post(m_context, [this] { forEach([](Connection &connection) { connection.abort(); }); });
}

} // namespace tabletalk
