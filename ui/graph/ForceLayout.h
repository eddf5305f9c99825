// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

#include <vector>

namespace tabletalk::ui {

/// Places nodes so that those that are joined are near and the others apart, step by step. The same
/// nodes and edges in the same order are always placed alike. What stands already gives way little to
/// what comes later. Knows nothing of widgets.
class ForceLayout
{
public:
    /// A new node near a point; its index.
    size_t add(QPointF near);
    void join(size_t a, size_t b);
    void clear();

    /// Moves all a little; false when they have come to rest.
    bool step();
    /// So that the next steps move things again.
    void warm();

    size_t size() const { return m_nodes.size(); }
    QPointF at(size_t index) const { return m_nodes[index].at; }

private:
    struct Node
    {
        QPointF at;
        QPointF push;
    };
    struct Edge
    {
        size_t a;
        size_t b;
    };

    void pushApart();
    void pullTogether();

    std::vector<Node> m_nodes;
    std::vector<Edge> m_edges;
    double m_heat = 0;
};

} // namespace tabletalk::ui
