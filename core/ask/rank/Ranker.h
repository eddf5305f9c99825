// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/rank/Forest.h"
#include "core/ask/read/Word.h"

#include <QString>

namespace tabletalk::ask {

struct Found;
class SchemaIndex;

/// One candidate as the ranking sees it.
struct Ranked
{
    size_t candidate = 0; ///< its place among those that were ranked
    double score = 0;
    double share = 0;      ///< of all candidates, by softmax
    double confidence = 0; ///< how often a candidate like this is right, 0 to 1
};

/// Orders candidates by what was learned from questions whose right query is known, and says how
/// sure it is. Both forests are resources; "./dev train" makes them anew.
class Ranker
{
public:
    Ranker(Forest ranking, Forest confidence);
    static Ranker builtIn();

    /// Best first. bonuses: what else speaks for each candidate; may be empty.
    std::vector<Ranked> rank(const std::vector<Found> &found, const Words &words, const SchemaIndex &index,
                             const std::vector<double> &bonuses = {}) const;

private:
    Forest m_ranking;
    Forest m_confidence;
};

/// Best first, with the share of each; equal scores stay in their order.
std::vector<Ranked> byScore(const std::vector<double> &scores);

/// What the confidence in the first of a ranking stands on: its own features, how far ahead of the
/// others it is, and how many words are left over.
/// features: of the first candidate, by name.
void addConfidenceFeatures(FeatureRow &row, const std::vector<Ranked> &ranking, const std::vector<float> &features,
                           const FeatureSpace &space);

} // namespace tabletalk::ask
