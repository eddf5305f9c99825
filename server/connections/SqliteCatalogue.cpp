// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/SqliteCatalogue.h"

#include "core/schema/StringPool.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <utility>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

class CatalogueReader
{
public:
    CatalogueReader(sqlite3 *database, SqliteGate &gate, SchemaSelection selection, QString changeMark = {},
                    ReadingProgress progress = {})
        : m_database(database)
        , m_gate(gate)
        , m_selection(std::move(selection))
        , m_changeMark(std::move(changeMark))
        , m_progress(std::move(progress))
    {
        m_gate.readsCatalogue = true;
    }
    ~CatalogueReader() { m_gate.readsCatalogue = false; }
    CatalogueReader(const CatalogueReader &) = delete;
    CatalogueReader &operator=(const CatalogueReader &) = delete;

    Result<Schema> read();
    Result<std::vector<RelationName>> list();

private:
    template <class Take>
    Result<void> each(const QString &sql, Take take);
    Table *table(const QString &name);

    Result<void> readShadows();
    Result<void> readTables();
    Result<void> readColumns();
    Result<void> readForeignKeys();
    Result<void> readUniqueKeys();
    void takeColumn(const SqliteStatement &row);
    void completeForeignKeys();

    sqlite3 *m_database;
    SqliteGate &m_gate;
    SchemaSelection m_selection;
    QString m_changeMark;
    ReadingProgress m_progress;
    StringPool m_pool;
    Schema m_schema;
    QSet<QString> m_shadows;
    QHash<QString, size_t> m_position;
    std::vector<std::vector<std::pair<qint64, QString>>> m_keys; ///< a table's key columns with their position
};

/// Runs a query and shows every row to take.
template <class Take>
Result<void> CatalogueReader::each(const QString &sql, Take take)
{
    SqliteStatement statement(m_database, m_gate, sql);
    if (auto prepared = statement.prepared(); !prepared)
        return prepared;
    while (true) {
        const Result<bool> row = statement.step();
        if (!row)
            return std::unexpected(row.error());
        if (!*row)
            return {};
        take(std::as_const(statement));
    }
}

Table *CatalogueReader::table(const QString &name)
{
    const auto found = m_position.constFind(name);
    return found == m_position.constEnd() ? nullptr : &m_schema.tables[*found];
}

Result<Schema> CatalogueReader::read()
{
    m_schema.dialect = Dialect::SQLite;
    if (auto done = readTables(); !done)
        return std::unexpected(done.error());
    if (auto done = readColumns(); !done)
        return std::unexpected(done.error());
    if (auto done = readForeignKeys(); !done)
        return std::unexpected(done.error());
    if (auto done = readUniqueKeys(); !done)
        return std::unexpected(done.error());
    completeForeignKeys();
    // A view over something that is gone has no columns to ask about.
    std::erase_if(m_schema.tables, [](const Table &t) { return t.columns.empty(); });
    return std::move(m_schema);
}

Result<std::vector<RelationName>> CatalogueReader::list()
{
    if (auto done = readTables(); !done)
        return std::unexpected(done.error());
    std::vector<RelationName> relations;
    for (const Table &table : m_schema.tables)
        relations.push_back({table.schema, table.name, table.kind, {}});
    return relations;
}

/// Virtual tables (full text, areas) keep themselves in tables beside them, which are of no interest.
/// Asking PRAGMA table_list would tell, but fails as a whole for one broken view.
Result<void> CatalogueReader::readShadows()
{
    return each(u"SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'"_s,
                [this](const SqliteStatement &row) {
                    for (const QStringView part : {u"_data", u"_idx", u"_content", u"_docsize", u"_config",
                                                   u"_segments", u"_segdir", u"_stat", u"_node", u"_parent", u"_rowid"})
                        m_shadows.insert(QString(row.string(0) + part));
                });
}

Result<void> CatalogueReader::readTables()
{
    if (auto done = readShadows(); !done)
        return done;
    return each(u"SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') "
                "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid"_s,
                [this](const SqliteStatement &row) {
                    Table found;
                    found.name = row.string(0);
                    if (m_shadows.contains(found.name) || !m_selection.includes({}, found.name))
                        return;
                    found.kind = row.text(1) == "view" ? TableKind::View : TableKind::Table;
                    found.changeMark = m_changeMark;
                    m_position.insert(found.name, m_schema.tables.size());
                    m_schema.tables.push_back(std::move(found));
                    m_keys.emplace_back();
                });
}

void CatalogueReader::takeColumn(const SqliteStatement &row)
{
    Table *owner = table(row.string(0));
    constexpr qint64 hiddenColumn = 1; // of a virtual table; 2 and 3 are generated ones
    if (!owner || row.integer(5) == hiddenColumn)
        return;
    Column column;
    if (m_progress && owner->columns.empty())
        m_progress(owner - m_schema.tables.data(), qint64(m_schema.tables.size()), owner->name);
    column.name = m_pool(row.string(1));
    column.databaseType = m_pool(row.string(2));
    column.type = sqliteColumnType(column.databaseType);
    column.nullable = row.integer(3) == 0;
    column.generated = row.integer(5) >= 2;
    if (row.integer(4) > 0) {
        m_keys[static_cast<size_t>(owner - m_schema.tables.data())].emplace_back(row.integer(4), column.name);
        column.nullable = false;
    }
    owner->columns.push_back(std::move(column));
}

Result<void> CatalogueReader::readColumns()
{
    const QString columns = u"SELECT m.name, c.name, c.type, c.\"notnull\", c.pk, c.hidden "
                            "FROM sqlite_master m, pragma_table_xinfo(m.name) c WHERE m.type = '%1' %2"_s;
    const auto take = [this](const SqliteStatement &row) { takeColumn(row); };
    if (auto done = each(columns.arg(u"table"_s, QString()), take); !done)
        return done;
    if (!each(columns.arg(u"view"_s, QString()), take)) {
        // One broken view ends the bulk query: ask for each, and leave out the broken.
        for (Table &view : m_schema.tables) {
            if (view.kind != TableKind::View)
                continue;
            view.columns.clear();
            QString name = view.name;
            const QString one = u"AND m.name = '"_s + name.replace(u'\'', u"''"_s) + u'\'';
            if (!each(columns.arg(u"view"_s, one), take))
                view.columns.clear();
        }
    }
    for (size_t i = 0; i < m_keys.size(); ++i) {
        std::ranges::sort(m_keys[i]);
        for (const auto &[position, name] : m_keys[i])
            m_schema.tables[i].primaryKey.push_back(name);
        if (m_keys[i].size() == 1) {
            for (Column &column : m_schema.tables[i].columns)
                column.unique = column.unique || column.name == m_keys[i].front().second;
        }
    }
    return {};
}

Result<void> CatalogueReader::readForeignKeys()
{
    qint64 lastId = -1;
    const Table *lastOwner = nullptr;
    return each(u"SELECT m.name, f.id, f.\"table\", f.\"from\", f.\"to\" FROM sqlite_master m, "
                "pragma_foreign_key_list(m.name) f WHERE m.type = 'table' ORDER BY m.rowid, f.id DESC, f.seq"_s,
                [&](const SqliteStatement &row) {
                    Table *owner = table(row.string(0));
                    if (!owner)
                        return;
                    if (owner != lastOwner || row.integer(1) != lastId) {
                        ForeignKey key;
                        key.referencedTable = row.string(2);
                        owner->foreignKeys.push_back(std::move(key));
                        lastOwner = owner;
                        lastId = row.integer(1);
                    }
                    ForeignKey &key = owner->foreignKeys.back();
                    key.columns.push_back(row.string(3));
                    key.referencedColumns.push_back(row.string(4));
                });
}

Result<void> CatalogueReader::readUniqueKeys()
{
    return each(
        u"SELECT m.name, min(i.name) FROM sqlite_master m, pragma_index_list(m.name) l, pragma_index_info(l.name) i "
        "WHERE m.type = 'table' AND l.\"unique\" = 1 AND l.partial = 0 GROUP BY m.name, l.name "
        "HAVING count(*) = 1"_s,
        [this](const SqliteStatement &row) {
            Table *owner = table(row.string(0));
            if (!owner)
                return;
            const QString name = row.string(1);
            for (Column &column : owner->columns)
                column.unique = column.unique || column.name == name;
        });
}

/// SQLite keeps what was written: names in any case, and none where the primary key is meant.
void CatalogueReader::completeForeignKeys()
{
    QHash<QString, const Table *> tables;
    for (const Table &table : m_schema.tables)
        tables.insert(table.name.toLower(), &table);
    const auto named = [](const std::vector<Column> &columns, const QString &name) {
        return std::ranges::find_if(columns,
                                    [&](const Column &c) { return c.name.compare(name, Qt::CaseInsensitive) == 0; });
    };
    for (Table &owner : m_schema.tables) {
        std::erase_if(owner.foreignKeys, [&](ForeignKey &key) {
            const Table *target = tables.value(key.referencedTable.toLower());
            if (!target)
                return true;
            key.referencedTable = target->name;
            for (size_t i = 0; i < key.columns.size(); ++i) {
                if (key.referencedColumns[i].isEmpty() && i < target->primaryKey.size())
                    key.referencedColumns[i] = target->primaryKey[i];
                const auto from = named(owner.columns, key.columns[i]);
                const auto to = named(target->columns, key.referencedColumns[i]);
                if (from == owner.columns.end() || to == target->columns.end())
                    return true;
                key.columns[i] = from->name;
                key.referencedColumns[i] = to->name;
            }
            return false;
        });
    }
}

} // namespace

Result<std::vector<RelationName>> listSqliteRelations(sqlite3 *database, SqliteGate &gate)
{
    return CatalogueReader(database, gate, {}).list();
}

Result<Schema> readSqliteCatalogue(sqlite3 *database, SqliteGate &gate, const SchemaSelection &selection,
                                   const QString &changeMark, const ReadingProgress &progress)
{
    return CatalogueReader(database, gate, selection, changeMark, progress).read();
}

} // namespace tabletalk
