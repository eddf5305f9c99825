// SPDX-License-Identifier: GPL-3.0-or-later
//
// PlanBuilder: rows that are in each of several sets, in one, or in none.
#include "core/ask/plan/PlanBuilder.h"

#include <algorithm>

namespace tabletalk::ask {

using sql::ExpressionPtr;
using Kind = sql::Expression::Kind;

/// "A and B" of one column: rows with each of them where that can be, else either of them.
bool PlanBuilder::isMembership(const Restriction &restriction)
{
    if (isFannedOut(restriction.column.table) && m_index.facts(m_meaning.entity).keyColumn >= 0)
        return true;
    return showsOneRepeatingValue() && m_choices.choose({{"both.intersect", 0.2}, {"both.any", 0.0}}) == 0;
}

/// "not" about a table with many rows for one of the entity means that none of them fits;
/// about the entity's own row it is a plain "is not".
bool PlanBuilder::settleAbsences()
{
    m_absences = m_meaning.absences;
    for (const Restriction &restriction : m_meaning.where) {
        const bool plainValue =
            restriction.kind == Restriction::Kind::Compare || restriction.kind == Restriction::Kind::Contains;
        if (restriction.negated && plainValue && isFannedOut(restriction.column.table)
            && m_choices.choose({{"negation.none", 0.3}, {"negation.not", 0.0}}) == 0) {
            Restriction positive = restriction;
            positive.negated = false;
            m_absences.push_back({restriction.column.table, {positive}});
        } else if (restriction.allOf && restriction.values.size() > 1 && !restriction.negated
                   && isMembership(restriction) && restriction.kind == Restriction::Kind::Compare) {
            m_memberships.push_back(restriction);
        } else {
            m_where.push_back(restriction);
        }
    }
    return true;
}

/// The entity's rows that have no row of the table that fits.
ExpressionPtr PlanBuilder::absent(const Absence &absence)
{
    std::vector<int> needed{absence.table};
    for (const Restriction &restriction : absence.where)
        needed.push_back(restriction.column.table);
    const auto path = m_graph.path(m_meaning.entity, absence.table);
    if (!path || path->empty())
        return nullptr;
    const Join &step = path->front();
    const auto joins = m_graph.connect(step.to, needed, tablesSpokenOf());
    if (!joins)
        return nullptr;
    const Joined inside{step.to, *joins};
    const ExpressionPtr outer = reference({step.from, step.columns.front().first});

    const bool qualified = std::exchange(m_qualified, !inside.joins.empty());
    sql::Select select;
    const ExpressionPtr inner = reference({step.to, step.columns.front().second});
    select.outputs.push_back({inner, {}});
    select.from = sources(inside);
    select.where = conditions(absence.where);
    // NOT IN a list that holds a null is never true.
    if (m_index.column({step.to, step.columns.front().second}).nullable)
        select.where = sql::both(select.where, sql::negation(sql::apply(Kind::IsNull, {inner})));
    m_qualified = qualified;
    ExpressionPtr none = sql::negation(sql::inSelect(outer, std::move(select)));
    if (!step.toMany && m_index.column({step.from, step.columns.front().first}).nullable)
        return sql::apply(Kind::Or, {sql::apply(Kind::IsNull, {outer}), none});
    return none;
}

/// "both A and B": the entity, or the value shown, is in each of the sets.
ExpressionPtr PlanBuilder::memberships(const Restriction &restriction)
{
    const int key = m_index.facts(m_meaning.entity).keyColumn;
    const bool byOutput = !isFannedOut(restriction.column.table) || key < 0;
    Restriction any = restriction;
    any.allOf = false;
    m_asSet = m_asSet || byOutput;
    const Place member = byOutput ? m_outputs.front().of : Place{m_meaning.entity, key};
    ExpressionPtr result;
    for (const Literal &value : restriction.values) {
        Restriction one = any;
        one.values = {value};
        const auto joins = m_graph.connect(member.table, {restriction.column.table}, tablesSpokenOf());
        if (!joins)
            return nullptr;
        const ExpressionPtr outer = reference(member);
        const bool qualified = std::exchange(m_qualified, !joins->empty());
        sql::Select select;
        select.outputs.push_back({reference(member), {}});
        select.from = sources({member.table, *joins});
        select.where = condition(one);
        m_qualified = qualified;
        result = sql::both(result, sql::inSelect(outer, std::move(select)));
    }
    return result;
}

/// That a row of the table is among those which meet the condition somewhere below them.
ExpressionPtr PlanBuilder::rowsWhere(int table, const Restriction &restriction)
{
    const Place key{table, m_index.facts(table).keyColumn};
    const auto joins =
        key.column < 0 ? std::nullopt : m_graph.connect(table, {restriction.column.table}, tablesSpokenOf());
    if (!joins) {
        m_wrongGrain = true;
        return nullptr;
    }
    const ExpressionPtr outer = reference(key);
    const bool qualified = std::exchange(m_qualified, !joins->empty());
    sql::Select select;
    select.outputs.push_back({reference(key), {}});
    select.from = sources({table, *joins});
    select.where = condition(restriction);
    m_qualified = qualified;
    return sql::inSelect(outer, std::move(select));
}

} // namespace tabletalk::ask
