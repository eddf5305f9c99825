// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/rank/FeatureSpace.h"

#include <QByteArray>

#include <span>

namespace tabletalk::ask {

/// A sum of small regression trees over named features, grown by gradient boosting
/// (J. Friedman, "Greedy function approximation: a gradient boosting machine", 2001).
class Forest
{
public:
    struct Node
    {
        std::int32_t feature = -1; ///< -1: a leaf
        float value = 0;           ///< threshold (to the left when the feature is at most this), or the leaf's score
        std::int32_t left = 0;
        std::int32_t right = 0;
    };
    using Tree = std::vector<Node>; ///< the root first

    Forest() = default;
    Forest(FeatureSpace space, std::vector<Tree> trees);

    /// Reads what toText() wrote; an empty forest when the text is damaged.
    static Forest fromText(const QByteArray &text);
    QByteArray toText() const;

    bool isEmpty() const { return m_trees.empty(); }
    const FeatureSpace &space() const { return m_space; }
    /// features: by place in the space; what is missing at the end counts as 0.
    double score(std::span<const float> features) const;

private:
    FeatureSpace m_space;
    std::vector<Tree> m_trees;
};

} // namespace tabletalk::ask
