// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ReadingPlan.h"

#include "core/text/NameParts.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tabletalk {

namespace {

using TableId = std::pair<QString, QString>;

constexpr double similarRows = 0.1; ///< estimates that differ by less say the same
constexpr qint64 smallTable = 200;

/// How soon a table is worth looking at, from the catalogue alone.
double importanceOf(const Table &table, int referredBy)
{
    double importance = 2 * std::min(referredBy, 10) + 0.5 * double(std::min<size_t>(table.foreignKeys.size(), 6));
    const qint64 rows = table.rowCount.value_or(0);
    importance += 0.5 * std::log2(1 + double(rows));
    // What is small costs nothing and often names what others only number.
    importance += rows > 0 && rows <= smallTable ? 3 : 0;
    importance -= table.kind == TableKind::View ? 4 : 0;
    for (const QString &word : splitName(table.name)) {
        for (const QStringView aside : {u"log", u"logs", u"tmp", u"temp", u"backup", u"bak", u"old", u"audit",
                                        u"history", u"archive", u"staging"})
            importance -= word == aside ? 4 : 0;
    }
    return importance;
}

void sortByImportance(const Schema &schema, std::vector<size_t> &order)
{
    QHash<TableId, int> referredBy;
    for (const Table &table : schema.tables) {
        for (const ForeignKey &key : table.foreignKeys)
            ++referredBy[{key.referencedSchema, key.referencedTable}];
    }
    std::vector<double> importance(schema.tables.size());
    for (const size_t position : order) {
        const Table &table = schema.tables[position];
        importance[position] = importanceOf(table, referredBy.value({table.schema, table.name}));
    }
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](size_t position) { return importance[position]; });
}

/// Whether nothing says that the rows are others than they were.
bool hasSameRows(const Table &before, const Table &after)
{
    if (!before.changeMark.isEmpty() || !after.changeMark.isEmpty())
        return before.changeMark == after.changeMark;
    if (!before.rowCount || !after.rowCount)
        return false;
    const auto was = double(*before.rowCount);
    const auto is = double(*after.rowCount);
    return std::abs(was - is) <= similarRows * std::max(was, is);
}

void takeOver(Table &fresh, Table &&known)
{
    fresh.rowCount = known.rowCount;
    fresh.description = std::move(known.description);
    QHash<QString, Column *> columns;
    for (Column &column : known.columns)
        columns.insert(column.name, &column);
    for (Column &column : fresh.columns) {
        Column *before = columns.value(column.name);
        if (!before || before->databaseType != column.databaseType)
            continue;
        column.type = before->type; // on SQLite the data says more than the declaration
        column.role = before->role;
        column.unit = std::move(before->unit);
        column.description = std::move(before->description);
        column.profile = std::move(before->profile);
    }
    for (ForeignKey &key : known.foreignKeys) {
        if (key.origin == KeyOrigin::Inferred)
            fresh.foreignKeys.push_back(std::move(key));
    }
}

} // namespace

ReadingPlan planReading(const Schema &schema)
{
    ReadingPlan plan;
    plan.order.resize(schema.tables.size());
    for (size_t i = 0; i < plan.order.size(); ++i)
        plan.order[i] = i;
    sortByImportance(schema, plan.order);
    return plan;
}

ReadingPlan planReading(Understanding &fresh, Understanding known, const SchemaComparison &comparison, bool everything)
{
    QHash<TableId, Table *> before;
    before.reserve(qsizetype(known.schema.tables.size()));
    for (Table &table : known.schema.tables)
        before.insert({table.schema, table.name}, &table);

    ReadingPlan plan;
    for (size_t i = 0; i < fresh.schema.tables.size(); ++i) {
        Table &table = fresh.schema.tables[i];
        Table *same = before.value({table.schema, table.name});
        const bool keeps =
            !everything && same && same->profiled && comparison.isUnchanged[i] && hasSameRows(*same, table);
        if (same)
            takeOver(table, std::move(*same));
        table.profiled = keeps;
        if (keeps)
            ++plan.kept;
        else
            plan.order.push_back(i);
    }
    // Texts of tables and columns that are gone go with them.
    QHash<TableId, const Table *> now;
    for (const Table &table : fresh.schema.tables)
        now.insert({table.schema, table.name}, &table);
    for (ColumnValues &values : known.values) {
        const Table *table = now.value({values.schema, values.table});
        if (table && table->column(values.column))
            fresh.values.push_back(std::move(values));
    }
    fresh.organisation = std::move(known.organisation);
    fresh.examples = std::move(known.examples);
    sortByImportance(fresh.schema, plan.order);
    return plan;
}

} // namespace tabletalk
