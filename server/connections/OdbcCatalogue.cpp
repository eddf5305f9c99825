// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/OdbcCatalogue.h"

#include "core/sql/Quoting.h"
#include "server/connections/OdbcColumns.h"

#include <QHash>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Listing = OdbcSession::Listing;

namespace {

constexpr auto catalogueTime = 120s;
constexpr qint64 mostNameBytes = 64 * 1024; ///< of a name or comment

class CatalogueReader
{
public:
    CatalogueReader(const OdbcRead &read, const OdbcEngine &engine, SchemaSelection selection, std::stop_token stop)
        : m_read(read)
        , m_engine(engine)
        , m_statements(engine.catalogue)
        , m_selection(std::move(selection))
        , m_stop(std::move(stop))
        , m_known(engine.kind != OdbcEngineKind::Unknown)
    {}

    Result<Schema> read();
    Result<std::vector<RelationName>> list();

private:
    using Take = std::function<void(const OdbcRow &)>;
    Result<void> each(const QString &sql, Listing listing, const Take &take);
    Table *table(const QString &schema, const QString &name);
    void addTable(Table found);

    Result<void> readTables();
    Result<void> readColumns();
    Result<void> readViewColumns();
    void takeTable(const OdbcRow &row);
    void takeListedTable(const OdbcRow &row);
    void takeColumn(const OdbcRow &row);
    void takeListedColumn(const OdbcRow &row);
    void takeKey(const OdbcRow &row);
    void takeUnique(const OdbcRow &row);

    const OdbcRead &m_read;
    const OdbcEngine &m_engine;
    const CatalogueStatements &m_statements;
    SchemaSelection m_selection;
    std::stop_token m_stop;
    bool m_known;
    Schema m_schema;
    QHash<QString, size_t> m_position;
    QString m_lastKey; ///< constraint at hand
};

Result<void> CatalogueReader::each(const QString &sql, Listing listing, const Take &take)
{
    OdbcSession::Request request;
    request.sql = sql;
    request.listing = listing;
    request.timeLimit = catalogueTime;
    request.stop = m_stop;
    request.mostCellBytes = mostNameBytes;
    request.row = [&](OdbcRow &&row) {
        take(row);
        return true;
    };
    return m_read(std::move(request));
}

QString keyOf(const QString &schema, const QString &name)
{
    return schema + u'\0' + name;
}

Table *CatalogueReader::table(const QString &schema, const QString &name)
{
    const auto found = m_position.constFind(keyOf(schema, name));
    return found == m_position.constEnd() ? nullptr : &m_schema.tables[*found];
}

void CatalogueReader::addTable(Table found)
{
    const QString key = keyOf(found.schema, found.name);
    if (!m_selection.includes(found.schema, found.name) || m_position.contains(key))
        return;
    m_position.insert(key, m_schema.tables.size());
    m_schema.tables.push_back(std::move(found));
}

Result<Schema> CatalogueReader::read()
{
    m_schema.dialect = m_engine.dialect;
    if (m_known) {
        if (auto done = each(m_statements.defaultSchema, Listing::None,
                             [this](const OdbcRow &row) { m_schema.defaultSchema = row.text(0); });
            !done)
            return std::unexpected(done.error());
    }
    if (auto done = readTables(); !done)
        return std::unexpected(done.error());
    if (auto done = readColumns(); !done)
        return std::unexpected(done.error());
    if (m_known) {
        if (auto done = each(m_statements.keys, Listing::None, [this](const OdbcRow &row) { takeKey(row); }); !done)
            return std::unexpected(done.error());
        if (auto done = each(m_statements.uniques, Listing::None, [this](const OdbcRow &row) { takeUnique(row); });
            !done)
            return std::unexpected(done.error());
    }
    std::erase_if(m_schema.tables, [](const Table &t) { return t.columns.empty(); });
    return std::move(m_schema);
}

Result<std::vector<RelationName>> CatalogueReader::list()
{
    if (auto done = readTables(); !done)
        return std::unexpected(done.error());
    std::vector<RelationName> relations;
    relations.reserve(m_schema.tables.size());
    for (const Table &table : m_schema.tables)
        relations.push_back({table.schema, table.name, table.kind, table.rowCount});
    return relations;
}

Result<void> CatalogueReader::readTables()
{
    if (m_known)
        return each(m_statements.tables, Listing::None, [this](const OdbcRow &row) { takeTable(row); });
    return each({}, Listing::Tables, [this](const OdbcRow &row) { takeListedTable(row); });
}

void CatalogueReader::takeTable(const OdbcRow &row)
{
    Table found;
    found.schema = row.text(0);
    found.name = row.text(1);
    found.kind = row.text(2) == u"1" ? TableKind::View : TableKind::Table;
    bool counted = false;
    if (const qint64 rows = row.text(3).toLongLong(&counted); counted && rows >= 0)
        found.rowCount = rows;
    found.comment = row.text(4);
    addTable(std::move(found));
}

/// TABLE_CAT, TABLE_SCHEM, TABLE_NAME, TABLE_TYPE, REMARKS.
void CatalogueReader::takeListedTable(const OdbcRow &row)
{
    static const QStringList ofTheSystem = {
        u"information_schema"_s, u"pg_catalog"_s, u"sys"_s, u"syscat"_s, u"sysibm"_s, u"system"_s,
        u"definition_schema"_s};
    Table found;
    found.schema = row.text(1);
    found.name = row.text(2);
    found.kind = row.text(3).contains(u"VIEW"_s) ? TableKind::View : TableKind::Table;
    found.comment = row.text(4);
    if (!ofTheSystem.contains(found.schema.toLower()) && !row.text(3).startsWith(u"SYSTEM"_s))
        addTable(std::move(found));
}

Result<void> CatalogueReader::readColumns()
{
    if (!m_known)
        return each({}, Listing::Columns, [this](const OdbcRow &row) { takeListedColumn(row); });
    if (auto done = each(m_statements.columns, Listing::None, [this](const OdbcRow &row) { takeColumn(row); }); !done)
        return done;
    return m_statements.viewColumns.isEmpty() ? Result<void>() : readViewColumns();
}

/// One broken view ends the bulk statement: then each is asked for, and the broken are left out.
Result<void> CatalogueReader::readViewColumns()
{
    const auto take = [this](const OdbcRow &row) { takeColumn(row); };
    if (each(m_statements.viewColumns.arg(QString()), Listing::None, take))
        return {};
    for (Table &view : m_schema.tables) {
        if (view.kind != TableKind::View)
            continue;
        view.columns.clear();
        const QString one = u"AND m.name = "_s + sql::quoteText(view.name, m_engine.dialect);
        const auto done = each(m_statements.viewColumns.arg(one), Listing::None, take);
        if (!done && m_stop.stop_requested())
            return done;
        if (!done)
            view.columns.clear();
    }
    return {};
}

void CatalogueReader::takeColumn(const OdbcRow &row)
{
    Table *owner = table(row.text(0), row.text(1));
    if (!owner)
        return;
    Column column;
    column.name = row.text(2);
    column.databaseType = row.text(3);
    column.type = m_engine.columnType(row.text(4));
    column.nullable = row.text(5) == u"1";
    column.generated = row.text(6) == u"1";
    column.comment = row.text(7);
    owner->columns.push_back(std::move(column));
}

/// TABLE_CAT, TABLE_SCHEM, TABLE_NAME, COLUMN_NAME, DATA_TYPE, TYPE_NAME, …, NULLABLE (10), REMARKS (11).
void CatalogueReader::takeListedColumn(const OdbcRow &row)
{
    Table *owner = table(row.text(1), row.text(2));
    if (!owner)
        return;
    Column column;
    column.name = row.text(3);
    column.type = odbcColumnType(row.text(4).toShort());
    column.databaseType = row.text(5);
    column.nullable = row.text(10) != u"0";
    column.comment = row.text(11);
    owner->columns.push_back(std::move(column));
}

void CatalogueReader::takeKey(const OdbcRow &row)
{
    Table *owner = table(row.text(0), row.text(1));
    if (!owner)
        return;
    const QString column = row.text(4);
    if (row.text(3) == u"p") {
        owner->primaryKey.push_back(column);
        return;
    }
    const QString key = keyOf(keyOf(owner->schema, owner->name), row.text(2));
    if (key != m_lastKey || owner->foreignKeys.empty()) {
        owner->foreignKeys.emplace_back();
        owner->foreignKeys.back().referencedSchema = row.text(5);
        owner->foreignKeys.back().referencedTable = row.text(6);
        m_lastKey = key;
    }
    owner->foreignKeys.back().columns.push_back(column);
    owner->foreignKeys.back().referencedColumns.push_back(row.text(7));
}

void CatalogueReader::takeUnique(const OdbcRow &row)
{
    Table *owner = table(row.text(0), row.text(1));
    if (!owner)
        return;
    const QString name = row.text(2);
    for (Column &column : owner->columns)
        column.unique = column.unique || column.name == name;
}

} // namespace

Result<Schema> readOdbcCatalogue(const OdbcRead &read, const OdbcEngine &engine, const SchemaSelection &selection,
                                 std::stop_token stop)
{
    return CatalogueReader(read, engine, selection, std::move(stop)).read();
}

Result<std::vector<RelationName>> listOdbcRelations(const OdbcRead &read, const OdbcEngine &engine,
                                                    std::stop_token stop)
{
    return CatalogueReader(read, engine, {}, std::move(stop)).list();
}

} // namespace tabletalk
