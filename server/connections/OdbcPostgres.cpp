// SPDX-License-Identifier: GPL-3.0-or-later
//
// PostgreSQL through ODBC.
#include "server/connections/OdbcEngine.h"
#include "server/connections/PostgresSession.h"

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr int textLength = 160; ///< of longer texts only the beginning is profiled

/// What all statements agree on: relations of people, not of the system, that may be read.
QString relations()
{
    return u"pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%' "
           "AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition "
           "AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') "
           "AND pg_catalog.has_table_privilege(c.oid, 'SELECT')"_s;
}

CatalogueStatements catalogue()
{
    CatalogueStatements statements;
    statements.defaultSchema = u"SELECT coalesce(current_schema()::text, 'public')"_s;
    statements.tables = u"SELECT n.nspname, c.relname, CASE WHEN c.relkind IN ('v', 'm') THEN 1 ELSE 0 END, "
                        "CASE WHEN c.reltuples >= 0 AND c.relkind NOT IN ('v', 'm') THEN c.reltuples::bigint END, "
                        "pg_catalog.obj_description(c.oid, 'pg_class') FROM "_s
                        + relations() + u" ORDER BY c.oid"_s;
    // Enumerations, citext and the like are texts to a reader; 25 is text's own number.
    statements.columns =
        u"SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), "
        "CASE WHEN t.typtype = 'd' THEN t.typbasetype::bigint WHEN t.typcategory IN ('E', 'S') AND t.oid NOT IN "
        "(18, 19, 25, 1042, 1043) THEN 25 ELSE t.oid::bigint END, CASE WHEN a.attnotnull THEN 0 ELSE 1 END, "
        "CASE WHEN a.attgenerated <> '' THEN 1 ELSE 0 END, pg_catalog.col_description(c.oid, a.attnum) FROM "_s
        + relations()
        + u" JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
          "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid "
          "WHERE pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT') ORDER BY c.oid, a.attnum"_s;
    statements.keys =
        u"SELECT n.nspname, c.relname, k.oid::bigint, k.contype::text, a.attname, fn.nspname, fc.relname, fa.attname "
        "FROM "_s
        + relations()
        + u" JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype IN ('p', 'f') "
          "CROSS JOIN LATERAL unnest(k.conkey, coalesce(k.confkey, k.conkey)) WITH ORDINALITY AS p(own, theirs, place) "
          "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.own "
          "LEFT JOIN pg_catalog.pg_class fc ON fc.oid = k.confrelid "
          "LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace "
          "LEFT JOIN pg_catalog.pg_attribute fa ON fa.attrelid = k.confrelid AND fa.attnum = p.theirs "
          "ORDER BY c.oid, k.oid, p.place"_s;
    statements.uniques = u"SELECT n.nspname, c.relname, a.attname FROM "_s + relations()
                         + u" JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL "
                           "AND i.indexprs IS NULL AND i.indnkeyatts = 1 "
                           "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"_s;
    return statements;
}

} // namespace

OdbcEngine postgresOdbcEngine()
{
    OdbcEngine engine;
    engine.kind = OdbcEngineKind::PostgreSql;
    engine.dialect = Dialect::PostgreSQL;
    engine.name = u"PostgreSQL"_s;
    engine.setUp = {u"SET default_transaction_read_only = on"_s,
                    u"SET standard_conforming_strings = on"_s,
                    u"SET DateStyle = 'ISO, YMD'"_s,
                    u"SET extra_float_digits = 1"_s,
                    u"SET lock_timeout = '5s'"_s,
                    u"SET idle_in_transaction_session_timeout = '120s'"_s};
    engine.catalogue = catalogue();
    engine.version = u"SELECT 'PostgreSQL ' || current_setting('server_version')"_s;
    engine.encryption = u"SELECT version || ', ' || cipher FROM pg_catalog.pg_stat_ssl WHERE pid = pg_backend_pid() "
                        "AND ssl"_s;
    engine.grants =
        u"(SELECT 'superuser ' || rolname FROM pg_catalog.pg_roles WHERE rolname = current_user AND rolsuper) "
        "UNION ALL (SELECT p || ' on ' || n.nspname || '.' || c.relname FROM pg_catalog.pg_class c "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS p "
        "WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') "
        "AND n.nspname NOT LIKE 'pg\\_%' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') "
        "AND pg_catalog.has_table_privilege(c.oid, p) LIMIT 10)"_s;
    engine.writeAttempts = {u"CREATE TABLE tabletalk_write_check (x integer)"_s,
                            u"CREATE SEQUENCE tabletalk_write_check"_s,
                            u"COMMENT ON SCHEMA public IS 'tabletalk_write_check'"_s};
    engine.columnType = [](const QString &oid) { return postgresColumnType(oid.toUInt()); };
    engine.profiled = [](const Column &column, const QString &name) {
        if (column.type == ColumnType::Binary)
            return u"CASE WHEN %1 IS NOT NULL THEN ''::bytea END"_s.arg(name);
        if (column.type == ColumnType::Text || column.type == ColumnType::Other || column.type == ColumnType::Json)
            return u"left(%1::text, %2)"_s.arg(name, QString::number(textLength));
        return name;
    };
    engine.sample = [](const QString &columns, const QString &from, std::optional<double> percent, qint64 limit) {
        const QString some = percent ? u" TABLESAMPLE SYSTEM (%1)"_s.arg(*percent, 0, 'f', 6) : QString();
        return QString(u"SELECT "_s + columns + u" FROM "_s + from + some + u" LIMIT "_s + QString::number(limit));
    };
    return engine;
}

} // namespace tabletalk
