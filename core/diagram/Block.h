// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/Diagram.h"
#include "core/diagram/Layers.h"
#include "core/diagram/Tracks.h"

#include <span>
#include <unordered_map>
#include <vector>

namespace tabletalk {

/// Boxes that belong together, in columns with streets between them, and the lines among them. Lines that lead out take
/// the street beside their box, which goes the whole height of the block.
class Block
{
public:
    /// outer: joins of which one end alone is in this block.
    Block(const DiagramInput &input, std::vector<int> boxes, std::span<const int> inner, std::span<const int> outer);

    const std::vector<int> &boxes() const { return m_boxes; }
    const std::vector<int> &joins() const { return m_joins; }
    QSizeF size() const { return m_size; }

    /// Within the block, as are all points here.
    QPointF placeOf(int box) const;
    std::vector<QPointF> routeOf(int join) const;
    /// Where the end of an outer join leaves its box, and the street by which it leaves the block.
    QPointF portOf(int join, bool atFrom) const;
    double exitOf(int join, bool atFrom) const;

private:
    /// In the street left of that column, from one height to another.
    struct Step
    {
        size_t street;
        double from;
        double to;
    };

    std::vector<Step> stepsOf(const DiagramJoin &join) const;
    QPointF port(int box, double y, bool atRight) const;
    const Layers::Node &nodeOf(int box) const { return m_layers.nodes[size_t(m_local.at(box))]; }
    double streetX(size_t street, int key) const { return m_streetX[street] + m_streets[street].at(key); }
    void makeStreets(std::span<const int> outer);
    void measure();

    const DiagramInput &m_input;
    std::vector<int> m_boxes;
    std::vector<int> m_joins;
    std::unordered_map<int, int> m_local; ///< boxes of the input to those of the block
    Layers m_layers;
    std::vector<Tracks> m_streets;
    std::vector<double> m_streetX;
    std::vector<double> m_columnX;
    QSizeF m_size;
};

} // namespace tabletalk
