// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/ForceLayout.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tabletalk::ui {

namespace {

constexpr double distance = 150;  ///< of two that are joined
constexpr double warmth = 40;     ///< how far a node moves at most, at first
constexpr double cooling = 0.965; ///< of it from step to step
constexpr double cold = 0.6;      ///< nobody sees movement below it
constexpr double gravity = 0.02;  ///< towards the middle, so that nothing drifts away
constexpr double flatness = 0.7;  ///< pictures are wider than high, and so are names

double lengthOf(QPointF vector)
{
    return std::hypot(vector.x(), vector.y());
}

} // namespace

size_t ForceLayout::add(QPointF near)
{
    // The golden angle: each direction is far from those before.
    constexpr double turn = std::numbers::pi * (3 - 2.2360679774997896);
    const double angle = double(m_nodes.size()) * turn;
    const double away = m_nodes.empty() ? 0 : distance * 0.8;
    m_nodes.push_back({near + QPointF(std::cos(angle) * away, std::sin(angle) * away * flatness), {}});
    return m_nodes.size() - 1;
}

void ForceLayout::join(size_t a, size_t b)
{
    m_edges.push_back({a, b});
}

void ForceLayout::clear()
{
    m_nodes.clear();
    m_edges.clear();
    m_heat = 0;
}

void ForceLayout::warm()
{
    m_heat = warmth;
}

void ForceLayout::pushApart()
{
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        for (size_t k = i + 1; k < m_nodes.size(); ++k) {
            QPointF between = m_nodes[i].at - m_nodes[k].at;
            between.setY(between.y() / flatness);
            const double length = std::max(lengthOf(between), 1.0);
            if (length > distance * 6)
                continue;
            const QPointF push = between / length * (distance * distance / length);
            m_nodes[i].push += push;
            m_nodes[k].push -= push;
        }
    }
}

void ForceLayout::pullTogether()
{
    for (const Edge &edge : m_edges) {
        const QPointF between = m_nodes[edge.b].at - m_nodes[edge.a].at;
        const double length = std::max(lengthOf(between), 1.0);
        const QPointF pull = between / length * (length * length / distance);
        m_nodes[edge.a].push += pull;
        m_nodes[edge.b].push -= pull;
    }
    for (Node &node : m_nodes)
        node.push -= node.at * gravity * lengthOf(node.at) / distance;
}

bool ForceLayout::step()
{
    if (m_heat < cold || m_nodes.size() < 2)
        return false;
    for (Node &node : m_nodes)
        node.push = {};
    pushApart();
    pullTogether();
    for (Node &node : m_nodes) {
        const double length = lengthOf(node.push);
        if (length > 0)
            node.at += node.push / length * std::min(length, m_heat);
    }
    m_heat *= cooling;
    return true;
}

} // namespace tabletalk::ui
