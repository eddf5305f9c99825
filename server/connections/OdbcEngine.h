// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk {

/// An engine that is spoken to through ODBC.
enum class OdbcEngineKind { Unknown, Sqlite, PostgreSql, MySql, SqlServer };

/// Bulk statements that read a catalogue, whatever the number of tables. All engines give the
/// same columns in the same order, as text or numbers.
struct CatalogueStatements
{
    QString defaultSchema; ///< name
    QString tables;        ///< schema, name, 1 for a view, number of rows or null, comment
    /// schema, table, name, type as shown, type as columnType() takes it, 1 for nullable, 1 for generated, comment
    QString columns;
    /// The same of the views, for an engine whose statement fails as a whole for one broken view;
    /// "%1" takes a condition on one of them. Else empty.
    QString viewColumns;
    /// schema, table, constraint, "p" or "f", column, referenced schema, table and column; in order
    QString keys;
    QString uniques; ///< schema, table, column: keys of one column
};

/// What differs from engine to engine, as values that a test can print.
struct OdbcEngine
{
    OdbcEngineKind kind = OdbcEngineKind::Unknown;
    Dialect dialect = Dialect::Odbc;
    QString name;
    bool describesFirst = true; ///< preparing a statement tells whether it gives rows
    bool typesAreLoose = false;
    bool usesTransactions = true;
    std::vector<QString> setUp; ///< run once, before the first transaction
    CatalogueStatements catalogue;
    QString version;    ///< a query for it; empty: ODBC's own answer
    QString encryption; ///< a query for how the connection is encrypted; empty: cannot be asked
    QString grants;     ///< rows of evidence that the account can write; empty: cannot be known
    std::vector<QString> writeAttempts;
    QString count = QStringLiteral("SELECT COUNT(*) FROM ");

    ColumnType (*columnType)(const QString &type) = nullptr;
    /// A column in the select list of profiling: moves little, no binaries, the beginning of texts.
    QString (*profiled)(const Column &column, const QString &quotedName) = nullptr;
    /// A query over some of a table's rows: percent of them where that can be said, at most limit.
    QString (*sample)(const QString &columns, const QString &from, std::optional<double> percent,
                      qint64 limit) = nullptr;
};

/// The engine of the name that SQLGetInfo(SQL_DBMS_NAME) gives.
OdbcEngineKind odbcEngineKind(const QString &dbmsName);

const OdbcEngine &odbcEngine(OdbcEngineKind kind);

// One file each.
OdbcEngine sqliteOdbcEngine();
OdbcEngine postgresOdbcEngine();
OdbcEngine mySqlOdbcEngine();
OdbcEngine sqlServerEngine();

} // namespace tabletalk
