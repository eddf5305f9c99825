// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/PostgresConnection.h"

#include "server/platform/PostgresProblem.h"
#include "server/platform/PostgresValues.h"
#include "server/platform/StatementBinding.h"

#include <QLoggingCategory>

#include <libpq-fe.h>

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(lcPlatform)

namespace tabletalk {

namespace {

struct ResultDeleter
{
    void operator()(PGresult *result) const { PQclear(result); }
};
using ResultPointer = std::unique_ptr<PGresult, ResultDeleter>;

bool succeeded(const PGresult *result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

/// Settings from the first moment on. pg_temp stands last, so that nobody's temporary
/// table passes for one of ours.
QByteArray settingsOf(const PostgresLogin &login)
{
    const auto number = [](std::chrono::milliseconds time) {
        return QByteArray::number(static_cast<qint64>(time.count()));
    };
    QByteArray settings = "-c search_path=" + QByteArray(postgresSchema) + ",pg_temp";
    settings += " -c statement_timeout=" + number(login.statementTimeout);
    settings += " -c lock_timeout=" + number(login.lockTimeout);
    settings += " -c idle_in_transaction_session_timeout=60000 -c client_min_messages=warning -c bytea_output=hex";
    if (!login.role.isEmpty())
        settings += " -c role=" + login.role.toUtf8().replace('\\', "\\\\").replace(' ', "\\ ");
    return settings;
}

/// Times are short enough that a server which vanished is noticed while somebody waits.
PGconn *connect(const PostgresLogin &login)
{
    std::vector<std::pair<QByteArray, QByteArray>> parameters = {
        {"host", login.url.host.toUtf8()},
        {"port", QByteArray::number(login.url.port)},
        {"user", login.url.user.toUtf8()},
        {"password", login.url.password.toUtf8()},
        {"dbname", login.url.database.toUtf8()},
        {"client_encoding", "UTF8"},
        {"options", settingsOf(login)},
        {"application_name", "tabletalk"},
        {"connect_timeout", "5"},
        {"keepalives_idle", "30"},
        {"tcp_user_timeout", "10000"},
    };
    for (const auto &[name, value] : login.url.options)
        parameters.emplace_back(name.toUtf8(), value.toUtf8()); // the last of a name counts
    std::vector<const char *> names;
    std::vector<const char *> values;
    for (const auto &[name, value] : parameters) {
        names.push_back(name.constData());
        values.push_back(value.constData());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    constexpr int nameIsPlain = 0;
    return PQconnectdbParams(names.data(), values.data(), nameIsPlain);
}

PlatformConnection::Rows rowsOf(const PGresult *result)
{
    PlatformConnection::Rows rows(static_cast<size_t>(PQntuples(result)));
    for (size_t i = 0; i < rows.size(); ++i) {
        for (int column = 0; column < PQnfields(result); ++column)
            rows[i].push_back(postgresValue(result, static_cast<int>(i), column));
    }
    return rows;
}

std::vector<Record> recordsOf(const PGresult *result)
{
    std::vector<QString> columns;
    for (int column = 0; column < PQnfields(result); ++column)
        columns.push_back(QString::fromUtf8(PQfname(result, column)));
    std::vector<Record> records;
    records.reserve(static_cast<size_t>(PQntuples(result)));
    for (int row = 0; row < PQntuples(result); ++row) {
        QHash<QString, QVariant> values;
        values.reserve(static_cast<qsizetype>(columns.size()));
        for (size_t i = 0; i < columns.size(); ++i)
            values.insert(columns[i], postgresValue(result, row, static_cast<int>(i)));
        records.emplace_back(std::move(values));
    }
    return records;
}

} // namespace

PostgresConnection::PostgresConnection(pg_conn *connection, const Statements &statements)
    : m_connection(connection)
    , m_statements(statements)
{
    // The library would write the server's notices to our standard error.
    PQsetNoticeReceiver(connection, [](void *, const PGresult *) {}, nullptr);
}

PostgresConnection::~PostgresConnection()
{
    PQfinish(m_connection);
}

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const PostgresLogin &login,
                                                                     const Statements &statements)
{
    PGconn *connection = connect(login);
    if (PQstatus(connection) != CONNECTION_OK) {
        auto problem = cannotReachPostgres(connection, login);
        PQfinish(connection);
        return std::unexpected(std::move(problem));
    }
    return std::unique_ptr<PostgresConnection>(new PostgresConnection(connection, statements));
}

bool PostgresConnection::isUsable() const
{
    return !m_lost && PQstatus(m_connection) == CONNECTION_OK;
}

qintptr PostgresConnection::socket() const
{
    return PQsocket(m_connection);
}

std::vector<QString> PostgresConnection::takeNotifications()
{
    std::vector<QString> payloads;
    if (PQconsumeInput(m_connection) == 0)
        m_lost = true;
    while (PGnotify *said = PQnotifies(m_connection)) {
        payloads.push_back(QString::fromUtf8(said->extra));
        PQfreemem(said);
    }
    return payloads;
}

std::unexpected<Problem> PostgresConnection::problemOf(const pg_result *result, const QString &what)
{
    const PostgresFailure failed = postgresFailure(m_connection, result, what);
    m_mustRepeat = m_mustRepeat || failed.mustRepeat;
    m_lost = m_lost || failed.connectionLost;
    return std::unexpected(failed.problem);
}

// --- fixed text ---

Result<void> PostgresConnection::execute(const QString &sql)
{
    if (auto sent = sendControl(); !sent)
        return sent;
    const ResultPointer result(PQexec(m_connection, sql.toUtf8().constData()));
    if (!succeeded(result.get()))
        return problemOf(result.get(), sql.left(60));
    return {};
}

Result<PlatformConnection::Rows> PostgresConnection::query(const QString &sql, const std::vector<QVariant> &values)
{
    if (auto sent = sendControl(); !sent)
        return std::unexpected(std::move(sent).error());
    PostgresArguments arguments;
    for (const QVariant &value : values)
        arguments.add(value);
    const QByteArray text = numberPlaceholders(sql).toUtf8();
    const ResultPointer result(PQexecParams(m_connection, text.constData(), arguments.count(), nullptr,
                                            arguments.values(), arguments.lengths(), arguments.formats(), 0));
    if (!succeeded(result.get()))
        return problemOf(result.get(), sql.left(60));
    return rowsOf(result.get());
}

QString PostgresConnection::inOwnWords(const QString &statement) const
{
    // Whole numbers have 64 bits on SQLite, and texts compare by their bytes there.
    static const std::vector<std::pair<QString, QString>> types = {{u"INTEGER"_s, u"BIGINT"_s},
                                                                   {u"BLOB"_s, u"BYTEA"_s},
                                                                   {u"REAL"_s, u"DOUBLE PRECISION"_s},
                                                                   {u"TEXT"_s, u"TEXT COLLATE \"C\""_s}};
    return replaceWords(statement, types);
}

// --- transactions ---

void PostgresConnection::addControl(const char *sql)
{
    if (!m_control.isEmpty())
        m_control += "; ";
    m_control += sql;
}

Result<void> PostgresConnection::sendControl()
{
    if (m_control.isEmpty())
        return {};
    const QByteArray control = std::exchange(m_control, {});
    m_inTransaction = true;
    const ResultPointer result(PQexec(m_connection, control.constData()));
    if (!succeeded(result.get()))
        return problemOf(result.get(), QString::fromLatin1(control.left(60)));
    return {};
}

Result<void> PostgresConnection::begin(TransactionKind kind)
{
    m_control.clear();
    m_inTransaction = false;
    m_mustRepeat = false;
    m_seen = Seen::Unknown;
    m_reads = kind == TransactionKind::Read;
    addControl(m_reads ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN ISOLATION LEVEL SERIALIZABLE");
    return {};
}

Result<void> PostgresConnection::commit()
{
    m_seen = Seen::Unknown;
    if (!m_inTransaction) { // nothing was asked
        m_control.clear();
        return {};
    }
    if (PQtransactionStatus(m_connection) != PQTRANS_INTRANS)
        return failure(ProblemCode::Unavailable);
    addControl("COMMIT");
    auto done = sendControl();
    m_inTransaction = false;
    return done;
}

void PostgresConnection::rollBack()
{
    m_control.clear();
    m_seen = Seen::Unknown;
    if (!m_inTransaction || !isUsable())
        return;
    m_inTransaction = false;
    const bool repeat = m_mustRepeat;
    const ResultPointer result(PQexec(m_connection, "ROLLBACK"));
    if (!succeeded(result.get()))
        std::ignore = problemOf(result.get(), u"ROLLBACK"_s);
    m_mustRepeat = repeat;
}

Result<void> PostgresConnection::beginPiece()
{
    addControl("SAVEPOINT piece");
    return {};
}

Result<void> PostgresConnection::keepPiece()
{
    // A failure that the piece kept to itself has ended the transaction on the server.
    if (PQtransactionStatus(m_connection) == PQTRANS_INERROR)
        return failure(ProblemCode::Internal);
    addControl("RELEASE SAVEPOINT piece");
    return {};
}

Result<void> PostgresConnection::undoPiece()
{
    if (auto sent = sendControl(); !sent) // the server has to know the savepoint
        return sent;
    m_seen = Seen::Unknown;
    const ResultPointer result(PQexec(m_connection, "ROLLBACK TO SAVEPOINT piece; RELEASE SAVEPOINT piece"));
    if (!succeeded(result.get()))
        return problemOf(result.get(), u"ROLLBACK TO SAVEPOINT"_s);
    return {};
}

// --- scopes and statements ---

Result<void> PostgresConnection::enterScope(const std::optional<TenantId> &tenant)
{
    const bool isEntered = tenant ? m_seen == Seen::OneTenant && m_seenTenant == *tenant : m_seen == Seen::Platform;
    if (isEntered)
        return {};
    // An id of ours holds digits, letters and hyphens alone.
    const QByteArray id = tenant ? tenant->toString().toLatin1() : QByteArray();
    const QByteArray sql = "SELECT pg_catalog.set_config('tabletalk.tenant', '" + id
                           + "', true), pg_catalog.set_config('tabletalk.platform', '" + (tenant ? "" : "on")
                           + "', true)";
    addControl(sql.constData());
    auto sent = sendControl();
    if (!sent)
        return sent;
    m_seen = tenant ? Seen::OneTenant : Seen::Platform;
    m_seenTenant = tenant.value_or(TenantId());
    return {};
}

void PostgresConnection::prepare(const Statement &statement)
{
    if (m_prepared.contains(statement.name))
        return;
    const ResultPointer result(
        PQprepare(m_connection, statement.name.toUtf8().constData(), statement.sql.toUtf8().constData(), 0, nullptr));
    if (!succeeded(result.get()))
        throw problemOf(result.get(), statement.name).error();
    m_prepared.insert(statement.name);
}

std::vector<Record> PostgresConnection::run(const std::optional<TenantId> &tenant, const QString &name,
                                            const Bindings &bindings, qint64 *changed)
{
    const Statement &statement = boundStatement(m_statements, name, tenant, bindings);
    if (changed && m_reads)
        statementDefect(name, u"writes in a read transaction"_s);
    PostgresArguments arguments;
    for (const QString &parameter : statement.parameters)
        arguments.add(valueOf(tenant, statement, parameter, bindings));
    orThrow(enterScope(tenant));
    orThrow(sendControl());
    prepare(statement);
    const ResultPointer result(PQexecPrepared(m_connection, statement.name.toUtf8().constData(), arguments.count(),
                                              arguments.values(), arguments.lengths(), arguments.formats(), 0));
    if (!succeeded(result.get()))
        throw problemOf(result.get(), name).error();
    if (changed)
        *changed = QByteArray(PQcmdTuples(result.get())).toLongLong();
    return recordsOf(result.get());
}

} // namespace tabletalk
