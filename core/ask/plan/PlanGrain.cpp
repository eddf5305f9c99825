// SPDX-License-Identifier: GPL-3.0-or-later
//
// PlanBuilder: what is grouped, and where joins repeat rows.
#include "core/ask/plan/PlanBuilder.h"

#include <algorithm>

namespace tabletalk::ask {

using sql::ExpressionPtr;
using Function = Measure::Function;

bool PlanBuilder::Joined::multiplies(int table) const
{
    // Walk the tree away from the table: a step against a join's direction multiplies when the join was to one.
    std::set<int> seen{table};
    std::vector<int> open{table};
    while (!open.empty()) {
        const int at = open.back();
        open.pop_back();
        for (const Join &join : joins) {
            const bool forward = join.from == at && !seen.contains(join.to);
            const bool backward = join.to == at && !seen.contains(join.from);
            if (!forward && !backward)
                continue;
            // A foreign key seen from its parent is to many unless one to one; toMany is of the forward step.
            if (forward ? join.toMany : !join.toMany)
                return true;
            open.push_back(forward ? join.to : join.from);
            seen.insert(open.back());
        }
    }
    return false;
}

/// Whether one row of the entity may meet several rows of the table.
bool PlanBuilder::isFannedOut(int table) const
{
    if (table == m_meaning.entity || m_meaning.entity < 0)
        return false;
    const auto path = m_graph.path(m_meaning.entity, table);
    return path && std::ranges::any_of(*path, &Join::toMany);
}

/// Whether one row of a table may meet several of another.
bool PlanBuilder::fansOut(int from, int to) const
{
    if (from == to)
        return false;
    const auto path = m_graph.path(from, to);
    return path && std::ranges::any_of(*path, &Join::toMany);
}

bool PlanBuilder::showsOneRepeatingValue() const
{
    return m_meaning.outputs.size() == 1 && m_meaning.outputs.front().function == Function::Value
           && !m_index.facts(m_meaning.outputs.front().of).unique;
}

/// Whether rows that look the same are likely the same: not when they are called by their names and
/// nothing shows that names repeat.
bool PlanBuilder::mayShowRowsTwice() const
{
    const Place shown = m_meaning.outputs.front().of;
    if (shown.table != m_meaning.entity || !m_index.facts(shown).nameLike)
        return true;
    const std::optional<qint64> different = m_index.column(shown).profile.distinctCount;
    const std::optional<qint64> rows = m_index.table(shown.table).rowCount;
    return different && rows && *different < *rows;
}

/// Whether the column is a key to the table, so that showing it shows the table's row.
bool PlanBuilder::refersTo(Place place, int table) const
{
    return std::ranges::any_of(m_graph.from(place.table), [&](const Join &join) {
        return join.to == table && join.columns.size() == 1 && join.columns.front().first == place.column;
    });
}

/// A figure beside a plain value means one row for each value.
void PlanBuilder::settleGroups()
{
    m_outputs = m_meaning.outputs;
    m_groups = m_meaning.groups;
    const auto isValue = [](const Measure &m) { return !m.isAggregate(); };
    const bool figures =
        std::ranges::any_of(m_outputs, &Measure::isAggregate) || !m_meaning.having.empty()
        || std::ranges::any_of(m_meaning.order, [](const OrderKey &k) { return k.measure.isAggregate(); });
    if (!figures)
        return;
    if (m_groups.empty() && (std::ranges::any_of(m_outputs, isValue) || m_meaning.everything)) {
        const int shown = m_meaning.everything ? m_meaning.entity : std::ranges::find_if(m_outputs, isValue)->of.table;
        // The rows of one table counted in another: one group a row. Else one group a value.
        bool otherTable = false;
        const auto consider = [&](const Measure &m) {
            otherTable = otherTable || (m.isAggregate() && m.of.table != shown);
        };
        for (const Measure &m : m_outputs)
            consider(m);
        for (const GroupCondition &having : m_meaning.having)
            consider(having.measure);
        for (const OrderKey &key : m_meaning.order)
            consider(key.measure);
        const auto tellsRowsApart = [&](const Measure &m) {
            const ColumnFacts &facts = m_index.facts(m.of);
            return facts.nameLike || facts.unique || facts.identifier;
        };
        const bool named = m_meaning.everything || std::ranges::any_of(m_outputs, [&](const Measure &m) {
                               return isValue(m) && tellsRowsApart(m);
                           });
        if (otherTable && m_index.facts(shown).keyColumn >= 0
            && m_choices.choose({{"group.row", named ? 0.5 : -0.3}, {"group.value", 0.0}}) == 0) {
            m_groups.push_back({shown, -1});
        } else {
            for (const Measure &output : m_outputs) {
                if (isValue(output))
                    m_groups.push_back(output.of);
            }
        }
    }
    // What is grouped by is shown, unless something of it already is.
    std::vector<Measure> shown;
    for (const Place group : m_groups) {
        const bool already = std::ranges::any_of(m_outputs, [&](const Measure &m) {
            return !m.isAggregate()
                   && (group.isTable() ? m.of.table == group.table || refersTo(m.of, group.table) : m.of == group);
        });
        if (already)
            continue;
        if (!group.isTable()) {
            shown.push_back({Function::Value, group});
        } else {
            for (const int column : m_index.facts(group.table).displayColumns)
                shown.push_back({Function::Value, {group.table, column}});
        }
    }
    m_outputs.insert(m_outputs.begin(), shown.begin(), shown.end());
    std::ranges::stable_partition(m_outputs, isValue); // what a row is about stands first
    std::vector<Measure> once;
    for (const Measure &output : m_outputs) {
        if (std::ranges::find(once, output) == once.end())
            once.push_back(output);
    }
    m_outputs = std::move(once);
}

} // namespace tabletalk::ask
