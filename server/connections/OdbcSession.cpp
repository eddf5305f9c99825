// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/OdbcSession.h"

#include "server/connections/OdbcColumns.h"
#include "server/connections/OdbcConnectProblem.h"
#include "server/connections/OdbcFunctions.h"

#include <QCoreApplication>

#include <array>

namespace tabletalk {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// ODBC takes numbers where it takes pointers.
SQLPOINTER asPointer(quintptr number)
{
    return reinterpret_cast<SQLPOINTER>(number); // NOLINT(performance-no-int-to-ptr)
}

/// ODBC reads texts through pointers that are not const, and leaves them alone.
SQLWCHAR *asWide(const QString &text)
{
    return reinterpret_cast<SQLWCHAR *>(const_cast<ushort *>(text.utf16())); // NOLINT
}

std::unexpected<Problem> stopped()
{
    return failure(ProblemCode::Cancelled, QCoreApplication::translate("Connections", "The statement was stopped."));
}

std::unexpected<Problem> overdue()
{
    return failure(ProblemCode::DatabaseTimeout,
                   QCoreApplication::translate("Connections", "The statement ran longer than it may."),
                   QCoreApplication::translate("Connections", "Ask for less: a filter, fewer rows or fewer tables."));
}

std::unexpected<Problem> givesNoRows()
{
    return failure(ProblemCode::StatementRefused,
                   QCoreApplication::translate("Connections", "The statement gives no rows."));
}

/// What SQLite's driver takes and gives where it has no functions for UTF-16.
#ifdef _WIN32
constexpr bool speaksUtf8OnThisSystem = false;
#else
constexpr bool speaksUtf8OnThisSystem = true;
#endif

SQLCHAR *asNarrow(const QByteArray &text)
{
    return reinterpret_cast<SQLCHAR *>(const_cast<char *>(text.constData())); // NOLINT
}

SQLRETURN driverConnect(const OdbcHandle &connection, const QString &text)
{
    SQLSMALLINT length = 0;
    if (connection.speaksUtf8()) {
        const QByteArray utf8 = text.toUtf8();
        return SQLDriverConnect(connection.get(), nullptr, asNarrow(utf8), SQLSMALLINT(utf8.size()), nullptr, 0,
                                &length, SQL_DRIVER_NOPROMPT);
    }
    return SQLDriverConnectW(connection.get(), nullptr, asWide(text), SQLSMALLINT(text.size()), nullptr, 0, &length,
                             SQL_DRIVER_NOPROMPT);
}

SQLRETURN prepare(const OdbcHandle &statement, const QString &sql)
{
    if (!statement.speaksUtf8())
        return SQLPrepareW(statement.get(), asWide(sql), SQLINTEGER(sql.size()));
    const QByteArray utf8 = sql.toUtf8();
    return SQLPrepare(statement.get(), asNarrow(utf8), SQLINTEGER(utf8.size()));
}

SQLRETURN executeDirectly(const OdbcHandle &statement, const QString &sql)
{
    if (!statement.speaksUtf8())
        return SQLExecDirectW(statement.get(), asWide(sql), SQLINTEGER(sql.size()));
    const QByteArray utf8 = sql.toUtf8();
    return SQLExecDirect(statement.get(), asNarrow(utf8), SQLINTEGER(utf8.size()));
}

SQLSMALLINT resultColumns(const OdbcHandle &statement)
{
    SQLSMALLINT columns = 0;
    return SQL_SUCCEEDED(SQLNumResultCols(statement.get(), &columns)) ? columns : SQLSMALLINT(0);
}

/// ODBC's own lists, of the database at hand. Asked for no schema at all, some drivers look at one alone.
SQLRETURN list(const OdbcHandle &statement, OdbcSession::Listing listing, const QString &database, bool hasSchemas)
{
    const QString all = u"%"_s;
    const QString kinds = u"TABLE,VIEW"_s;
    SQLWCHAR *within = database.isEmpty() ? nullptr : asWide(database);
    const auto length = SQLSMALLINT(database.size());
    SQLWCHAR *schemas = hasSchemas ? asWide(all) : nullptr;
    const SQLSMALLINT schemasLength = hasSchemas ? 1 : 0;
    if (listing == OdbcSession::Listing::Tables)
        return SQLTablesW(statement.get(), within, length, schemas, schemasLength, asWide(all), 1, asWide(kinds),
                          SQLSMALLINT(kinds.size()));
    return SQLColumnsW(statement.get(), within, length, schemas, schemasLength, asWide(all), 1, asWide(all), 1);
}

} // namespace

QString OdbcRow::text(size_t column) const
{
    if (column >= cells.size() || isNull(cells[column]))
        return {};
    if (const auto *flag = std::get_if<bool>(&cells[column]))
        return *flag ? u"1"_s : u"0"_s;
    return toDisplayText(cells[column]);
}

OdbcSession::OdbcSession(const OdbcSource &source)
    : m_environment(OdbcHandle::environment())
    , m_connection(OdbcHandle::connection(m_environment))
    , m_secret(source.secret)
{}

OdbcSession::~OdbcSession()
{
    if (!m_connected)
        return;
    rollBack();
    SQLDisconnect(m_connection.get());
}

Result<std::unique_ptr<OdbcSession>> OdbcSession::open(const OdbcSource &source)
{
    std::unique_ptr<OdbcSession> session(new OdbcSession(source));
    if (!session->m_connection)
        return failure(ProblemCode::UnsupportedDatabase,
                       QCoreApplication::translate("Connections", "ODBC's driver manager does not start."));
    if (auto connected = session->connect(source); !connected)
        return std::unexpected(connected.error());
    return session;
}

Result<void> OdbcSession::connect(const OdbcSource &source)
{
    SQLHDBC handle = m_connection.get();
    SQLSetConnectAttrW(handle, SQL_ATTR_LOGIN_TIMEOUT, asPointer(quintptr(source.connectSeconds)), SQL_IS_UINTEGER);
    SQLSetConnectAttrW(handle, SQL_ATTR_ACCESS_MODE, asPointer(SQL_MODE_READ_ONLY), SQL_IS_UINTEGER);
    m_connection.setSpeaksUtf8(source.family == OdbcFamily::Sqlite && speaksUtf8OnThisSystem);
    const SQLRETURN code = driverConnect(m_connection, odbcConnectionString(source));
    if (!SQL_SUCCEEDED(code))
        return std::unexpected(odbcConnectProblem(source, odbcDiagnostic(m_connection, m_secret)));
    m_connected = true;
    return {};
}

void OdbcSession::setHabits(Habits habits)
{
    m_habits = std::move(habits);
    m_connection.setSpeaksUtf8(m_habits.speaksUtf8 && speaksUtf8OnThisSystem);
    if (m_habits.usesTransactions)
        SQLSetConnectAttrW(m_connection.get(), SQL_ATTR_AUTOCOMMIT, asPointer(SQL_AUTOCOMMIT_OFF), SQL_IS_UINTEGER);
}

void OdbcSession::rollBack()
{
    if (!m_habits.usesTransactions)
        return;
    if (!SQL_SUCCEEDED(SQLEndTran(SQL_HANDLE_DBC, m_connection.get(), SQL_ROLLBACK)))
        m_usable = false;
}

QString OdbcSession::info(unsigned short type) const
{
    std::array<SQLWCHAR, 512> text{};
    SQLSMALLINT bytes = 0;
    if (!SQL_SUCCEEDED(SQLGetInfoW(m_connection.get(), type, text.data(), SQLSMALLINT(sizeof text), &bytes)))
        return {};
    return odbcText(text.data(), std::min<qsizetype>(bytes / qsizetype(sizeof(SQLWCHAR)), qsizetype(text.size()) - 1));
}

unsigned OdbcSession::infoNumber(unsigned short type) const
{
    SQLUINTEGER number = 0;
    SQLSMALLINT bytes = 0;
    return SQL_SUCCEEDED(SQLGetInfoW(m_connection.get(), type, &number, sizeof number, &bytes)) ? number : 0;
}

std::unexpected<Problem> OdbcSession::failed(const OdbcHandle &handle, const OdbcWatchdog::Watch &watch)
{
    const OdbcDiagnostic diagnostic = odbcDiagnostic(handle, m_secret);
    SQLUINTEGER dead = SQL_CD_FALSE;
    SQLGetConnectAttrW(m_connection.get(), SQL_ATTR_CONNECTION_DEAD, &dead, 0, nullptr);
    const bool lost = diagnostic.isConnectionLost() || dead == SQL_CD_TRUE;
    m_usable = m_usable && !lost;
    const QString &state = diagnostic.state;
    if (watch.isStopped())
        return stopped();
    if (watch.isOverdue() || state == u"HYT00" || state == u"57014")
        return overdue();
    if (m_habits.whyEnded) {
        if (auto why = m_habits.whyEnded())
            return std::unexpected(*std::move(why));
    }
    if (lost)
        return failure(ProblemCode::CannotConnect,
                       QCoreApplication::translate("Connections", "The connection to the database was lost."),
                       QCoreApplication::translate("Connections",
                                                   "Try again in a moment; the database server may be restarting."));
    const bool writes = state == u"25006" || diagnostic.message.contains("readonly"_L1, Qt::CaseInsensitive)
                        || diagnostic.message.contains("read-only"_L1, Qt::CaseInsensitive);
    if (writes)
        return failure(
            ProblemCode::StatementRefused,
            QCoreApplication::translate("Connections", "The database refused to write: %1.").arg(diagnostic.message));
    return failure(ProblemCode::DatabaseFailed, diagnostic.message);
}

Result<void> OdbcSession::execute(const QString &sql)
{
    const OdbcHandle statement = OdbcHandle::statement(m_connection);
    OdbcWatchdog::Watch watch(m_watchdog, statement.get(), Request().timeLimit, {});
    const SQLRETURN code = watch.during([&] { return executeDirectly(statement, sql); });
    if (SQL_SUCCEEDED(code) || code == SQL_NO_DATA)
        return {};
    return failed(statement, watch);
}

Result<void> OdbcSession::attempt(const QString &sql)
{
    Result<void> outcome = execute(sql);
    if (m_usable)
        rollBack();
    return outcome;
}

Result<void> OdbcSession::read(const Request &request)
{
    if (request.stop.stop_requested())
        return stopped();
    Result<void> outcome;
    {
        const OdbcHandle statement = OdbcHandle::statement(m_connection);
        if (!statement) {
            m_usable = false;
            return failure(ProblemCode::CannotConnect, odbcDiagnostic(m_connection, m_secret).message);
        }
        if (m_habits.usesTimeouts) {
            // The driver's own limit knows seconds; ours ends a statement first.
            const auto seconds = std::chrono::ceil<std::chrono::seconds>(request.timeLimit).count() + 1;
            SQLSetStmtAttrW(statement.get(), SQL_ATTR_QUERY_TIMEOUT, asPointer(quintptr(seconds)), SQL_IS_UINTEGER);
        }
        if (request.mostRows > 0)
            SQLSetStmtAttrW(statement.get(), SQL_ATTR_MAX_ROWS, asPointer(quintptr(request.mostRows)), SQL_IS_UINTEGER);
        OdbcWatchdog::Watch watch(m_watchdog, m_habits.endsByItself ? nullptr : statement.get(), request.timeLimit,
                                  request.stop);
        outcome = stream(statement, request, watch);
    }
    if (m_usable)
        rollBack();
    return outcome;
}

/// Runs the statement as far as its first row.
Result<void> OdbcSession::start(const OdbcHandle &statement, const Request &request, OdbcWatchdog::Watch &watch)
{
    const bool lists = request.listing != Listing::None;
    const QString database = lists ? info(SQL_DATABASE_NAME) : QString();
    const bool hasSchemas = lists && infoNumber(SQL_SCHEMA_USAGE) != 0;
    const auto execute = [&]() -> SQLRETURN {
        if (lists)
            return list(statement, request.listing, database, hasSchemas);
        if (!m_habits.describesFirst)
            return executeDirectly(statement, request.sql);
        return SQLExecute(statement.get());
    };
    if (!lists && m_habits.describesFirst) {
        const SQLRETURN prepared = watch.during([&] { return prepare(statement, request.sql); });
        if (!SQL_SUCCEEDED(prepared))
            return failed(statement, watch);
        const SQLSMALLINT columns = watch.during([&] { return resultColumns(statement); });
        if (columns == 0) {
            // None, or one that the driver could not describe because the engine refuses it.
            const OdbcDiagnostic diagnostic = odbcDiagnostic(statement, m_secret);
            return diagnostic.state.isEmpty() ? Result<void>(givesNoRows()) : Result<void>(failed(statement, watch));
        }
    }
    const SQLRETURN code = watch.during(execute);
    if (code == SQL_NO_DATA)
        return givesNoRows();
    if (!SQL_SUCCEEDED(code))
        return failed(statement, watch);
    return resultColumns(statement) > 0 ? Result<void>() : Result<void>(givesNoRows());
}

Result<void> OdbcSession::stream(const OdbcHandle &statement, const Request &request, OdbcWatchdog::Watch &watch)
{
    if (auto started = start(statement, request, watch); !started)
        return started;
    OdbcColumns columns(statement, m_habits.typesAreLoose);
    for (bool isFirst = true;; isFirst = false) {
        OdbcRow row;
        const SQLRETURN code = watch.during([&]() -> SQLRETURN {
            const SQLRETURN fetched = SQLFetch(statement.get());
            if (!SQL_SUCCEEDED(fetched))
                return fetched;
            return columns.read(row, request.mostCellBytes) ? SQL_SUCCESS : SQL_ERROR;
        });
        if (watch.isStopped())
            return stopped();
        if (isFirst && request.columns && (SQL_SUCCEEDED(code) || code == SQL_NO_DATA)) {
            columns.settleTypes(row);
            request.columns(columns.columns());
        }
        if (code == SQL_NO_DATA)
            return {};
        if (!SQL_SUCCEEDED(code))
            return failed(statement, watch);
        if (watch.isOverdue())
            return overdue();
        if (!request.row(std::move(row)))
            return {};
    }
}

} // namespace tabletalk
