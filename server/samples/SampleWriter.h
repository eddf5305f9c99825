// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <vector>

namespace tabletalk::sampledata {

/// One column of a sample table, described and not yet created. Made by the functions below.
struct ColumnSpec
{
    const char *name;
    const char *type;
    bool key = false;       ///< the primary key, numbered from 1 by TableWriter
    bool partOfKey = false; ///< one of several columns that are the key together
    bool canBeNull = false;
    bool hasIndex = false;
    const char *referenced = nullptr; ///< the table whose key this column holds

    ColumnSpec optional() const;
    ColumnSpec indexed() const;
    ColumnSpec inKey() const;
};

ColumnSpec key(const char *name);
ColumnSpec reference(const char *name, const char *table);
ColumnSpec text(const char *name);
ColumnSpec integer(const char *name);
ColumnSpec real(const char *name);
ColumnSpec amount(const char *name); ///< money
ColumnSpec date(const char *name);
ColumnSpec timestamp(const char *name);
ColumnSpec flag(const char *name);

struct TableSpec
{
    const char *name;
    std::vector<ColumnSpec> columns;
};

/// Fills one table through a prepared statement. Throws Problem when the database refuses.
class TableWriter
{
public:
    TableWriter(const QSqlDatabase &database, const TableSpec &table);

    /// Adds a row: the values of all columns but the numbered key, in order. Returns that number,
    /// or the row's position from 1 in a table without one.
    template <class... Values>
    int add(const Values &...values)
    {
        int position = 0;
        ++m_count;
        if (m_numbered)
            m_query.bindValue(position++, m_count);
        (m_query.bindValue(position++, QVariant(values)), ...);
        execute(position);
        return m_count;
    }

    int count() const { return m_count; }

private:
    void execute(int bound);

    QSqlQuery m_query;
    QString m_table;
    int m_columns = 0;
    int m_count = 0;
    bool m_numbered = false;
};

/// The database under construction. Creates all tables at once, indexes at the end.
class SampleWriter
{
public:
    SampleWriter(const QSqlDatabase &database, std::vector<TableSpec> tables);

    /// Throws Problem for a table that the description does not hold.
    TableWriter into(const char *table) const;

    /// After the last row: indexes are built faster over what is there.
    void createIndexes() const;

private:
    QSqlDatabase m_database;
    std::vector<TableSpec> m_tables;
};

/// Runs a statement without a result. Throws Problem when the database refuses.
void execute(const QSqlDatabase &database, const QString &sql);

} // namespace tabletalk::sampledata
