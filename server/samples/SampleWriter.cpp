// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/samples/SampleWriter.h"

#include "core/base/Problem.h"

#include <QSqlError>
#include <QStringList>

#include <algorithm>
#include <string_view>

using namespace Qt::StringLiterals;

namespace tabletalk::sampledata {

namespace {

Problem writeFailed(const QString &table, const QString &error)
{
    return Problem::of(ProblemCode::Internal, u"The sample's table %1 could not be written: %2"_s.arg(table, error));
}

QString keyColumnOf(const std::vector<TableSpec> &tables, std::string_view name)
{
    const auto table = std::ranges::find_if(tables, [&](const TableSpec &spec) { return spec.name == name; });
    if (table == tables.end() || table->columns.empty())
        throw writeFailed(QString::fromLatin1(name.data(), qsizetype(name.size())), u"not described"_s);
    return QString::fromLatin1(table->columns.front().name);
}

QString columnSql(const ColumnSpec &column, const std::vector<TableSpec> &tables)
{
    QString sql = QString::fromLatin1(column.name) + u' ' + QString::fromLatin1(column.type);
    if (column.key)
        sql += u" PRIMARY KEY"_s;
    else if (!column.canBeNull)
        sql += u" NOT NULL"_s;
    if (column.referenced != nullptr)
        sql +=
            u" REFERENCES %1(%2)"_s.arg(QString::fromLatin1(column.referenced), keyColumnOf(tables, column.referenced));
    return sql;
}

QString tableSql(const TableSpec &table, const std::vector<TableSpec> &tables)
{
    QStringList parts;
    QStringList sharedKey;
    for (const ColumnSpec &column : table.columns) {
        parts << columnSql(column, tables);
        if (column.partOfKey)
            sharedKey << QString::fromLatin1(column.name);
    }
    if (!sharedKey.isEmpty())
        parts << u"PRIMARY KEY (%1)"_s.arg(sharedKey.join(u", "_s));
    return u"CREATE TABLE %1 (\n  %2\n)"_s.arg(QString::fromLatin1(table.name), parts.join(u",\n  "_s));
}

} // namespace

ColumnSpec ColumnSpec::optional() const
{
    ColumnSpec changed = *this;
    changed.canBeNull = true;
    return changed;
}

ColumnSpec ColumnSpec::indexed() const
{
    ColumnSpec changed = *this;
    changed.hasIndex = true;
    return changed;
}

ColumnSpec ColumnSpec::inKey() const
{
    ColumnSpec changed = *this;
    changed.partOfKey = true;
    return changed;
}

ColumnSpec key(const char *name)
{
    return {.name = name, .type = "INTEGER", .key = true};
}

ColumnSpec reference(const char *name, const char *table)
{
    return {.name = name, .type = "INTEGER", .referenced = table};
}

ColumnSpec text(const char *name)
{
    return {.name = name, .type = "TEXT"};
}

ColumnSpec integer(const char *name)
{
    return {.name = name, .type = "INTEGER"};
}

ColumnSpec real(const char *name)
{
    return {.name = name, .type = "REAL"};
}

ColumnSpec amount(const char *name)
{
    return {.name = name, .type = "DECIMAL(12,2)"};
}

ColumnSpec date(const char *name)
{
    return {.name = name, .type = "DATE"};
}

ColumnSpec timestamp(const char *name)
{
    return {.name = name, .type = "TIMESTAMP"};
}

ColumnSpec flag(const char *name)
{
    return {.name = name, .type = "BOOLEAN"};
}

TableWriter::TableWriter(const QSqlDatabase &database, const TableSpec &table)
    : m_query(database)
    , m_table(QString::fromLatin1(table.name))
    , m_columns(static_cast<int>(table.columns.size()))
    , m_numbered(table.columns.front().key)
{
    QString places = u"?, "_s.repeated(m_columns);
    places.chop(2);
    if (!m_query.prepare(u"INSERT INTO %1 VALUES (%2)"_s.arg(m_table, places)))
        throw writeFailed(m_table, m_query.lastError().text());
}

void TableWriter::execute(int bound)
{
    if (bound != m_columns)
        throw writeFailed(m_table, u"%1 values for %2 columns"_s.arg(bound).arg(m_columns));
    if (!m_query.exec())
        throw writeFailed(m_table, m_query.lastError().text());
}

SampleWriter::SampleWriter(const QSqlDatabase &database, std::vector<TableSpec> tables)
    : m_database(database)
    , m_tables(std::move(tables))
{
    for (const TableSpec &table : m_tables)
        execute(m_database, tableSql(table, m_tables));
}

TableWriter SampleWriter::into(const char *table) const
{
    const auto spec =
        std::ranges::find_if(m_tables, [&](const TableSpec &one) { return std::string_view(one.name) == table; });
    if (spec == m_tables.end())
        throw writeFailed(QString::fromLatin1(table), u"not described"_s);
    return {m_database, *spec};
}

void SampleWriter::createIndexes() const
{
    for (const TableSpec &table : m_tables) {
        for (const ColumnSpec &column : table.columns) {
            if (!column.hasIndex)
                continue;
            const QString tableName = QString::fromLatin1(table.name);
            const QString columnName = QString::fromLatin1(column.name);
            execute(m_database, u"CREATE INDEX %1_by_%2 ON %1 (%2)"_s.arg(tableName, columnName));
        }
    }
}

void execute(const QSqlDatabase &database, const QString &sql)
{
    QSqlQuery query(database);
    if (!query.exec(sql))
        throw Problem::of(ProblemCode::Internal,
                          u"The sample could not be written: %1"_s.arg(query.lastError().text()));
}

} // namespace tabletalk::sampledata
