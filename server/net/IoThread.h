// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <thread>
#include <unordered_set>

namespace tabletalk {

class HttpFaces;
class Listener;
class Visit;
struct ServerCore;

/// What a WebSocket is told at its end.
struct Farewell
{
    int code = 1001;
    const char *reason = "the server is stopping";
};

/// A connection as its I/O thread sees it. All of it happens on that thread.
class Connection
{
public:
    virtual ~Connection() = default;
    /// By which it came in.
    virtual const Listener *listener() const = 0;
    /// The server stops, or the listener was closed: finish what runs, then close.
    virtual void goAway(const Farewell &farewell) = 0;
    /// Close now, whatever it costs.
    virtual void abort() = 0;
    /// Called every NetLimits::sweepInterval.
    virtual void sweep(Instant now, std::chrono::steady_clock::time_point steadyNow) = 0;
};

/// One thread with an Asio context of its own. A connection stays on the thread that
/// it was given to, so nothing of it needs a lock.
class IoThread
{
public:
    using Executor = boost::asio::io_context::executor_type;
    using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

    explicit IoThread(ServerCore &core);
    ~IoThread();
    IoThread(const IoThread &) = delete;
    IoThread &operator=(const IoThread &) = delete;

    Executor executor() { return m_context.get_executor(); }

    /// On this thread only.
    void add(Connection *connection);
    void remove(Connection *connection);

    /// From any thread.
    void goAway();
    /// Only those who came in by that listener.
    void goAway(const std::shared_ptr<const Listener> &listener, const Farewell &farewell);
    void abortAll();
    /// Ends the thread and destroys what still waits in it.
    void finish();

private:
    template <class Do>
    void forEach(Do work);
    void scheduleSweep();

    ServerCore &m_core;
    // Declared before the context: connections that end with it take their leave here.
    std::unordered_set<Connection *> m_connections;
    bool m_goingAway = false;
    boost::asio::io_context m_context{1};
    boost::asio::executor_work_guard<Executor> m_guard;
    boost::asio::basic_waitable_timer<std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>,
                                      Executor>
        m_sweepTimer;
    std::thread m_thread;
};

/// Begin to serve a socket; call on its thread. Sessions*.cpp define them, the only files
/// besides the sessions' templates that know Beast.
void servePlain(ServerCore &core, const HttpFaces &faces, IoThread &thread, IoThread::Socket socket, Visit visit);
void serveTls(ServerCore &core, const HttpFaces &faces, IoThread &thread, IoThread::Socket socket, Visit visit);

} // namespace tabletalk
