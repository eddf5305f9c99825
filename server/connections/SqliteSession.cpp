// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/SqliteSession.h"

#include "core/sql/SecretNames.h"
#include "core/sql/StatementGuard.h"
#include "server/connections/SqliteFunctions.h"

#include <QCoreApplication>

#include <sqlite3.h>

#include <cstring>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr int opsBetweenChecks = 25; ///< each may make a value of the longest size
constexpr unsigned checksBetweenTimes = 64;
constexpr int maxValueBytes = 64 * 1024 * 1024;
constexpr int maxPatternBytes = 128; ///< LIKE tries all of it at each place of a text, and cannot be stopped
constexpr qint64 maxStatementMemory = 256LL * 1024 * 1024;

bool isCataloguePragma(const char *name)
{
    for (const char *known :
         {"table_xinfo", "table_info", "table_list", "foreign_key_list", "index_list", "index_info"}) {
        if (qstricmp(name, known) == 0)
            return true;
    }
    return false;
}

int authorize(void *context, int action, const char *first, const char *second, const char *, const char *)
{
    auto &gate = *static_cast<SqliteGate *>(context);
    switch (action) {
    case SQLITE_READ:
        if (!gate.readsCatalogue && first && sql::isSecretTable(QString::fromUtf8(first), Dialect::SQLite)) {
            gate.refused = QString::fromUtf8(first);
            return SQLITE_DENY;
        }
        return SQLITE_OK;
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        if (second && sql::isHarmlessFunction(QString::fromUtf8(second).toLower(), Dialect::SQLite))
            return SQLITE_OK;
        gate.refused = QString::fromUtf8(second);
        return SQLITE_DENY;
    case SQLITE_PRAGMA:
        // data_version is what full-text tables ask for while they are read.
        if (first && ((gate.readsCatalogue && isCataloguePragma(first)) || qstricmp(first, "data_version") == 0))
            return SQLITE_OK;
        gate.refused = u"PRAGMA"_s;
        return SQLITE_DENY;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
        // Declaring a virtual table (json_each, full text) asks for this in memory. A real write to
        // the schema table is refused by defensive mode and by the file being open read-only.
        if (qstrcmp(first, "sqlite_master") == 0)
            return SQLITE_OK;
        [[fallthrough]];
    default:
        gate.refused = QString::fromUtf8(first);
        return SQLITE_DENY;
    }
}

int onProgress(void *context)
{
    auto &gate = *static_cast<SqliteGate *>(context);
    gate.needsTooMuch = gate.needsTooMuch || sqlite3_memory_used() - gate.memoryAtStart > maxStatementMemory;
    if (gate.needsTooMuch)
        return 1;
    if (++gate.checks % checksBetweenTimes != 0)
        return 0;
    return gate.stop.stop_requested() || std::chrono::steady_clock::now() >= gate.deadline ? 1 : 0;
}

} // namespace

void SqliteGate::beginStatement()
{
    refused.clear();
    needsTooMuch = false;
    memoryAtStart = sqlite3_memory_used();
}

void hardenSqlite(sqlite3 *database, SqliteGate &gate)
{
    sqlite3_extended_result_codes(database, 1);
    sqlite3_exec(database, "PRAGMA query_only = ON", nullptr, nullptr, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, maxValueBytes);
    sqlite3_limit(database, SQLITE_LIMIT_SQL_LENGTH, 1'000'000);
    sqlite3_limit(database, SQLITE_LIMIT_EXPR_DEPTH, 200);
    sqlite3_limit(database, SQLITE_LIMIT_COMPOUND_SELECT, 100);
    sqlite3_limit(database, SQLITE_LIMIT_FUNCTION_ARG, 100);
    sqlite3_limit(database, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, maxPatternBytes);
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(database, SQLITE_LIMIT_WORKER_THREADS, 0);
    addBoundedFunctions(database);
    sqlite3_set_authorizer(database, authorize, &gate);
    sqlite3_progress_handler(database, opsBetweenChecks, onProgress, &gate);
}

SqliteStatement::SqliteStatement(sqlite3 *database, SqliteGate &gate, const QString &sql)
    : m_database(database)
    , m_gate(gate)
{
    m_gate.beginStatement();
    const QByteArray utf8 = sql.toUtf8();
    const char *tail = nullptr;
    if (sqlite3_prepare_v2(database, utf8.constData(), static_cast<int>(utf8.size()), &m_statement, &tail) != SQLITE_OK)
        m_prepared = failed();
    else if (!m_statement)
        m_prepared = failure(ProblemCode::StatementRefused,
                             QCoreApplication::translate("Connections", "The statement is empty."));
    else if (!QByteArray(tail).trimmed().isEmpty() && !QByteArray(tail).trimmed().startsWith("--")
             && !QByteArray(tail).trimmed().startsWith("/*"))
        m_prepared = failure(ProblemCode::StatementRefused,
                             QCoreApplication::translate("Connections", "There is more than one statement."));
}

SqliteStatement::~SqliteStatement()
{
    sqlite3_finalize(m_statement);
}

Result<void> SqliteStatement::prepared() const
{
    return m_prepared;
}

std::unexpected<Problem> SqliteStatement::failed() const
{
    const int code = sqlite3_extended_errcode(m_database);
    const QString message = QString::fromUtf8(sqlite3_errmsg(m_database));
    switch (code & 0xff) {
    case SQLITE_INTERRUPT:
        if (m_gate.needsTooMuch)
            return failure(
                ProblemCode::DatabaseFailed,
                QCoreApplication::translate("Connections", "The statement needs more memory than it may."),
                QCoreApplication::translate("Connections", "Ask for less: a filter, fewer rows or shorter texts."));
        if (m_gate.stop.stop_requested())
            return failure(ProblemCode::Cancelled,
                           QCoreApplication::translate("Connections", "The statement was stopped."));
        return failure(
            ProblemCode::DatabaseTimeout,
            QCoreApplication::translate("Connections", "The statement ran longer than it may."),
            QCoreApplication::translate("Connections", "Ask for less: a filter, fewer rows or fewer tables."));
    case SQLITE_AUTH:
        return failure(
            ProblemCode::StatementRefused,
            QCoreApplication::translate("Connections", "The database refused \"%1\": it is open for reading only.")
                .arg(m_gate.refused.left(80)));
    case SQLITE_READONLY:
        return failure(ProblemCode::StatementRefused,
                       QCoreApplication::translate("Connections", "The database is open for reading only."));
    case SQLITE_TOOBIG:
        return failure(
            ProblemCode::DatabaseFailed,
            QCoreApplication::translate("Connections", "A single value is larger than it may be: %1.").arg(message),
            QCoreApplication::translate("Connections", "Ask for its length or its beginning instead."));
    case SQLITE_NOTADB:
        return failure(
            ProblemCode::NotADatabase,
            QCoreApplication::translate("Connections", "The file is not a SQLite database, or it is encrypted."),
            QCoreApplication::translate("Connections", "Choose a file that SQLite wrote."));
    case SQLITE_CORRUPT:
        return failure(ProblemCode::NotADatabase,
                       QCoreApplication::translate("Connections", "The database file is damaged: %1.").arg(message),
                       QCoreApplication::translate("Connections", "Restore it from a copy, or dump and reload it."));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return failure(ProblemCode::DatabaseFailed,
                       QCoreApplication::translate("Connections", "Another program holds the database file locked."),
                       QCoreApplication::translate("Connections", "Try again when it has finished writing."));
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return failure(
            ProblemCode::CannotConnect,
            QCoreApplication::translate("Connections", "The database file cannot be opened: %1.").arg(message),
            QCoreApplication::translate("Connections", "Check that the server's user may read it."));
    default:
        return failure(ProblemCode::DatabaseFailed, message);
    }
}

void SqliteStatement::bind(int parameter, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    sqlite3_bind_text(m_statement, parameter, utf8.constData(), static_cast<int>(utf8.size()), SQLITE_TRANSIENT);
}

Result<bool> SqliteStatement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return failed();
}

void SqliteStatement::reset()
{
    sqlite3_reset(m_statement);
}

int SqliteStatement::columnCount() const
{
    return sqlite3_column_count(m_statement);
}

QString SqliteStatement::columnName(int column) const
{
    return QString::fromUtf8(sqlite3_column_name(m_statement, column));
}

QString SqliteStatement::declaredType(int column) const
{
    return QString::fromUtf8(sqlite3_column_decltype(m_statement, column));
}

int SqliteStatement::storageClass(int column) const
{
    return sqlite3_column_type(m_statement, column);
}

qint64 SqliteStatement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double SqliteStatement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

std::string_view SqliteStatement::text(int column) const
{
    const unsigned char *bytes = sqlite3_column_text(m_statement, column);
    const int size = sqlite3_column_bytes(m_statement, column);
    return {reinterpret_cast<const char *>(bytes), bytes ? static_cast<size_t>(size) : 0};
}

QString SqliteStatement::string(int column) const
{
    const std::string_view utf8 = text(column);
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

Cell SqliteStatement::cell(int column) const
{
    switch (storageClass(column)) {
    case SQLITE_INTEGER:
        return integer(column);
    case SQLITE_FLOAT:
        return real(column);
    case SQLITE_TEXT:
        return string(column);
    case SQLITE_BLOB:
        return QByteArray(static_cast<const char *>(sqlite3_column_blob(m_statement, column)),
                          sqlite3_column_bytes(m_statement, column));
    default:
        return std::monostate();
    }
}

bool SqliteStatement::readsOnly() const
{
    return sqlite3_stmt_readonly(m_statement) != 0;
}

ColumnType sqliteColumnType(const QString &declared)
{
    const QString type = declared.toUpper();
    const auto has = [&](QLatin1StringView word) { return type.contains(word); };
    if (has("BOOL"_L1))
        return ColumnType::Boolean;
    if (has("TIMESTAMP"_L1) || has("DATETIME"_L1))
        return ColumnType::Timestamp;
    if (has("DATE"_L1))
        return ColumnType::Date;
    if (has("TIME"_L1))
        return ColumnType::Time;
    if (has("JSON"_L1))
        return ColumnType::Json;
    if (has("INT"_L1) || type == u"YEAR")
        return ColumnType::Integer;
    if (has("CHAR"_L1) || has("CLOB"_L1) || has("TEXT"_L1) || has("STRING"_L1) || has("UUID"_L1))
        return ColumnType::Text;
    if (has("BLOB"_L1) || has("BINARY"_L1))
        return ColumnType::Binary;
    if (has("REAL"_L1) || has("FLOA"_L1) || has("DOUB"_L1))
        return ColumnType::Real;
    if (has("DEC"_L1) || has("NUM"_L1) || has("MONEY"_L1))
        return ColumnType::Decimal;
    return ColumnType::Other;
}

} // namespace tabletalk
