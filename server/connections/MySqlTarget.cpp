// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/MySqlTarget.h"

#include "core/sql/Quoting.h"
#include "core/sql/StatementGuard.h"
#include "server/connections/ConnectLayer.h"
#include "server/connections/MySqlCatalogue.h"
#include "server/connections/MySqlGrants.h"
#include "server/connections/MySqlProfile.h"
#include "server/connections/MySqlSession.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t addressesTried = 3;
constexpr size_t grantsShown = 10;

} // namespace

struct MySqlTarget::State
{
    MySqlSession session;
};

MySqlTarget::MySqlTarget(std::unique_ptr<State> state)
    : m_state(std::move(state))
{}

MySqlTarget::~MySqlTarget() = default;

Result<std::unique_ptr<TargetDatabase>> MySqlTarget::open(const ConnectionUrl &url,
                                                          const std::vector<QHostAddress> &addresses)
{
    Result<std::unique_ptr<MySqlConnection>> connection =
        layerFailure(ConnectLayer::Name, ProblemCode::CannotConnect, {}, {});
    for (size_t i = 0; i < std::min(addresses.size(), addressesTried) && !connection; ++i)
        connection = MySqlConnection::open(url, addresses[i],
                                           std::chrono::steady_clock::now() + MySqlConnection::connectTime(url));
    if (!connection)
        return std::unexpected(connection.error());
    std::unique_ptr<State> state(new State{MySqlSession(*std::move(connection))});
    if (auto prepared = state->session.prepare(); !prepared)
        return std::unexpected(prepared.error());
    return std::unique_ptr<TargetDatabase>(new MySqlTarget(std::move(state)));
}

bool MySqlTarget::isUsable() const
{
    return m_state->session.isUsable();
}

Result<std::vector<QStringList>> MySqlTarget::texts(const QString &sql)
{
    std::vector<QStringList> rows;
    MySqlSession::Request request;
    request.sql = sql;
    request.row = [&](const MySqlRow &row) {
        QStringList texts;
        for (size_t i = 0; i < row.columnCount(); ++i)
            texts += row.string(i);
        rows.push_back(std::move(texts));
        return true;
    };
    if (auto done = m_state->session.read(request); !done)
        return std::unexpected(done.error());
    return rows;
}

Result<QString> MySqlTarget::serverVersion()
{
    const auto rows = texts(u"SELECT VERSION()"_s);
    if (!rows)
        return std::unexpected(rows.error());
    const QString version = rows->empty() ? QString() : rows->front().front();
    // "10.11.6-MariaDB-0+deb12u1"
    const QString product = m_state->session.connection().isMariaDb() ? u"MariaDB "_s : u"MySQL "_s;
    return QString(product + version.section(u'-', 0, 0));
}

Result<QString> MySqlTarget::encryption()
{
    return m_state->session.connection().encryption();
}

Result<GrantReport> MySqlTarget::grants()
{
    // Roles of MySQL have to be named to be seen through; MariaDB shows those in use.
    QString ask = u"SHOW GRANTS"_s;
    if (!m_state->session.connection().isMariaDb()) {
        const auto roles = texts(u"SELECT CURRENT_ROLE()"_s);
        if (roles && !roles->empty() && roles->front().front().startsWith(u'`'))
            ask += u" FOR CURRENT_USER() USING "_s + roles->front().front();
    }
    const auto lines = texts(ask);
    if (!lines)
        return std::unexpected(lines.error());
    GrantReport report;
    for (const QStringList &line : *lines) {
        for (const QString &privilege : mySqlPrivilegesBeyondReading(line.front())) {
            report.canWrite = true;
            if (report.evidence.size() < grantsShown)
                report.evidence.push_back(privilege);
        }
    }
    return report;
}

Result<QString> MySqlTarget::readOnlyState()
{
    // MySQL renamed the variable, and MariaDB followed later.
    auto state = texts(u"SELECT @@transaction_read_only"_s);
    if (!state && m_state->session.isUsable())
        state = texts(u"SELECT @@tx_read_only"_s);
    if (!state)
        return std::unexpected(state.error());
    if (state->empty() || state->front().value(0) != u"1")
        return failure(ProblemCode::DatabaseFailed,
                       QCoreApplication::translate("Connections", "The server says that the session may write."));
    return u"transaction_read_only is 1"_s;
}

Result<std::vector<WriteAttempt>> MySqlTarget::attemptWrites()
{
    // Statements that define something commit and cannot be rolled back, so each of these
    // changes nothing even where it is let through.
    QStringList statements = {u"DROP TABLE IF EXISTS tabletalk_write_check"_s,
                              u"DROP VIEW IF EXISTS tabletalk_write_check"_s};
    const auto table = texts(u"SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS JOIN "
                             "information_schema.TABLES USING (TABLE_SCHEMA, TABLE_NAME) WHERE TABLE_SCHEMA = "
                             "DATABASE() AND TABLE_TYPE = 'BASE TABLE' LIMIT 1"_s);
    if (!table)
        return std::unexpected(table.error());
    if (!table->empty()) {
        const QString name = sql::quoteName(table->front()[0], Dialect::MySQL);
        const QString column = sql::quoteName(table->front()[1], Dialect::MySQL);
        statements += u"DELETE FROM %1 WHERE 1 = 0"_s.arg(name);
        statements += u"UPDATE %1 SET %2 = %2 WHERE 1 = 0"_s.arg(name, column);
        statements += u"INSERT INTO %1 (%2) SELECT %2 FROM %1 WHERE 1 = 0"_s.arg(name, column);
    }
    std::vector<WriteAttempt> attempts;
    for (const QString &statement : statements) {
        const auto outcome = m_state->session.attempt(statement);
        if (!m_state->session.isUsable())
            return std::unexpected(outcome ? Problem::of(ProblemCode::CannotConnect) : outcome.error());
        attempts.push_back({statement, !outcome, outcome ? QString() : outcome.error().detail});
    }
    return attempts;
}

Result<std::vector<RelationName>> MySqlTarget::listRelations(std::stop_token stop)
{
    return listMySqlRelations(m_state->session, std::move(stop));
}

Result<Schema> MySqlTarget::readCatalogue(const SchemaSelection &selection, std::stop_token stop)
{
    return readMySqlCatalogue(m_state->session, selection, std::move(stop));
}

Result<void> MySqlTarget::profile(Table &table, std::vector<ColumnValues> &values, const ProfileLimits &limits,
                                  std::stop_token stop)
{
    return profileMySqlTable(m_state->session, table, values, limits, std::move(stop));
}

Result<StatementOutcome> MySqlTarget::run(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                          std::stop_token stop)
{
    if (auto checked = sql::checkReadOnly(sql, Dialect::MySQL); !checked)
        return std::unexpected(checked.error());
    return runUnchecked(sql, limits, sink, std::move(stop));
}

Result<StatementOutcome> MySqlTarget::runUnchecked(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                                   std::stop_token stop)
{
    StatementOutcome outcome;
    qint64 bytes = 0;
    MySqlSession::Request request;
    request.sql = sql;
    request.timeLimit = limits.timeLimit;
    request.stop = std::move(stop);
    request.columns = [&](const std::vector<MySqlColumn> &columns) {
        std::vector<ResultColumn> result;
        for (const MySqlColumn &column : columns)
            result.push_back({column.name, column.type});
        sink.begin(result);
    };
    request.row = [&](const MySqlRow &row) {
        if (outcome.rowCount >= limits.maxRows || bytes > limits.maxBytes) {
            outcome.truncated = true;
            return false;
        }
        bytes += row.bytes();
        Row cells;
        cells.reserve(row.columnCount());
        for (size_t i = 0; i < row.columnCount(); ++i)
            cells.push_back(row.cell(i));
        sink.row(std::move(cells));
        ++outcome.rowCount;
        return true;
    };
    if (auto done = m_state->session.read(request); !done)
        return std::unexpected(done.error());
    return outcome;
}

} // namespace tabletalk
