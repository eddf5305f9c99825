// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/CompositeKeys.h"

#include <algorithm>

namespace tabletalk {

namespace {

constexpr double confidence = 0.85;

const Column *columnCalled(const Table &table, const QString &name)
{
    const auto found = std::ranges::find_if(
        table.columns, [&](const Column &column) { return column.name.compare(name, Qt::CaseInsensitive) == 0; });
    return found == table.columns.end() ? nullptr : &*found;
}

/// Rows of one year or day belong together without one being a part of the other.
bool saysTime(const Column &column)
{
    static constexpr QStringView times[] = {u"year", u"month", u"quarter", u"week", u"day", u"date", u"semester"};
    return column.role == ColumnRole::Date || std::ranges::find(times, column.name.toLower()) != std::end(times);
}

bool haveSameKey(const Table &a, const Table &b)
{
    return a.primaryKey.size() == b.primaryKey.size() && std::ranges::all_of(a.primaryKey, [&](const QString &name) {
               return std::ranges::find(b.primaryKey, name) != b.primaryKey.end();
           });
}

ForeignKey keyFor(const Schema &schema, const Table &table, const CompositeTarget &target)
{
    const Table &to = schema.tables[size_t(target.table)];
    ForeignKey key;
    key.referencedSchema = to.schema;
    key.referencedTable = to.name;
    key.origin = KeyOrigin::Inferred;
    key.confidence = confidence;
    for (const int column : target.columns) {
        const QString &name = to.columns[size_t(column)].name;
        key.columns.push_back(columnCalled(table, name)->name);
        key.referencedColumns.push_back(name);
    }
    return key;
}

bool shareColumn(const ForeignKey &a, const ForeignKey &b)
{
    return std::ranges::any_of(
        a.columns, [&](const QString &name) { return std::ranges::find(b.columns, name) != b.columns.end(); });
}

} // namespace

bool mayRefer(const Table &table, const Column &column)
{
    switch (column.type) {
    case ColumnType::Integer:
    case ColumnType::Decimal:
    case ColumnType::Real:
    case ColumnType::Text:
    case ColumnType::Other:
        break;
    default:
        return false;
    }
    // "employees" in a table of companies counts them.
    if (column.type != ColumnType::Text && column.name.endsWith(u's', Qt::CaseInsensitive)
        && !column.name.endsWith(u"ss", Qt::CaseInsensitive) && !column.name.endsWith(u"us", Qt::CaseInsensitive))
        return false;
    return std::ranges::none_of(table.foreignKeys, [&](const ForeignKey &key) {
        return std::ranges::find(key.columns, column.name) != key.columns.end();
    });
}

std::vector<ForeignKey> compositeKeys(const Schema &schema, int t, const KeyTargets &targets, ValueInclusion &inclusion,
                                      const std::function<bool(int, int)> &refers)
{
    const Table &table = schema.tables[size_t(t)];
    const auto refersTo = [&](const CompositeTarget &target) {
        const Table &to = schema.tables[size_t(target.table)];
        if (target.table == t || to.schema != table.schema || haveSameKey(table, to))
            return false;
        bool own = false;
        const bool all = std::ranges::all_of(target.columns, [&](int c) {
            const Column &toColumn = to.columns[size_t(c)];
            const Column *same = columnCalled(table, toColumn.name);
            if (!same || !mayRefer(table, *same))
                return false;
            const bool numbers = !ReferenceName::of(toColumn.name).mark.isEmpty(); // a line number, not a rank
            own = own || (numbers && !saysTime(toColumn) && !refers(target.table, c));
            return inclusion.of(table, *same, to, toColumn) >= Inclusion::Plausible;
        });
        return all && own;
    };
    std::vector<ForeignKey> keys;
    for (const Column &column : table.columns) {
        for (const CompositeTarget &target : targets.compositesWith(column.name)) {
            if (refersTo(target))
                keys.push_back(keyFor(schema, table, target));
        }
    }
    std::vector<ForeignKey> clear;
    for (const ForeignKey &key : keys) {
        const bool contested = std::ranges::any_of(keys, [&](const ForeignKey &other) {
            return &other != &key && other.columns.size() >= key.columns.size() && shareColumn(other, key);
        });
        if (!contested)
            clear.push_back(key);
    }
    return clear;
}

} // namespace tabletalk
