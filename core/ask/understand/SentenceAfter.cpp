// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: reading words that go on with an earlier question.
#include "core/ask/understand/Sentence.h"

#include <algorithm>

namespace tabletalk::ask {

Fragment Sentence::runAfter(const Meaning &before, bool restricting)
{
    m_before = &before;
    m_restricting = restricting;
    m_meaning.entity = before.entity;
    m_resolver.setEntity(before.entity);
    for (const int table : before.tables)
        m_resolver.use(table);
    for (const Restriction &restriction : before.where)
        m_resolver.use(restriction.column.table);
    // "and above 97?" speaks of what was compared before.
    for (const Restriction &restriction : before.where) {
        const ColumnFacts &facts = m_index.facts(restriction.column);
        if (facts.numeric || facts.temporal)
            m_left = restriction.column;
    }
    walk();
    placeMoney(); // "and the total revenue?"
    joinContradictions();
    if (m_meaning.outputs.empty() && (m_asksWhen || m_asksWhere))
        answerWhenOrWhere();
    m_meaning.everything = m_star;
    m_meaning.distinct = m_meaning.distinct || m_distinctNext;
    if (m_headCount && !m_meaning.limit)
        m_meaning.limit = m_headCount;
    else if (m_headCount && m_meaning.limit == 1)
        m_meaning.limit = m_headCount;
    return {std::move(m_meaning), std::move(m_functions), m_orderOutputs ? (m_direction > 0 ? 1 : -1) : 0};
}

} // namespace tabletalk::ask
