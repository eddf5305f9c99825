// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace tabletalk::search {

/// What one way of searching found, the best first.
struct RankedList
{
    std::vector<qint64> labels;
    double weight = 1.0;
};

struct Fused
{
    qint64 label = 0;
    double score = 0;
    std::vector<double> shares; ///< of the score, one for each list; 0 where it is not in it
    std::vector<int> ranks;     ///< from 1; 0 where it is not in it
};

/// Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): each list gives 1 / (60 + rank), so that what several
/// ways find comes first and scores of different kinds need not be compared.
std::vector<Fused> fuse(const std::vector<RankedList> &lists, size_t most);

} // namespace tabletalk::search
