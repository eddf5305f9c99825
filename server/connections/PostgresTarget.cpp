// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/PostgresTarget.h"

#include "core/sql/Quoting.h"
#include "core/sql/StatementGuard.h"
#include "core/sql/Tokenizer.h"
#include "server/connections/ConnectLayer.h"
#include "server/connections/PostgresCatalogue.h"
#include "server/connections/PostgresSession.h"
#include "server/connections/SqlConnection.h"
#include "server/connections/SystemCertificates.h"
#include "server/connections/TableProfiler.h"

#include <QCoreApplication>
#include <QSqlError>

#include <libpq-fe.h>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int connectSeconds = 8;
constexpr size_t addressesTried = 3;
constexpr int textLength = 160; ///< of longer texts only the beginning is profiled
constexpr auto countTime = 1'500ms;
constexpr int grantsShown = 10;

/// What one statement may take of the server's memory and, where the account may set it, of
/// its disk; smaller settings of the server's operator stay.
constexpr const char *boundsOfSession =
    "SELECT pg_catalog.set_config('work_mem', least(setting::bigint, 65536)::text, false) "
    "FROM pg_catalog.pg_settings WHERE name = 'work_mem'; "
    "SELECT pg_catalog.set_config('temp_file_limit', '2097152', false) FROM pg_catalog.pg_settings "
    "WHERE name = 'temp_file_limit' AND setting::bigint NOT BETWEEN 0 AND 2097152 "
    "AND EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = current_user AND rolsuper)";

QString placeOf(const ConnectionUrl &url)
{
    return u"%1:%2"_s.arg(url.host).arg(url.port);
}

/// Which layer failed, from libpq's message; the server's own words are given as detail.
Problem connectProblem(const QString &driverText, const ConnectionUrl &url)
{
    const auto has = [&](QLatin1StringView words) { return driverText.contains(words, Qt::CaseInsensitive); };
    if (has("password authentication failed"_L1) || has("no password supplied"_L1) || has("authentication failed"_L1)
        || (has("role "_L1) && has("does not exist"_L1)) || has("28P01"_L1))
        return layerProblem(ConnectLayer::Login, ProblemCode::LoginRefused,
                            QCoreApplication::translate("Connections",
                                                        "The database server at %1 refused the user \"%2\" or the "
                                                        "password.")
                                .arg(placeOf(url), url.user),
                            QCoreApplication::translate("Connections", "Check user and password."));
    if (has("pg_hba.conf"_L1))
        return layerProblem(
            ConnectLayer::Login, ProblemCode::LoginRefused,
            QCoreApplication::translate("Connections", "The database server at %1 lets nobody in from this machine "
                                                       "as \"%2\".")
                .arg(placeOf(url), url.user),
            QCoreApplication::translate("Connections", "Its operator has to add a line to pg_hba.conf; some servers "
                                                       "also want sslmode=require."));
    if (has("database "_L1) && has("does not exist"_L1))
        return layerProblem(ConnectLayer::Database, ProblemCode::CannotConnect,
                            QCoreApplication::translate("Connections", "The server at %1 has no database \"%2\".")
                                .arg(placeOf(url), url.database),
                            QCoreApplication::translate("Connections",
                                                        "Check the name behind the last slash of the URL; upper and "
                                                        "lower case matter."));
    if (has("connection refused"_L1))
        return layerProblem(ConnectLayer::Port, ProblemCode::CannotConnect,
                            QCoreApplication::translate("Connections", "Nothing listens at %1.").arg(placeOf(url)),
                            QCoreApplication::translate("Connections",
                                                        "Check the port, and that the database server runs and takes "
                                                        "connections over the network."));
    if (has("timeout"_L1) || has("timed out"_L1))
        return layerProblem(
            ConnectLayer::Port, ProblemCode::CannotConnect,
            QCoreApplication::translate("Connections", "%1 does not answer.").arg(placeOf(url)),
            QCoreApplication::translate("Connections", "Check host and port; a firewall may be in between."));
    if (has("ssl"_L1) || has("certificate"_L1))
        return layerProblem(
            ConnectLayer::Tls, ProblemCode::CannotConnect,
            QCoreApplication::translate("Connections", "The encrypted connection to %1 could not be made.")
                .arg(placeOf(url)),
            QCoreApplication::translate("Connections", "Check the option sslmode and the server's certificate."));
    return layerProblem(ConnectLayer::Database, ProblemCode::CannotConnect,
                        QCoreApplication::translate("Connections", "%1 could not be connected.").arg(placeOf(url)),
                        QCoreApplication::translate("Connections", "Check host, port and database name."));
}

/// Whether the server's certificate has to be good: libpq checks it also where an authority
/// is named and encryption is only required.
bool verifies(const ConnectionUrl &url)
{
    const QString mode = url.option(u"sslmode");
    return mode.startsWith(u"verify-") || (mode == u"require" && !url.option(u"sslrootcert").isEmpty());
}

qint64 bytesOf(const PostgresRow &row)
{
    qint64 bytes = 0;
    for (int i = 0; i < row.columnCount(); ++i)
        bytes += row.isNull(i) ? 0 : static_cast<qint64>(row.text(i).size());
    return bytes;
}

/// The statement as the FROM of another: the server's own grammar lets nothing but a query
/// stand there. COPY … TO PROGRAM and DO are allowed in a read-only transaction otherwise.
QString asSubquery(const QString &sql)
{
    QString query = sql;
    if (auto tokens = sql::tokenize(sql, Dialect::PostgreSQL)) {
        std::erase_if(*tokens, [](const sql::Token &token) { return token.kind == sql::TokenKind::Comment; });
        if (!tokens->empty() && tokens->back().kind == sql::TokenKind::Semicolon)
            query.truncate(tokens->back().offset);
    }
    return u"SELECT * FROM (\n"_s + query + u"\n) AS result";
}

std::vector<ResultColumn> columnsOf(const PostgresRow &row)
{
    std::vector<ResultColumn> columns;
    for (int i = 0; i < row.columnCount(); ++i)
        columns.push_back({row.columnName(i), postgresColumnType(row.typeOid(i))});
    return columns;
}

QString qualified(const Table &table)
{
    return sql::quoteName(table.schema, Dialect::PostgreSQL) + u'.' + sql::quoteName(table.name, Dialect::PostgreSQL);
}

/// A select list that moves little: no binaries, only the beginning of texts.
QString profiledColumns(const Table &table)
{
    QStringList list;
    for (const Column &column : table.columns) {
        const QString name = sql::quoteName(column.name, Dialect::PostgreSQL);
        if (column.type == ColumnType::Binary)
            list += u"CASE WHEN %1 IS NOT NULL THEN ''::bytea END"_s.arg(name);
        else if (column.type == ColumnType::Text || column.type == ColumnType::Other || column.type == ColumnType::Json)
            list += u"left(%1::text, %2)"_s.arg(name).arg(textLength);
        else
            list += name;
    }
    return list.join(u", "_s);
}

void profileRow(const PostgresRow &row, const Table &table, TableProfiler &profiler)
{
    for (int i = 0; i < row.columnCount(); ++i) {
        const size_t column = static_cast<size_t>(i);
        if (row.isNull(i)) {
            profiler.addNull(column);
            continue;
        }
        switch (table.columns[column].type) {
        case ColumnType::Integer:
        case ColumnType::Decimal:
        case ColumnType::Real:
            profiler.addNumberText(column, row.text(i));
            break;
        case ColumnType::Boolean:
            profiler.addText(column, row.flag(i) ? "true" : "false");
            break;
        case ColumnType::Binary:
            profiler.addBinary(column);
            break;
        default:
            profiler.addText(column, row.text(i));
        }
    }
    profiler.endRow();
}

} // namespace

struct PostgresTarget::State
{
    SqlConnection connection{u"QPSQL"_s};
    std::optional<PostgresSession> session;
    bool verified = false; ///< the server's certificate was found to be good
    ReadingProgress progress;
};

PostgresTarget::PostgresTarget(std::unique_ptr<State> state)
    : m_state(std::move(state))
{}

PostgresTarget::~PostgresTarget() = default;

Result<std::unique_ptr<TargetDatabase>> PostgresTarget::open(const ConnectionUrl &url,
                                                             const std::vector<QHostAddress> &addresses)
{
    auto state = std::make_unique<State>();
    QSqlDatabase &database = state->connection.database();
    database.setHostName(url.host);
    database.setPort(url.port);
    database.setUserName(url.user);
    database.setPassword(url.password);
    database.setDatabaseName(url.database);
    // What lies in the home folder and the environment of whoever runs the server is not a tenant's to use.
    QString options = u";application_name=Tabletalk;passfile='/nonexistent/tabletalk'"_s;
    if (url.option(u"sslcert").isEmpty())
        options += u";sslcert='/nonexistent/tabletalk'"_s;
    if (url.option(u"sslkey").isEmpty())
        options += u";sslkey='/nonexistent/tabletalk'"_s;
    if (url.password.isEmpty())
        options += u";password=''"_s;
    if (url.option(u"sslrootcert").isEmpty())
        options += u";sslrootcert='%1'"_s.arg(verifies(url) ? systemCertificateFile() : u"/nonexistent/tabletalk"_s);
    bool hasTimeout = false;
    for (const auto &[name, value] : url.options) {
        hasTimeout = hasTimeout || name == u"connect_timeout";
        if (name != u"application_name")
            options += u';' + name + u"='"_s + QString(value).replace(u'\\', u"\\\\"_s) + u'\'';
    }
    if (!hasTimeout)
        options += u";connect_timeout=%1"_s.arg(connectSeconds);

    Problem problem = layerProblem(ConnectLayer::Port, ProblemCode::CannotConnect, {}, {});
    for (size_t i = 0; i < std::min(addresses.size(), addressesTried); ++i) {
        // The name stays for the check of the certificate; the address is the one that was allowed.
        database.setConnectOptions(u"hostaddr="_s + addresses[i].toString() + options);
        if (database.open())
            break;
        problem = connectProblem(database.lastError().text(), url);
    }
    auto *handle = database.isOpen() ? state->connection.handle<PGconn>({"PGconn*", "pg_conn*"}) : nullptr;
    if (!handle)
        return std::unexpected(std::move(problem));
    state->session.emplace(handle);
    state->verified = verifies(url);
    if (auto set =
            state->session->execute("SET default_transaction_read_only = on; SET standard_conforming_strings = on; "
                                    "SET client_encoding = 'UTF8'; SET bytea_output = 'hex'; "
                                    "SET DateStyle = 'ISO, YMD'; SET extra_float_digits = 1; SET lock_timeout = '5s'; "
                                    "SET idle_in_transaction_session_timeout = '120s'");
        !set)
        return std::unexpected(set.error());
    if (auto bounded = state->session->execute(boundsOfSession); !bounded)
        return std::unexpected(bounded.error());
    return std::unique_ptr<TargetDatabase>(new PostgresTarget(std::move(state)));
}

bool PostgresTarget::isUsable() const
{
    return m_state->session->isUsable();
}

Result<QString> PostgresTarget::serverVersion()
{
    QString version;
    PostgresSession::Request request;
    request.sql = u"SHOW server_version"_s;
    request.row = [&](const PostgresRow &row) {
        version = u"PostgreSQL "_s + row.string(0);
        return true;
    };
    if (auto done = m_state->session->read(request); !done)
        return std::unexpected(done.error());
    return version;
}

Result<QString> PostgresTarget::encryption()
{
    auto *handle = m_state->connection.handle<PGconn>({"PGconn*", "pg_conn*"});
    if (!PQsslInUse(handle))
        return QString();
    const char *protocol = PQsslAttribute(handle, "protocol");
    const char *cipher = PQsslAttribute(handle, "cipher");
    const QString verified = m_state->verified ? QCoreApplication::translate("Connections", "certificate verified")
                                               : QCoreApplication::translate("Connections", "certificate not verified");
    return QString(QString::fromUtf8(protocol) + u", "_s + QString::fromUtf8(cipher) + u", "_s + verified);
}

Result<QString> PostgresTarget::readOnlyState()
{
    QString state;
    PostgresSession::Request request;
    request.sql = u"SHOW transaction_read_only"_s;
    request.row = [&](const PostgresRow &row) {
        state = row.string(0);
        return true;
    };
    if (auto done = m_state->session->read(request); !done)
        return std::unexpected(done.error());
    if (state != u"on")
        return failure(
            ProblemCode::DatabaseFailed,
            QCoreApplication::translate("Connections", "PostgreSQL says transaction_read_only is %1.").arg(state));
    return u"transaction_read_only is on"_s;
}

Result<std::vector<WriteAttempt>> PostgresTarget::attemptWrites()
{
    QStringList statements = {u"CREATE TABLE tabletalk_write_check (x integer)"_s,
                              u"CREATE SEQUENCE tabletalk_write_check"_s,
                              u"COMMENT ON SCHEMA public IS 'tabletalk_write_check'"_s};
    const auto relations = listRelations({});
    if (!relations)
        return std::unexpected(relations.error());
    const auto table = std::ranges::find(*relations, TableKind::Table, &RelationName::kind);
    if (table != relations->end())
        statements += u"DELETE FROM %1.%2 WHERE false"_s.arg(sql::quoteName(table->schema, Dialect::PostgreSQL),
                                                             sql::quoteName(table->name, Dialect::PostgreSQL));
    std::vector<WriteAttempt> attempts;
    for (const QString &statement : statements) {
        const auto outcome = m_state->session->attempt(statement);
        if (!isUsable())
            return std::unexpected(outcome ? Problem::of(ProblemCode::CannotConnect) : outcome.error());
        attempts.push_back({statement, !outcome, outcome ? QString() : outcome.error().detail});
    }
    return attempts;
}

Result<std::vector<RelationName>> PostgresTarget::listRelations(std::stop_token stop)
{
    return listPostgresRelations(*m_state->session, std::move(stop));
}

Result<GrantReport> PostgresTarget::grants()
{
    GrantReport report;
    PostgresSession::Request request;
    request.sql = u"(SELECT 'superuser ' || rolname FROM pg_catalog.pg_roles WHERE rolname = current_user AND "
                  u"rolsuper) UNION ALL ("
                  "SELECT p || ' on ' || n.nspname || '.' || c.relname FROM pg_catalog.pg_class c "
                  "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
                  "CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS p "
                  "WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') "
                  "AND n.nspname NOT LIKE 'pg\\_%' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') "
                  "AND pg_catalog.has_table_privilege(c.oid, p) LIMIT %1)"_s.arg(grantsShown);
    request.row = [&](const PostgresRow &row) {
        report.canWrite = true;
        report.evidence.push_back(row.string(0));
        return true;
    };
    if (auto done = m_state->session->read(request); !done)
        return std::unexpected(done.error());
    return report;
}

Result<Schema> PostgresTarget::readCatalogue(const SchemaSelection &selection, std::stop_token stop)
{
    return readPostgresCatalogue(*m_state->session, selection, m_state->progress, std::move(stop));
}

void PostgresTarget::setReadingProgress(const ReadingProgress &progress)
{
    m_state->progress = progress;
}

Result<void> PostgresTarget::profile(Table &table, std::vector<ColumnValues> &values, const ProfileLimits &limits,
                                     std::stop_token stop)
{
    PostgresSession &session = *m_state->session;
    PostgresSession::Request request;
    request.stop = stop;
    // What the planner takes for small is read without counting it first.
    const bool seemsSmall = table.kind == TableKind::Table && table.rowCount && *table.rowCount * 2 <= limits.wholeRows;
    const bool seemsLarge = table.rowCount.value_or(0) > limits.wholeRows * 4;
    bool counted = false;
    if (!seemsSmall && !seemsLarge) {
        request.sql = u"SELECT count(*) FROM "_s + qualified(table);
        request.timeLimit = countTime;
        request.row = [&](const PostgresRow &row) {
            table.rowCount = row.string(0).toLongLong();
            counted = true;
            return true;
        };
        if (auto done = session.read(request); !done && done.error().code != ProblemCode::DatabaseTimeout)
            return done;
    }
    const bool whole = seemsSmall || (counted && *table.rowCount <= limits.wholeRows);
    QString from = qualified(table);
    const bool canSample = table.kind == TableKind::Table && table.rowCount.value_or(0) > limits.sampledRows;
    if (!whole && canSample)
        from += u" TABLESAMPLE SYSTEM (%1)"_s.arg(
            100.0 * static_cast<double>(limits.sampledRows) / static_cast<double>(*table.rowCount), 0, 'f', 6);
    const qint64 mostRows = whole ? limits.wholeRows + 1 : limits.sampledRows * 2;
    request.sql = u"SELECT "_s + profiledColumns(table) + u" FROM "_s + from + u" LIMIT %1"_s.arg(mostRows);
    request.timeLimit = limits.timeLimit;
    TableProfiler profiler(table);
    qint64 bytes = 0;
    request.row = [&](const PostgresRow &row) {
        bytes += bytesOf(row);
        profileRow(row, table, profiler);
        return bytes <= limits.maxBytes;
    };
    const auto done = session.read(request);
    if (!done && done.error().code != ProblemCode::DatabaseTimeout)
        return done;
    const bool sawAll = whole && done && bytes <= limits.maxBytes && profiler.rows() < mostRows;
    if (sawAll)
        table.rowCount = profiler.rows();
    profiler.finish(table, values, sawAll, false);
    table.profiled = true;
    return {};
}

Result<StatementOutcome> PostgresTarget::run(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                             std::stop_token stop)
{
    if (auto checked = sql::checkReadOnly(sql, Dialect::PostgreSQL); !checked)
        return std::unexpected(checked.error());
    return runUnchecked(sql, limits, sink, std::move(stop));
}

Result<StatementOutcome> PostgresTarget::runUnchecked(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                                      std::stop_token stop)
{
    StatementOutcome outcome;
    qint64 bytes = 0;
    PostgresSession::Request request;
    request.sql = asSubquery(sql);
    request.timeLimit = limits.timeLimit;
    request.stop = std::move(stop);
    request.columns = [&](const PostgresRow &row) { sink.begin(columnsOf(row)); };
    request.row = [&](const PostgresRow &row) {
        if (outcome.rowCount >= limits.maxRows || bytes > limits.maxBytes) {
            outcome.truncated = true;
            return false;
        }
        bytes += bytesOf(row);
        Row cells;
        cells.reserve(static_cast<size_t>(row.columnCount()));
        for (int i = 0; i < row.columnCount(); ++i)
            cells.push_back(row.cell(i));
        sink.row(std::move(cells));
        ++outcome.rowCount;
        return true;
    };
    if (auto done = m_state->session->read(request); !done)
        return std::unexpected(done.error());
    return outcome;
}

} // namespace tabletalk
