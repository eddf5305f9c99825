// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/Layers.h"

#include <algorithm>

namespace tabletalk {

namespace {

constexpr double boxGap = 24;
constexpr double bendGap = 10;
constexpr int sweeps = 10;
constexpr double room = 1.15;      ///< for layers to move in, of the height of the highest
constexpr double straightness = 4; ///< how much more a bend wants to be level with a bend than a box with a box

struct Pull
{
    int other;
    double shift; ///< from the other's top to where the own top would be level
    double weight;
};

using Pulls = std::vector<std::vector<Pull>>;

double gapBetween(const Layers::Node &above, const Layers::Node &below)
{
    return above.box >= 0 && below.box >= 0 ? boxGap : bendGap;
}

/// A run of nodes that stand as near to each other as they may, and where it would like to begin.
struct Run
{
    double sum;
    double weight;
    size_t count;
    double at() const { return sum / weight; }
};

/// The places nearest to those that are wanted which keep order and distances: a regression by pooling
/// neighbours that would overlap.
void settle(Layers &layers, const std::vector<int> &layer, const std::vector<double> &wanted,
            const std::vector<double> &weights, double height)
{
    std::vector<double> offsets(layer.size(), 0);
    for (size_t i = 1; i < layer.size(); ++i) {
        const Layers::Node &above = layers.nodes[size_t(layer[i - 1])];
        offsets[i] = offsets[i - 1] + above.height + gapBetween(above, layers.nodes[size_t(layer[i])]);
    }
    std::vector<Run> runs;
    for (size_t i = 0; i < layer.size(); ++i) {
        runs.push_back({(wanted[i] - offsets[i]) * weights[i], weights[i], 1});
        while (runs.size() > 1 && runs[runs.size() - 2].at() >= runs.back().at()) {
            const Run last = runs.back();
            runs.pop_back();
            runs.back().sum += last.sum;
            runs.back().weight += last.weight;
            runs.back().count += last.count;
        }
    }
    // No layer drifts away from the others, however its links pull.
    const double lowest = height / 2 - offsets.back() - layers.nodes[size_t(layer.back())].height;
    size_t i = 0;
    for (const Run &run : runs) {
        const double at = std::clamp(run.at(), -height / 2, std::max(-height / 2, lowest));
        for (size_t end = i + run.count; i < end; ++i)
            layers.nodes[size_t(layer[i])].top = at + offsets[i];
    }
}

void pullLayer(Layers &layers, const std::vector<int> &layer, const Pulls *one, const Pulls *other, double height)
{
    std::vector<double> wanted;
    std::vector<double> weights;
    wanted.reserve(layer.size());
    weights.reserve(layer.size());
    for (const int node : layer) {
        double sum = 0;
        double weight = 0;
        for (const Pulls *pulls : {one, other}) {
            if (!pulls)
                continue;
            for (const Pull &pull : (*pulls)[size_t(node)]) {
                sum += (layers.nodes[size_t(pull.other)].top + pull.shift) * pull.weight;
                weight += pull.weight;
            }
        }
        constexpr double inertia = 0.01; // what is not pulled gives way
        const double own = layers.nodes[size_t(node)].top;
        wanted.push_back(weight > 0 ? sum / weight : own);
        weights.push_back(weight > 0 ? weight : inertia);
    }
    settle(layers, layer, wanted, weights, height);
}

/// How high the highest layer is.
double stack(Layers &layers)
{
    double highest = 0;
    for (const auto &layer : layers.order) {
        double height = 0;
        for (const int node : layer)
            height += layers.nodes[size_t(node)].height + boxGap;
        highest = std::max(highest, height);
        double top = -height / 2;
        const Layers::Node *above = nullptr;
        for (const int node : layer) {
            Layers::Node &now = layers.nodes[size_t(node)];
            if (above)
                top += gapBetween(*above, now);
            now.top = top;
            top += now.height;
            above = &now;
        }
    }
    return highest;
}

} // namespace

void placeLayers(Layers &layers)
{
    Pulls left(layers.nodes.size());
    Pulls right(layers.nodes.size());
    for (const Layers::Link &link : layers.links) {
        const bool bends = layers.nodes[size_t(link.left)].box < 0 && layers.nodes[size_t(link.right)].box < 0;
        const double weight = bends ? straightness : 1;
        left[size_t(link.right)].push_back({link.left, link.leftY - link.rightY, weight});
        right[size_t(link.left)].push_back({link.right, link.rightY - link.leftY, weight});
    }
    const double height = room * stack(layers);
    const size_t count = layers.order.size();
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        const bool isLate = sweep + 4 >= sweeps; // both sides are heard in the end
        for (size_t i = 0; i < count; ++i) {
            const bool forth = sweep % 2 == 0;
            const size_t layer = forth ? i : count - 1 - i;
            pullLayer(layers, layers.order[layer], forth || isLate ? &left : nullptr,
                      !forth || isLate ? &right : nullptr, height);
        }
    }
    double least = 0;
    bool first = true;
    for (const Layers::Node &node : layers.nodes) {
        least = first ? node.top : std::min(least, node.top);
        first = false;
    }
    for (Layers::Node &node : layers.nodes)
        node.top -= least;
}

} // namespace tabletalk
