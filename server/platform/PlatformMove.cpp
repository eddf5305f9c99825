// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/PlatformMove.h"

#include "core/connect/ConnectionUrl.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/PostgresConnection.h"
#include "server/platform/PostgresRoles.h"
#include "server/platform/SqliteConnection.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <iterator>
#include <limits>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int rowsAtOnce = 200;
constexpr std::chrono::hours moveTime{6};

QString tr(const char *text)
{
    return QCoreApplication::translate("Platform", text);
}

struct PlatformColumn
{
    QString name;
    QString type; ///< on PostgreSQL
};

struct PlatformTable
{
    QString name;
    std::vector<PlatformColumn> columns;

    QString columnList() const
    {
        QStringList names;
        for (const PlatformColumn &column : columns)
            names.append(quotedIdentifier(column.name));
        return names.join(u", "_s);
    }
};

class Mover
{
public:
    Mover(PlatformConnection &source, PlatformConnection &target)
        : m_source(source)
        , m_target(target)
    {}

    /// Throws Problem when it cannot go on; nothing is stored then.
    MoveReport run()
    {
        checkSource();
        const std::vector<PlatformTable> tables = tablesOfTarget();
        orThrow(m_source.begin(TransactionKind::Read));
        orThrow(m_target.begin(TransactionKind::Write));
        // Before anything is read: a server that is started meanwhile waits until we are done.
        for (const PlatformTable &table : tables)
            orThrow(m_target.execute(u"LOCK TABLE %1 IN EXCLUSIVE MODE"_s.arg(quotedIdentifier(table.name))));
        orThrow(m_target.query(u"SELECT set_config('tabletalk.platform', 'on', true)"_s));
        for (const PlatformTable &table : tables)
            refuseRowsIn(table);
        MoveReport report;
        for (const PlatformTable &table : tables)
            report.tables.push_back({table.name, send(table), {}});
        for (size_t i = 0; i < tables.size(); ++i)
            report.tables[i].arrived = readBack(tables[i]);
        report.isComplete = std::ranges::all_of(report.tables, &MovedTable::isSame);
        if (report.isComplete)
            orThrow(m_target.commit());
        return report;
    }

private:
    void checkSource()
    {
        const auto rows = orThrow(m_source.query(u"PRAGMA integrity_check(1)"_s));
        if (rows.empty() || rows.front().front().toString() != u"ok")
            throw Problem::of(ProblemCode::NotADatabase, tr("The platform database in the data directory is damaged."),
                              tr("Restore a backup, or the snapshot beside it."));
    }

    /// What is referred to goes first.
    std::vector<PlatformTable> tablesOfTarget()
    {
        const auto names = orThrow(m_target.query(
            u"WITH RECURSIVE depth(id, level) AS (SELECT c.oid, 0 FROM pg_class c "
            "WHERE c.relnamespace = 'tabletalk'::regnamespace AND c.relkind = 'r' AND c.relname <> 'schema_migrations' "
            "UNION SELECT f.conrelid, d.level + 1 FROM pg_constraint f JOIN depth d ON d.id = f.confrelid "
            "WHERE f.contype = 'f' AND f.conrelid <> f.confrelid AND d.level < 50) "
            "SELECT c.relname::text FROM depth d JOIN pg_class c ON c.oid = d.id "
            "GROUP BY c.relname ORDER BY max(d.level), c.relname"_s));
        std::vector<PlatformTable> tables;
        for (const auto &row : names) {
            const QString name = row.front().toString();
            tables.push_back({name, columnsOf(name)});
        }
        return tables;
    }

    std::vector<PlatformColumn> columnsOf(const QString &table)
    {
        std::vector<PlatformColumn> columns;
        for (const auto &row : orThrow(
                 m_target.query(u"SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = "
                                "('tabletalk.' || ?)::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"_s,
                                {table})))
            columns.push_back({row[0].toString(), row[1].toString()});
        return columns;
    }

    void refuseRowsIn(const PlatformTable &table)
    {
        if (!orThrow(m_target.query(u"SELECT 1 FROM %1 LIMIT 1"_s.arg(quotedIdentifier(table.name)))).empty())
            throw Problem::of(ProblemCode::Conflict,
                              tr("The platform database on PostgreSQL holds rows already (in \"%1\").").arg(table.name),
                              tr("Name an empty database. Nothing was changed."));
    }

    TableChecksum send(const PlatformTable &table)
    {
        TableChecksum sum;
        const QString select = u"SELECT rowid, %1 FROM %2 WHERE rowid > ? ORDER BY rowid LIMIT %3"_s.arg(
            table.columnList(), quotedIdentifier(table.name), QString::number(rowsAtOnce));
        for (qint64 last = std::numeric_limits<qint64>::min();;) {
            PlatformConnection::Rows rows = orThrow(m_source.query(select, {last}));
            if (rows.empty())
                return sum;
            last = rows.back().front().toLongLong();
            std::vector<QVariant> values;
            for (auto &row : rows) {
                const qint64 id = row.front().toLongLong();
                row.erase(row.begin());
                checkKinds(table, row, id);
                sum.add(row);
                std::ranges::move(row, std::back_inserter(values));
            }
            insert(table, rows.size(), values);
        }
    }

    /// SQLite lets any value stand in any column; PostgreSQL does not.
    static void checkKinds(const PlatformTable &table, std::vector<QVariant> &row, qint64 id)
    {
        for (size_t i = 0; i < row.size(); ++i) {
            if (row[i].isNull()) {
                row[i] = QVariant(); // QtSql's has a type
                continue;
            }
            const QString &type = table.columns[i].type;
            const int kind = row[i].typeId();
            const bool isNumber = kind == QMetaType::LongLong || kind == QMetaType::Int;
            if (type == u"double precision" && isNumber)
                row[i] = row[i].toDouble();
            const bool fits = type == u"bigint"  ? isNumber
                              : type == u"text"  ? kind == QMetaType::QString
                              : type == u"bytea" ? kind == QMetaType::QByteArray
                                                 : isNumber || kind == QMetaType::Double;
            if (!fits)
                throw Problem::of(ProblemCode::DatabaseFailed,
                                  tr("Row %1 of the table \"%2\" has a damaged value in \"%3\".")
                                      .arg(QString::number(id), table.name, table.columns[i].name),
                                  tr("Repair or delete it in the data directory. Nothing was moved."));
        }
    }

    void insert(const PlatformTable &table, size_t rows, const std::vector<QVariant> &values)
    {
        QStringList places;
        for (const PlatformColumn &column : table.columns)
            places.append(u"?::"_s + column.type);
        const QString row = u'(' + places.join(u", "_s) + u')';
        QStringList list;
        for (size_t i = 0; i < rows; ++i)
            list.append(row);
        const auto inserted = m_target.query(u"INSERT INTO %1 (%2) VALUES %3"_s.arg(
                                                 quotedIdentifier(table.name), table.columnList(), list.join(u", "_s)),
                                             values);
        if (!inserted)
            throw Problem::of(inserted.error().code, tr("The rows of the table \"%1\" were not taken.").arg(table.name),
                              tr("The log has the details. Nothing was moved."));
    }

    TableChecksum readBack(const PlatformTable &table)
    {
        TableChecksum sum;
        orThrow(m_target.execute(u"DECLARE moved NO SCROLL CURSOR FOR SELECT %1 FROM %2"_s.arg(
            table.columnList(), quotedIdentifier(table.name))));
        while (true) {
            const auto rows = orThrow(m_target.query(u"FETCH %1 FROM moved"_s.arg(rowsAtOnce)));
            for (const auto &row : rows)
                sum.add(row);
            if (rows.empty())
                break;
        }
        orThrow(m_target.execute(u"CLOSE moved"_s));
        return sum;
    }

    PlatformConnection &m_source;
    PlatformConnection &m_target;
};

/// So that nobody goes on with what is left behind, for instance to change the master key there.
Result<void> noteMoved(const QString &directory, const QString &url)
{
    const auto target = ConnectionUrl::parse(url);
    const QString where = target ? target->displayUrl() : u"PostgreSQL"_s; // without a password
    QSaveFile note(QDir(directory).filePath(PlatformDatabase::movedNote));
    if (note.open(QIODevice::WriteOnly) && note.write(where.toUtf8() + '\n') > 0 && note.commit())
        return {};
    return failure(ProblemCode::Unavailable,
                   tr("Everything was moved, but that could not be noted in \"%1\".").arg(directory),
                   tr("Write the new address into a file \"%1\" there, so that nobody serves what is left behind.")
                       .arg(PlatformDatabase::movedNote));
}

} // namespace

Result<MoveReport> movePlatform(const QString &directory, const PostgresAccounts &target, const Clock &clock)
{
    const QString path = directory + u"/platform.db"_s;
    if (!QFile::exists(path))
        return failure(ProblemCode::NotFound, tr("There is no platform database in \"%1\".").arg(directory));
    // Both at the newest migration, so that their tables are alike.
    PlatformDatabaseOptions options;
    options.directory = directory;
    if (auto opened = PlatformDatabase::open(options, clock); !opened)
        return std::unexpected(std::move(opened).error());
    auto login = setUpPostgres(target, Migrations::builtIn(u"postgres"_s), clock);
    if (!login)
        return std::unexpected(std::move(login).error());
    login->statementTimeout = moveTime;
    const Statements none;
    const auto source = SqliteConnection::open(path, SqliteAccess::ReadOnly, none);
    const auto connection = PostgresConnection::open(*login, none);
    if (!source || !connection)
        return std::unexpected(!source ? source.error() : connection.error());
    try {
        MoveReport report = Mover(**source, **connection).run();
        if (report.isComplete) {
            if (auto noted = noteMoved(directory, target.url); !noted)
                return std::unexpected(std::move(noted).error());
        }
        return report;
    } catch (const Problem &problem) {
        (*connection)->rollBack();
        return std::unexpected(problem);
    }
}

} // namespace tabletalk
