// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/net/GuestBook.h"
#include "server/net/HostGuard.h"
#include "server/net/IoThread.h"
#include "server/net/ListenOptions.h"

#include <boost/asio/basic_socket_acceptor.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

namespace boost::asio::ssl {
class context;
}

namespace tabletalk {

/// One place that the server listens at: its socket, its certificate, the names it goes by, and who came in.
/// Connections share it, so that it is there as long as they are. Made and closed by HttpServer; the socket belongs to
/// one I/O thread.
class Listener
{
public:
    using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, IoThread::Executor>;

    /// CannotConnect when the address cannot be had, InvalidRequest when it or the certificate cannot be used.
    static Result<std::shared_ptr<Listener>> open(ListenOptions options, HostNames names,
                                                  const IoThread::Executor &executor);
    ~Listener();
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;

    const HostGuard &guard() const { return m_guard; }
    /// Null without TLS.
    boost::asio::ssl::context *tls() const { return m_tls.get(); }
    quint16 port() const { return m_port; }
    /// "https://192.168.1.20:8765", with the port that was really taken.
    QString url() const;
    bool forGuests() const { return m_options.forGuests; }
    GuestBook &guests() { return m_guests; }

    /// On the socket's thread only, while it is not closed.
    Acceptor &acceptor() { return *m_acceptor; }
    /// Takes nobody any more; whoever is inside has so long to go. On the socket's thread only.
    void close(std::chrono::milliseconds patience);
    bool isClosed() const { return m_closed; }
    /// Closed, and nobody should be inside any more.
    bool isOver(std::chrono::steady_clock::time_point now) const { return m_closed && now >= m_end; }
    /// Nobody waits at the socket any more: it goes, before its thread does.
    void dropSocket() { m_acceptor.reset(); }

private:
    friend class Visit;
    bool enter();
    void leave();
    Listener(ListenOptions options, HostNames names, const IoThread::Executor &executor);
    Result<void> listen();

    const ListenOptions m_options;
    const HostGuard m_guard;
    std::unique_ptr<boost::asio::ssl::context> m_tls;
    std::optional<Acceptor> m_acceptor;
    quint16 m_port = 0;
    GuestBook m_guests;
    std::atomic<int> m_inside{0};
    std::chrono::steady_clock::time_point m_end; ///< written before m_closed
    std::atomic<bool> m_closed{false};
};

/// One connection's stay at a listener, which counts it.
class Visit
{
public:
    /// Nothing when there are as many connections as the listener takes.
    static std::optional<Visit> begin(std::shared_ptr<Listener> listener);
    ~Visit();
    Visit(Visit &&other) noexcept = default;
    Visit &operator=(Visit &&) = delete;
    Visit(const Visit &) = delete;
    Visit &operator=(const Visit &) = delete;

    const std::shared_ptr<Listener> &listener() const { return m_listener; }

private:
    explicit Visit(std::shared_ptr<Listener> listener);
    std::shared_ptr<Listener> m_listener; ///< null when the stay goes on elsewhere
};

} // namespace tabletalk
