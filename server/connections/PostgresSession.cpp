// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/PostgresSession.h"

#include "server/base/Sockets.h"

#include <QCoreApplication>

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <sys/socket.h>

#include <linux/tcp.h> // the C library's own does not know the count of bytes
#endif

namespace tabletalk {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Moment = std::chrono::steady_clock::time_point;

namespace {

constexpr int pollMs = 20;                         ///< how soon a stop request is seen
constexpr qint64 maxRowBytes = 32LL * 1024 * 1024; ///< in our memory about four times as much
constexpr auto grace = 2'000ms;                    ///< the server's own limit should end a statement first
constexpr auto cancelTime = 5'000ms;
constexpr auto cancelEvery = 500ms;

enum TypeOid : unsigned {
    BoolOid = 16,
    ByteaOid = 17,
    NameOid = 19,
    Int8Oid = 20,
    Int2Oid = 21,
    Int4Oid = 23,
    TextOid = 25,
    OidOid = 26,
    JsonOid = 114,
    XmlOid = 142,
    Float4Oid = 700,
    Float8Oid = 701,
    BpcharOid = 1042,
    VarcharOid = 1043,
    DateOid = 1082,
    TimeOid = 1083,
    TimestampOid = 1114,
    TimestampTzOid = 1184,
    TimeTzOid = 1266,
    NumericOid = 1700,
    UuidOid = 2950,
    JsonbOid = 3802,
};

struct ResultDeleter
{
    void operator()(PGresult *result) const { PQclear(result); }
};
using ResultPointer = std::unique_ptr<PGresult, ResultDeleter>;

/// Counts what arrives on a connection while one row is waited for.
class Arriving
{
public:
    explicit Arriving(int socket)
        : m_socket(socket)
        , m_before(received())
    {}

    /// To be called before the socket is read.
    void aboutToRead() { m_seenWaiting += bytesWaiting(m_socket); }
    qint64 bytes() const { return std::max(m_seenWaiting, received() - m_before); }

private:
    /// The kernel's own count where it has one, since more may arrive while we read.
    qint64 received() const
    {
#ifdef Q_OS_LINUX
        tcp_info info{};
        socklen_t size = sizeof info;
        if (getsockopt(m_socket, IPPROTO_TCP, TCP_INFO, &info, &size) == 0)
            return static_cast<qint64>(info.tcpi_bytes_received);
#endif
        return 0;
    }

    int m_socket;
    qint64 m_before;
    qint64 m_seenWaiting = 0;
};

QByteArray unhex(std::string_view text)
{
    return QByteArray::fromHex(QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())).mid(2));
}

} // namespace

int PostgresRow::columnCount() const
{
    return PQnfields(m_result);
}

QString PostgresRow::columnName(int column) const
{
    return QString::fromUtf8(PQfname(m_result, column));
}

unsigned PostgresRow::typeOid(int column) const
{
    return PQftype(m_result, column);
}

bool PostgresRow::isNull(int column) const
{
    return PQgetisnull(m_result, m_row, column) != 0;
}

std::string_view PostgresRow::text(int column) const
{
    return {PQgetvalue(m_result, m_row, column), static_cast<size_t>(PQgetlength(m_result, m_row, column))};
}

QString PostgresRow::string(int column) const
{
    const std::string_view utf8 = text(column);
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

Cell PostgresRow::cell(int column) const
{
    if (isNull(column))
        return std::monostate();
    const std::string_view value = text(column);
    switch (typeOid(column)) {
    case BoolOid:
        return flag(column);
    case Int2Oid:
    case Int4Oid:
    case Int8Oid:
    case OidOid: {
        qint64 number = 0;
        std::from_chars(value.data(), value.data() + value.size(), number);
        return number;
    }
    case Float4Oid:
    case Float8Oid: {
        double number = 0;
        const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
        if (read.ec == std::errc() && std::isfinite(number))
            return number;
        return string(column); // "NaN", "Infinity"
    }
    case NumericOid:
        return value == "NaN" ? Cell(string(column)) : Cell(Decimal{string(column)});
    case ByteaOid:
        return unhex(value);
    default:
        return string(column);
    }
}

ColumnType postgresColumnType(unsigned oid)
{
    switch (oid) {
    case BoolOid:
        return ColumnType::Boolean;
    case Int2Oid:
    case Int4Oid:
    case Int8Oid:
    case OidOid:
        return ColumnType::Integer;
    case Float4Oid:
    case Float8Oid:
        return ColumnType::Real;
    case NumericOid:
        return ColumnType::Decimal;
    case NameOid:
    case TextOid:
    case BpcharOid:
    case VarcharOid:
    case UuidOid:
    case XmlOid:
        return ColumnType::Text;
    case DateOid:
        return ColumnType::Date;
    case TimeOid:
    case TimeTzOid:
        return ColumnType::Time;
    case TimestampOid:
    case TimestampTzOid:
        return ColumnType::Timestamp;
    case ByteaOid:
        return ColumnType::Binary;
    case JsonOid:
    case JsonbOid:
        return ColumnType::Json;
    default:
        return ColumnType::Other;
    }
}

PostgresSession::PostgresSession(pg_conn *connection)
    : m_connection(connection)
{
    // The library would write the server's notices to our standard error, as many as there are.
    PQsetNoticeReceiver(connection, [](void *, const PGresult *) {}, nullptr);
}

std::unexpected<Problem> PostgresSession::lost()
{
    m_usable = false;
    return failure(
        ProblemCode::CannotConnect,
        QCoreApplication::translate("Connections", "The connection to the database was lost."),
        QCoreApplication::translate("Connections", "Try again in a moment; the database server may be restarting."));
}

std::unexpected<Problem> PostgresSession::problemOf(const pg_result *result, const Request &request)
{
    const QLatin1StringView state(PQresultErrorField(result, PG_DIAG_SQLSTATE));
    const QString message = QString::fromUtf8(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    if (state.isEmpty() || state.startsWith("08"_L1) || state.startsWith("57P"_L1)
        || PQstatus(m_connection) != CONNECTION_OK)
        return lost();
    if (request.stop.stop_requested() && state == "57014"_L1)
        return failure(ProblemCode::Cancelled,
                       QCoreApplication::translate("Connections", "The statement was stopped."));
    if (state == "57014"_L1)
        return failure(
            ProblemCode::DatabaseTimeout,
            QCoreApplication::translate("Connections", "The statement ran longer than it may."),
            QCoreApplication::translate("Connections", "Ask for less: a filter, fewer rows or fewer tables."));
    if (state == "25006"_L1)
        return failure(ProblemCode::StatementRefused,
                       QCoreApplication::translate("Connections", "The database refused to write: %1.").arg(message));
    if (state == "42501"_L1)
        return failure(ProblemCode::DatabaseFailed, message,
                       QCoreApplication::translate("Connections",
                                                   "The database account may not read this. Its owner can GRANT "
                                                   "SELECT."));
    return failure(ProblemCode::DatabaseFailed, message);
}

void PostgresSession::cancel()
{
    std::array<char, 256> error{};
    PGcancel *cancel = PQgetCancel(m_connection);
    if (cancel) {
        PQcancel(cancel, error.data(), static_cast<int>(error.size()));
        PQfreeCancel(cancel);
    }
}

/// Cancels until the server has ended the statement; false when it does not in time. The
/// server ignores a cancel request that comes between two messages, so one is not enough.
bool PostgresSession::cancelAndDrain()
{
    for (auto waited = 0ms; waited < cancelTime; waited += cancelEvery) {
        cancel();
        if (drain(cancelEvery))
            return true;
    }
    return false;
}

/// Reads what is left of a statement; false when the server does not answer in time.
bool PostgresSession::drain(std::chrono::milliseconds patience)
{
    const Moment deadline = std::chrono::steady_clock::now() + patience;
    while (true) {
        while (PQisBusy(m_connection)) {
            if (std::chrono::steady_clock::now() >= deadline)
                return false;
            waitForInput(PQsocket(m_connection), pollMs);
            if (!PQconsumeInput(m_connection))
                return false;
        }
        const ResultPointer result(PQgetResult(m_connection));
        if (!result)
            return true;
    }
}

Result<void> PostgresSession::execute(const char *sql)
{
    Request request;
    if (!PQsendQuery(m_connection, sql))
        return lost();
    const Moment deadline = std::chrono::steady_clock::now() + request.timeLimit;
    Result<void> outcome;
    while (true) {
        if (auto waited = waitForResult(request, deadline); !waited)
            return waited;
        const ResultPointer result(PQgetResult(m_connection));
        if (!result)
            return outcome;
        const ExecStatusType status = PQresultStatus(result.get());
        if (outcome && status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
            outcome = problemOf(result.get(), request);
    }
}

/// The library keeps a whole row in memory, up to a gigabyte: what is too much is not read to
/// its end, and the connection is given up.
std::unexpected<Problem> PostgresSession::tooLarge()
{
    cancel();
    m_usable = false;
    return failure(
        ProblemCode::DatabaseFailed,
        QCoreApplication::translate("Connections", "A single row of the result is larger than %1 MB.")
            .arg(maxRowBytes / (1024 * 1024)),
        QCoreApplication::translate("Connections", "Ask for fewer columns, or for the beginning of long texts."));
}

/// Waits until a result can be taken without blocking.
Result<void> PostgresSession::waitForResult(const Request &request, Moment deadline)
{
    Arriving arriving(PQsocket(m_connection));
    while (PQisBusy(m_connection)) {
        const bool stopped = request.stop.stop_requested();
        if (stopped || std::chrono::steady_clock::now() >= deadline) {
            if (!cancelAndDrain())
                m_usable = false;
            return stopped
                       ? failure(ProblemCode::Cancelled,
                                 QCoreApplication::translate("Connections", "The statement was stopped."))
                       : failure(ProblemCode::DatabaseTimeout,
                                 QCoreApplication::translate("Connections", "The statement ran longer than it may."),
                                 QCoreApplication::translate("Connections",
                                                             "Ask for less: a filter, fewer rows or fewer tables."));
        }
        waitForInput(PQsocket(m_connection), pollMs);
        arriving.aboutToRead();
        if (!PQconsumeInput(m_connection))
            return lost();
        if (arriving.bytes() > maxRowBytes)
            return tooLarge();
    }
    return {};
}

Result<void> PostgresSession::read(const Request &request)
{
    if (request.stop.stop_requested())
        return failure(ProblemCode::Cancelled);
    const QByteArray begin = "BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = "
                             + QByteArray::number(static_cast<qint64>(request.timeLimit.count()));
    if (auto begun = execute(begin.constData()); !begun)
        return begun;
    Result<void> outcome = stream(request);
    rollBack();
    return outcome;
}

Result<void> PostgresSession::attempt(const QString &sql)
{
    if (auto begun = execute("BEGIN TRANSACTION READ ONLY"); !begun)
        return begun;
    Result<void> outcome = execute(sql.toUtf8().constData());
    rollBack();
    return outcome;
}

void PostgresSession::rollBack()
{
    // A rollback undoes settings and notifications, but not the locks that a session holds.
    if (m_usable && !execute("ROLLBACK; SELECT pg_catalog.pg_advisory_unlock_all()"))
        m_usable = false;
}

Result<void> PostgresSession::stream(const Request &request)
{
    const QByteArray sql = request.sql.toUtf8();
    // The extended protocol takes exactly one statement.
    if (!PQsendQueryParams(m_connection, sql.constData(), 0, nullptr, nullptr, nullptr, nullptr, 0))
        return lost();
    PQsetSingleRowMode(m_connection);
    const Moment deadline = std::chrono::steady_clock::now() + request.timeLimit + grace;
    bool first = true;
    while (true) {
        if (auto waited = waitForResult(request, deadline); !waited)
            return waited;
        const ResultPointer result(PQgetResult(m_connection));
        if (!result)
            return {};
        const ExecStatusType status = PQresultStatus(result.get());
        if (status != PGRES_SINGLE_TUPLE && status != PGRES_TUPLES_OK) {
            std::unexpected<Problem> problem =
                status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY
                    ? failure(ProblemCode::StatementRefused,
                              QCoreApplication::translate("Connections", "The statement gives no rows."))
                    : problemOf(result.get(), request);
            if (m_usable && !drain(cancelTime))
                m_usable = false;
            return problem;
        }
        if (first && request.columns)
            request.columns(PostgresRow(result.get(), 0));
        first = false;
        const bool goOn = status == PGRES_TUPLES_OK || request.row(PostgresRow(result.get(), 0));
        if (!goOn || request.stop.stop_requested()) {
            if (!cancelAndDrain())
                m_usable = false;
            if (!goOn)
                return {};
            return failure(ProblemCode::Cancelled,
                           QCoreApplication::translate("Connections", "The statement was stopped."));
        }
    }
}

} // namespace tabletalk
