// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/MySqlSession.h"

#include <QCoreApplication>

#include <errmsg.h>
#include <mysql.h>
#include <mysqld_error.h>

namespace tabletalk {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto pollTime = 20ms; ///< how soon a stop request is seen
constexpr auto grace = 2'000ms; ///< the server's own limit should end a statement first
constexpr auto endingTime = 5'000ms;
constexpr auto killEvery = 500ms;
constexpr auto killTime = 2'000ms;
constexpr int rollBacks = 3; ///< a late KILL QUERY may still hit the rollback

enum ServerError : unsigned int {
    AccessDenied = 1227,
    OptionPrevents = 1290,
    Interrupted = 1317,
    ReadOnlyTransaction = 1792,
    ServerReadOnly = 1836,
    ConnectionKilled = 1927,
    StatementTimeout = 1969, // MariaDB
    QueryTimeout = 3024,     // MySQL
    DisconnectedIdle = 4031,
};

enum class Ending { None, Stopped, TooLong, Enough };

std::unexpected<Problem> stopped()
{
    return failure(ProblemCode::Cancelled, QCoreApplication::translate("Connections", "The statement was stopped."));
}

std::unexpected<Problem> tooLong()
{
    return failure(ProblemCode::DatabaseTimeout,
                   QCoreApplication::translate("Connections", "The statement ran longer than it may."),
                   QCoreApplication::translate("Connections", "Ask for less: a filter, fewer rows or fewer tables."));
}

bool meansLost(unsigned int error)
{
    return error == ER_SERVER_SHUTDOWN || error == ConnectionKilled || error == DisconnectedIdle
           || (error >= CR_MIN_ERROR && error <= CR_MAX_ERROR);
}

} // namespace

/// What is known of the statement that runs: whether it is to end, why, and until when.
struct MySqlSession::Watch
{
    explicit Watch(const Request &of)
        : request(of)
        , deadline(std::chrono::steady_clock::now() + of.timeLimit + grace)
    {}
    void end(Ending reason)
    {
        if (ending != Ending::None)
            return;
        ending = reason;
        nextKill = std::chrono::steady_clock::now();
        endBy = nextKill + endingTime;
    }

    const Request &request;
    Moment deadline;
    Ending ending = Ending::None;
    Moment nextKill;
    Moment endBy;
};

MySqlSession::MySqlSession(std::unique_ptr<MySqlConnection> connection)
    : m_connection(std::move(connection))
{}

/// Looks at the time and the stop request; false when the server has had its time to end
/// the statement and did not.
bool MySqlSession::heed(Watch &watch)
{
    const Moment now = std::chrono::steady_clock::now();
    if (watch.request.stop.stop_requested())
        watch.end(Ending::Stopped);
    else if (now >= watch.deadline)
        watch.end(Ending::TooLong);
    if (watch.ending == Ending::None)
        return true;
    if (now >= watch.endBy || m_isForKilling)
        return false;
    if (now >= watch.nextKill) {
        kill();
        watch.nextKill = std::chrono::steady_clock::now() + killEvery;
    }
    return true;
}

/// Carries a suspended call to its end, whatever that takes.
template <class Continue>
void MySqlSession::drive(int status, Watch &watch, Continue goOn)
{
    while (status != 0) {
        if (!heed(watch)) {
            m_usable = false;
            m_connection->breakOff();
        }
        if (const int happened = m_connection->wait(status, pollTime); happened != 0)
            status = goOn(happened);
    }
}

bool MySqlSession::query(const QByteArray &sql, Watch &watch)
{
    MYSQL *mysql = m_connection->handle();
    int failed = 0;
    const int status = mysql_real_query_start(&failed, mysql, sql.constData(), static_cast<unsigned long>(sql.size()));
    drive(status, watch, [&](int happened) { return mysql_real_query_cont(&failed, mysql, happened); });
    return failed == 0;
}

/// False at the end of the rows, also when it is one before its time.
bool MySqlSession::fetch(MYSQL_RES *result, char **&row, Watch &watch)
{
    row = nullptr;
    const int status = mysql_fetch_row_start(&row, result);
    drive(status, watch, [&](int happened) { return mysql_fetch_row_cont(&row, result, happened); });
    return row != nullptr;
}

void MySqlSession::kill()
{
    auto another = m_connection->openAnother(std::chrono::steady_clock::now() + killTime);
    if (!another)
        return;
    MySqlSession session(*std::move(another));
    session.m_isForKilling = true;
    const auto killed = session.execute("KILL QUERY " + QByteArray::number(m_connection->serverThread()), 0ms);
    if (!killed)
        return; // it is tried again while the statement goes on
}

std::unexpected<Problem> MySqlSession::lost()
{
    m_usable = false;
    return failure(
        ProblemCode::CannotConnect,
        QCoreApplication::translate("Connections", "The connection to the database was lost."),
        QCoreApplication::translate("Connections", "Try again in a moment; the database server may be restarting."));
}

std::unexpected<Problem> MySqlSession::problem(const Watch &watch)
{
    const unsigned int error = mysql_errno(m_connection->handle());
    const QString message = QString::fromUtf8(mysql_error(m_connection->handle()));
    if (watch.ending == Ending::Stopped)
        return stopped();
    if (watch.ending == Ending::TooLong || error == StatementTimeout || error == QueryTimeout)
        return tooLong();
    if (meansLost(error))
        return lost();
    switch (error) {
    case ReadOnlyTransaction:
    case ServerReadOnly:
    case OptionPrevents:
    case AccessDenied:
        return failure(ProblemCode::StatementRefused,
                       QCoreApplication::translate("Connections", "The database refused to write: %1.").arg(message));
    case ER_TABLEACCESS_DENIED_ERROR:
    case ER_COLUMNACCESS_DENIED_ERROR:
    case ER_DBACCESS_DENIED_ERROR:
    case ER_VIEW_INVALID:
        return failure(ProblemCode::DatabaseFailed, message,
                       QCoreApplication::translate("Connections", "The database account may not read this. Its owner "
                                                                  "can GRANT SELECT."));
    default:
        return failure(ProblemCode::DatabaseFailed, message);
    }
}

Result<void> MySqlSession::execute(const QByteArray &sql, std::chrono::milliseconds timeLimit)
{
    Request request;
    request.timeLimit = timeLimit;
    Watch watch(request);
    if (!query(sql, watch))
        return problem(watch);
    if (mysql_field_count(m_connection->handle()) == 0)
        return {};
    MYSQL_RES *result = mysql_use_result(m_connection->handle());
    char **row = nullptr;
    while (result && fetch(result, row, watch)) {
    }
    const bool failed = mysql_errno(m_connection->handle()) != 0;
    mysql_free_result(result);
    if (failed)
        return problem(watch);
    return {};
}

Result<void> MySqlSession::prepare()
{
    // With these our tokenizer reads a statement as the server does: a backslash escapes,
    // "…" is a text. Two bars join texts, as in the other engines. In UTC a TIMESTAMP says
    // clearly what it is. An average has eight digits behind the point and not four.
    constexpr const char *common =
        "SET SESSION sql_mode = 'PIPES_AS_CONCAT,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', autocommit = 1, "
        "sql_auto_is_null = 0, lock_wait_timeout = 5, innodb_lock_wait_timeout = 5, net_write_timeout = 300, "
        "div_precision_increment = 8";
    if (auto set = execute(common); !set)
        return set;
    if (!m_connection->isMariaDb()) {
        // Row estimates of today; servers before 8.0 do not know it and always give them.
        if (const auto set = execute("SET SESSION information_schema_stats_expiry = 0"); !set && !m_usable)
            return set;
    }
    return execute("SET SESSION TRANSACTION READ ONLY");
}

Result<void> MySqlSession::begin(std::chrono::milliseconds timeLimit)
{
    if (timeLimit != m_serverLimit) {
        const bool mariaDb = m_connection->isMariaDb();
        const QByteArray limit =
            mariaDb
                ? "max_statement_time = " + QByteArray::number(static_cast<double>(timeLimit.count()) / 1000.0, 'f', 3)
                : "max_execution_time = " + QByteArray::number(qint64(timeLimit.count()));
        // Servers before MySQL 5.7 know no such limit; ours holds all the same.
        if (auto set = execute("SET SESSION " + limit); !set && !m_usable)
            return set;
        m_serverLimit = timeLimit;
    }
    return execute("START TRANSACTION READ ONLY");
}

void MySqlSession::rollBack()
{
    for (int i = 0; m_usable && i < rollBacks; ++i) {
        if (execute("ROLLBACK"))
            return;
    }
    m_usable = false;
}

Result<void> MySqlSession::read(const Request &request)
{
    if (request.stop.stop_requested())
        return failure(ProblemCode::Cancelled);
    if (auto begun = begin(request.timeLimit); !begun)
        return begun;
    Watch watch(request);
    Result<void> outcome = stream(watch);
    rollBack();
    return outcome;
}

Result<void> MySqlSession::attempt(const QString &sql)
{
    if (auto begun = begin(Request().timeLimit); !begun)
        return begun;
    Result<void> outcome = execute(sql.toUtf8());
    rollBack();
    return outcome;
}

Result<void> MySqlSession::stream(Watch &watch)
{
    MYSQL *mysql = m_connection->handle();
    if (!query(watch.request.sql.toUtf8(), watch))
        return problem(watch);
    if (mysql_field_count(mysql) == 0)
        return failure(ProblemCode::StatementRefused,
                       QCoreApplication::translate("Connections", "The statement gives no rows."));
    MYSQL_RES *result = mysql_use_result(mysql);
    if (!result)
        return problem(watch);
    const std::vector<MySqlColumn> columns = mySqlColumns(result);
    if (watch.request.columns)
        watch.request.columns(columns);
    char **row = nullptr;
    while (fetch(result, row, watch)) {
        // What the server still sends after it was told to stop is thrown away.
        if (watch.ending == Ending::None && !watch.request.row(MySqlRow(columns, row, mysql_fetch_lengths(result))))
            watch.end(Ending::Enough);
        if (!heed(watch)) {
            m_usable = false;
            m_connection->breakOff();
        }
    }
    const bool failed = mysql_errno(mysql) != 0;
    mysql_free_result(result);
    if (watch.ending == Ending::Enough)
        return {};
    if (failed || watch.ending != Ending::None)
        return problem(watch);
    return {};
}

} // namespace tabletalk
