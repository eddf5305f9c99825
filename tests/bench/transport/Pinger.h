// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <vector>

namespace tabletalk::bench {

/// What to send again and again on each connection, and how often that is to be done.
struct PingPlan
{
    quint16 port = 0;
    QByteArray opening; ///< sent once; its answer ends with an empty line
    QByteArray request; ///< answered by always the same number of bytes
    int connections = 100;
    std::chrono::milliseconds warmUp{300};
    std::chrono::milliseconds time{2000};
};

/// Requests a second, each sent when the one before is answered. Bytes are counted and not
/// read, so that the client costs little. One thread.
double pingRate(const PingPlan &plan);

/// Opens so many connections, sends the opening on each and waits for the answers.
class IdleSockets
{
public:
    IdleSockets(quint16 port, const QByteArray &opening, int count);
    ~IdleSockets();
    int opened() const { return m_opened; }
    double seconds() const { return m_seconds; }

private:
    std::vector<int> m_sockets;
    int m_opened = 0;
    double m_seconds = 0;
};

} // namespace tabletalk::bench
