// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/connect/ConnectionUrl.h"
#include "server/connections/MySqlTls.h"

#include <QHostAddress>

#include <chrono>
#include <memory>

struct st_mysql;

namespace tabletalk {

/// An open connection to a MySQL or MariaDB server. Its calls never block: the library
/// suspends them, and wait() looks for what they wait for. Belongs to one thread.
class MySqlConnection
{
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// Connects to the address, never asking for the name's address again; the name is what
    /// the certificate has to be for. Ends at the deadline whatever the server does. Problems
    /// name their layer.
    static Result<std::unique_ptr<MySqlConnection>> open(const ConnectionUrl &url, const QHostAddress &address,
                                                         Moment deadline);
    /// The time for connecting that the URL asks for, or ours.
    static std::chrono::seconds connectTime(const ConnectionUrl &url);
    ~MySqlConnection();
    MySqlConnection(const MySqlConnection &) = delete;
    MySqlConnection &operator=(const MySqlConnection &) = delete;

    /// A second one, to the same address as the same user: for stopping what this one runs.
    Result<std::unique_ptr<MySqlConnection>> openAnother(Moment deadline) const;

    st_mysql *handle() const { return m_mysql; }
    quint64 serverThread() const; ///< the server's number of this connection
    bool isMariaDb() const;
    QString encryption() const;

    /// Waits until something happens of what a suspended call waits for (its status), at most
    /// so long; gives what happened, 0 for nothing.
    int wait(int status, std::chrono::milliseconds atMost) const;
    /// Ends the connection under a suspended call, which then fails at once.
    void breakOff() const;

private:
    MySqlConnection(const ConnectionUrl &url, const QHostAddress &address, MySqlTlsMode mode);
    Result<void> connect(Moment deadline);
    Problem problem(const MySqlTlsCheck &check, bool late) const;

    ConnectionUrl m_url;
    QHostAddress m_address;
    MySqlTlsMode m_mode;
    st_mysql *m_mysql;
};

} // namespace tabletalk
