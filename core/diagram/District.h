// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/Block.h"
#include "core/diagram/Tracks.h"

#include <vector>

namespace tabletalk {

/// Blocks that are joined with each other, in rows with streets above, below and between them. A line between two
/// blocks leaves by the street in its block, and goes along rows' streets and between blocks to the other.
class District
{
public:
    /// outer: the joins between two of the blocks.
    District(const DiagramInput &input, std::vector<Block> blocks, std::vector<int> outer);

    QSizeF size() const { return m_size; }
    /// Writes places, routes, groups and areas, all of it moved to where the district begins.
    void write(QPointF origin, DiagramPlan &plan) const;

private:
    struct Slot
    {
        int row = 0;
        int column = 0; ///< within its row
        double x = 0;
    };
    struct Row
    {
        std::vector<int> blocks;
        std::vector<Tracks> alleys; ///< left of each block, and one right of the last
        std::vector<double> alleyX;
        double height = 0;
        double y = 0;
    };
    /// Which streets (above rows, by number) and which alleys between them a line takes.
    struct Way
    {
        std::vector<int> streets;
        std::vector<int> alleys; ///< of the rows between two of its streets
    };

    void order();
    void fillRows(const std::vector<int> &sorted);
    void placeAcross();
    Way wayOf(int join) const;
    void chooseWays();
    void placeDown();
    int blockOf(int join, bool atFrom) const;
    double exitX(int join, bool atFrom) const;
    /// Where a way changes from street to street, from its first x to its last.
    std::vector<double> turnsOf(size_t way) const;

    const DiagramInput &m_input;
    std::vector<Block> m_blocks;
    std::vector<int> m_outer;
    std::vector<int> m_blockOfBox;
    std::vector<Slot> m_slots;
    std::vector<Row> m_rows;
    std::vector<Way> m_ways; ///< of the outer joins
    std::vector<Tracks> m_streets;
    std::vector<double> m_streetY;
    QSizeF m_size;
};

} // namespace tabletalk
