// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/understand/Item.h"
#include "core/ask/understand/Meaning.h"

namespace tabletalk::ask {

/// What is said by words that go on with an earlier question. Nothing is filled in for what
/// they leave open.
struct Fragment
{
    Meaning meaning;
    std::vector<Measure::Function> functions; ///< that met no column: "and the average?"
    int direction = 0;                        ///< of an order that names no column, or 0
};

/// Reads the items as part of a conversation: tables and columns spoken of earlier are in play.
/// restricting: what is named is a condition, not something to show.
Fragment interpretFragment(const Words &words, const Items &items, const SchemaIndex &index, const Meaning &before,
                           bool restricting, Choices &choices);

} // namespace tabletalk::ask
