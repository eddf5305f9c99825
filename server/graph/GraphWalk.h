// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graph/GraphStore.h"

namespace tabletalk {

/// Looks for the shortest way between two names, from both ends and step by step; where several
/// are as short, what sentences say goes before names that only stand together. Bounded: names
/// with many neighbours are left by their strongest relations, and after so many steps it is given up.
class GraphWalk
{
public:
    explicit GraphWalk(GraphStore &store)
        : m_store(store)
    {}

    struct Step
    {
        StoredRelation relation;
        EntityId to;
    };

    /// From the first name on; nothing when they are too far apart or not connected.
    std::optional<std::vector<Step>> path(EntityId from, EntityId to);
    /// Whether it ended because it was long rather than because there is no way.
    bool gaveUp() const { return m_gaveUp; }

    static constexpr int mostSteps = 6;

private:
    struct Reached
    {
        EntityId before;
        StoredRelation by;
    };
    /// What was reached from one end.
    struct Side
    {
        QHash<EntityId, Reached> reached;
        std::vector<EntityId> edge;
    };

    std::optional<EntityId> grow(Side &side, const Side &other);
    static std::vector<Step> joined(const Side &first, const Side &second, EntityId middle);

    GraphStore &m_store;
    int m_looked = 0;
    bool m_gaveUp = false;
};

} // namespace tabletalk
