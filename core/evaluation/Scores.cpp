// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/Scores.h"

namespace tabletalk::evaluation {

void Scores::add(const Outcome &outcome)
{
    const int rank = outcome.rank.value_or(0);
    const bool hasRows = outcome.goldRows.value_or(0) > 0;
    ++questions;
    answered += outcome.isAnswered();
    ran += outcome.rows.has_value();
    exact += outcome.match.exact;
    inAnyColumns += outcome.match.inAnyColumns;
    withMoreColumns += outcome.match.withMoreColumns;
    notEmpty += hasRows;
    exactNotEmpty += hasRows && outcome.match.exact;
    withinOne += rank == 1;
    withinThree += rank >= 1 && rank <= 3;
    withinTen += rank >= 1 && rank <= 10;
}

} // namespace tabletalk::evaluation
