// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/Diagram.h"

#include "core/diagram/Communities.h"
#include "core/diagram/District.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tabletalk {

namespace {

constexpr size_t largestBlock = 36; ///< more boxes that are joined come apart into communities
constexpr double districtGap = 64;
constexpr double breadth = 1.6; ///< of the whole, in its height

/// Boxes that are arranged together, and what joins them.
struct Part
{
    std::vector<int> boxes;
    std::vector<int> joins;
    bool isJoined = true;
};

/// What is joined, and at the end all boxes that are joined with no other.
std::vector<Part> partsOf(const DiagramInput &input)
{
    std::vector<std::pair<int, int>> edges;
    edges.reserve(input.joins.size());
    for (const DiagramJoin &join : input.joins)
        edges.emplace_back(join.from, join.to);
    const std::vector<int> partOf = connectedParts(int(input.boxes.size()), edges);
    std::vector<Part> parts(partOf.empty() ? 0 : 1 + size_t(*std::ranges::max_element(partOf)));
    for (size_t i = 0; i < partOf.size(); ++i)
        parts[size_t(partOf[i])].boxes.push_back(int(i));
    for (size_t i = 0; i < input.joins.size(); ++i)
        parts[size_t(partOf[size_t(input.joins[i].from)])].joins.push_back(int(i));
    Part alone;
    alone.isJoined = false;
    for (const Part &part : parts) {
        if (part.boxes.size() > 1)
            continue;
        alone.boxes.push_back(part.boxes.front());
        alone.joins.insert(alone.joins.end(), part.joins.begin(), part.joins.end());
    }
    std::erase_if(parts, [](const Part &part) { return part.boxes.size() == 1; });
    if (!alone.boxes.empty())
        parts.push_back(std::move(alone));
    return parts;
}

/// Which community each box of a part is in, by their order in it.
std::vector<int> blocksOf(const DiagramInput &input, const Part &part)
{
    if (part.boxes.size() <= largestBlock || !part.isJoined)
        return std::vector<int>(part.boxes.size(), 0);
    std::vector<int> local(input.boxes.size(), -1);
    for (size_t i = 0; i < part.boxes.size(); ++i)
        local[size_t(part.boxes[i])] = int(i);
    std::vector<std::pair<int, int>> edges;
    edges.reserve(part.joins.size());
    for (const int join : part.joins)
        edges.emplace_back(local[size_t(input.joins[size_t(join)].from)], local[size_t(input.joins[size_t(join)].to)]);
    return communitiesOf(int(part.boxes.size()), edges);
}

District districtOf(const DiagramInput &input, const Part &part, const std::stop_token &stop)
{
    const std::vector<int> communities = blocksOf(input, part);
    const size_t count = 1 + size_t(*std::ranges::max_element(communities));
    std::vector<std::vector<int>> boxes(count);
    std::vector<std::vector<int>> inner(count);
    std::vector<std::vector<int>> leading(count);
    std::vector<int> outer;
    std::vector<size_t> blockOf(input.boxes.size(), 0);
    for (size_t i = 0; i < part.boxes.size(); ++i) {
        blockOf[size_t(part.boxes[i])] = size_t(communities[i]);
        boxes[size_t(communities[i])].push_back(part.boxes[i]);
    }
    for (const int join : part.joins) {
        const size_t from = blockOf[size_t(input.joins[size_t(join)].from)];
        const size_t to = blockOf[size_t(input.joins[size_t(join)].to)];
        if (from == to) {
            inner[from].push_back(join);
            continue;
        }
        outer.push_back(join);
        leading[from].push_back(join);
        leading[to].push_back(join);
    }
    std::vector<Block> blocks;
    blocks.reserve(count);
    for (size_t i = 0; i < count && !stop.stop_requested(); ++i)
        blocks.emplace_back(input, std::move(boxes[i]), inner[i], leading[i]);
    if (stop.stop_requested())
        return {input, {}, {}};
    return {input, std::move(blocks), std::move(outer)};
}

/// In rows, the highest first; what is low stands upon each other where there is room.
std::vector<QPointF> packed(const std::vector<District> &districts)
{
    std::vector<size_t> order(districts.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::stable_sort(
        order, [&](size_t a, size_t b) { return districts[a].size().height() > districts[b].size().height(); });
    double area = 0;
    double widest = 0;
    for (const District &each : districts) {
        area += (each.size().width() + districtGap) * (each.size().height() + districtGap);
        widest = std::max(widest, each.size().width());
    }
    const double width = std::max(widest, std::sqrt(area * breadth));
    std::vector<QPointF> places(districts.size());
    QRectF row;   // what has been used of it
    QRectF stack; // the last pile of it
    for (const size_t i : order) {
        const QSizeF size = districts[i].size();
        const double below = stack.bottom() + districtGap;
        if (!stack.isNull() && below + size.height() <= row.bottom() && size.width() <= stack.width()) {
            places[i] = {stack.left(), below};
            stack.setBottom(below + size.height());
            continue;
        }
        double x = row.isNull() ? 0 : stack.right() + districtGap;
        if (!row.isNull() && x + size.width() > width) {
            row = QRectF(0, row.bottom() + districtGap, 0, 0);
            x = 0;
        }
        places[i] = {x, row.top()};
        stack = QRectF(places[i], size);
        row |= stack;
    }
    return places;
}

} // namespace

DiagramPlan arrangeDiagram(const DiagramInput &input, const std::stop_token &stop)
{
    DiagramPlan plan;
    plan.places.resize(input.boxes.size());
    plan.groups.resize(input.boxes.size(), 0);
    plan.routes.resize(input.joins.size());
    std::vector<District> districts;
    const std::vector<Part> parts = partsOf(input);
    districts.reserve(parts.size());
    for (const Part &part : parts) {
        districts.push_back(districtOf(input, part, stop));
        if (stop.stop_requested())
            return plan;
    }
    const std::vector<QPointF> places = packed(districts);
    for (size_t i = 0; i < districts.size(); ++i)
        districts[i].write(places[i], plan);
    for (const QRectF &area : plan.areas)
        plan.area |= area;
    return plan;
}

} // namespace tabletalk
