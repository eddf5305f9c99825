// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/MySqlCatalogue.h"

#include "core/sql/Quoting.h"
#include "server/connections/MySqlSession.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto catalogueTime = 120s;
constexpr qsizetype mostTablesNamed = 500; ///< more are read with all others and left out here

QString keyOf(const QString &schema, const QString &name)
{
    return schema + u'\0' + name;
}

class CatalogueReader
{
public:
    CatalogueReader(MySqlSession &session, SchemaSelection selection, std::stop_token stop)
        : m_session(session)
        , m_selection(std::move(selection))
        , m_stop(std::move(stop))
    {}

    Result<Schema> read();
    Result<std::vector<RelationName>> list();

private:
    Result<void> each(const QString &sql, const std::function<void(const MySqlRow &)> &take);
    QString wanted(const QString &schemaColumn) const;
    void matchDefaultSchema();
    Table *table(const MySqlRow &row);
    Result<void> readTables();
    void takeTable(const MySqlRow &row);
    Result<void> readColumns();
    Result<void> readKeys();
    void takeKeyPart(const MySqlRow &row);
    void takeUniqueKeys();
    Result<void> readChecks();

    MySqlSession &m_session;
    SchemaSelection m_selection;
    std::stop_token m_stop;
    Schema m_schema;
    QHash<QString, size_t> m_position;
    QString m_lastConstraint;
    QHash<QString, std::vector<QString>> m_uniqueKeys; ///< columns by table and constraint
};

Result<void> CatalogueReader::each(const QString &sql, const std::function<void(const MySqlRow &)> &take)
{
    MySqlSession::Request request;
    request.sql = sql;
    request.timeLimit = catalogueTime;
    request.stop = m_stop;
    request.row = [&](const MySqlRow &row) {
        take(row);
        return true;
    };
    return m_session.read(request);
}

QString oneOf(const QString &column, const QSet<QString> &values)
{
    QStringList list;
    for (const QString &value : values)
        list += sql::quoteText(value, Dialect::MySQL);
    list.sort();
    return list.size() == 1 ? QString(column + u" = "_s + list.front())
                            : QString(column + u" IN ("_s + list.join(u", "_s) + u')');
}

/// The condition of all queries: the database of the connection, or those that were chosen.
/// The server looks at their folders alone before it opens a table for it.
QString CatalogueReader::wanted(const QString &schemaColumn) const
{
    QString condition = m_selection.schemas.isEmpty() ? QString(schemaColumn + u" = DATABASE()"_s)
                                                      : oneOf(schemaColumn, m_selection.schemas);
    if (m_selection.tables.isEmpty() || m_selection.tables.size() > mostTablesNamed)
        return condition;
    // "a.b.c" may be the table c of "a.b" or b.c of "a": both are asked for, one is taken.
    QSet<QString> names;
    for (const QString &key : m_selection.tables) {
        for (qsizetype dot = key.indexOf(u'.'); dot >= 0; dot = key.indexOf(u'.', dot + 1))
            names += key.mid(dot + 1);
    }
    return names.isEmpty() ? condition : QString(condition + u" AND "_s + oneOf(u"TABLE_NAME"_s, names));
}

Table *CatalogueReader::table(const MySqlRow &row)
{
    const auto found = m_position.constFind(keyOf(row.string(0), row.string(1)));
    return found == m_position.constEnd() ? nullptr : &m_schema.tables[*found];
}

Result<Schema> CatalogueReader::read()
{
    m_schema.dialect = Dialect::MySQL;
    if (auto done = each(u"SELECT DATABASE()"_s, [&](const MySqlRow &row) { m_schema.defaultSchema = row.string(0); });
        !done)
        return std::unexpected(done.error());
    if (auto done = readTables(); !done)
        return std::unexpected(done.error());
    matchDefaultSchema();
    if (auto done = readColumns(); !done)
        return std::unexpected(done.error());
    if (auto done = readKeys(); !done)
        return std::unexpected(done.error());
    if (auto done = readChecks(); !done)
        return std::unexpected(done.error());
    std::erase_if(m_schema.tables, [](const Table &t) { return t.columns.empty(); });
    return std::move(m_schema);
}

/// Where the server does not tell upper from lower case, the connection may name its database
/// in other letters than the catalogue does.
void CatalogueReader::matchDefaultSchema()
{
    const auto isDefault = [this](Qt::CaseSensitivity sensitivity) {
        return std::ranges::find_if(m_schema.tables, [&, this](const Table &table) {
            return table.schema.compare(m_schema.defaultSchema, sensitivity) == 0;
        });
    };
    if (isDefault(Qt::CaseSensitive) != m_schema.tables.end())
        return;
    if (const auto found = isDefault(Qt::CaseInsensitive); found != m_schema.tables.end())
        m_schema.defaultSchema = found->schema;
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
    // A table that changed within this very second may change again in it, unseen.
    return each(u"SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, TABLE_ROWS, TABLE_COMMENT, CREATE_TIME, "
                "CASE WHEN UPDATE_TIME < NOW() - INTERVAL 2 SECOND THEN UPDATE_TIME END "
                "FROM information_schema.TABLES WHERE "
                "TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW') AND "_s
                    + wanted(u"TABLE_SCHEMA"_s),
                [this](const MySqlRow &row) { takeTable(row); });
}

void CatalogueReader::takeTable(const MySqlRow &row)
{
    Table found;
    found.schema = row.string(0);
    found.name = row.string(1);
    if (!m_selection.includes(found.schema, found.name))
        return;
    found.kind = row.text(2) == "VIEW" ? TableKind::View : TableKind::Table;
    if (found.kind == TableKind::Table) {
        if (!row.isNull(3))
            found.rowCount = row.string(3).toLongLong();
        found.comment = row.string(4);
        if (!row.isNull(6))
            found.changeMark = QStringList{row.string(5), row.string(6), row.string(3)}.join(u'/');
    }
    m_position.insert(keyOf(found.schema, found.name), m_schema.tables.size());
    m_schema.tables.push_back(std::move(found));
}

Result<void> CatalogueReader::readColumns()
{
    QHash<QString, std::vector<int>> places;
    auto done = each(
        u"SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, IS_NULLABLE, COLUMN_COMMENT, EXTRA, "
        "ORDINAL_POSITION FROM information_schema.COLUMNS WHERE FIND_IN_SET('select', PRIVILEGES) > 0 AND "_s
            + wanted(u"TABLE_SCHEMA"_s),
        [&](const MySqlRow &row) {
            Table *owner = table(row);
            if (!owner)
                return;
            Column column;
            column.name = row.string(2);
            column.databaseType = row.string(4);
            column.type = mySqlColumnType(row.string(3), column.databaseType);
            column.nullable = row.text(5) == "YES";
            column.comment = row.string(6);
            // "DEFAULT_GENERATED" is a default that is computed, not a column.
            const QString extra = row.string(7).toUpper();
            column.generated = extra.contains(u"VIRTUAL") || extra.contains(u"STORED") || extra.contains(u"PERSISTENT");
            // They come in order, but nobody promises it.
            std::vector<int> &known = places[keyOf(owner->schema, owner->name)];
            const int place = row.string(8).toInt();
            const auto after = std::ranges::upper_bound(known, place) - known.begin();
            known.insert(known.begin() + after, place);
            owner->columns.insert(owner->columns.begin() + after, std::move(column));
        });
    return done;
}

void CatalogueReader::takeKeyPart(const MySqlRow &row)
{
    Table *owner = table(row);
    if (!owner)
        return;
    const QString constraint = row.string(2);
    const QString column = row.string(3);
    const QString id = keyOf(keyOf(owner->schema, owner->name), constraint);
    if (row.isNull(5)) {
        if (constraint == u"PRIMARY")
            owner->primaryKey.push_back(column);
        else
            m_uniqueKeys[id].push_back(column);
        return;
    }
    if (id != m_lastConstraint) {
        ForeignKey key;
        key.referencedSchema = row.string(4);
        key.referencedTable = row.string(5);
        owner->foreignKeys.push_back(std::move(key));
        m_lastConstraint = id;
    }
    owner->foreignKeys.back().columns.push_back(column);
    owner->foreignKeys.back().referencedColumns.push_back(row.string(6));
}

void CatalogueReader::takeUniqueKeys()
{
    for (auto key = m_uniqueKeys.cbegin(); key != m_uniqueKeys.cend(); ++key) {
        if (key->size() != 1)
            continue;
        const auto owner = m_position.constFind(key.key().left(key.key().lastIndexOf(u'\0')));
        for (Column &column : m_schema.tables[*owner].columns)
            column.unique = column.unique || column.name == key->front();
    }
    for (Table &table : m_schema.tables) {
        for (Column &column : table.columns)
            column.unique = column.unique || (table.primaryKey.size() == 1 && table.primaryKey.front() == column.name);
    }
}

Result<void> CatalogueReader::readKeys()
{
    const auto done = each(
        u"SELECT TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, "
        "REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE WHERE "_s
            + wanted(u"TABLE_SCHEMA"_s) + u" ORDER BY TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION"_s,
        [this](const MySqlRow &row) { takeKeyPart(row); });
    if (done)
        takeUniqueKeys();
    return done;
}

/// MariaDB keeps JSON as a text with the check json_valid(`column`).
Result<void> CatalogueReader::readChecks()
{
    if (!m_session.connection().isMariaDb())
        return {};
    static const QRegularExpression validJson(u"^\\s*json_valid\\(`((?:[^`]|``)+)`\\)\\s*$"_s,
                                              QRegularExpression::CaseInsensitiveOption);
    const auto done = each(u"SELECT CONSTRAINT_SCHEMA, TABLE_NAME, CHECK_CLAUSE FROM "
                           "information_schema.CHECK_CONSTRAINTS WHERE CHECK_CLAUSE LIKE '%json_valid%' AND "_s
                               + wanted(u"CONSTRAINT_SCHEMA"_s),
                           [this](const MySqlRow &row) {
                               Table *owner = table(row);
                               const auto match = validJson.match(row.string(2));
                               if (!owner || !match.hasMatch())
                                   return;
                               const QString name = match.captured(1).replace(u"``"_s, u"`"_s);
                               for (Column &column : owner->columns) {
                                   if (column.name == name && column.type == ColumnType::Text)
                                       column.type = ColumnType::Json;
                               }
                           });
    // Old servers have no such table; their JSON is a text like any other.
    if (!done && done.error().code != ProblemCode::DatabaseFailed)
        return done;
    return {};
}

} // namespace

Result<Schema> readMySqlCatalogue(MySqlSession &session, const SchemaSelection &selection, std::stop_token stop)
{
    return CatalogueReader(session, selection, std::move(stop)).read();
}

Result<std::vector<RelationName>> listMySqlRelations(MySqlSession &session, std::stop_token stop)
{
    return CatalogueReader(session, {}, std::move(stop)).list();
}

} // namespace tabletalk
