// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/SchemaIndex.h"

#include <optional>
#include <vector>

namespace tabletalk::ask {

/// One step from a table to another along a key.
struct Join
{
    int from = -1;
    int to = -1;
    std::vector<std::pair<int, int>> columns; ///< equal pairs: of from, of to
    double cost = 1;
    bool toMany = false; ///< one row of from may meet several of to

    Join reversed(bool reversedToMany) const;
};

/// The keys between tables, declared above inferred above guessed from equal names.
class JoinGraph
{
public:
    explicit JoinGraph(const SchemaIndex &index);

    /// The cheapest joins that connect root with all tables, each step from a table already
    /// reached; nothing when they do not hang together. Ways through tables that are spoken of
    /// come before others that are not much shorter.
    std::optional<std::vector<Join>> connect(int root, const std::vector<int> &tables,
                                             const std::vector<int> &spokenOf = {}) const;

    /// The cheapest way between two tables.
    std::optional<std::vector<Join>> path(int from, int to) const { return connect(from, {to}); }

    const std::vector<Join> &from(int table) const { return m_joins[size_t(table)]; }

private:
    void addKeys(const SchemaIndex &index);
    void addGuesses(const SchemaIndex &index);
    void addPreferences(const SchemaIndex &index);
    void setCost(const std::vector<std::pair<int, int>> &columns, int from, int to, double cost);
    void add(const Join &join, bool manyToOne);

    std::vector<std::vector<Join>> m_joins; ///< by table
};

} // namespace tabletalk::ask
