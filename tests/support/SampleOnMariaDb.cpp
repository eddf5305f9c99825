// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/SampleOnMariaDb.h"

#include "core/sql/Quoting.h"
#include "tests/support/CollectRows.h"
#include "tests/support/MariaDbServer.h"

#include <limits>

namespace tabletalk::test {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t rowsAStatement = 500;

QString quoted(const QString &name)
{
    return sql::quoteName(name, Dialect::MySQL);
}

QString list(const std::vector<QString> &names)
{
    QStringList quotedNames;
    for (const QString &name : names)
        quotedNames += quoted(name);
    return quotedNames.join(u", "_s);
}

QString typeOf(const Column &column)
{
    switch (column.type) {
    case ColumnType::Boolean:
        return u"boolean"_s;
    case ColumnType::Integer:
        return u"bigint"_s;
    case ColumnType::Decimal:
        return u"decimal(18,4)"_s;
    case ColumnType::Real:
        return u"double"_s;
    case ColumnType::Date:
        return u"date"_s;
    case ColumnType::Time:
        return u"time"_s;
    case ColumnType::Timestamp:
        return u"datetime"_s;
    default:
        return u"varchar(700)"_s;
    }
}

QString tableStatement(const Table &table)
{
    QStringList parts;
    for (const Column &column : table.columns)
        parts += quoted(column.name) + u' ' + typeOf(column) + (column.nullable ? u""_s : u" NOT NULL"_s);
    if (!table.primaryKey.empty())
        parts += u"PRIMARY KEY ("_s + list(table.primaryKey) + u')';
    for (const ForeignKey &key : table.foreignKeys) {
        if (key.origin == KeyOrigin::Inferred)
            continue;
        parts += u"FOREIGN KEY ("_s + list(key.columns) + u") REFERENCES "_s + quoted(key.referencedTable) + u" ("_s
                 + list(key.referencedColumns) + u')';
    }
    return u"CREATE TABLE %1 (%2) CHARACTER SET utf8mb4;\n"_s.arg(quoted(table.name), parts.join(u", "_s));
}

QString literal(const Cell &cell)
{
    if (isNull(cell))
        return u"NULL"_s;
    return std::holds_alternative<QString>(cell) ? sql::quoteText(std::get<QString>(cell), Dialect::MySQL)
                                                 : toDisplayText(cell);
}

QString rowStatements(const Table &table, const std::vector<Row> &rows)
{
    QString text;
    for (size_t i = 0; i < rows.size(); ++i) {
        QStringList values;
        for (const Cell &cell : rows[i])
            values += literal(cell);
        const bool begins = i % rowsAStatement == 0;
        const bool ends = i + 1 == rows.size() || (i + 1) % rowsAStatement == 0;
        if (begins)
            text += u"INSERT INTO "_s + quoted(table.name) + u" VALUES "_s;
        text += u'(' + values.join(u',') + (ends ? u");\n"_s : u"),"_s);
    }
    return text;
}

} // namespace

QString copyToMariaDb(TargetDatabase &from, const Schema &schema, const MariaDbServer &to, const QString &database)
{
    QString script = u"CREATE DATABASE %1; USE %1; SET foreign_key_checks = 0; SET autocommit = 0;\n"_s.arg(database);
    StatementLimits all;
    all.maxRows = std::numeric_limits<qint64>::max();
    all.maxBytes = std::numeric_limits<qint64>::max();
    for (const Table &table : schema.tables) {
        if (table.kind == TableKind::View)
            continue;
        CollectRows rows;
        const QString statement = u"SELECT * FROM "_s + sql::quoteName(table.name, Dialect::SQLite);
        if (const auto done = from.run(statement, all, rows, {}); !done)
            return done.error().detail;
        script += tableStatement(table) + rowStatements(table, rows.rows);
    }
    return to.execute(QString(script + u"COMMIT;\n"_s));
}

} // namespace tabletalk::test
