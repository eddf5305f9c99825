// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/rank/Forest.h"
#include "training/BinnedRows.h"

#include <functional>

namespace tabletalk::training {

struct ForestOptions
{
    int trees = 200;
    int depth = 6;
    double rate = 0.08;         ///< what each tree adds
    double rowShare = 0.6;      ///< of the groups that each tree sees
    double featureShare = 0.35; ///< of the features that each tree sees
    double leafPenalty = 2;     ///< L2 on the leaves' scores
    double leastWeight = 2;     ///< second derivatives that a leaf must stand on
    double leastSlope = 5e-4;   ///< rows that are settled so far teach nothing in this tree
    std::uint32_t seed = 1;     ///< the same seed grows the same forest
};

/// First and second derivative of the loss by each row's score.
struct Slopes
{
    std::vector<double> first;
    std::vector<double> second;
};
using Loss = std::function<void(const std::vector<double> &scores, Slopes &slopes)>;

/// Grows a forest that lessens a loss, one tree after the other (T. Chen and C. Guestrin,
/// "XGBoost", 2016: second-order boosting on histograms of the features).
/// groupOf: rows of one group are seen or left out together.
std::vector<ask::Forest::Tree> growForest(const BinnedRows &rows, const std::vector<int> &groupOf, const Loss &loss,
                                          const ForestOptions &options);

/// The loss of choosing among the rows of each question: the negative logarithm of the share,
/// by softmax, of the right ones. Questions without a right row teach nothing.
Loss choiceLoss(const std::vector<int> &questionOf, const std::vector<bool> &right);

/// The logistic loss of each row by itself.
Loss logisticLoss(const std::vector<bool> &right);

} // namespace tabletalk::training
