// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/SqliteConnection.h"

#include "server/platform/StatementBinding.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>

#include <atomic>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcPlatform, "tabletalk.platform")

namespace tabletalk {

struct SqliteConnection::Prepared
{
    explicit Prepared(const QSqlDatabase &database)
        : query(database)
    {}
    QSqlQuery query;
    std::vector<QString> columns; ///< filled by the first run
};

namespace {

/// Result codes of SQLite (sqlite.org/rescode.html), as QtSql passes them on as text.
enum SqliteCode {
    sqliteIoError = 10,
    sqliteCorrupt = 11,
    sqliteFull = 13,
    sqliteCannotOpen = 14,
    sqliteBusy = 5,
    sqliteLocked = 6,
    sqliteReadOnly = 8,
    sqliteNotADatabase = 26,
    sqliteConstraintPrimaryKey = 1555,
    sqliteConstraintUnique = 2067,
};
constexpr int primaryCodeMask = 0xff;

QString nextConnectionName()
{
    static std::atomic<quint64> counter = 0;
    return u"tabletalk-platform-"_s + QString::number(++counter);
}

/// Never passes on the database's own words to the caller: they go to the log.
Problem problemOf(const QSqlError &error, const QString &what)
{
    const int code = error.nativeErrorCode().toInt();
    if (code == sqliteConstraintPrimaryKey || code == sqliteConstraintUnique)
        return Problem::of(ProblemCode::Conflict);
    qCWarning(lcPlatform).noquote() << "the platform database failed at" << what << "with code" << code << ":"
                                    << error.databaseText();
    switch (code & primaryCodeMask) {
    case sqliteIoError:
    case sqliteCorrupt:
    case sqliteFull:
    case sqliteCannotOpen:
    case sqliteBusy:
    case sqliteLocked:
    case sqliteReadOnly:
    case sqliteNotADatabase:
        return Problem::of(ProblemCode::Unavailable,
                           QCoreApplication::translate("Platform", "The server cannot read or write its own database."),
                           QCoreApplication::translate("Platform", "Check disk space and permissions of the data "
                                                                   "directory; the log has the details."));
    default:
        return Problem::of(ProblemCode::Internal);
    }
}

} // namespace

SqliteConnection::SqliteConnection(QString name, SqliteAccess access, const Statements &statements)
    : m_name(std::move(name))
    , m_access(access)
    , m_statements(statements)
{}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const QString &path, SqliteAccess access,
                                                                 const Statements &statements)
{
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(nextConnectionName(), access, statements));
    connection->m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection->m_name);
    connection->m_database.setDatabaseName(path);
    connection->m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=10000"_s);
    if (!connection->m_database.open())
        return std::unexpected(problemOf(connection->m_database.lastError(), u"opening"_s));
    QStringList pragmas = {u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=FULL"_s, u"PRAGMA foreign_keys=ON"_s,
                           u"PRAGMA trusted_schema=OFF"_s, u"PRAGMA temp_store=MEMORY"_s,
                           // 16 MiB of pages: with SQLite's own 2, who asks is read from the file again and again
                           // once there are thousands of organisations.
                           u"PRAGMA cache_size=-16384"_s};
    if (access == SqliteAccess::ReadOnly)
        pragmas.append(u"PRAGMA query_only=ON"_s);
    for (const QString &pragma : pragmas) {
        if (auto done = connection->execute(pragma); !done)
            return std::unexpected(std::move(done).error());
    }
    return connection;
}

SqliteConnection::~SqliteConnection()
{
    m_prepared.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> SqliteConnection::execute(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return std::unexpected(problemOf(query.lastError(), sql.left(60)));
    return {};
}

Result<PlatformConnection::Rows> SqliteConnection::query(const QString &sql, const std::vector<QVariant> &values)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    bool ok = query.prepare(sql);
    for (const QVariant &value : values)
        query.addBindValue(bindable(value));
    if (!ok || !query.exec())
        return std::unexpected(problemOf(query.lastError(), sql.left(60)));
    Rows rows;
    const int columns = query.record().count();
    while (query.next()) {
        std::vector<QVariant> &row = rows.emplace_back();
        for (int i = 0; i < columns; ++i)
            row.push_back(query.value(i));
    }
    return rows;
}

Result<void> SqliteConnection::begin(TransactionKind kind)
{
    return execute(kind == TransactionKind::Write ? u"BEGIN IMMEDIATE"_s : u"BEGIN"_s);
}

Result<void> SqliteConnection::commit()
{
    return execute(u"COMMIT"_s);
}

void SqliteConnection::rollBack()
{
    std::ignore = execute(u"ROLLBACK"_s);
}

Result<void> SqliteConnection::beginPiece()
{
    return execute(u"SAVEPOINT piece"_s);
}

Result<void> SqliteConnection::keepPiece()
{
    return execute(u"RELEASE piece"_s);
}

Result<void> SqliteConnection::undoPiece()
{
    auto undone = execute(u"ROLLBACK TO piece"_s);
    return undone ? execute(u"RELEASE piece"_s) : undone;
}

QSqlQuery &SqliteConnection::prepared(const Statement &statement)
{
    auto &slot = m_prepared[statement.name];
    if (!slot) {
        auto fresh = std::make_unique<Prepared>(m_database);
        fresh->query.setForwardOnly(true);
        if (!fresh->query.prepare(statement.sql))
            throw problemOf(fresh->query.lastError(), statement.name);
        slot = std::move(fresh);
    }
    return slot->query;
}

std::vector<Record> SqliteConnection::run(const std::optional<TenantId> &tenant, const QString &name,
                                          const Bindings &bindings, qint64 *changed)
{
    const Statement &statement = boundStatement(m_statements, name, tenant, bindings);
    if (changed && m_access == SqliteAccess::ReadOnly)
        statementDefect(name, u"writes in a read transaction"_s);

    QSqlQuery &query = prepared(statement);
    for (size_t i = 0; i < statement.parameters.size(); ++i)
        query.bindValue(static_cast<int>(i), valueOf(tenant, statement, statement.parameters[i], bindings));
    if (!query.exec()) {
        const Problem problem = problemOf(query.lastError(), name);
        m_prepared.erase(name);
        throw problem;
    }
    if (changed)
        *changed = query.numRowsAffected();

    std::vector<QString> &columns = m_prepared[name]->columns;
    if (query.isSelect() && columns.empty()) {
        const QSqlRecord record = query.record();
        for (int i = 0; i < record.count(); ++i)
            columns.push_back(record.fieldName(i));
    }
    std::vector<Record> records;
    while (query.isSelect() && query.next()) {
        QHash<QString, QVariant> values;
        values.reserve(static_cast<qsizetype>(columns.size()));
        for (size_t i = 0; i < columns.size(); ++i)
            values.insert(columns[i], query.value(static_cast<int>(i)));
        records.emplace_back(std::move(values));
    }
    query.finish(); // ends the statement, so that it holds no lock
    return records;
}

} // namespace tabletalk
