// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QString>

#include <functional>
#include <optional>

namespace tabletalk::test {

/// A schema of any size, the same on every run: tables of several departments with columns
/// as people name them, keys to tables before them (two thirds declared, the others only named
/// like keys), and a few rows each.
class SyntheticSchema
{
public:
    SyntheticSchema(int tables, int columns, int rows)
        : m_tables(tables)
        , m_columns(columns)
        , m_rows(rows)
    {}

    int tableCount() const { return m_tables; }
    QString tableName(int table) const;
    /// "id", then the reference if there is one, then the others.
    QString columnName(int table, int column) const;
    /// The table that a table's second column refers to.
    std::optional<int> parentOf(int table) const;
    bool declaresKey(int table) const;

    /// CREATE TABLE and INSERT of one table, in the words that the dialects share.
    QString createTable(int table) const;
    QString insertRows(int table) const;
    /// All of them, a part at a time; each part is a sequence of statements.
    void forEachPart(int tablesOfOnePart, const std::function<void(const QString &script)> &take) const;

    /// Writes a SQLite file; what went wrong, or empty.
    QString writeSqlite(const QString &path) const;

private:
    QString value(int table, int column, int row) const;

    int m_tables;
    int m_columns;
    int m_rows;
};

} // namespace tabletalk::test
