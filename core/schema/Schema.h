// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk {

/// The engines whose SQL we print and whose catalogues we read.
enum class Dialect { SQLite, PostgreSQL, MySQL, SqlServer, Odbc };

/// What a column is for, found by schema/ColumnRoles from names, types and data.
enum class ColumnRole {
    Unknown,
    Identifier,
    Name,
    Code,
    Measure,
    Money,
    Percentage,
    Date,
    Flag,
    Category,
    Place,
    Text
};

enum class KeyOrigin { Declared, Inferred };
enum class TableKind { Table, View };

/// What profiling saw of a column. Absent figures were not measured.
struct ColumnProfile
{
    std::optional<qint64> distinctCount;
    std::optional<qint64> nullCount;
    std::optional<QString> minimum; ///< as display text
    std::optional<QString> maximum;
    std::vector<QString> samples; ///< distinct values as display text, most frequent first, at most 20
    bool samplesComplete = false; ///< samples holds every distinct value
    bool exact = true;            ///< measured on all rows and not on a sample
};

struct Column
{
    QString name;
    QString databaseType; ///< the engine's own word
    ColumnType type = ColumnType::Other;
    bool nullable = true;
    bool unique = false;    ///< a key of its own
    bool generated = false; ///< computed by the database from other columns
    QString comment;        ///< the database's own comment
    ColumnRole role = ColumnRole::Unknown;
    QString unit;        ///< of its numbers: "EUR", "kg", "%", "min"; empty when nothing says so
    QString description; ///< in words, ours
    ColumnProfile profile;
};

struct ForeignKey
{
    std::vector<QString> columns;
    QString referencedSchema;
    QString referencedTable;
    std::vector<QString> referencedColumns; ///< same length and order as columns
    KeyOrigin origin = KeyOrigin::Declared;
    double confidence = 1.0; ///< 1 for declared keys
};

struct Table
{
    QString schema; ///< empty on SQLite
    QString name;
    TableKind kind = TableKind::Table;
    QString comment;
    QString description;
    std::optional<qint64> rowCount;
    std::vector<Column> columns;
    std::vector<QString> primaryKey;
    std::vector<ForeignKey> foreignKeys;
    /// What the engine says about when the rows last changed (a counter, a time), to be
    /// compared with the one before. Empty where the engine says nothing.
    QString changeMark;
    bool profiled = false; ///< its rows were looked at; without that only the catalogue's facts are here

    const Column *column(QStringView columnName) const;
};

/// The shape of a target database: a value, as read at one moment.
struct Schema
{
    Dialect dialect = Dialect::SQLite;
    QString defaultSchema; ///< tables in it are printed without a schema
    std::vector<Table> tables;

    const Table *table(QStringView schemaName, QStringView tableName) const;
};

/// Distinct texts of one column, for finding values that a question names.
struct ColumnValues
{
    QString schema;
    QString table;
    QString column;
    std::vector<QString> values;
    bool complete = false; ///< every distinct value is here
};

/// What kind of organisation a database seems to belong to, and why.
struct OrganisationKind
{
    QString kind;                  ///< "university", "hospital", "retail", … or "general"
    double confidence = 0;         ///< 0 to 1
    std::vector<QString> evidence; ///< sentences, strongest first
};

/// A question and the query that answers it, executed before it was kept.
struct QuestionExample
{
    QString question;
    QString sql;
    qint64 rowCount = 0;
    bool approved = false; ///< by a person; else made while the database was read
};

/// All that onboarding learns about a target database; what a translator works from.
struct Understanding
{
    Schema schema;
    std::vector<ColumnValues> values;
    OrganisationKind organisation;
    std::vector<QuestionExample> examples;
    bool complete = true; ///< false while some tables are still to be read
};

} // namespace tabletalk
