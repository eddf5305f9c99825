// SPDX-License-Identifier: GPL-3.0-or-later
//
// PlanBuilder: the tables that are read, and the keys that join them.
#include "core/ask/plan/PlanBuilder.h"
#include "core/schema/ColumnWords.h"

#include <algorithm>

namespace tabletalk::ask {

using sql::ExpressionPtr;

/// What a statement calls a table: its own name, with its schema's where another schema has the same.
QString PlanBuilder::calledAs(int table) const
{
    const Table &called = m_index.table(table);
    if (called.name.isEmpty()) // its columns could not be told from others without a name before them
        return unnamedWord.toString();
    const bool plain = called.schema.isEmpty() || called.schema == m_index.schema().defaultSchema;
    return plain || !m_index.sharesItsName(table) ? called.name : QString(called.schema + u'_' + called.name);
}

/// Of several keys between two tables, the one whose columns the question's words name
/// ("the destination of most routes").
const Join &PlanBuilder::spokenOf(const Join &join) const
{
    const auto isAskedFor = [&](const Join &candidate) {
        return m_meaning.besides && candidate.from == m_meaning.besides->table
               && std::ranges::any_of(candidate.columns,
                                      [&](const auto &pair) { return pair.first == m_meaning.besides->column; });
    };
    const auto said = [&](const Join &candidate) {
        size_t count = 0;
        if (m_meaning.besides)
            return isAskedFor(candidate) ? count : count + 1;
        for (const auto &[from, to] : candidate.columns) {
            for (const Place place : {Place{candidate.from, from}, Place{candidate.to, to}}) {
                for (const NamePart &part : m_index.facts(place).name) {
                    if (!part.ofTable && part.weight > 0.3)
                        count += size_t(std::ranges::count(m_words, part.stem, &Word::stem));
                }
            }
        }
        return count;
    };
    const Join *best = &join;
    size_t most = said(join);
    for (const Join &other : m_graph.from(join.from)) {
        if (other.to != join.to || other.cost > join.cost + 0.1)
            continue;
        if (const size_t count = said(other); count > most) {
            best = &other;
            most = count;
        }
    }
    return *best;
}

std::vector<sql::Source> PlanBuilder::sources(const Joined &joined)
{
    const auto source = [&](int t) {
        m_read.insert(t);
        const Table &table = m_index.table(t);
        const QString alias = calledAs(t);
        return sql::Source{table.schema == m_index.schema().defaultSchema ? QString() : table.schema, table.name,
                           alias == table.name ? QString() : alias, nullptr, false};
    };
    std::vector<sql::Source> list{source(joined.root)};
    for (const Join &taken : joined.joins) {
        const Join &join = spokenOf(taken);
        sql::Source next = source(join.to);
        for (const auto &[a, b] : join.columns)
            next.on = sql::both(
                next.on, sql::compare(reference({join.from, a}), sql::Comparison::Equal, reference({join.to, b})));
        list.push_back(std::move(next));
    }
    return list;
}

} // namespace tabletalk::ask
