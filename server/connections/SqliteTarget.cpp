// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/SqliteTarget.h"

#include "core/sql/Quoting.h"
#include "core/sql/StatementGuard.h"
#include "server/connections/SqlConnection.h"
#include "server/connections/SqliteCatalogue.h"
#include "server/connections/SqliteSession.h"
#include "server/connections/TableProfiler.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSqlQuery>

#include <sqlite3.h>

#include <functional>

namespace tabletalk {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto countTime = 1'500ms;
constexpr auto catalogueTime = 60s;

/// Bounds a statement in time and lets a stop request reach the engine at once.
class Bounded
{
public:
    Bounded(sqlite3 *database, SqliteGate &gate, std::chrono::milliseconds limit, std::stop_token stop)
        : m_gate(gate)
        , m_onStop(stop, [database] { sqlite3_interrupt(database); })
    {
        gate.stop = std::move(stop);
        gate.deadline = std::chrono::steady_clock::now() + limit;
    }
    ~Bounded()
    {
        m_gate.stop = {};
        m_gate.deadline = std::chrono::steady_clock::time_point::max();
    }
    Bounded(const Bounded &) = delete;
    Bounded &operator=(const Bounded &) = delete;

private:
    SqliteGate &m_gate;
    std::stop_callback<std::function<void()>> m_onStop;
};

qint64 bytesOf(const Cell &cell)
{
    if (const auto *text = std::get_if<QString>(&cell))
        return text->size();
    if (const auto *bytes = std::get_if<QByteArray>(&cell))
        return bytes->size();
    return 8;
}

/// Bounds what a statement of somebody else may make of one value, while it runs.
class ShortValues
{
public:
    explicit ShortValues(sqlite3 *database)
        : m_database(database)
        , m_before(sqlite3_limit(database, SQLITE_LIMIT_LENGTH, maxSqliteValue))
    {}
    ~ShortValues() { sqlite3_limit(m_database, SQLITE_LIMIT_LENGTH, m_before); }
    ShortValues(const ShortValues &) = delete;
    ShortValues &operator=(const ShortValues &) = delete;

private:
    sqlite3 *m_database;
    int m_before;
};

/// The cells of a row, unless it is larger than a whole result may be.
Result<Row> rowOf(const SqliteStatement &statement, qint64 maxBytes)
{
    Row cells;
    cells.reserve(static_cast<size_t>(statement.columnCount()));
    qint64 bytes = 0;
    for (int i = 0; i < statement.columnCount(); ++i) {
        cells.push_back(statement.cell(i));
        bytes += bytesOf(cells.back());
        if (bytes - maxSqliteValue > maxBytes) // the other way round it could overflow
            return failure(ProblemCode::DatabaseFailed,
                           QCoreApplication::translate("Connections", "A single row of the result is larger than a "
                                                                      "whole result may be."),
                           QCoreApplication::translate("Connections", "Ask for fewer columns."));
    }
    return cells;
}

ColumnType typeOfStorage(int storageClass)
{
    switch (storageClass) {
    case SQLITE_INTEGER:
        return ColumnType::Integer;
    case SQLITE_FLOAT:
        return ColumnType::Real;
    case SQLITE_TEXT:
        return ColumnType::Text;
    case SQLITE_BLOB:
        return ColumnType::Binary;
    default:
        return ColumnType::Other;
    }
}

/// Types as declared, or for expressions as the first row has them.
std::vector<ResultColumn> columnsOf(const SqliteStatement &statement, bool hasRow)
{
    std::vector<ResultColumn> columns;
    for (int i = 0; i < statement.columnCount(); ++i) {
        ColumnType type = sqliteColumnType(statement.declaredType(i));
        if (type == ColumnType::Other && hasRow)
            type = typeOfStorage(statement.storageClass(i));
        columns.push_back({statement.columnName(i), type});
    }
    return columns;
}

/// What changes when anything is written to the file: its size, time and own counter of
/// changes, and size and time of the log that writers may keep beside it.
QString fileMark(const QString &path)
{
    QString mark;
    for (const QString &part : {path, QString(path + u"-wal"_s)}) {
        const QFileInfo file(part);
        if (file.exists() && file.size() > 0)
            mark += u"%1:%2 "_s.arg(file.size()).arg(file.lastModified().toMSecsSinceEpoch());
    }
    constexpr qint64 counterPlace = 24; // of the file format: a big-endian number of 32 bits
    QFile file(path);
    if (file.open(QIODevice::ReadOnly) && file.seek(counterPlace))
        mark += QString::fromLatin1(file.read(4).toHex());
    return mark;
}

qint64 profileRow(const SqliteStatement &row, TableProfiler &profiler)
{
    qint64 bytes = 0;
    for (int i = 0; i < row.columnCount(); ++i) {
        const size_t column = static_cast<size_t>(i);
        switch (row.storageClass(i)) {
        case SQLITE_INTEGER:
            profiler.addInteger(column, row.integer(i));
            break;
        case SQLITE_FLOAT:
            profiler.addReal(column, row.real(i));
            break;
        case SQLITE_TEXT: {
            const std::string_view text = row.text(i);
            bytes += static_cast<qint64>(text.size());
            profiler.addText(column, text);
            break;
        }
        case SQLITE_BLOB:
            profiler.addBinary(column);
            break;
        default:
            profiler.addNull(column);
        }
    }
    profiler.endRow();
    return bytes;
}

} // namespace

struct SqliteTarget::State
{
    explicit State(CheckedFile opened)
        : file(std::move(opened))
        , connection(u"QSQLITE"_s)
    {}

    CheckedFile file;
    SqliteGate gate; ///< outlives the connection
    SqlConnection connection;
    sqlite3 *handle = nullptr;
    ReadingProgress progress;
};

SqliteTarget::SqliteTarget(std::unique_ptr<State> state)
    : m_state(std::move(state))
{}

SqliteTarget::~SqliteTarget() = default;

Result<std::unique_ptr<TargetDatabase>> SqliteTarget::open(const CheckedFile &file)
{
    auto state = std::make_unique<State>(file);
    QSqlDatabase &database = state->connection.database();
    database.setDatabaseName(file.path);
    database.setConnectOptions(u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=3000"_s);
    const bool opened = database.open();
    if (!file.isStillThere())
        return failure(ProblemCode::ConnectionForbidden,
                       QCoreApplication::translate("Connections", "The file was replaced while it was being opened."));
    if (!opened)
        return failure(ProblemCode::CannotConnect,
                       QCoreApplication::translate("Connections", "The database file cannot be opened."),
                       QCoreApplication::translate("Connections", "Check that the server's user may read it."));
    // The driver must use the same library as we do, or its handle means nothing to us.
    QSqlQuery source(database);
    state->handle = state->connection.handle<sqlite3>({"sqlite3*"});
    if (!state->handle || !source.exec(u"SELECT sqlite_source_id()"_s) || !source.next()
        || source.value(0).toString() != QLatin1StringView(sqlite3_sourceid()))
        return failure(ProblemCode::UnsupportedDatabase,
                       QCoreApplication::translate("Connections", "Qt's SQLite driver was built with another SQLite."));
    source.finish();
    hardenSqlite(state->handle, state->gate);
    std::unique_ptr<SqliteTarget> target(new SqliteTarget(std::move(state)));
    if (auto proven = target->prove(); !proven)
        return std::unexpected(proven.error());
    return target;
}

/// The first read tells whether the file is a database at all.
Result<void> SqliteTarget::prove()
{
    SqliteStatement statement(m_state->handle, m_state->gate, u"SELECT count(*) FROM sqlite_master"_s);
    if (auto prepared = statement.prepared(); !prepared)
        return prepared;
    if (const Result<bool> row = statement.step(); !row)
        return std::unexpected(row.error());
    return {};
}

bool SqliteTarget::isUsable() const
{
    return m_state->file.isStillThere();
}

Result<QString> SqliteTarget::serverVersion()
{
    return QString(u"SQLite "_s + QLatin1StringView(sqlite3_libversion()));
}

Result<GrantReport> SqliteTarget::grants()
{
    GrantReport report;
    report.canWrite = QFileInfo(m_state->file.path).isWritable();
    if (report.canWrite)
        report.evidence.push_back(
            QCoreApplication::translate("Connections", "The server's user may write to the file."));
    return report;
}

Result<QString> SqliteTarget::readOnlyState()
{
    if (sqlite3_db_readonly(m_state->handle, "main") != 1)
        return failure(ProblemCode::DatabaseFailed,
                       QCoreApplication::translate("Connections", "SQLite says that the file is open for writing."));
    return QCoreApplication::translate("Connections", "the file is open for reading only (sqlite3_db_readonly)");
}

Result<std::vector<WriteAttempt>> SqliteTarget::attemptWrites()
{
    struct Nothing final : RowSink
    {
        void begin(const std::vector<ResultColumn> &) override {}
        void row(Row &&) override {}
    } nothing;
    std::vector<WriteAttempt> attempts;
    for (const QString &statement :
         {u"CREATE TABLE tabletalk_write_check (x)"_s, u"CREATE TEMP TABLE tabletalk_write_check (x)"_s,
          u"PRAGMA user_version = 1"_s, u"ATTACH DATABASE ':memory:' AS tabletalk_write_check"_s}) {
        const auto outcome = runUnchecked(statement, StatementLimits(), nothing, {});
        attempts.push_back({statement, !outcome, outcome ? QString() : outcome.error().detail});
    }
    return attempts;
}

Result<std::vector<RelationName>> SqliteTarget::listRelations(std::stop_token stop)
{
    const Bounded bounded(m_state->handle, m_state->gate, catalogueTime, std::move(stop));
    return listSqliteRelations(m_state->handle, m_state->gate);
}

Result<QString> SqliteTarget::changeMark()
{
    return fileMark(m_state->file.path);
}

void SqliteTarget::setReadingProgress(const ReadingProgress &progress)
{
    m_state->progress = progress;
}

Result<Schema> SqliteTarget::readCatalogue(const SchemaSelection &selection, std::stop_token stop)
{
    const Bounded bounded(m_state->handle, m_state->gate, catalogueTime, std::move(stop));
    // The mark is from before, so that what changes meanwhile is read again the next time.
    return readSqliteCatalogue(m_state->handle, m_state->gate, selection, fileMark(m_state->file.path),
                               m_state->progress);
}

/// The number of rows, or an estimate from the highest rowid when counting takes too long.
Result<qint64> SqliteTarget::countRows(const Table &table, std::stop_token stop)
{
    const QString name = sql::quoteName(table.name, Dialect::SQLite);
    for (const QString &query :
         {QString(u"SELECT count(*) FROM "_s + name), QString(u"SELECT max(rowid) FROM "_s + name)}) {
        const Bounded bounded(m_state->handle, m_state->gate, countTime, stop);
        SqliteStatement statement(m_state->handle, m_state->gate, query);
        if (!statement.prepared())
            continue;
        const Result<bool> row = statement.step();
        if (row && *row)
            return statement.integer(0);
        if (!row && row.error().code != ProblemCode::DatabaseTimeout)
            return std::unexpected(row.error());
    }
    return failure(ProblemCode::DatabaseTimeout);
}

Result<void> SqliteTarget::profile(Table &table, std::vector<ColumnValues> &values, const ProfileLimits &limits,
                                   std::stop_token stop)
{
    if (stop.stop_requested())
        return failure(ProblemCode::Cancelled);
    const Result<qint64> count = countRows(table, stop);
    if (!count && count.error().code != ProblemCode::DatabaseTimeout)
        return std::unexpected(count.error());
    if (count)
        table.rowCount = *count;
    const bool whole = count && *count <= limits.wholeRows;

    QString columns;
    for (const Column &column : table.columns)
        columns += (columns.isEmpty() ? QString() : u", "_s) + sql::quoteName(column.name, Dialect::SQLite);
    const QString select = u"SELECT "_s + columns + u" FROM "_s + sql::quoteName(table.name, Dialect::SQLite);
    QStringList queries{select};
    if (!whole) {
        queries = {QString(select + u" LIMIT "_s + QString::number(limits.sampledRows / 2))};
        if (count && table.kind == TableKind::Table)
            queries += QString(select + u" ORDER BY rowid DESC LIMIT "_s + QString::number(limits.sampledRows / 2));
    }
    TableProfiler profiler(table);
    bool complete = whole;
    qint64 bytes = 0;
    for (const QString &query : queries) {
        const Bounded bounded(m_state->handle, m_state->gate, limits.timeLimit, stop);
        SqliteStatement statement(m_state->handle, m_state->gate, query);
        if (!statement.prepared())
            continue; // a table without rowid has no other end
        while (true) {
            const Result<bool> row = statement.step();
            if (!row && row.error().code != ProblemCode::DatabaseTimeout)
                return std::unexpected(row.error());
            complete = complete && row;
            if (!row || !*row)
                break;
            bytes += profileRow(statement, profiler);
            if (bytes > limits.maxBytes) {
                complete = false;
                break;
            }
        }
        if (bytes > limits.maxBytes)
            break;
    }
    profiler.finish(table, values, complete, true);
    table.profiled = true;
    return {};
}

Result<StatementOutcome> SqliteTarget::run(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                           std::stop_token stop)
{
    if (auto checked = sql::checkReadOnly(sql, Dialect::SQLite); !checked)
        return std::unexpected(checked.error());
    return runUnchecked(sql, limits, sink, std::move(stop));
}

Result<StatementOutcome> SqliteTarget::runUnchecked(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                                    std::stop_token stop)
{
    if (stop.stop_requested())
        return failure(ProblemCode::Cancelled);
    const Bounded bounded(m_state->handle, m_state->gate, limits.timeLimit, std::move(stop));
    const ShortValues shortValues(m_state->handle);
    SqliteStatement statement(m_state->handle, m_state->gate, sql);
    if (auto prepared = statement.prepared(); !prepared)
        return std::unexpected(prepared.error());
    if (!statement.readsOnly())
        return failure(ProblemCode::StatementRefused,
                       QCoreApplication::translate("Connections", "The database says that this statement writes."));

    Result<bool> row = statement.step();
    if (!row)
        return std::unexpected(row.error());
    sink.begin(columnsOf(statement, *row));
    StatementOutcome outcome;
    qint64 bytes = 0;
    while (*row) {
        if (outcome.rowCount >= limits.maxRows || bytes > limits.maxBytes) {
            outcome.truncated = true;
            break;
        }
        Result<Row> cells = rowOf(statement, limits.maxBytes);
        if (!cells)
            return std::unexpected(cells.error());
        for (const Cell &cell : *cells)
            bytes += bytesOf(cell);
        sink.row(*std::move(cells));
        ++outcome.rowCount;
        row = statement.step();
        if (!row)
            return std::unexpected(row.error());
    }
    return outcome;
}

} // namespace tabletalk
