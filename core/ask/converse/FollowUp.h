// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/converse/Turn.h"
#include "core/ask/plan/JoinGraph.h"
#include "core/ask/rank/Choices.h"
#include "core/ask/understand/Fragment.h"
#include "core/ask/understand/Item.h"

namespace tabletalk::ask {

/// What the last question of a conversation was taken for.
struct Earlier
{
    Meaning meaning;
    Words words; ///< of it and of those before it that it went on with
    /// What was shown when its rows were chosen: after "who is the oldest?" and "where does she
    /// live?", "and the youngest?" asks for a name again.
    std::vector<Measure> asked;
};

struct FollowedUp
{
    Meaning meaning;
    std::vector<Measure> asked;
};

/// The meaning of a question that goes on with what was said. Its parts replace, extend or
/// refine parts of the earlier meaning by what they are: a condition on the same column takes
/// the place of the one before, on another is added; groups replace groups; "their x" shows
/// something else of the same rows. Nothing when it does not fit what was said.
std::optional<FollowedUp> followUp(const Earlier &earlier, const Turn &turn, Items items, const SchemaIndex &index,
                                   const JoinGraph &graph, Choices &choices);

} // namespace tabletalk::ask
