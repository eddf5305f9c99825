// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

namespace tabletalk {

/// Which connected part each node is in, numbered in the order of their first nodes.
std::vector<int> connectedParts(int nodes, const std::vector<std::pair<int, int>> &edges);

/// Which community each node is in, by greedy modularity: nodes move to where more of their edges end than chance would
/// put there, then communities do (Blondel, Guillaume, Lambiotte and Lefebvre, 2008). Nodes are taken in their order,
/// so that the same graph always comes apart alike. Numbered in the order of their first nodes.
std::vector<int> communitiesOf(int nodes, const std::vector<std::pair<int, int>> &edges);

} // namespace tabletalk
