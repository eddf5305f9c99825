// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/PostgresCatalogue.h"

#include "core/schema/StringPool.h"
#include "server/connections/PostgresSession.h"

#include <QHash>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto catalogueTime = 120s;

/// What all queries agree on: relations of people, not of the system, that may be read.
const QString &relations()
{
    static const QString sql =
        u"pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%' "
        "AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition "
        "AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') "
        "AND pg_catalog.has_table_privilege(c.oid, 'SELECT')"_s;
    return sql;
}

class CatalogueReader
{
public:
    CatalogueReader(PostgresSession &session, SchemaSelection selection, std::stop_token stop,
                    ReadingProgress progress = {})
        : m_session(session)
        , m_selection(std::move(selection))
        , m_stop(std::move(stop))
        , m_progress(std::move(progress))
    {}

    Result<Schema> read();
    Result<std::vector<RelationName>> list();

private:
    Result<void> each(const QString &sql, const std::function<void(const PostgresRow &)> &take);
    Table *table(const PostgresRow &row, int schemaColumn);
    Result<void> readTables();
    Result<void> readChangeMarks();
    Result<void> readColumns();
    Result<void> readConstraints();
    Result<void> readUniqueIndexes();
    void takeConstraint(const PostgresRow &row, QString &lastConstraint);

    PostgresSession &m_session;
    SchemaSelection m_selection;
    std::stop_token m_stop;
    ReadingProgress m_progress;
    StringPool m_pool;
    Schema m_schema;
    QHash<QString, size_t> m_position;
};

Result<void> CatalogueReader::each(const QString &sql, const std::function<void(const PostgresRow &)> &take)
{
    PostgresSession::Request request;
    request.sql = sql;
    request.timeLimit = catalogueTime;
    request.stop = m_stop;
    request.row = [&](const PostgresRow &row) {
        take(row);
        return true;
    };
    return m_session.read(request);
}

QString keyOf(const QString &schema, const QString &name)
{
    return schema + u'\0' + name;
}

Table *CatalogueReader::table(const PostgresRow &row, int schemaColumn)
{
    const auto found = m_position.constFind(keyOf(row.string(schemaColumn), row.string(schemaColumn + 1)));
    return found == m_position.constEnd() ? nullptr : &m_schema.tables[*found];
}

Result<Schema> CatalogueReader::read()
{
    m_schema.dialect = Dialect::PostgreSQL;
    const QString defaultSchema = u"SELECT coalesce(current_schema(), 'public')"_s;
    if (auto done = each(defaultSchema, [&](const PostgresRow &row) { m_schema.defaultSchema = row.string(0); }); !done)
        return std::unexpected(done.error());
    if (auto done = readTables(); !done)
        return std::unexpected(done.error());
    if (auto done = readChangeMarks(); !done)
        return std::unexpected(done.error());
    if (auto done = readColumns(); !done)
        return std::unexpected(done.error());
    if (auto done = readConstraints(); !done)
        return std::unexpected(done.error());
    if (auto done = readUniqueIndexes(); !done)
        return std::unexpected(done.error());
    std::erase_if(m_schema.tables, [](const Table &t) { return t.columns.empty(); });
    return std::move(m_schema);
}

Result<std::vector<RelationName>> CatalogueReader::list()
{
    if (auto done = readTables(); !done)
        return std::unexpected(done.error());
    std::vector<RelationName> relations;
    for (const Table &table : m_schema.tables)
        relations.push_back({table.schema, table.name, table.kind, table.rowCount});
    return relations;
}

Result<void> CatalogueReader::readTables()
{
    return each(u"SELECT n.nspname, c.relname, c.relkind IN ('v', 'm'), c.reltuples::bigint, "
                "pg_catalog.obj_description(c.oid, 'pg_class') FROM "_s
                    + relations() + u" ORDER BY c.oid"_s,
                [this](const PostgresRow &row) {
                    Table found;
                    found.schema = m_pool(row.string(0));
                    found.name = row.string(1);
                    if (!m_selection.includes(found.schema, found.name))
                        return;
                    found.kind = row.flag(2) ? TableKind::View : TableKind::Table;
                    if (const Cell estimate = row.cell(3); std::holds_alternative<qint64>(estimate)) {
                        if (std::get<qint64>(estimate) >= 0 && found.kind == TableKind::Table)
                            found.rowCount = std::get<qint64>(estimate);
                    }
                    found.comment = row.string(4);
                    m_position.insert(keyOf(found.schema, found.name), m_schema.tables.size());
                    m_schema.tables.push_back(std::move(found));
                });
}

/// The server's counters of rows inserted, updated and deleted, which files the rows lie in
/// (another after TRUNCATE and the like), and when the counters were last set to zero. Those of
/// a table's partitions count as its own. Views say nothing.
Result<void> CatalogueReader::readChangeMarks()
{
    return each(u"SELECT n.nspname, c.relname, s.mark, coalesce(extract(epoch FROM d.stats_reset)::text, '') FROM "_s
                    + relations()
                    + u" CROSS JOIN LATERAL (WITH RECURSIVE p AS (SELECT c.oid UNION ALL SELECT i.inhrelid "
                      "FROM pg_catalog.pg_inherits i JOIN p ON i.inhparent = p.oid) "
                      "SELECT concat_ws(',', sum(pg_catalog.pg_stat_get_tuples_inserted(p.oid)), "
                      "sum(pg_catalog.pg_stat_get_tuples_updated(p.oid)), "
                      "sum(pg_catalog.pg_stat_get_tuples_deleted(p.oid)), "
                      "md5(string_agg(pg_catalog.pg_relation_filenode(p.oid)::text, ',' ORDER BY p.oid))) AS mark "
                      "FROM p) s "
                      "LEFT JOIN pg_catalog.pg_stat_database d ON d.datname = current_database() "
                      "WHERE c.relkind IN ('r', 'p', 'm')"_s,
                [this](const PostgresRow &row) {
                    if (Table *owner = table(row, 0))
                        owner->changeMark = row.string(2) + u'/' + row.string(3);
                });
}

Result<void> CatalogueReader::readColumns()
{
    return each(u"SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), "
                "CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END, t.typcategory::text, a.attnotnull, "
                "pg_catalog.col_description(c.oid, a.attnum), a.attgenerated <> '' FROM "_s
                    + relations()
                    + u" JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
                      "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid "
                      "WHERE pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT') ORDER BY c.oid, a.attnum"_s,
                [this](const PostgresRow &row) {
                    Table *owner = table(row, 0);
                    if (!owner)
                        return;
                    if (m_progress && owner->columns.empty())
                        m_progress(owner - m_schema.tables.data(), qint64(m_schema.tables.size()), owner->name);
                    Column column;
                    column.name = m_pool(row.string(2));
                    column.databaseType = m_pool(row.string(3));
                    column.type = postgresColumnType(row.string(4).toUInt());
                    // Enumerations, citext and the like are texts to a reader.
                    const QString category = row.string(5);
                    if (column.type == ColumnType::Other && (category == u"E" || category == u"S"))
                        column.type = ColumnType::Text;
                    column.nullable = !row.flag(6);
                    column.comment = row.string(7);
                    column.generated = row.flag(8);
                    owner->columns.push_back(std::move(column));
                });
}

void CatalogueReader::takeConstraint(const PostgresRow &row, QString &lastConstraint)
{
    Table *owner = table(row, 0);
    if (!owner)
        return;
    const QString kind = row.string(2);
    const QString id = row.string(3);
    const QString column = row.string(4);
    if (kind == u"p") {
        owner->primaryKey.push_back(column);
    } else if (id != lastConstraint) {
        ForeignKey key;
        key.referencedSchema = row.string(5);
        key.referencedTable = row.string(6);
        owner->foreignKeys.push_back(std::move(key));
    }
    if (kind == u"f") {
        owner->foreignKeys.back().columns.push_back(column);
        owner->foreignKeys.back().referencedColumns.push_back(row.string(7));
    }
    lastConstraint = id;
}

Result<void> CatalogueReader::readConstraints()
{
    QString last;
    return each(
        u"SELECT n.nspname, c.relname, k.contype::text, k.oid::text, a.attname, fn.nspname, fc.relname, fa.attname FROM "_s
            + relations()
            + u" JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype IN ('p', 'f') "
              "CROSS JOIN LATERAL unnest(k.conkey, coalesce(k.confkey, k.conkey)) WITH ORDINALITY AS p(own, theirs, "
              "place) "
              "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.own "
              "LEFT JOIN pg_catalog.pg_class fc ON fc.oid = k.confrelid "
              "LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace "
              "LEFT JOIN pg_catalog.pg_attribute fa ON fa.attrelid = k.confrelid AND fa.attnum = p.theirs "
              "ORDER BY c.oid, k.oid, p.place"_s,
        [&](const PostgresRow &row) { takeConstraint(row, last); });
}

Result<void> CatalogueReader::readUniqueIndexes()
{
    return each(u"SELECT n.nspname, c.relname, a.attname FROM "_s + relations()
                    + u" JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL "
                      "AND i.indexprs IS NULL AND i.indnkeyatts = 1 "
                      "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"_s,
                [this](const PostgresRow &row) {
                    Table *owner = table(row, 0);
                    if (!owner)
                        return;
                    const QString name = row.string(2);
                    for (Column &column : owner->columns)
                        column.unique = column.unique || column.name == name;
                });
}

} // namespace

Result<Schema> readPostgresCatalogue(PostgresSession &session, const SchemaSelection &selection,
                                     const ReadingProgress &progress, std::stop_token stop)
{
    return CatalogueReader(session, selection, std::move(stop), progress).read();
}

Result<std::vector<RelationName>> listPostgresRelations(PostgresSession &session, std::stop_token stop)
{
    return CatalogueReader(session, {}, std::move(stop)).list();
}

} // namespace tabletalk
