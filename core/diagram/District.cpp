// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/District.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tabletalk {

namespace {

constexpr double breadth = 1.6;
constexpr double leastAlley = 48; ///< between two blocks beside each other
constexpr double leastStreet = 48;
constexpr double areaMargin = 12;

} // namespace

District::District(const DiagramInput &input, std::vector<Block> blocks, std::vector<int> outer)
    : m_input(input)
    , m_blocks(std::move(blocks))
    , m_outer(std::move(outer))
    , m_blockOfBox(input.boxes.size(), -1)
    , m_slots(m_blocks.size())
{
    for (size_t i = 0; i < m_blocks.size(); ++i) {
        for (const int box : m_blocks[i].boxes())
            m_blockOfBox[size_t(box)] = int(i);
    }
    order();
    placeAcross();
    chooseWays();
    placeAcross(); // now that it is known how broad the alleys are
    placeDown();
}

int District::blockOf(int join, bool atFrom) const
{
    const DiagramJoin &ends = m_input.joins[size_t(join)];
    return m_blockOfBox[size_t(atFrom ? ends.from : ends.to)];
}

double District::exitX(int join, bool atFrom) const
{
    const auto block = size_t(blockOf(join, atFrom));
    return m_slots[block].x + m_blocks[block].exitOf(join, atFrom);
}

/// The largest first, and then always the one that is joined most with those that stand already.
void District::order()
{
    std::vector<std::map<int, int>> joins(m_blocks.size());
    for (const int join : m_outer) {
        const int a = blockOf(join, true);
        const int b = blockOf(join, false);
        ++joins[size_t(a)][b];
        ++joins[size_t(b)][a];
    }
    std::vector<int> sorted;
    std::vector<int> links(m_blocks.size(), 0);
    std::vector<bool> isThere(m_blocks.size(), false);
    while (sorted.size() < m_blocks.size()) {
        int best = -1;
        for (size_t i = 0; i < m_blocks.size(); ++i) {
            if (isThere[i])
                continue;
            const auto rank = [&](size_t block) { return std::pair(links[block], m_blocks[block].boxes().size()); };
            if (best < 0 || rank(i) > rank(size_t(best)))
                best = int(i);
        }
        isThere[size_t(best)] = true;
        sorted.push_back(best);
        for (const auto &[other, count] : joins[size_t(best)])
            links[size_t(other)] += count;
    }
    fillRows(sorted);
}

void District::fillRows(const std::vector<int> &sorted)
{
    double area = 0;
    double widest = 0;
    for (const Block &block : m_blocks) {
        area += (block.size().width() + leastAlley) * (block.size().height() + leastStreet);
        widest = std::max(widest, block.size().width() + leastAlley);
    }
    const double width = std::max(widest, std::sqrt(area * breadth));
    double x = 0;
    for (const int block : sorted) {
        const QSizeF size = m_blocks[size_t(block)].size();
        if (m_rows.empty() || x + size.width() > width) {
            m_rows.emplace_back();
            x = 0;
        }
        Row &row = m_rows.back();
        m_slots[size_t(block)].row = int(m_rows.size()) - 1;
        m_slots[size_t(block)].column = int(row.blocks.size());
        row.blocks.push_back(block);
        row.height = std::max(row.height, size.height());
        x += size.width() + leastAlley;
    }
    for (Row &row : m_rows)
        row.alleys.resize(row.blocks.size() + 1);
}

void District::placeAcross()
{
    double width = 0;
    for (Row &row : m_rows) {
        row.alleyX.assign(row.alleys.size(), 0);
        double x = 0;
        for (size_t i = 0; i < row.alleys.size(); ++i) {
            row.alleyX[i] = x;
            const bool isOutside = i == 0 || i + 1 == row.alleys.size();
            x += isOutside ? row.alleys[i].width() : std::max(leastAlley, row.alleys[i].width());
            if (i >= row.blocks.size())
                continue;
            const auto block = size_t(row.blocks[i]);
            m_slots[block].x = x;
            x += m_blocks[block].size().width();
        }
        width = std::max(width, x);
    }
    m_size.setWidth(width);
}

District::Way District::wayOf(int join) const
{
    const auto fromBlock = size_t(blockOf(join, true));
    const auto toBlock = size_t(blockOf(join, false));
    const int from = m_slots[fromBlock].row;
    const int to = m_slots[toBlock].row;
    if (from == to) {
        const double y = (m_blocks[fromBlock].portOf(join, true).y() + m_blocks[toBlock].portOf(join, false).y()) / 2;
        return {{y < m_rows[size_t(from)].height / 2 ? from : from + 1}, {}};
    }
    Way way;
    const int step = to > from ? 1 : -1;
    const double x = exitX(join, false);
    way.streets.push_back(to > from ? from + 1 : from);
    for (int row = from + step; row != to; row += step) {
        const std::vector<double> &alleys = m_rows[size_t(row)].alleyX;
        const auto nearest = std::ranges::min_element(alleys, {}, [&](double alley) { return std::abs(alley - x); });
        way.alleys.push_back(int(nearest - alleys.begin()));
        way.streets.push_back(way.streets.back() + step);
    }
    return way;
}

void District::chooseWays()
{
    m_ways.reserve(m_outer.size());
    for (const int join : m_outer) {
        m_ways.push_back(wayOf(join));
        const Way &way = m_ways.back();
        for (size_t i = 0; i < way.alleys.size(); ++i) {
            // Street n runs above row n: between two streets lies the row of the upper one.
            const auto row = size_t(std::min(way.streets[i], way.streets[i + 1]));
            m_rows[row].alleys[size_t(way.alleys[i])].useWhole(m_input.joins[size_t(join)].to);
        }
    }
    for (Row &row : m_rows) {
        for (Tracks &alley : row.alleys)
            alley.assign();
    }
}

std::vector<double> District::turnsOf(size_t number) const
{
    const Way &way = m_ways[number];
    const int join = m_outer[number];
    std::vector<double> turns{exitX(join, true)};
    for (size_t i = 0; i < way.alleys.size(); ++i) {
        const Row &row = m_rows[size_t(std::min(way.streets[i], way.streets[i + 1]))];
        const auto alley = size_t(way.alleys[i]);
        turns.push_back(row.alleyX[alley] + row.alleys[alley].at(m_input.joins[size_t(join)].to));
    }
    turns.push_back(exitX(join, false));
    return turns;
}

void District::placeDown()
{
    m_streets.resize(m_rows.size() + 1);
    for (size_t i = 0; i < m_ways.size(); ++i) {
        const std::vector<double> turns = turnsOf(i);
        for (size_t street = 0; street < m_ways[i].streets.size(); ++street)
            m_streets[size_t(m_ways[i].streets[street])].use(m_input.joins[size_t(m_outer[i])].to, turns[street],
                                                             turns[street + 1]);
    }
    double y = 0;
    for (size_t i = 0; i < m_streets.size(); ++i) {
        m_streets[i].assign();
        m_streetY.push_back(y);
        const bool isOutside = i == 0 || i == m_rows.size();
        y += isOutside ? m_streets[i].width() : std::max(leastStreet, m_streets[i].width());
        if (i < m_rows.size()) {
            m_rows[i].y = y;
            y += m_rows[i].height;
        }
    }
    m_size.setHeight(y);
}

void District::write(QPointF origin, DiagramPlan &plan) const
{
    const auto originOf = [&](size_t block) {
        return origin + QPointF(m_slots[block].x, m_rows[size_t(m_slots[block].row)].y);
    };
    for (size_t i = 0; i < m_blocks.size(); ++i) {
        const Block &block = m_blocks[i];
        const QPointF at = originOf(i);
        for (const int box : block.boxes()) {
            plan.places[size_t(box)] = at + block.placeOf(box);
            plan.groups[size_t(box)] = int(plan.areas.size());
        }
        for (const int join : block.joins()) {
            std::vector<QPointF> route = block.routeOf(join);
            for (QPointF &point : route)
                point += at;
            plan.routes[size_t(join)] = std::move(route);
        }
        plan.areas.push_back(QRectF(at, block.size()).adjusted(-areaMargin, -areaMargin, areaMargin, areaMargin));
    }
    for (size_t i = 0; i < m_outer.size(); ++i) {
        const int join = m_outer[i];
        const auto from = size_t(blockOf(join, true));
        const auto to = size_t(blockOf(join, false));
        const QPointF begin = originOf(from) + m_blocks[from].portOf(join, true);
        const QPointF end = originOf(to) + m_blocks[to].portOf(join, false);
        const std::vector<double> turns = turnsOf(i);
        std::vector<QPointF> route{begin, {origin.x() + turns.front(), begin.y()}};
        for (size_t street = 0; street < m_ways[i].streets.size(); ++street) {
            const auto number = size_t(m_ways[i].streets[street]);
            const double y = origin.y() + m_streetY[number] + m_streets[number].at(m_input.joins[size_t(join)].to);
            route.emplace_back(origin.x() + turns[street], y);
            route.emplace_back(origin.x() + turns[street + 1], y);
        }
        route.emplace_back(origin.x() + turns.back(), end.y());
        route.push_back(end);
        plan.routes[size_t(join)] = std::move(route);
    }
}

} // namespace tabletalk
