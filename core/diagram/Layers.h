// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/Diagram.h"

#include <map>
#include <vector>

namespace tabletalk {

/// Boxes of one block in layers from left to right (Sugiyama, Tagawa and Toda, 1981), with a bend in each layer that a
/// line passes. Lines to the same box share their bends, so that many references to one table come in as one line.
struct Layers
{
    /// A box or a bend.
    struct Node
    {
        int box = -1; ///< of the input; -1: a bend
        int key = -1; ///< of a bend: the box that its lines refer to
        int layer = 0;
        double height = 0;
        double top = 0;
    };
    /// Between neighbouring layers.
    struct Link
    {
        int left = 0; ///< nodes
        int right = 0;
        double leftY = 0; ///< below their tops
        double rightY = 0;
    };

    std::vector<Node> nodes; ///< the boxes first, in their order
    std::vector<Link> links;
    std::vector<std::vector<int>> order;      ///< the nodes of each layer from top to bottom
    std::map<std::pair<int, int>, int> bends; ///< by the box referred to and the layer

    /// Where a line leaves a node or comes in, in all.
    double middle(int node, double y) const { return nodes[size_t(node)].top + y; }
};

/// Height of a bend; what runs there is a line.
inline constexpr double bendHeight = 8;

/// Puts boxes into layers no higher than height, wherever the joins allow that: no join within a layer.
Layers layersOf(const DiagramInput &block, double height);

/// Orders each layer so that fewer links cross: barycentres, there and back, then neighbours that
/// had better change places (Gansner, Koutsofios, North and Vo, 1993). The best order that was seen stays.
void orderLayers(Layers &layers);

/// How many links cross in the order as it is.
qint64 crossingsOf(const Layers &layers);

/// Gives each node its height in the block: as near to the other ends of its links as the order and the distances
/// between boxes allow, in the sense of least squares.
void placeLayers(Layers &layers);

} // namespace tabletalk
