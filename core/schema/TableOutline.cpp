// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/TableOutline.h"

#include "core/schema/ColumnWords.h"

#include <QHash>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qint64 mostGroups = 40;
constexpr size_t mostWordsAsked = 4; ///< in the name of what a question asks for

bool isOneOf(QStringView word, std::initializer_list<QStringView> words)
{
    return std::ranges::find(words, word) != words.end();
}

bool isReference(const Table &table, const Column &column)
{
    return std::ranges::any_of(table.foreignKeys, [&](const ForeignKey &key) {
        return std::ranges::find(key.columns, column.name) != key.columns.end();
    });
}

/// The row's own name, not one of its parts or of somebody else's.
std::vector<const Column *> displayColumns(const Table &table)
{
    const Column *first = nullptr;
    const Column *last = nullptr;
    const Column *best = nullptr;
    int bestRank = 99;
    for (const Column &column : table.columns) {
        if (column.role != ColumnRole::Name || isReference(table, column))
            continue;
        const std::vector<QString> words = nameWords(column.name);
        const bool partial = words.size() > 1 && words.back() == u"name";
        if (partial && isOneOf(words.front(), {u"first", u"given"})) {
            first = &column;
        } else if (words.back() == u"surname" || (partial && isOneOf(words.front(), {u"last", u"family"}))) {
            last = &column;
        } else if (!(partial && isOneOf(words.front(), {u"middle", u"nick", u"user"}))) {
            const int rank = words.size() == 1 ? 0 : words.back() == u"name" || words.back() == u"title" ? 1 : 2;
            if (rank < bestRank) {
                best = &column;
                bestRank = rank;
            }
        }
    }
    if (best && bestRank < 2)
        return {best};
    if (first && last)
        return {first, last};
    if (best || last)
        return {best ? best : last};
    return {};
}

bool isUsefulCategory(const Table &table, const Column &column)
{
    const bool grouping = column.role == ColumnRole::Category || column.role == ColumnRole::Place;
    const std::optional<qint64> distinct = column.profile.distinctCount;
    return grouping && !isReference(table, column) && distinct && *distinct >= 2 && *distinct <= mostGroups
           && *distinct * 2 <= table.rowCount.value_or(0)
           && column.profile.nullCount.value_or(0) * 2 <= table.rowCount.value_or(0);
}

/// "other details" and "day or boarding" group rows by what nobody asks about; hours at which something starts are
/// not to be averaged.
bool isWorthAsking(const Column &column)
{
    const std::vector<QString> words = nameWords(column.name);
    if (words.empty() || isOneOf(words.back(), {u"detail", u"note", u"remark", u"comment"}))
        return false;
    if (words.size() > mostWordsAsked || std::ranges::find(words, u"or"_s) != words.end())
        return false;
    const bool moment = isOneOf(words.front(), {u"start", u"end", u"open", u"close", u"begin"});
    return !moment || !isOneOf(words.back(), {u"hour", u"hr", u"minute", u"minimum", u"time"});
}

bool varies(const Column &column)
{
    return !column.profile.distinctCount || *column.profile.distinctCount > 2;
}

bool addsUp(const Column &column)
{
    const std::vector<QString> words = nameWords(column.name);
    if (words.empty() || std::ranges::any_of(words, [](const QString &w) {
            return isOneOf(w, {u"unit", u"per", u"average", u"rate", u"standard", u"list", u"base"});
        }))
        return false;
    return isOneOf(words.back(), {u"amount", u"total", u"revenue", u"cost", u"payment", u"quantity", u"sale", u"hour",
                                  u"profit", u"income", u"expense", u"budget", u"count", u"minute", u"refund",
                                  u"distance", u"weight", u"population"});
}

/// When something happened comes before when a person was born or a record was changed.
int dateRank(const Column &column)
{
    const std::vector<QString> words = nameWords(column.name);
    const auto has = [&](std::initializer_list<QStringView> any) {
        return std::ranges::any_of(words, [&](const QString &word) { return isOneOf(word, any); });
    };
    if (has({u"birth", u"born", u"update", u"updated", u"modified", u"expiry", u"due", u"death", u"year"}))
        return 0;
    return has({u"created", u"create", u"end", u"ended"}) ? 1 : 2;
}

bool isCalendarDate(const Column &column)
{
    if (column.type == ColumnType::Date || column.type == ColumnType::Timestamp)
        return true;
    return column.type == ColumnType::Text && column.profile.minimum && column.profile.minimum->size() >= 10
           && column.profile.minimum->at(4) == u'-';
}

void takeColumns(TableOutline &outline)
{
    const Table &table = *outline.table;
    outline.display = displayColumns(table);
    for (const Column &column : table.columns) {
        if (isUsefulCategory(table, column) && isWorthAsking(column))
            outline.categories.push_back(&column);
        const bool number = column.type == ColumnType::Integer || column.type == ColumnType::Decimal
                            || column.type == ColumnType::Real; // those kept as text cannot be added up
        const bool measure = number
                             && (column.role == ColumnRole::Money || column.role == ColumnRole::Measure
                                 || column.role == ColumnRole::Percentage);
        if (measure && varies(column) && isWorthAsking(column)) {
            outline.measures.push_back(&column);
            if (column.role != ColumnRole::Percentage && addsUp(column))
                outline.sums.push_back(&column);
        }
        if (column.role == ColumnRole::Date && isCalendarDate(column)
            && (!outline.date || dateRank(column) > dateRank(*outline.date)))
            outline.date = &column;
    }
    if (outline.date && dateRank(*outline.date) == 0)
        outline.date = nullptr;
    const auto moneyFirst = [](const Column *a, const Column *b) {
        return (a->role == ColumnRole::Money) > (b->role == ColumnRole::Money);
    };
    std::ranges::stable_sort(outline.measures, moneyFirst);
    std::ranges::stable_sort(outline.sums, moneyFirst);
    std::ranges::stable_sort(outline.categories, [](const Column *a, const Column *b) {
        return (a->role == ColumnRole::Category) > (b->role == ColumnRole::Category);
    });
}

double importanceOf(const TableOutline &outline)
{
    const Table &table = *outline.table;
    double importance = 0.5 * std::log2(1 + double(table.rowCount.value_or(0)));
    importance += std::min(outline.referredBy, 5) + 0.7 * double(std::min<size_t>(table.foreignKeys.size(), 4));
    importance += outline.display.empty() ? 0 : 2;
    importance += outline.measures.empty() ? 0 : 1;
    importance += outline.date ? 1 : 0;
    importance -= outline.bridge ? 6 : 0;
    importance -= table.kind == TableKind::View ? 3 : 0;
    return importance;
}

} // namespace

bool isBridge(const Table &table)
{
    return table.primaryKey.size() >= 2 && std::ranges::all_of(table.primaryKey, [&](const QString &name) {
               const Column *column = table.column(name);
               return column && isReference(table, *column);
           });
}

std::vector<TableOutline> outlinesOf(const Schema &schema)
{
    QHash<QString, int> referredBy;
    const auto placeOf = [](const QString &schemaName, const QString &table) {
        return QString(schemaName + QChar(0) + table);
    };
    for (const Table &table : schema.tables) {
        for (const ForeignKey &key : table.foreignKeys)
            ++referredBy[placeOf(key.referencedSchema, key.referencedTable)];
    }
    std::vector<TableOutline> outlines;
    outlines.reserve(schema.tables.size());
    for (const Table &table : schema.tables) {
        TableOutline outline;
        outline.table = &table;
        outline.name = EntityName::of(table.name);
        outline.bridge = isBridge(table);
        outline.referredBy = referredBy.value(placeOf(table.schema, table.name));
        takeColumns(outline);
        outline.importance = importanceOf(outline);
        outlines.push_back(std::move(outline));
    }
    return outlines;
}

} // namespace tabletalk
