// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <mutex>
#include <set>
#include <thread>

namespace tabletalk::test {

/// Looks from outside at the sockets of a process, some two hundred times a second, and notes where they lead to:
/// TCP and UDP, so that a look-up of a name is seen too. What the process only accepted, at the port where it
/// listens, is left out. Linux; a connection that lives for less than a look may be missed, so let who is
/// connected to take its time.
class SocketWatch
{
public:
    SocketWatch(qint64 pid, int listensAt);
    SocketWatch(const SocketWatch &) = delete;
    SocketWatch &operator=(const SocketWatch &) = delete;

    /// "tcp 127.0.0.1:8080"
    std::set<QString> reached() const;
    /// How often was looked.
    int looks() const;

private:
    void look();

    const qint64 m_pid;
    const int m_port;
    mutable std::mutex m_mutex;
    std::set<QString> m_reached;
    int m_looks = 0;
    std::jthread m_thread; ///< last: it uses the others
};

} // namespace tabletalk::test
