// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/converse/EarlierRows.h"

#include <algorithm>

namespace tabletalk::ask {

EarlierRows::EarlierRows(const Meaning &meaning, const SchemaIndex &index)
    : m_meaning(meaning)
    , m_index(index)
    , m_groups(meaning.groups)
{
    const auto computes = [](const auto &list) {
        return std::ranges::any_of(list, [](const auto &part) { return part.measure.isAggregate(); });
    };
    const bool figures = std::ranges::any_of(meaning.outputs, &Measure::isAggregate) || computes(meaning.having)
                         || computes(meaning.order);
    if (!figures || !m_groups.empty())
        return;
    for (const Measure &output : meaning.outputs) {
        if (output.isAggregate())
            continue;
        // Rows that have a name are groups of their own; else each value is one.
        const ColumnFacts &facts = index.facts(output.of);
        const bool row = facts.nameLike || facts.unique || facts.identifier;
        const Place group = row ? Place{output.of.table, -1} : output.of;
        if (std::ranges::find(m_groups, group) == m_groups.end())
            m_groups.push_back(group);
    }
}

bool EarlierRows::isPlain() const
{
    return !m_meaning.limit && m_meaning.having.empty();
}

void EarlierRows::forgetTop()
{
    m_meaning.order.clear();
    m_meaning.limit.reset();
    if (m_meaning.groups.empty() && std::ranges::none_of(m_meaning.outputs, &Measure::isAggregate)
        && m_meaning.having.empty())
        m_groups.clear();
}

/// The column that tells which they are.
std::optional<Place> EarlierRows::member() const
{
    if (m_groups.size() > 1)
        return {};
    if (m_groups.size() == 1 && !m_groups.front().isTable())
        return m_groups.front();
    const int table = m_groups.empty() ? m_meaning.entity : m_groups.front().table;
    const int key = m_index.facts(table).keyColumn;
    if (key < 0)
        return {};
    return Place{table, key};
}

std::optional<EarlierRows::Conditions> EarlierRows::asConditions(int entity) const
{
    if (isPlain() && (m_meaning.absences.empty() || entity == m_meaning.entity))
        return Conditions{m_meaning.where, m_meaning.absences, false};
    const std::optional<Place> column = member();
    if (!column)
        return {};
    auto rows = std::make_shared<Meaning>(m_meaning);
    rows->outputs = {{Measure::Function::Value, *column}};
    rows->groups = m_groups;
    rows->everything = false;
    rows->distinct = false;
    rows->unusedWords.clear();
    if (!rows->limit)
        rows->order.clear();
    Restriction among;
    among.kind = Restriction::Kind::Among;
    among.column = *column;
    among.rows = std::move(rows);
    return Conditions{{among}, {}, true};
}

bool EarlierRows::fansOut(const JoinGraph &graph, int from, int to)
{
    if (from == to)
        return false;
    const auto path = graph.path(from, to);
    return path && std::ranges::any_of(*path, &Join::toMany);
}

} // namespace tabletalk::ask
