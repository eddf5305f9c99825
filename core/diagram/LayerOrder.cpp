// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/Layers.h"

#include <algorithm>

namespace tabletalk {

namespace {

constexpr int mostSweeps = 14;
constexpr int mostTurns = 6;              ///< rounds of neighbours that change places
constexpr size_t mostNodesToTurn = 2'000; ///< beyond, barycentres must do

/// The other ends of each node's links, at its left and at its right.
struct Sides
{
    explicit Sides(const Layers &layers)
        : left(layers.nodes.size())
        , right(layers.nodes.size())
    {
        for (const Layers::Link &link : layers.links) {
            left[size_t(link.right)].push_back(link.left);
            right[size_t(link.left)].push_back(link.right);
        }
    }
    std::vector<std::vector<int>> left;
    std::vector<std::vector<int>> right;
};

std::vector<int> positionsOf(const Layers &layers)
{
    std::vector<int> positions(layers.nodes.size(), 0);
    for (const auto &layer : layers.order) {
        for (size_t i = 0; i < layer.size(); ++i)
            positions[size_t(layer[i])] = int(i);
    }
    return positions;
}

/// Pairs in the wrong order, counted in a tree of sums.
qint64 inversions(const std::vector<int> &values, size_t size)
{
    std::vector<int> tree(size + 1, 0);
    qint64 result = 0;
    qint64 before = 0;
    for (const int value : values) {
        qint64 notAbove = 0;
        for (size_t i = size_t(value) + 1; i > 0; i -= i & -i)
            notAbove += tree[i];
        result += before - notAbove;
        for (size_t i = size_t(value) + 1; i <= size; i += i & -i)
            ++tree[i];
        ++before;
    }
    return result;
}

qint64 crossingsAt(size_t layer, const Layers &layers, const Sides &sides, const std::vector<int> &positions)
{
    std::vector<int> ends;
    for (const int node : layers.order[layer]) {
        const size_t begin = ends.size();
        for (const int other : sides.right[size_t(node)])
            ends.push_back(positions[size_t(other)]);
        std::sort(ends.begin() + qptrdiff(begin), ends.end());
    }
    return inversions(ends, layers.order[layer + 1].size());
}

qint64 crossings(const Layers &layers, const Sides &sides)
{
    const std::vector<int> positions = positionsOf(layers);
    qint64 sum = 0;
    for (size_t layer = 0; layer + 1 < layers.order.size(); ++layer)
        sum += crossingsAt(layer, layers, sides, positions);
    return sum;
}

/// Sorts a layer by the middle of what its nodes are linked to on one side; the others stay where they are.
void sortLayer(std::vector<int> &layer, const std::vector<std::vector<int>> &ends, std::vector<int> &positions)
{
    std::vector<std::pair<double, int>> keyed;
    keyed.reserve(layer.size());
    for (size_t i = 0; i < layer.size(); ++i) {
        const auto &others = ends[size_t(layer[i])];
        double sum = 0;
        for (const int other : others)
            sum += positions[size_t(other)];
        keyed.emplace_back(others.empty() ? double(i) : sum / double(others.size()), layer[i]);
    }
    std::ranges::stable_sort(keyed, {}, &std::pair<double, int>::first);
    for (size_t i = 0; i < layer.size(); ++i) {
        layer[i] = keyed[i].second;
        positions[size_t(layer[i])] = int(i);
    }
}

/// How many links of two neighbours cross when a is above b.
qint64 crossingsOfPair(const std::vector<int> &a, const std::vector<int> &b, const std::vector<int> &positions)
{
    qint64 sum = 0;
    for (const int one : a) {
        for (const int other : b)
            sum += positions[size_t(one)] > positions[size_t(other)] ? 1 : 0;
    }
    return sum;
}

bool turnNeighbours(Layers &layers, const Sides &sides, std::vector<int> &positions)
{
    bool turned = false;
    for (auto &layer : layers.order) {
        for (size_t i = 0; i + 1 < layer.size(); ++i) {
            const auto a = size_t(layer[i]);
            const auto b = size_t(layer[i + 1]);
            const qint64 now = crossingsOfPair(sides.left[a], sides.left[b], positions)
                               + crossingsOfPair(sides.right[a], sides.right[b], positions);
            const qint64 then = crossingsOfPair(sides.left[b], sides.left[a], positions)
                                + crossingsOfPair(sides.right[b], sides.right[a], positions);
            if (then >= now)
                continue;
            std::swap(layer[i], layer[i + 1]);
            std::swap(positions[a], positions[b]);
            turned = true;
        }
    }
    return turned;
}

} // namespace

qint64 crossingsOf(const Layers &layers)
{
    return crossings(layers, Sides(layers));
}

void orderLayers(Layers &layers)
{
    const Sides sides(layers);
    std::vector<int> positions = positionsOf(layers);
    auto best = layers.order;
    qint64 least = crossings(layers, sides);
    const size_t count = layers.order.size();
    for (int sweep = 0; sweep < mostSweeps && least > 0; ++sweep) {
        for (size_t i = 1; i < count; ++i) {
            const bool forth = sweep % 2 == 0;
            const size_t layer = forth ? i : count - 1 - i;
            sortLayer(layers.order[layer], forth ? sides.left : sides.right, positions);
        }
        if (const qint64 now = crossings(layers, sides); now < least) {
            least = now;
            best = layers.order;
        }
    }
    layers.order = best;
    positions = positionsOf(layers);
    if (layers.nodes.size() > mostNodesToTurn)
        return;
    for (int round = 0; round < mostTurns && turnNeighbours(layers, sides, positions); ++round) {
    }
}

} // namespace tabletalk
