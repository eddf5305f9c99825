// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/SchemaIndex.h"
#include "core/ask/plan/JoinGraph.h"
#include "core/ask/understand/Meaning.h"

namespace tabletalk::ask {

/// The rows that an earlier question of a conversation spoke of, for a question that is about
/// them but shows something else.
class EarlierRows
{
public:
    EarlierRows(const Meaning &meaning, const SchemaIndex &index);

    /// What its figures are for each of, also where it left that to be understood.
    const std::vector<Place> &groups() const { return m_groups; }
    /// Whether conditions alone say which rows they are.
    bool isPlain() const;
    /// All rows again, not only the top one.
    void forgetTop();

    struct Conditions
    {
        std::vector<Restriction> where;
        std::vector<Absence> absences;
        bool among = false; ///< the rows are found by a query of their own
    };
    /// What holds for rows of a table that belong to them; nothing where that cannot be said.
    std::optional<Conditions> asConditions(int entity) const;

    /// Whether one row of a table may meet several of another.
    static bool fansOut(const JoinGraph &graph, int from, int to);

private:
    std::optional<Place> member() const;

    Meaning m_meaning;
    const SchemaIndex &m_index;
    std::vector<Place> m_groups;
};

} // namespace tabletalk::ask
