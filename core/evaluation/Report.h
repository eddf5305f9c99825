// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/Calibration.h"
#include "core/evaluation/Scores.h"

#include <vector>

namespace tabletalk::evaluation {

struct ScoredGroup
{
    QString name;
    Scores scores;
};

/// All that is said of an evaluation.
struct Report
{
    Scores overall;
    std::vector<ScoredGroup> byHardness; ///< the easy ones first
    std::vector<ScoredGroup> byDatabase; ///< by name
    Calibration calibration;             ///< of the answers; right in any order of columns
    double medianMs = 0;
    double p95Ms = 0;
    int leftOut = 0;               ///< questions none of whose gold queries could be run
    std::vector<Outcome> failures; ///< not right in any order of columns
};

/// keepFailures: false for questions that nobody is to look at.
Report summarise(std::vector<Outcome> outcomes, bool keepFailures);

} // namespace tabletalk::evaluation
