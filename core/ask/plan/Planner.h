// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/plan/JoinGraph.h"
#include "core/ask/rank/Choices.h"
#include "core/ask/read/Word.h"
#include "core/ask/understand/Meaning.h"
#include "core/sql/Query.h"

namespace tabletalk::ask {

/// A query that says what a meaning asks for.
struct Plan
{
    sql::Select select;
    std::vector<int> tables; ///< every table it reads
    bool repeats = false;    ///< its joins may meet a row of what is shown several times
};

/// Noted when there is no plan because a metric would count the same rows several times.
inline constexpr const char *repeatsRows = "plan.repeatsRows";

/// Finds the joins and the grain: what is grouped, what is counted once, what must not
/// repeat. Nothing when the tables do not hang together or the meaning is empty.
/// words: of the question; where two keys join the same tables, the one they speak of is taken.
std::optional<Plan> plan(const Meaning &meaning, const Words &words, const SchemaIndex &index, const JoinGraph &graph,
                         Choices &choices);

} // namespace tabletalk::ask
