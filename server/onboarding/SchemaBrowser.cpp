// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/SchemaBrowser.h"

#include "core/base/Problem.h"
#include "core/schema/SchemaSelection.h"
#include "server/api/Cursor.h"
#include "server/onboarding/SchemaReport.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostTables = 2'000;
constexpr size_t mostColumns = 6'000; ///< of one page; a table is never divided

/// Tells what is searched for in the names and descriptions of tables and columns.
class Filter
{
public:
    explicit Filter(const api::SchemaRequest &request)
        : m_search(request.search.value_or(QString()).trimmed())
        , m_schema(request.schema)
    {}

    bool passes(const Table &table) const
    {
        if (m_schema && table.schema != *m_schema)
            return false;
        return m_search.isEmpty() || says(table.name) || says(table.description) || says(table.comment)
               || std::ranges::any_of(table.columns, [this](const Column &column) {
                      return says(column.name) || says(column.description) || says(column.comment);
                  });
    }

private:
    bool says(const QString &text) const { return text.contains(m_search, Qt::CaseInsensitive); }

    QString m_search;
    std::optional<QString> m_schema;
};

int checkedLimit(const std::optional<int> &limit)
{
    if (limit && (*limit < 1 || *limit > mostTables))
        throw Problem::invalid(
            u"params.limit"_s,
            QCoreApplication::translate("Onboarding", "expected a whole number from 1 to %1").arg(mostTables));
    return limit.value_or(mostTables);
}

/// Where the page begins: behind the table that the one before ended with. Its place may
/// have changed if the database was read again meanwhile.
size_t beginOf(const std::vector<Table> &tables, const std::optional<QString> &cursor)
{
    if (!cursor)
        return 0;
    const QStringList parts = decodeCursor(*cursor, 2);
    const auto isIt = [&](const Table &table) { return tableKey(table.schema, table.name) == parts[1]; };
    const qulonglong place = parts[0].toULongLong();
    if (place < tables.size() && isIt(tables[place]))
        return place + 1;
    const auto found = std::ranges::find_if(tables, isIt);
    return found == tables.end() ? std::min<size_t>(place, tables.size()) : size_t(found - tables.begin()) + 1;
}

api::KeyInfo keyInfo(const Table &table, const ForeignKey &key)
{
    return {table.schema,
            table.name,
            key.columns,
            key.referencedSchema,
            key.referencedTable,
            key.referencedColumns,
            key.origin == KeyOrigin::Inferred,
            key.confidence};
}

const Table *findTable(const Schema &schema, const api::TableRequest &request)
{
    if (request.schema)
        return schema.table(*request.schema, request.name);
    if (const Table *table = schema.table(schema.defaultSchema, request.name))
        return table;
    const auto found = std::ranges::find(schema.tables, request.name, &Table::name);
    return found == schema.tables.end() ? nullptr : &*found;
}

} // namespace

api::DatabaseSchema schemaPage(const Understanding &understanding, const api::SchemaRequest &request)
{
    const std::vector<Table> &tables = understanding.schema.tables;
    const int limit = checkedLimit(request.limit);
    const size_t begin = beginOf(tables, request.cursor);
    const Filter filter(request);
    api::DatabaseSchema page = schemaOutline(understanding);
    page.tableCount = 0;
    size_t columns = 0;
    size_t last = 0;
    bool full = false;
    for (size_t i = 0; i < tables.size(); ++i) {
        if (!filter.passes(tables[i]))
            continue;
        ++page.tableCount;
        if (i < begin || page.nextCursor)
            continue;
        if (full) {
            page.nextCursor = encodeCursor({QString::number(last), tableKey(tables[last].schema, tables[last].name)});
            continue;
        }
        page.tables.push_back(tableInfo(tables[i], request.columns));
        last = i;
        columns += request.columns ? tables[i].columns.size() : 0;
        full = int(page.tables.size()) >= limit || columns >= mostColumns;
    }
    return page;
}

api::TableDetails tableDetails(const Understanding &understanding, const api::TableRequest &request)
{
    const Table *table = findTable(understanding.schema, request);
    if (!table)
        throw Problem::of(ProblemCode::NotFound);
    api::TableDetails details;
    details.table = tableInfo(*table);
    for (const ForeignKey &key : table->foreignKeys)
        details.keys.push_back(keyInfo(*table, key));
    for (const Table &other : understanding.schema.tables) {
        for (const ForeignKey &key : other.foreignKeys) {
            if (key.referencedTable == table->name && key.referencedSchema == table->schema)
                details.referredBy.push_back(keyInfo(other, key));
        }
    }
    return details;
}

} // namespace tabletalk
