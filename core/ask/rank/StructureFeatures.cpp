// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/CandidateFeatures.h"

#include <algorithm>
#include <array>
#include <set>

namespace tabletalk::ask {

namespace {

std::string_view functionName(Measure::Function function)
{
    static constexpr std::array<std::string_view, 8> names{"value",   "count",   "countDistinct", "sum",
                                                           "average", "minimum", "maximum",       "ratio"};
    return size_t(function) < names.size() ? names[size_t(function)] : "other";
}

void addColumnKind(FeatureRow &row, std::string_view prefix, const ColumnFacts &facts)
{
    if (facts.identifier)
        row.add(prefix, "identifier");
    if (facts.foreignKey)
        row.add(prefix, "reference");
    if (facts.nameLike)
        row.add(prefix, "nameLike");
    if (facts.temporal || facts.yearLike)
        row.add(prefix, "temporal");
    else if (facts.numeric && !facts.identifier)
        row.add(prefix, "number");
    if (facts.unique)
        row.add(prefix, "unique");
    if (!facts.yes.isEmpty())
        row.add(prefix, "flag");
}

void addOutputs(FeatureRow &row, const Meaning &meaning, const SchemaIndex &index)
{
    std::set<int> tables;
    for (const Measure &output : meaning.outputs) {
        row.add("out.", functionName(output.function));
        if (output.of.isTable())
            continue;
        tables.insert(output.of.table);
        if (output.function != Measure::Function::Value)
            continue;
        addColumnKind(row, "out.", index.facts(output.of));
        if (output.of.table != meaning.entity)
            row.add("out.otherTable");
        if (std::ranges::find(meaning.groups, output.of) != meaning.groups.end())
            row.add("out.grouped");
    }
    row.add("out.tables", double(tables.size()));
    if (meaning.everything)
        row.add("out.everything");
}

void addRestriction(FeatureRow &row, std::string_view prefix, const Restriction &restriction, const SchemaIndex &index)
{
    static constexpr std::array<std::string_view, 10> kinds{"compare", "between", "contains", "startsWith", "endsWith",
                                                            "missing", "during",  "against",  "beside",     "among"};
    if (size_t(restriction.kind) < kinds.size())
        row.add(prefix, kinds[size_t(restriction.kind)]);
    if (restriction.kind == Restriction::Kind::Compare)
        row.add(prefix, restriction.comparison == sql::Comparison::Equal ? "equal" : "unequal");
    if (restriction.negated)
        row.add(prefix, "negated");
    if (restriction.orPrevious)
        row.add(prefix, "or");
    if (restriction.allOf)
        row.add(prefix, "allOf");
    if (restriction.values.size() > 1)
        row.add(prefix, "several");
    if (!restriction.column.isTable())
        addColumnKind(row, prefix, index.facts(restriction.column));
}

/// Whether conditions and orders are of what is shown.
void addNearness(FeatureRow &row, const Meaning &meaning)
{
    if (meaning.outputs.empty())
        return;
    const auto isShown = [&](int table) {
        return std::ranges::any_of(meaning.outputs, [table](const Measure &o) { return o.of.table == table; });
    };
    for (const Restriction &restriction : meaning.where) {
        const int table = restriction.column.table;
        row.add(isShown(table) ? "near.where" : table == meaning.entity ? "near.whereOfEntity" : "far.where");
    }
    for (const OrderKey &key : meaning.order)
        row.add(isShown(key.measure.of.table) ? "near.order" : "far.order");
    for (const Place group : meaning.groups)
        row.add(isShown(group.table) ? "near.group" : "far.group");
    for (const Restriction &restriction : meaning.where) {
        const auto same = std::ranges::count(meaning.where, restriction.column, &Restriction::column);
        if (same > 1)
            row.add("where.sameColumn");
    }
}

void addClauses(FeatureRow &row, const Meaning &meaning, const SchemaIndex &index)
{
    addNearness(row, meaning);
    for (const Restriction &restriction : meaning.where)
        addRestriction(row, "where.", restriction, index);
    for (const Absence &absence : meaning.absences) {
        row.add("absence.count");
        for (const Restriction &restriction : absence.where)
            addRestriction(row, "absence.", restriction, index);
    }
    for (const Place group : meaning.groups) {
        row.add(group.isTable() ? "group.table" : "group.column");
        if (!group.isTable())
            addColumnKind(row, "group.", index.facts(group));
    }
    if (meaning.periodOf)
        row.add("group.period");
    for (const GroupCondition &having : meaning.having)
        row.add("having.", functionName(having.measure.function));
    for (const OrderKey &key : meaning.order) {
        row.add("order.", functionName(key.measure.function));
        row.add(key.descending ? "order.descending" : "order.ascending");
        if (std::ranges::find(meaning.outputs, key.measure) != meaning.outputs.end())
            row.add("order.shown");
        if (!key.measure.of.isTable())
            addColumnKind(row, "order.", index.facts(key.measure.of));
    }
    if (meaning.limit)
        row.add(*meaning.limit == 1 ? "limit.one" : "limit.several");
}

/// Counts the queries inside a condition.
int innerQueries(const sql::ExpressionPtr &expression)
{
    if (!expression)
        return 0;
    int count = expression->select ? 1 : 0;
    for (const sql::ExpressionPtr &operand : expression->operands)
        count += innerQueries(operand);
    return count;
}

} // namespace

void addStructureFeatures(FeatureRow &row, const Found &found, const SchemaIndex &index)
{
    const sql::Select &select = found.plan.select;
    addOutputs(row, found.meaning, index);
    addClauses(row, found.meaning, index);
    row.add("s.score", found.score);
    row.add("s.outputs", double(select.outputs.size()));
    row.add("s.groups", double(select.groupBy.size()));
    row.add("s.where", double(found.meaning.where.size()));
    row.add("s.tables", double(found.plan.tables.size()));
    row.add("s.sources", double(select.from.size()));
    row.add("s.namedTables", double(found.meaning.tables.size()));
    row.add("s.innerQueries", innerQueries(select.where) + innerQueries(select.having));
    row.add("s.unusedWords", double(found.meaning.unusedWords.size()));
    if (select.distinct)
        row.add("s.distinct");
    if (found.plan.repeats)
        row.add(select.distinct ? "s.repeatsButDistinct" : "s.repeats");
    const bool figures = std::ranges::any_of(found.meaning.outputs, &Measure::isAggregate);
    const bool values = std::ranges::any_of(found.meaning.outputs, [](const Measure &m) { return !m.isAggregate(); });
    row.add(figures ? values ? "s.both" : "s.figures" : "s.values");
    if (!select.groupBy.empty() && figures && values)
        row.add("s.figureByGroup");
    const auto bridges = std::ranges::count_if(found.plan.tables, [&](int table) { return index.facts(table).bridge; });
    row.add("s.bridges", double(bridges));
    if (found.meaning.entity >= 0
        && std::ranges::find(found.plan.tables, found.meaning.entity) == found.plan.tables.end())
        row.add("s.entityUnread");
}

} // namespace tabletalk::ask
