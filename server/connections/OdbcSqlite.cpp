// SPDX-License-Identifier: GPL-3.0-or-later
//
// SQLite through ODBC. The session holds a gate on the engine itself, as SqliteTarget does; see
// SqliteCapture.
#include "server/connections/OdbcEngine.h"
#include "server/connections/SqliteSession.h"

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr int textLength = 160; ///< of longer texts only the beginning is profiled

CatalogueStatements catalogue()
{
    CatalogueStatements statements;
    statements.defaultSchema = u"SELECT ''"_s;
    // Virtual tables keep themselves in tables beside them, which are of no interest.
    statements.tables =
        u"SELECT '', m.name, m.type = 'view', NULL, '' FROM sqlite_master m WHERE m.type IN ('table', 'view') "
        "AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND NOT EXISTS (SELECT 1 FROM sqlite_master v "
        "WHERE v.sql LIKE 'CREATE VIRTUAL TABLE%' AND m.name IN (v.name || '_data', v.name || '_idx', "
        "v.name || '_content', v.name || '_docsize', v.name || '_config', v.name || '_segments', "
        "v.name || '_segdir', v.name || '_stat', v.name || '_node', v.name || '_parent', v.name || '_rowid')) "
        "ORDER BY m.rowid"_s;
    // Of hidden columns 1 is one of a virtual table, 2 and 3 are generated.
    const QString columns = u"SELECT '', m.name, c.name, c.type, c.type, c.\"notnull\" = 0 AND c.pk = 0, "
                            "c.hidden >= 2, '' FROM sqlite_master m, pragma_table_xinfo(m.name) c "
                            "WHERE m.type = '%1' AND c.hidden <> 1"_s;
    statements.columns = columns.arg(u"table"_s);
    statements.viewColumns = columns.arg(u"view"_s) + u" %1"_s;
    // SQLite keeps what was written: names in any case, and none where the primary key is meant.
    statements.keys = u"SELECT * FROM (SELECT '', m.name, 'p', 'p', c.name, '', '', '' FROM sqlite_master m, "
                      u"pragma_table_xinfo(m.name) c "
                      "WHERE m.type = 'table' AND c.pk > 0 ORDER BY m.rowid, c.pk) "
                      "UNION ALL SELECT * FROM (SELECT '', m.name, 'f' || f.id, 'f', a.name, '', t.name, b.name "
                      "FROM sqlite_master m, pragma_foreign_key_list(m.name) f "
                      "JOIN sqlite_master t ON t.type = 'table' AND t.name = f.\"table\" COLLATE NOCASE, "
                      "pragma_table_xinfo(m.name) a, pragma_table_xinfo(t.name) b "
                      "WHERE m.type = 'table' AND a.name = f.\"from\" COLLATE NOCASE AND "
                      "(b.name = f.\"to\" COLLATE NOCASE OR f.\"to\" IS NULL AND b.pk = f.seq + 1) "
                      "ORDER BY m.rowid, f.id DESC, f.seq)"_s;
    statements.uniques = u"SELECT '', m.name, min(i.name) FROM sqlite_master m, pragma_index_list(m.name) l, "
                         "pragma_index_info(l.name) i WHERE m.type = 'table' AND l.\"unique\" = 1 AND l.partial = 0 "
                         "GROUP BY m.name, l.name HAVING count(*) = 1 "
                         "UNION ALL SELECT '', m.name, min(c.name) FROM sqlite_master m, pragma_table_xinfo(m.name) c "
                         "WHERE m.type = 'table' AND c.pk > 0 GROUP BY m.name HAVING count(*) = 1"_s;
    return statements;
}

} // namespace

OdbcEngine sqliteOdbcEngine()
{
    OdbcEngine engine;
    engine.kind = OdbcEngineKind::Sqlite;
    engine.dialect = Dialect::SQLite;
    engine.name = u"SQLite"_s;
    engine.typesAreLoose = true;
    engine.usesTransactions = false; // nothing can be written, so nothing has to be rolled back
    engine.catalogue = catalogue();
    engine.writeAttempts = {u"CREATE TABLE tabletalk_write_check (x)"_s,
                            u"CREATE TEMP TABLE tabletalk_write_check (x)"_s, u"PRAGMA user_version = 1"_s,
                            u"ATTACH DATABASE ':memory:' AS tabletalk_write_check"_s};
    engine.columnType = sqliteColumnType;
    engine.profiled = [](const Column &column, const QString &name) {
        if (column.type == ColumnType::Binary)
            return QString(u"CASE WHEN "_s + name + u" IS NOT NULL THEN x'' END"_s);
        if (column.type == ColumnType::Text || column.type == ColumnType::Json)
            return u"substr(%1, 1, %2)"_s.arg(name, QString::number(textLength));
        return name;
    };
    engine.sample = [](const QString &columns, const QString &from, std::optional<double>, qint64 limit) {
        return QString(u"SELECT "_s + columns + u" FROM "_s + from + u" LIMIT "_s + QString::number(limit));
    };
    return engine;
}

} // namespace tabletalk
