// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/Outcome.h"

namespace tabletalk::evaluation {

/// How often what was reached, over a group of questions.
struct Scores
{
    int questions = 0;
    int answered = 0;
    int ran = 0; ///< answered by a query that the database ran
    int exact = 0;
    int inAnyColumns = 0;
    int withMoreColumns = 0;
    int notEmpty = 0; ///< questions whose gold result has rows: an empty one is easy to hit by accident
    int exactNotEmpty = 0;
    int withinOne = 0; ///< the right query is the best candidate
    int withinThree = 0;
    int withinTen = 0;

    void add(const Outcome &outcome);

    double share(int part) const { return questions == 0 ? 0 : double(part) / questions; }
    /// Exact among the answered.
    double precision() const { return answered == 0 ? 0 : double(exact) / answered; }
    double exactOfNotEmpty() const { return notEmpty == 0 ? 0 : double(exactNotEmpty) / notEmpty; }
};

} // namespace tabletalk::evaluation
