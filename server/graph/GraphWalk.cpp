// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graph/GraphWalk.h"

#include <algorithm>

namespace tabletalk {

namespace {

constexpr int mostLooked = 300;   ///< names whose relations are read
constexpr int mostRelations = 60; ///< of one name

} // namespace

/// One step outwards. The name where both sides meet, the one that is joined most strongly first.
std::optional<EntityId> GraphWalk::grow(Side &side, const Side &other)
{
    std::vector<EntityId> next;
    std::optional<EntityId> met;
    double strongest = 0;
    for (const EntityId &entity : side.edge) {
        if (++m_looked > mostLooked) {
            m_gaveUp = true;
            break;
        }
        for (StoredRelation &relation : m_store.relationsOf(entity, {.limit = mostRelations, .skip = 0})) {
            const EntityId reached = relation.other;
            if (side.reached.contains(reached))
                continue;
            const double weight = relation.relation.weight;
            side.reached.insert(reached, {entity, std::move(relation)});
            next.push_back(reached);
            if (other.reached.contains(reached) && weight > strongest) {
                met = reached;
                strongest = weight;
            }
        }
    }
    side.edge = std::move(next);
    return met;
}

std::vector<GraphWalk::Step> GraphWalk::joined(const Side &first, const Side &second, EntityId middle)
{
    std::vector<Step> steps;
    for (EntityId at = middle; !first.reached[at].before.isNull(); at = first.reached[at].before)
        steps.push_back({first.reached[at].by, at});
    std::ranges::reverse(steps);
    for (EntityId at = middle; !second.reached[at].before.isNull(); at = second.reached[at].before)
        steps.push_back({second.reached[at].by, second.reached[at].before});
    return steps;
}

std::optional<std::vector<GraphWalk::Step>> GraphWalk::path(EntityId from, EntityId to)
{
    if (from == to)
        return std::vector<Step>();
    Side first{{{from, Reached{}}}, {from}};
    Side second{{{to, Reached{}}}, {to}};
    for (int step = 0; step < mostSteps && !m_gaveUp; ++step) {
        const bool forward = first.edge.size() <= second.edge.size();
        const auto met = forward ? grow(first, second) : grow(second, first);
        if (met)
            return joined(first, second, *met);
        if (first.edge.empty() || second.edge.empty())
            return std::nullopt;
    }
    m_gaveUp = true;
    return std::nullopt;
}

} // namespace tabletalk
