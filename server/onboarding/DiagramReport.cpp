// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/DiagramReport.h"

#include "core/base/Problem.h"
#include "core/schema/SchemaSelection.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>
#include <set>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostTables = 2'000;
constexpr size_t mostKeys = 20'000;
constexpr size_t mostColumnsOfTable = 60; ///< beyond, those of keys alone
constexpr size_t mostColumns = 20'000;    ///< of all tables

size_t checkedLimit(const std::optional<int> &limit)
{
    if (limit && (*limit < 1 || *limit > mostTables))
        throw Problem::invalid(
            u"params.limit"_s,
            QCoreApplication::translate("Onboarding", "expected a whole number from 1 to %1").arg(mostTables));
    return size_t(limit.value_or(mostTables));
}

/// Where each table stands in the schema.
QHash<QString, size_t> placesOf(const std::vector<Table> &tables)
{
    QHash<QString, size_t> places;
    places.reserve(qsizetype(tables.size()));
    for (size_t i = 0; i < tables.size(); ++i)
        places.insert(tableKey(tables[i].schema, tables[i].name), i);
    return places;
}

/// How many keys each table holds or is named by.
std::vector<int> keyCounts(const std::vector<Table> &tables, const QHash<QString, size_t> &places)
{
    std::vector<int> counts(tables.size(), 0);
    for (size_t i = 0; i < tables.size(); ++i) {
        for (const ForeignKey &key : tables[i].foreignKeys) {
            const auto other = places.constFind(tableKey(key.referencedSchema, key.referencedTable));
            if (other == places.constEnd() || *other == i)
                continue;
            ++counts[i];
            ++counts[*other];
        }
    }
    return counts;
}

/// The tables that are shown, in their order in the schema.
std::vector<size_t> chosenOf(const std::vector<Table> &tables, std::vector<size_t> matching,
                             const QHash<QString, size_t> &places, size_t limit)
{
    if (matching.size() <= limit)
        return matching;
    const std::vector<int> counts = keyCounts(tables, places);
    std::ranges::stable_sort(matching, std::ranges::greater(), [&](size_t table) { return counts[table]; });
    matching.resize(limit);
    std::ranges::sort(matching);
    return matching;
}

api::DiagramTable tableOf(const Table &table, size_t &columnsLeft)
{
    std::set<QString> keys;
    for (const ForeignKey &key : table.foreignKeys)
        keys.insert(key.columns.begin(), key.columns.end());
    api::DiagramTable made;
    made.schema = table.schema;
    made.name = table.name;
    made.kind = table.kind == TableKind::View ? u"view"_s : u"table"_s;
    made.rowCount = table.rowCount;
    made.columnCount = qint64(table.columns.size());
    const bool all = table.columns.size() <= mostColumnsOfTable && table.columns.size() <= columnsLeft;
    for (const Column &column : table.columns) {
        api::DiagramColumn each;
        each.name = column.name;
        each.databaseType = column.databaseType;
        each.primaryKey = std::ranges::find(table.primaryKey, column.name) != table.primaryKey.end();
        each.foreignKey = keys.contains(column.name);
        if ((all || each.primaryKey || each.foreignKey) && made.columns.size() < mostColumnsOfTable)
            made.columns.push_back(std::move(each));
    }
    columnsLeft -= std::min(columnsLeft, made.columns.size());
    return made;
}

} // namespace

api::SchemaDiagram schemaDiagram(const Understanding &understanding, const api::SchemaDiagramRequest &request)
{
    const std::vector<Table> &tables = understanding.schema.tables;
    const size_t limit = checkedLimit(request.limit);
    const QString search = request.search.value_or(QString()).trimmed();
    std::vector<size_t> matching;
    for (size_t i = 0; i < tables.size(); ++i) {
        const bool isOfSchema = !request.schema || tables[i].schema == *request.schema;
        if (isOfSchema && (search.isEmpty() || tables[i].name.contains(search, Qt::CaseInsensitive)))
            matching.push_back(i);
    }
    const QHash<QString, size_t> places = placesOf(tables);
    api::SchemaDiagram diagram;
    diagram.tableCount = qint64(matching.size());
    diagram.complete = understanding.complete;
    const std::vector<size_t> chosen = chosenOf(tables, std::move(matching), places, limit);
    std::vector<int> numbers(tables.size(), -1);
    size_t columnsLeft = mostColumns;
    diagram.tables.reserve(chosen.size());
    for (const size_t table : chosen) {
        numbers[table] = int(diagram.tables.size());
        diagram.tables.push_back(tableOf(tables[table], columnsLeft));
    }
    for (const size_t table : chosen) {
        for (const ForeignKey &key : tables[table].foreignKeys) {
            const auto other = places.constFind(tableKey(key.referencedSchema, key.referencedTable));
            if (other == places.constEnd() || numbers[*other] < 0 || diagram.keys.size() >= mostKeys)
                continue;
            diagram.keys.push_back({numbers[table], numbers[*other], key.columns, key.referencedColumns,
                                    key.origin == KeyOrigin::Inferred});
        }
    }
    return diagram;
}

} // namespace tabletalk
