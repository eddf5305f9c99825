// SPDX-License-Identifier: GPL-3.0-or-later
#include "training/ForestTrainer.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <span>

namespace tabletalk::training {

namespace {

using Row = std::uint32_t;

struct Sums
{
    double first = 0;
    double second = 0;
};

struct Split
{
    double gain = 1e-6;
    int feature = -1;
    int bin = 0; ///< rows up to this one go left
};

/// Grows one tree, level by level.
class TreeGrower
{
public:
    TreeGrower(const BinnedRows &rows, const Slopes &slopes, const ForestOptions &options, std::vector<bool> seen)
        : m_rows(rows)
        , m_slopes(slopes)
        , m_options(options)
        , m_seen(std::move(seen))
    {}

    ask::Forest::Tree grow(std::vector<Row> rows);

private:
    using Histograms = std::vector<Sums>; ///< by bin

    struct Leaf
    {
        std::int32_t node;
        std::vector<Row> rows;
        Sums sums;
        Histograms histograms; ///< empty until they are needed
    };

    Sums sumsOf(const std::vector<Row> &rows) const;
    double worth(const Sums &sums) const { return sums.first * sums.first / (sums.second + m_options.leafPenalty); }
    Histograms histogramsOf(const Leaf &leaf) const;
    void shareHistograms(Histograms whole, Leaf &left, Leaf &right) const;
    Split bestSplit(const Leaf &leaf) const;
    std::pair<Leaf, Leaf> split(Leaf leaf, const Split &at);

    const BinnedRows &m_rows;
    const Slopes &m_slopes;
    const ForestOptions &m_options;
    std::vector<bool> m_seen; ///< features that this tree may split by
    ask::Forest::Tree m_tree;
};

Sums TreeGrower::sumsOf(const std::vector<Row> &rows) const
{
    Sums sums;
    for (const Row row : rows) {
        sums.first += m_slopes.first[row];
        sums.second += m_slopes.second[row];
    }
    return sums;
}

/// Rows that do not name a feature are in its bin of 0: what the others leave of the whole.
TreeGrower::Histograms TreeGrower::histogramsOf(const Leaf &leaf) const
{
    Histograms histograms(m_rows.binCount());
    for (const Row row : leaf.rows) {
        const Sums slopes{m_slopes.first[row], m_slopes.second[row]};
        for (const BinnedRows::Bin bin : m_rows.bins(row)) {
            Sums &sums = histograms[bin];
            sums.first += slopes.first;
            sums.second += slopes.second;
        }
    }
    for (size_t feature = 0; feature < m_rows.featureCount(); ++feature) {
        const std::span<Sums> bins(&histograms[m_rows.firstBin(feature)], m_rows.edges(feature).size() + 1);
        Sums others;
        for (const Sums &sums : bins) {
            others.first += sums.first;
            others.second += sums.second;
        }
        bins[size_t(m_rows.binOfZero(feature))] = {leaf.sums.first - others.first, leaf.sums.second - others.second};
    }
    return histograms;
}

/// The smaller half is counted; the other is what it leaves of the whole.
void TreeGrower::shareHistograms(Histograms whole, Leaf &left, Leaf &right) const
{
    Leaf &smaller = left.rows.size() < right.rows.size() ? left : right;
    Leaf &larger = left.rows.size() < right.rows.size() ? right : left;
    smaller.histograms = histogramsOf(smaller);
    for (size_t bin = 0; bin < whole.size(); ++bin) {
        whole[bin].first -= smaller.histograms[bin].first;
        whole[bin].second -= smaller.histograms[bin].second;
    }
    larger.histograms = std::move(whole);
}

Split TreeGrower::bestSplit(const Leaf &leaf) const
{
    Split best;
    for (size_t feature = 0; feature < m_rows.featureCount() && !leaf.histograms.empty(); ++feature) {
        if (!m_seen[feature])
            continue;
        const Sums *const bins = &leaf.histograms[m_rows.firstBin(feature)];
        Sums left;
        for (size_t bin = 0; bin < m_rows.edges(feature).size(); ++bin) {
            left.first += bins[bin].first;
            left.second += bins[bin].second;
            const Sums right{leaf.sums.first - left.first, leaf.sums.second - left.second};
            if (left.second < m_options.leastWeight || right.second < m_options.leastWeight)
                continue;
            const double gain = worth(left) + worth(right) - worth(leaf.sums);
            if (gain > best.gain)
                best = {gain, int(feature), int(bin)};
        }
    }
    return best;
}

std::pair<TreeGrower::Leaf, TreeGrower::Leaf> TreeGrower::split(Leaf leaf, const Split &at)
{
    const auto middle = std::stable_partition(leaf.rows.begin(), leaf.rows.end(),
                                              [&](Row row) { return m_rows.binOf(row, size_t(at.feature)) <= at.bin; });
    Leaf left{std::int32_t(m_tree.size()), {leaf.rows.begin(), middle}, {}, {}};
    Leaf right{std::int32_t(m_tree.size() + 1), {middle, leaf.rows.end()}, {}, {}};
    left.sums = sumsOf(left.rows);
    right.sums = sumsOf(right.rows);
    m_tree[size_t(leaf.node)] = {at.feature, m_rows.edges(size_t(at.feature))[size_t(at.bin)], left.node, right.node};
    m_tree.resize(m_tree.size() + 2);
    return {std::move(left), std::move(right)};
}

ask::Forest::Tree TreeGrower::grow(std::vector<Row> rows)
{
    m_tree.assign(1, {});
    std::vector<Leaf> level;
    level.push_back({0, std::move(rows), {}, {}});
    level.front().sums = sumsOf(level.front().rows);
    level.front().histograms = histogramsOf(level.front());
    for (int depth = 0; !level.empty(); ++depth) {
        std::vector<Leaf> next;
        for (Leaf &leaf : level) {
            const Split best = depth < m_options.depth ? bestSplit(leaf) : Split();
            if (best.feature < 0) {
                const double score = -leaf.sums.first / (leaf.sums.second + m_options.leafPenalty);
                m_tree[size_t(leaf.node)].value = float(score * m_options.rate);
                continue;
            }
            Histograms whole = std::move(leaf.histograms);
            auto [left, right] = split(std::move(leaf), best);
            if (depth + 1 < m_options.depth)
                shareHistograms(std::move(whole), left, right);
            next.push_back(std::move(left));
            next.push_back(std::move(right));
        }
        level = std::move(next);
    }
    return std::move(m_tree);
}

/// The bin that a node's threshold ends, so that rows are judged by their bins.
int binOf(const BinnedRows &rows, const ask::Forest::Node &node)
{
    const std::vector<float> &edges = rows.edges(size_t(node.feature));
    return int(std::ranges::lower_bound(edges, node.value) - edges.begin());
}

void addScores(const ask::Forest::Tree &tree, const BinnedRows &rows, std::vector<double> &scores)
{
    std::vector<int> bins(tree.size());
    for (size_t i = 0; i < tree.size(); ++i)
        bins[i] = tree[i].feature >= 0 ? binOf(rows, tree[i]) : 0;
    for (size_t row = 0; row < scores.size(); ++row) {
        size_t at = 0;
        while (tree[at].feature >= 0) {
            const bool left = rows.binOf(row, size_t(tree[at].feature)) <= bins[at];
            at = size_t(left ? tree[at].left : tree[at].right);
        }
        scores[row] += double(tree[at].value);
    }
}

} // namespace

std::vector<ask::Forest::Tree> growForest(const BinnedRows &rows, const std::vector<int> &groupOf, const Loss &loss,
                                          const ForestOptions &options)
{
    std::mt19937 random(options.seed);
    const auto chance = [&] { return double(random()) / double(std::mt19937::max()); };
    const int groups = groupOf.empty() ? 0 : *std::ranges::max_element(groupOf) + 1;

    std::vector<double> scores(rows.rowCount());
    Slopes slopes{std::vector<double>(rows.rowCount()), std::vector<double>(rows.rowCount())};
    std::vector<ask::Forest::Tree> trees;
    for (int i = 0; i < options.trees; ++i) {
        loss(scores, slopes);
        std::vector<bool> groupSeen(static_cast<size_t>(groups));
        for (size_t group = 0; group < groupSeen.size(); ++group)
            groupSeen[group] = chance() < options.rowShare;
        std::vector<Row> seen;
        for (size_t row = 0; row < rows.rowCount(); ++row) {
            if (groupSeen[size_t(groupOf[row])] && std::abs(slopes.first[row]) > options.leastSlope)
                seen.push_back(Row(row));
        }
        std::vector<bool> features(rows.featureCount());
        for (size_t feature = 0; feature < features.size(); ++feature)
            features[feature] = chance() < options.featureShare;
        trees.push_back(TreeGrower(rows, slopes, options, std::move(features)).grow(std::move(seen)));
        addScores(trees.back(), rows, scores);
    }
    return trees;
}

Loss choiceLoss(const std::vector<int> &questionOf, const std::vector<bool> &right)
{
    return [&questionOf, &right](const std::vector<double> &scores, Slopes &slopes) {
        for (size_t begin = 0; begin < scores.size();) {
            size_t end = begin;
            double best = scores[begin];
            while (end < scores.size() && questionOf[end] == questionOf[begin])
                best = std::max(best, scores[end++]);
            double all = 0;
            double rights = 0;
            for (size_t row = begin; row < end; ++row) {
                const double share = std::exp(scores[row] - best);
                all += share;
                rights += right[row] ? share : 0;
            }
            for (size_t row = begin; row < end; ++row) {
                const double share = std::exp(scores[row] - best) / all;
                const double wanted = rights > 0 && right[row] ? share * all / rights : 0;
                slopes.first[row] = rights > 0 ? share - wanted : 0;
                slopes.second[row] = rights > 0 ? std::max(share * (1 - share), 1e-4) : 0;
            }
            begin = end;
        }
    };
}

Loss logisticLoss(const std::vector<bool> &right)
{
    return [&right](const std::vector<double> &scores, Slopes &slopes) {
        for (size_t row = 0; row < scores.size(); ++row) {
            const double share = 1 / (1 + std::exp(-scores[row]));
            slopes.first[row] = share - (right[row] ? 1 : 0);
            slopes.second[row] = std::max(share * (1 - share), 1e-4);
        }
    };
}

} // namespace tabletalk::training
