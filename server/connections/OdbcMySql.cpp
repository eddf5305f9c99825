// SPDX-License-Identifier: GPL-3.0-or-later
//
// MySQL and MariaDB through ODBC, for a data source that an operator set up; mysql:// is the better way.
#include "server/connections/OdbcEngine.h"

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr int textLength = 160; ///< of longer texts only the beginning is profiled

CatalogueStatements catalogue()
{
    CatalogueStatements statements;
    statements.defaultSchema = u"SELECT DATABASE()"_s;
    statements.tables = u"SELECT t.table_schema, t.table_name, t.table_type <> 'BASE TABLE', "
                        "CASE WHEN t.table_type = 'BASE TABLE' THEN t.table_rows END, "
                        "CASE WHEN t.table_type = 'BASE TABLE' THEN t.table_comment ELSE '' END "
                        "FROM information_schema.tables t WHERE t.table_schema = DATABASE() "
                        "AND t.table_type IN ('BASE TABLE', 'VIEW') ORDER BY t.table_name"_s;
    statements.columns = u"SELECT c.table_schema, c.table_name, c.column_name, c.column_type, c.column_type, "
                         "c.is_nullable = 'YES', c.extra LIKE '%GENERATED%', c.column_comment "
                         "FROM information_schema.columns c WHERE c.table_schema = DATABASE() "
                         "ORDER BY c.table_name, c.ordinal_position"_s;
    statements.keys =
        u"SELECT k.table_schema, k.table_name, k.constraint_name, "
        "CASE WHEN k.constraint_name = 'PRIMARY' THEN 'p' ELSE 'f' END, k.column_name, k.referenced_table_schema, "
        "k.referenced_table_name, k.referenced_column_name FROM information_schema.key_column_usage k "
        "WHERE k.table_schema = DATABASE() AND (k.constraint_name = 'PRIMARY' OR k.referenced_table_name IS NOT NULL) "
        "ORDER BY k.table_name, k.constraint_name, k.ordinal_position"_s;
    statements.uniques =
        u"SELECT s.table_schema, s.table_name, MIN(s.column_name) FROM information_schema.statistics s "
        "WHERE s.table_schema = DATABASE() AND s.non_unique = 0 "
        "GROUP BY s.table_schema, s.table_name, s.index_name "
        "HAVING COUNT(*) = 1 AND MIN(s.column_name) IS NOT NULL"_s;
    return statements;
}

ColumnType columnType(const QString &written)
{
    const QString type = written.toLower();
    const auto is = [&](std::initializer_list<const char *> words) {
        for (const char *word : words) {
            if (type.startsWith(QLatin1StringView(word)))
                return true;
        }
        return false;
    };
    if (type == u"tinyint(1)" || type == u"bit(1)")
        return ColumnType::Boolean;
    if (is({"tinyint", "smallint", "mediumint", "int", "bigint", "year"}))
        return ColumnType::Integer;
    if (is({"decimal", "numeric"}))
        return ColumnType::Decimal;
    if (is({"float", "double", "real"}))
        return ColumnType::Real;
    if (is({"datetime", "timestamp"}))
        return ColumnType::Timestamp;
    if (is({"date"}))
        return ColumnType::Date;
    if (is({"time"}))
        return ColumnType::Time;
    if (is({"json"}))
        return ColumnType::Json;
    if (is({"char", "varchar", "text", "tinytext", "mediumtext", "longtext", "enum", "set", "uuid", "inet"}))
        return ColumnType::Text;
    if (is({"binary", "varbinary", "blob", "tinyblob", "mediumblob", "longblob", "bit"}))
        return ColumnType::Binary;
    return ColumnType::Other;
}

} // namespace

OdbcEngine mySqlOdbcEngine()
{
    OdbcEngine engine;
    engine.kind = OdbcEngineKind::MySql;
    engine.dialect = Dialect::MySQL;
    engine.name = u"MySQL"_s;
    // The guard reads texts as MySQL does in its usual mode, so the session is put into it.
    engine.setUp = {u"SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY,NO_ENGINE_SUBSTITUTION'"_s,
                    u"SET SESSION TRANSACTION READ ONLY"_s, u"SET SESSION lock_wait_timeout = 5"_s};
    engine.catalogue = catalogue();
    engine.version = u"SELECT VERSION()"_s;
    engine.grants = u"SELECT CONCAT(p.privilege_type, ' on ', p.place) FROM ("
                    "SELECT privilege_type, '*.*' AS place FROM information_schema.user_privileges "
                    "UNION ALL SELECT privilege_type, table_schema FROM information_schema.schema_privileges "
                    "UNION ALL SELECT privilege_type, CONCAT(table_schema, '.', table_name) "
                    "FROM information_schema.table_privileges) p WHERE p.privilege_type IN ('INSERT', 'UPDATE', "
                    "'DELETE', 'CREATE', 'DROP', 'ALTER', 'INDEX', 'TRIGGER', 'EVENT', 'EXECUTE', 'FILE', 'SUPER', "
                    "'CREATE ROUTINE', 'CREATE VIEW') LIMIT 10"_s;
    // Statements that define commit by themselves even in a read-only transaction, where the engine lets
    // them; these change nothing if they pass.
    engine.writeAttempts = {u"DELETE FROM tabletalk_write_check WHERE 1 = 0"_s};
    engine.columnType = columnType;
    engine.profiled = [](const Column &column, const QString &name) {
        if (column.type == ColumnType::Binary)
            return u"CASE WHEN %1 IS NOT NULL THEN '' END"_s.arg(name);
        if (column.type == ColumnType::Text || column.type == ColumnType::Other || column.type == ColumnType::Json)
            return u"LEFT(%1, %2)"_s.arg(name, QString::number(textLength));
        return name;
    };
    engine.sample = [](const QString &columns, const QString &from, std::optional<double>, qint64 limit) {
        return QString(u"SELECT "_s + columns + u" FROM "_s + from + u" LIMIT "_s + QString::number(limit));
    };
    return engine;
}

} // namespace tabletalk
