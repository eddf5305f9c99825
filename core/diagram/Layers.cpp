// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/Layers.h"

#include <algorithm>
#include <set>

namespace tabletalk {

namespace {

constexpr double boxGap = 24;

/// Who stands left of whom: each box that is referred to left of those that refer to it, but for references that go
/// round in a circle, one of which is turned.
class Ranking
{
public:
    explicit Ranking(const DiagramInput &block)
        : m_children(block.boxes.size())
        , m_parents(block.boxes.size())
        , m_state(block.boxes.size(), Fresh)
    {
        std::vector<std::set<int>> children(block.boxes.size());
        for (const DiagramJoin &join : block.joins) {
            if (join.from != join.to)
                children[size_t(join.to)].insert(join.from);
        }
        std::vector<int> incoming(block.boxes.size(), 0);
        for (const auto &each : children) {
            for (const int child : each)
                ++incoming[size_t(child)];
        }
        for (const bool roots : {true, false}) {
            for (size_t i = children.size(); i-- > 0;) { // backwards: what is sorted comes out turned about
                if (m_state[i] == Fresh && (incoming[i] == 0 || !roots))
                    visit(int(i), children);
            }
        }
        std::ranges::reverse(m_sorted);
    }

    const std::vector<int> &sorted() const { return m_sorted; }
    const std::vector<int> &parents(int box) const { return m_parents[size_t(box)]; }
    const std::vector<int> &children(int box) const { return m_children[size_t(box)]; }

private:
    enum State : char { Fresh, Open, Done };
    struct Step
    {
        int box;
        std::set<int>::const_iterator next;
    };

    void visit(int first, const std::vector<std::set<int>> &children)
    {
        std::vector<Step> path{{first, children[size_t(first)].begin()}}; // no recursion: chains may be long
        m_state[size_t(first)] = Open;
        while (!path.empty()) {
            Step &step = path.back();
            const int box = step.box;
            if (step.next == children[size_t(box)].end()) {
                m_state[size_t(box)] = Done;
                m_sorted.push_back(box);
                path.pop_back();
                continue;
            }
            const int child = *step.next++;
            if (m_state[size_t(child)] == Open) {
                join(child, box); // it would lead back to where it came from
                continue;
            }
            join(box, child);
            if (m_state[size_t(child)] == Fresh) {
                m_state[size_t(child)] = Open;
                path.push_back({child, children[size_t(child)].begin()});
            }
        }
    }
    void join(int parent, int child)
    {
        if (std::ranges::find(m_children[size_t(parent)], child) != m_children[size_t(parent)].end())
            return;
        m_children[size_t(parent)].push_back(child);
        m_parents[size_t(child)].push_back(parent);
    }

    std::vector<std::vector<int>> m_children;
    std::vector<std::vector<int>> m_parents;
    std::vector<State> m_state;
    std::vector<int> m_sorted; ///< parents first
};

/// The layer of each box: behind all of its parents, as far left as there is room, but what has no parents near its
/// children.
std::vector<int> layerOfEach(const DiagramInput &block, double height)
{
    const Ranking ranking(block);
    std::vector<int> wanted(block.boxes.size(), 0);
    for (const int box : ranking.sorted()) {
        for (const int parent : ranking.parents(box))
            wanted[size_t(box)] = std::max(wanted[size_t(box)], wanted[size_t(parent)] + 1);
    }
    for (const int box : ranking.sorted()) {
        int least = -1;
        for (const int child : ranking.children(box))
            least = least < 0 ? wanted[size_t(child)] : std::min(least, wanted[size_t(child)]);
        if (ranking.parents(box).empty() && least > 0)
            wanted[size_t(box)] = least - 1;
    }
    std::vector<int> order = ranking.sorted();
    std::ranges::stable_sort(order, {}, [&](int box) { return wanted[size_t(box)]; });
    std::vector<int> layers(block.boxes.size(), 0);
    std::vector<double> used;
    for (const int box : order) {
        int layer = wanted[size_t(box)];
        for (const int parent : ranking.parents(box))
            layer = std::max(layer, layers[size_t(parent)] + 1);
        const double needed = block.boxes[size_t(box)].height() + boxGap;
        while (size_t(layer) < used.size() && used[size_t(layer)] > 0 && used[size_t(layer)] + needed > height)
            ++layer;
        if (size_t(layer) >= used.size())
            used.resize(size_t(layer) + 1, 0);
        used[size_t(layer)] += needed;
        layers[size_t(box)] = layer;
    }
    return layers;
}

/// Layers without boxes are left out.
void closeGaps(std::vector<int> &layers)
{
    const std::set<int> used(layers.begin(), layers.end());
    std::map<int, int> numbers;
    for (const int layer : used)
        numbers.emplace(layer, int(numbers.size()));
    for (int &layer : layers)
        layer = numbers[layer];
}

class Linker
{
public:
    Linker(Layers &layers, const DiagramInput &block)
        : m_layers(layers)
        , m_block(block)
    {}

    void add(const DiagramJoin &join)
    {
        const int from = layerOf(join.from);
        const int to = layerOf(join.to);
        const int step = from > to ? 1 : -1;
        int before = join.to;
        double y = join.toY;
        for (int layer = to + step; layer != from; layer += step) {
            const int bend = bendAt(join.to, layer);
            link(before, y, bend, bendHeight / 2, step);
            before = bend;
            y = bendHeight / 2;
        }
        link(before, y, join.from, join.fromY, step);
    }

private:
    int layerOf(int box) const { return m_layers.nodes[size_t(box)].layer; }
    int bendAt(int key, int layer)
    {
        const auto [at, isNew] = m_layers.bends.try_emplace({key, layer}, int(m_layers.nodes.size()));
        if (isNew)
            m_layers.nodes.push_back({-1, key, layer, bendHeight, 0});
        return at->second;
    }
    void link(int a, double aY, int b, double bY, int step)
    {
        if (!m_known.insert({std::min(a, b), std::max(a, b)}).second)
            return;
        if (step > 0)
            m_layers.links.push_back({a, b, aY, bY});
        else
            m_layers.links.push_back({b, a, bY, aY});
    }

    Layers &m_layers;
    const DiagramInput &m_block;
    std::set<std::pair<int, int>> m_known;
};

} // namespace

Layers layersOf(const DiagramInput &block, double height)
{
    std::vector<int> layer = layerOfEach(block, height);
    closeGaps(layer);
    Layers layers;
    layers.nodes.reserve(block.boxes.size());
    for (size_t i = 0; i < block.boxes.size(); ++i)
        layers.nodes.push_back({int(i), -1, layer[i], block.boxes[i].height(), 0});
    Linker linker(layers, block);
    for (const DiagramJoin &join : block.joins) {
        if (join.from != join.to)
            linker.add(join);
    }
    const int count = layer.empty() ? 0 : 1 + *std::ranges::max_element(layer);
    layers.order.resize(size_t(count));
    for (size_t i = 0; i < layers.nodes.size(); ++i)
        layers.order[size_t(layers.nodes[i].layer)].push_back(int(i));
    return layers;
}

} // namespace tabletalk
