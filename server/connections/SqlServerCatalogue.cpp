// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/SqlServerCatalogue.h"

#include <QHash>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

/// Tables, views, and synonyms with the object they stand for. A synonym may lead to another
/// database or server, where these views of the catalogue do not reach: such are left out.
QString relations()
{
    return u"(SELECT o.object_id, o.schema_id, o.name, CASE o.type WHEN 'U' THEN 0 ELSE 1 END AS is_view\n"
           "   FROM sys.objects o WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0\n"
           " UNION ALL\n"
           " SELECT OBJECT_ID(y.base_object_name), y.schema_id, y.name, 1\n"
           "   FROM sys.synonyms y WHERE PARSENAME(y.base_object_name, 4) IS NULL\n"
           "    AND COALESCE(PARSENAME(y.base_object_name, 3), DB_NAME()) = DB_NAME()\n"
           "    AND CAST(OBJECTPROPERTYEX(OBJECT_ID(y.base_object_name), 'BaseType') AS char(2)) IN ('U', 'V')) r\n"
           "JOIN sys.schemas s ON s.schema_id = r.schema_id\n"_s;
}

/// "nvarchar(50)", "decimal(12,2)", "datetime2(7)": as a person declares it. Lengths are in bytes.
QString shownType()
{
    return u"t.name + CASE\n"
           "    WHEN b.name IN ('nchar', 'nvarchar') AND c.max_length = -1 THEN N'(max)'\n"
           "    WHEN b.name IN ('nchar', 'nvarchar') THEN N'(' + CAST(c.max_length / 2 AS nvarchar(10)) + N')'\n"
           "    WHEN b.name IN ('char', 'varchar', 'binary', 'varbinary') AND c.max_length = -1 THEN N'(max)'\n"
           "    WHEN b.name IN ('char', 'varchar', 'binary', 'varbinary') THEN N'(' + CAST(c.max_length AS "
           "nvarchar(10)) + N')'\n"
           "    WHEN b.name IN ('decimal', 'numeric')\n"
           "      THEN N'(' + CAST(c.precision AS nvarchar(10)) + N',' + CAST(c.scale AS nvarchar(10)) + N')'\n"
           "    WHEN b.name IN ('datetime2', 'datetimeoffset', 'time') THEN N'(' + CAST(c.scale AS nvarchar(10)) + "
           "N')'\n"
           "    ELSE N'' END"_s;
}

/// The comment that SQL Server's own tools write, of a table (minor 0) or a column.
QString comment(const QString &minor)
{
    return u"LEFT JOIN sys.extended_properties e ON e.class = 1 AND e.major_id = r.object_id\n"
           "  AND e.minor_id = "_s
           + minor + u" AND e.name = N'MS_Description'\n"_s;
}

QString keys()
{
    return u"SELECT k.schema_name, k.table_name, k.constraint_id, k.kind, k.column_name,\n"
           "  k.referenced_schema, k.referenced_table, k.referenced_column\n"
           "FROM (\n"
           "  SELECT s.name AS schema_name, r.name AS table_name, p.object_id AS constraint_id, 'p' AS kind,\n"
           "    c.name AS column_name, CAST(NULL AS nvarchar(128)) AS referenced_schema,\n"
           "    CAST(NULL AS nvarchar(128)) AS referenced_table, CAST(NULL AS nvarchar(128)) AS referenced_column,\n"
           "    i.key_ordinal AS place\n"
           "  FROM sys.key_constraints p\n"
           "  JOIN sys.tables r ON r.object_id = p.parent_object_id\n"
           "  JOIN sys.schemas s ON s.schema_id = r.schema_id\n"
           "  JOIN sys.index_columns i ON i.object_id = p.parent_object_id AND i.index_id = p.unique_index_id\n"
           "    AND i.key_ordinal > 0\n"
           "  JOIN sys.columns c ON c.object_id = i.object_id AND c.column_id = i.column_id\n"
           "  WHERE p.type = 'PK'\n"
           "  UNION ALL\n"
           "  SELECT s.name, r.name, f.object_id, 'f', c.name, ts.name, t.name, tc.name, k.constraint_column_id\n"
           "  FROM sys.foreign_keys f\n"
           "  JOIN sys.tables r ON r.object_id = f.parent_object_id\n"
           "  JOIN sys.schemas s ON s.schema_id = r.schema_id\n"
           "  JOIN sys.foreign_key_columns k ON k.constraint_object_id = f.object_id\n"
           "  JOIN sys.columns c ON c.object_id = k.parent_object_id AND c.column_id = k.parent_column_id\n"
           "  JOIN sys.tables t ON t.object_id = k.referenced_object_id\n"
           "  JOIN sys.schemas ts ON ts.schema_id = t.schema_id\n"
           "  JOIN sys.columns tc ON tc.object_id = k.referenced_object_id AND tc.column_id = k.referenced_column_id\n"
           ") k\n"
           "ORDER BY k.schema_name, k.table_name, k.constraint_id, k.place"_s;
}

} // namespace

CatalogueStatements sqlServerCatalogue()
{
    CatalogueStatements statements;
    statements.defaultSchema = u"SELECT COALESCE(SCHEMA_NAME(), N'dbo')"_s;
    statements.tables =
        u"SELECT s.name, r.name, r.is_view, CASE r.is_view WHEN 0 THEN n.row_count END,\n"
        "  CAST(e.value AS nvarchar(4000))\n"
        "FROM "_s
        + relations()
        + u"LEFT JOIN (SELECT p.object_id, SUM(p.rows) AS row_count FROM sys.partitions p\n"
          "  WHERE p.index_id IN (0, 1) GROUP BY p.object_id) n ON n.object_id = r.object_id\n"_s
        + comment(u"0"_s)
        + u"WHERE HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(r.name), N'OBJECT', N'SELECT') = 1\n"
          "ORDER BY s.name, r.name"_s;
    statements.columns =
        u"SELECT s.name, r.name, c.name, "_s + shownType()
        + u",\n  CASE WHEN t.is_assembly_type = 1 THEN t.name ELSE COALESCE(b.name, t.name) END,\n"
          "  CAST(c.is_nullable AS int),\n"
          "  CASE WHEN c.is_computed = 1 OR c.generated_always_type <> 0 THEN 1 ELSE 0 END,\n"
          "  CAST(e.value AS nvarchar(4000))\n"
          "FROM "_s
        + relations()
        + u"JOIN sys.columns c ON c.object_id = r.object_id AND c.is_hidden = 0 AND c.is_column_set = 0\n"
          "JOIN sys.types t ON t.user_type_id = c.user_type_id\n"
          "LEFT JOIN sys.types b ON b.user_type_id = c.system_type_id\n"_s
        + comment(u"c.column_id"_s) + u"ORDER BY s.name, r.name, c.column_id"_s;
    statements.keys = keys();
    statements.uniques =
        u"SELECT s.name, r.name, c.name\n"
        "FROM sys.tables r\n"
        "JOIN sys.schemas s ON s.schema_id = r.schema_id\n"
        "JOIN sys.indexes i ON i.object_id = r.object_id AND i.is_unique = 1 AND i.has_filter = 0 AND i.is_disabled = "
        "0\n"
        "JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.key_ordinal = 1\n"
        "JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id\n"
        "WHERE NOT EXISTS (SELECT 1 FROM sys.index_columns m\n"
        "  WHERE m.object_id = i.object_id AND m.index_id = i.index_id AND m.key_ordinal = 2)\n"
        "ORDER BY s.name, r.name, c.name"_s;
    return statements;
}

ColumnType sqlServerColumnType(const QString &type)
{
    static const QHash<QString, ColumnType> types = {
        {u"bit"_s, ColumnType::Boolean},
        {u"tinyint"_s, ColumnType::Integer},
        {u"smallint"_s, ColumnType::Integer},
        {u"int"_s, ColumnType::Integer},
        {u"bigint"_s, ColumnType::Integer},
        {u"decimal"_s, ColumnType::Decimal},
        {u"numeric"_s, ColumnType::Decimal},
        {u"money"_s, ColumnType::Decimal},
        {u"smallmoney"_s, ColumnType::Decimal},
        {u"float"_s, ColumnType::Real},
        {u"real"_s, ColumnType::Real},
        {u"char"_s, ColumnType::Text},
        {u"varchar"_s, ColumnType::Text},
        {u"text"_s, ColumnType::Text},
        {u"nchar"_s, ColumnType::Text},
        {u"nvarchar"_s, ColumnType::Text},
        {u"ntext"_s, ColumnType::Text},
        {u"sysname"_s, ColumnType::Text},
        {u"uniqueidentifier"_s, ColumnType::Text},
        {u"xml"_s, ColumnType::Text},
        {u"json"_s, ColumnType::Json},
        {u"date"_s, ColumnType::Date},
        {u"time"_s, ColumnType::Time},
        {u"datetime"_s, ColumnType::Timestamp},
        {u"datetime2"_s, ColumnType::Timestamp},
        {u"smalldatetime"_s, ColumnType::Timestamp},
        {u"datetimeoffset"_s, ColumnType::Timestamp},
        {u"binary"_s, ColumnType::Binary},
        {u"varbinary"_s, ColumnType::Binary},
        {u"image"_s, ColumnType::Binary},
        {u"timestamp"_s, ColumnType::Binary}, // a row's version, whatever its name says
        {u"rowversion"_s, ColumnType::Binary},
    };
    return types.value(type.toLower(), ColumnType::Other); // hierarchyid, geography, sql_variant
}

} // namespace tabletalk
