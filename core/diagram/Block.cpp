// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/Block.h"

#include <algorithm>
#include <cmath>

namespace tabletalk {

namespace {

constexpr double breadth = 1.5;    ///< a block is so many times as broad as high, as far as it can be
constexpr double streetWidth = 56; ///< that is reckoned with before the lines are known
constexpr double leastStreet = 24;
constexpr double boxGap = 24;

double heightFor(const std::vector<QSizeF> &boxes)
{
    double area = 0;
    double tallest = 0;
    for (const QSizeF &box : boxes) {
        area += (box.width() + streetWidth) * (box.height() + boxGap);
        tallest = std::max(tallest, box.height() + boxGap);
    }
    return std::max(tallest, std::sqrt(area / breadth));
}

} // namespace

Block::Block(const DiagramInput &input, std::vector<int> boxes, std::span<const int> inner, std::span<const int> outer)
    : m_input(input)
    , m_boxes(std::move(boxes))
    , m_joins(inner.begin(), inner.end())
{
    DiagramInput local;
    local.boxes.reserve(m_boxes.size());
    local.joins.reserve(m_joins.size());
    for (const int box : m_boxes) {
        m_local.emplace(box, int(local.boxes.size()));
        local.boxes.push_back(input.boxes[size_t(box)]);
    }
    for (const int join : m_joins) {
        DiagramJoin made = input.joins[size_t(join)];
        made.from = m_local.at(made.from);
        made.to = m_local.at(made.to);
        local.joins.push_back(made);
    }
    m_layers = layersOf(local, heightFor(local.boxes));
    orderLayers(m_layers);
    placeLayers(m_layers);
    makeStreets(outer);
    measure();
}

/// The streets from the end that holds the key to the one it names.
std::vector<Block::Step> Block::stepsOf(const DiagramJoin &join) const
{
    const Layers::Node &from = nodeOf(join.from);
    const Layers::Node &to = nodeOf(join.to);
    const double begin = from.top + join.fromY;
    const double end = to.top + join.toY;
    if (join.from == join.to)
        return {{size_t(from.layer) + 1, begin, end}};
    std::vector<Step> steps;
    double y = begin;
    const int way = from.layer > to.layer ? -1 : 1;
    for (int layer = from.layer; layer != to.layer; layer += way) {
        const int next = layer + way;
        double nextY = end;
        if (next != to.layer)
            nextY = m_layers.nodes[size_t(m_layers.bends.at({m_local.at(join.to), next}))].top + bendHeight / 2;
        steps.push_back({size_t(way < 0 ? layer : next), y, nextY});
        y = nextY;
    }
    return steps;
}

void Block::makeStreets(std::span<const int> outer)
{
    m_streets.resize(m_layers.order.size() + 1);
    for (const int id : m_joins) {
        const DiagramJoin &join = m_input.joins[size_t(id)];
        for (const Step &step : stepsOf(join))
            m_streets[step.street].use(join.to, step.from, step.to);
    }
    for (const int id : outer) {
        const DiagramJoin &join = m_input.joins[size_t(id)];
        if (m_local.contains(join.from))
            m_streets[size_t(nodeOf(join.from).layer)].useWhole(join.to);
        else
            m_streets[size_t(nodeOf(join.to).layer) + 1].useWhole(join.to);
    }
    for (Tracks &street : m_streets)
        street.assign();
}

void Block::measure()
{
    std::vector<double> widths(m_layers.order.size(), 0);
    double height = 0;
    for (const int box : m_boxes) {
        const Layers::Node &node = nodeOf(box);
        widths[size_t(node.layer)] = std::max(widths[size_t(node.layer)], m_input.boxes[size_t(box)].width());
        height = std::max(height, node.top + node.height);
    }
    for (const Layers::Node &node : m_layers.nodes)
        height = std::max(height, node.top + node.height);
    double x = 0;
    for (size_t i = 0; i < m_streets.size(); ++i) {
        m_streetX.push_back(x);
        const bool isOutside = i == 0 || i + 1 == m_streets.size();
        x += isOutside ? m_streets[i].width() : std::max(leastStreet, m_streets[i].width());
        m_columnX.push_back(x);
        if (i < widths.size())
            x += widths[i];
    }
    m_size = QSizeF(x, height);
}

QPointF Block::placeOf(int box) const
{
    const Layers::Node &node = nodeOf(box);
    return {m_columnX[size_t(node.layer)], node.top};
}

QPointF Block::port(int box, double y, bool atRight) const
{
    const QPointF place = placeOf(box);
    return {place.x() + (atRight ? m_input.boxes[size_t(box)].width() : 0), place.y() + y};
}

std::vector<QPointF> Block::routeOf(int id) const
{
    const DiagramJoin &join = m_input.joins[size_t(id)];
    const int fromLayer = nodeOf(join.from).layer;
    const int toLayer = nodeOf(join.to).layer;
    const bool isLoop = join.from == join.to;
    std::vector<QPointF> route{port(join.from, join.fromY, isLoop || fromLayer < toLayer)};
    for (const Step &step : stepsOf(join)) {
        const double x = streetX(step.street, join.to);
        route.emplace_back(x, step.from);
        route.emplace_back(x, step.to);
    }
    route.push_back(port(join.to, join.toY, isLoop || fromLayer > toLayer));
    return route;
}

QPointF Block::portOf(int id, bool atFrom) const
{
    const DiagramJoin &join = m_input.joins[size_t(id)];
    return atFrom ? port(join.from, join.fromY, false) : port(join.to, join.toY, true);
}

double Block::exitOf(int id, bool atFrom) const
{
    const DiagramJoin &join = m_input.joins[size_t(id)];
    const size_t street = atFrom ? size_t(nodeOf(join.from).layer) : size_t(nodeOf(join.to).layer) + 1;
    return streetX(street, join.to);
}

} // namespace tabletalk
