// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/PassageIndex.h"

namespace tabletalk::search {

/// Words that the best passages of a first search have in common are searched for as well (pseudo-relevance feedback,
/// RM3: Lavrenko and Croft, 2001; Abdul-Jaleel et al., 2004): the query's own words keep half of the weight, and the
/// words that stand out in its best passages share the other half.
std::vector<SoughtWord> withFeedback(const std::vector<SoughtWord> &words,
                                     const std::vector<std::pair<TermCounts, double>> &best);

inline constexpr size_t feedbackPassages = 10;
inline constexpr size_t feedbackWords = 20;

/// How much a passage counts by its place, from 0.
double feedbackWeight(size_t place);

} // namespace tabletalk::search
