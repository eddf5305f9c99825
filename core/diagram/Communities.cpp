// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/Communities.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace tabletalk {

namespace {

constexpr int mostRounds = 20; ///< of moving nodes about, and of making communities of communities

struct WeightedGraph
{
    std::vector<std::vector<std::pair<int, double>>> neighbours; ///< without loops
    std::vector<double> loops;                                   ///< weight of what is inside of each node
    double total = 0;                                            ///< of all edges, twice

    int size() const { return int(neighbours.size()); }
    double degree(int node) const
    {
        double sum = loops[size_t(node)];
        for (const auto &[other, weight] : neighbours[size_t(node)])
            sum += weight;
        return sum;
    }
};

std::vector<int> numbered(const std::vector<int> &labels)
{
    std::map<int, int> numbers;
    std::vector<int> result;
    result.reserve(labels.size());
    for (const int label : labels)
        result.push_back(numbers.emplace(label, int(numbers.size())).first->second);
    return result;
}

WeightedGraph graphOf(int nodes, const std::vector<std::pair<int, int>> &edges)
{
    std::map<std::pair<int, int>, double> weights;
    for (const auto &[a, b] : edges) {
        if (a != b)
            weights[{std::min(a, b), std::max(a, b)}] += 1;
    }
    WeightedGraph graph;
    graph.neighbours.resize(size_t(nodes));
    graph.loops.resize(size_t(nodes), 0);
    for (const auto &[edge, weight] : weights) {
        graph.neighbours[size_t(edge.first)].emplace_back(edge.second, weight);
        graph.neighbours[size_t(edge.second)].emplace_back(edge.first, weight);
        graph.total += 2 * weight;
    }
    return graph;
}

/// Moves nodes to the community where they gain most, until nothing gains. Each node begins alone.
class Mover
{
public:
    explicit Mover(const WeightedGraph &graph)
        : m_graph(graph)
        , m_of(size_t(graph.size()))
        , m_degrees(size_t(graph.size()))
        , m_links(size_t(graph.size()), 0)
    {
        std::iota(m_of.begin(), m_of.end(), 0);
        for (int node = 0; node < graph.size(); ++node)
            m_degrees[size_t(node)] = graph.degree(node);
        m_sums = m_degrees;
    }

    std::vector<int> run()
    {
        bool moved = true;
        for (int round = 0; round < mostRounds && moved; ++round) {
            moved = false;
            for (int node = 0; node < m_graph.size(); ++node)
                moved = move(node) || moved;
        }
        return numbered(m_of);
    }

private:
    bool move(int node)
    {
        const auto &neighbours = m_graph.neighbours[size_t(node)];
        const int home = m_of[size_t(node)];
        const double degree = m_degrees[size_t(node)];
        for (const auto &[other, weight] : neighbours)
            m_links[size_t(m_of[size_t(other)])] += weight;
        m_sums[size_t(home)] -= degree;
        const auto gain = [&](int community) {
            return m_links[size_t(community)] - m_sums[size_t(community)] * degree / m_graph.total;
        };
        int best = home;
        double most = gain(home) + 1e-9;
        for (const auto &[other, weight] : neighbours) {
            const int community = m_of[size_t(other)];
            if (gain(community) > most) {
                most = gain(community) + 1e-9;
                best = community;
            }
        }
        for (const auto &[other, weight] : neighbours)
            m_links[size_t(m_of[size_t(other)])] = 0;
        m_sums[size_t(best)] += degree;
        m_of[size_t(node)] = best;
        return best != home;
    }

    const WeightedGraph &m_graph;
    std::vector<int> m_of;
    std::vector<double> m_degrees;
    std::vector<double> m_sums;  ///< of the degrees in each community
    std::vector<double> m_links; ///< of the node at hand to each community
};

/// A graph with a node for each community.
WeightedGraph gathered(const WeightedGraph &graph, const std::vector<int> &communities, int count)
{
    std::map<std::pair<int, int>, double> weights;
    WeightedGraph result;
    result.loops.resize(size_t(count), 0);
    for (int node = 0; node < graph.size(); ++node) {
        const int own = communities[size_t(node)];
        result.loops[size_t(own)] += graph.loops[size_t(node)];
        for (const auto &[other, weight] : graph.neighbours[size_t(node)]) {
            const int its = communities[size_t(other)];
            if (own == its)
                result.loops[size_t(own)] += weight;
            else
                weights[{own, its}] += weight;
        }
    }
    result.neighbours.resize(size_t(count));
    for (const auto &[edge, weight] : weights)
        result.neighbours[size_t(edge.first)].emplace_back(edge.second, weight);
    result.total = graph.total;
    return result;
}

} // namespace

std::vector<int> connectedParts(int nodes, const std::vector<std::pair<int, int>> &edges)
{
    std::vector<int> parents(static_cast<size_t>(nodes));
    std::iota(parents.begin(), parents.end(), 0);
    const auto root = [&](int node) {
        while (parents[size_t(node)] != node)
            node = parents[size_t(node)] = parents[size_t(parents[size_t(node)])];
        return node;
    };
    for (const auto &[a, b] : edges)
        parents[size_t(root(a))] = root(b);
    std::vector<int> roots;
    roots.reserve(size_t(nodes));
    for (int node = 0; node < nodes; ++node)
        roots.push_back(root(node));
    return numbered(roots);
}

std::vector<int> communitiesOf(int nodes, const std::vector<std::pair<int, int>> &edges)
{
    WeightedGraph graph = graphOf(nodes, edges);
    std::vector<int> result(static_cast<size_t>(nodes));
    std::iota(result.begin(), result.end(), 0);
    if (graph.total <= 0)
        return result;
    for (int round = 0; round < mostRounds; ++round) {
        const std::vector<int> moved = Mover(graph).run();
        const int count = 1 + *std::ranges::max_element(moved);
        if (count == graph.size())
            break;
        for (int &community : result)
            community = moved[size_t(community)];
        graph = gathered(graph, moved, count);
    }
    return numbered(result);
}

} // namespace tabletalk
