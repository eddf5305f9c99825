// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk::api {

/// GET tenant/databases/{id}/diagram: tables with the keys between them, for a picture of all.
struct SchemaDiagramRequest
{
    ConnectionId id;
    std::optional<QString> search; ///< part of a table's name
    std::optional<QString> schema; ///< of this schema alone
    std::optional<int> limit;      ///< tables, 1 to 2000; 2000 when absent. Those with the most keys come first
};
BOOST_DESCRIBE_STRUCT(SchemaDiagramRequest, (), (id, search, schema, limit))

struct DiagramColumn
{
    QString name;
    QString databaseType;
    bool primaryKey = false;
    bool foreignKey = false;
    bool hidden = false; ///< by the vocabulary
};
BOOST_DESCRIBE_STRUCT(DiagramColumn, (), (name, databaseType, primaryKey, foreignKey, hidden))

struct DiagramTable
{
    QString schema;
    QString name;
    QString kind; ///< table or view
    std::optional<qint64> rowCount;
    std::vector<DiagramColumn> columns; ///< of wide tables and large schemas not all, but those of keys
    qint64 columnCount = 0;             ///< in all
    bool hidden = false;                ///< by the vocabulary
};
BOOST_DESCRIBE_STRUCT(DiagramTable, (), (schema, name, kind, rowCount, columns, columnCount, hidden))

/// A key between two of the tables, by their numbers among them.
struct DiagramKey
{
    int from = 0; ///< holds it
    int to = 0;
    std::vector<QString> columns;
    std::vector<QString> referencedColumns;
    bool inferred = false;
};
BOOST_DESCRIBE_STRUCT(DiagramKey, (), (from, to, columns, referencedColumns, inferred))

struct SchemaDiagram
{
    std::vector<DiagramTable> tables;
    std::vector<DiagramKey> keys;
    qint64 tableCount = 0; ///< that match the request, in all
    bool complete = true;  ///< false while some tables are still to be read
};
BOOST_DESCRIBE_STRUCT(SchemaDiagram, (), (tables, keys, tableCount, complete))

} // namespace tabletalk::api
