// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/connections/MySqlConnection.h"
#include "server/connections/MySqlRow.h"

#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

namespace tabletalk {

/// Runs statements on a MySQL connection without ever waiting longer than the time limit:
/// rows arrive one by one and are not read ahead, and a stop request or the limit ends the
/// statement on the server (KILL QUERY on a second connection, repeated until it is heeded).
/// After the connection broke it is not usable any more.
class MySqlSession
{
public:
    explicit MySqlSession(std::unique_ptr<MySqlConnection> connection);

    /// Return false to end the statement early.
    using TakeRow = std::function<bool(const MySqlRow &)>;
    /// Called once with the columns, before any row.
    using TakeColumns = std::function<void(const std::vector<MySqlColumn> &)>;

    struct Request
    {
        QString sql;
        std::chrono::milliseconds timeLimit{30'000};
        std::stop_token stop;
        TakeColumns columns; ///< may be empty
        TakeRow row;
    };

    /// The session's settings: read-only, UTC, and the reading of SQL that our guard has.
    Result<void> prepare();
    /// One statement in a read-only transaction of its own that is rolled back.
    Result<void> read(const Request &request);
    /// The same for one that gives no rows; ok means that the engine did not refuse it.
    Result<void> attempt(const QString &sql);
    bool isUsable() const { return m_usable; }
    const MySqlConnection &connection() const { return *m_connection; }

private:
    using Moment = std::chrono::steady_clock::time_point;
    struct Watch;

    Result<void> begin(std::chrono::milliseconds timeLimit);
    void rollBack();
    Result<void> stream(Watch &watch);
    Result<void> execute(const QByteArray &sql, std::chrono::milliseconds timeLimit = std::chrono::seconds(30));
    bool query(const QByteArray &sql, Watch &watch);
    bool fetch(struct st_mysql_res *result, char **&row, Watch &watch);
    template <class Continue>
    void drive(int status, Watch &watch, Continue goOn);
    bool heed(Watch &watch);
    void kill();
    std::unexpected<Problem> lost();
    std::unexpected<Problem> problem(const Watch &watch);

    std::unique_ptr<MySqlConnection> m_connection;
    std::chrono::milliseconds m_serverLimit{-1};
    bool m_usable = true;
    bool m_isForKilling = false; ///< a statement that hangs is not worth another connection
};

} // namespace tabletalk
