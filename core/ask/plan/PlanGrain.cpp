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

/// Whether hundreds of rows would show a few kinds again and again, which nobody asks for.
bool PlanBuilder::repeatsFewValues() const
{
    static constexpr qint64 manyRows = 200;
    static constexpr qint64 often = 20;
    const Place shown = m_meaning.outputs.front().of;
    const ColumnFacts &facts = m_index.facts(shown);
    const std::optional<qint64> different = m_index.column(shown).profile.distinctCount;
    const std::optional<qint64> rows = m_index.table(shown.table).rowCount;
    return m_meaning.where.empty() && !facts.numeric && !facts.temporal && different && rows && *rows >= manyRows
           && *different * often <= *rows;
}

/// Whether the column is a key to the table, so that showing it shows the table's row.
bool PlanBuilder::refersTo(Place place, int table) const
{
    return std::ranges::any_of(m_graph.from(place.table), [&](const Join &join) {
        return join.to == table && join.columns.size() == 1 && join.columns.front().first == place.column;
    });
}

/// Every figure of the query, wherever it stands.
std::vector<Measure> PlanBuilder::figures() const
{
    std::vector<Measure> all;
    for (const Measure &m : m_outputs)
        all.push_back(m);
    for (const GroupCondition &having : m_meaning.having)
        all.push_back(having.measure);
    for (const OrderKey &key : m_meaning.order)
        all.push_back(key.measure);
    std::erase_if(all, [](const Measure &m) { return !m.isAggregate(); });
    return all;
}

/// The rows of one table counted in another: one group a row. Else one group a value.
void PlanBuilder::groupByWhatIsShown()
{
    const auto isValue = [](const Measure &m) { return !m.isAggregate(); };
    const int shown = m_meaning.everything ? m_meaning.entity : std::ranges::find_if(m_outputs, isValue)->of.table;
    const bool otherTable =
        std::ranges::any_of(figures(), [&](const Measure &figure) { return figure.of.table != shown; });
    const auto tellsRowsApart = [&](const Measure &m) {
        const ColumnFacts &facts = m_index.facts(m.of);
        return isValue(m) && (facts.nameLike || facts.unique || facts.identifier);
    };
    const bool named = m_meaning.everything || std::ranges::any_of(m_outputs, tellsRowsApart);
    if (otherTable && m_index.facts(shown).keyColumn >= 0
        && m_choices.choose({{"group.row", named ? 0.5 : -0.3}, {"group.value", 0.0}}) == 0) {
        m_groups.push_back({shown, -1});
        return;
    }
    for (const Measure &output : m_outputs) {
        if (isValue(output))
            m_groups.push_back(output.of);
    }
}

/// The column by which the rows that figures are of refer to a table, when all of them do.
std::optional<Place> PlanBuilder::referenceTo(int table) const
{
    std::optional<Place> found;
    for (const Measure &figure : figures()) {
        for (const Join &join : m_graph.from(figure.of.table)) {
            if (join.to != table || join.toMany || join.columns.size() != 1)
                continue;
            const Place place{figure.of.table, join.columns.front().first};
            if (found && found->table != place.table)
                return {};
            found = found.value_or(place);
        }
        if (!found || found->table != figure.of.table)
            return {};
    }
    return found;
}

/// What is grouped by is shown, unless something of it already is. Rows of a table show by what
/// they are called, or by what refers to them, or by their key.
void PlanBuilder::showGroups()
{
    std::vector<Measure> shown;
    for (Place &group : m_groups) {
        const bool already = std::ranges::any_of(m_outputs, [&](const Measure &m) {
            return !m.isAggregate()
                   && (group.isTable() ? m.of.table == group.table || refersTo(m.of, group.table) : m.of == group);
        });
        if (already)
            continue;
        const TableFacts &facts = m_index.facts(group.table);
        if (group.isTable()) {
            if (const std::optional<Place> reference = referenceTo(group.table);
                reference && m_choices.choose({{"group.named", 1.6}, {"group.reference", 0.0}}) == 1)
                group = *reference;
            else if (!reference && facts.keyColumn >= 0 && !m_index.facts(Place{group.table, facts.keyColumn}).hidden
                     && m_choices.choose({{"group.named", 1.2}, {"group.key", 0.0}}) == 1)
                group.column = facts.keyColumn;
        }
        if (!group.isTable()) {
            shown.push_back({Function::Value, group});
            continue;
        }
        for (const int column : facts.displayColumns)
            shown.push_back({Function::Value, {group.table, column}});
    }
    m_outputs.insert(m_outputs.begin(), shown.begin(), shown.end());
}

/// A figure beside a plain value means one row for each value.
void PlanBuilder::settleGroups()
{
    m_outputs = m_meaning.outputs;
    m_groups = m_meaning.groups;
    if (figures().empty() && m_meaning.having.empty())
        return;
    const auto isValue = [](const Measure &m) { return !m.isAggregate(); };
    if (m_groups.empty() && (std::ranges::any_of(m_outputs, isValue) || m_meaning.everything))
        groupByWhatIsShown();
    showGroups();
    std::ranges::stable_partition(m_outputs, isValue); // what a row is about stands first
    std::vector<Measure> once;
    for (const Measure &output : m_outputs) {
        if (std::ranges::find(once, output) == once.end())
            once.push_back(output);
    }
    m_outputs = std::move(once);
}

} // namespace tabletalk::ask
