// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/understand/Item.h"
#include "core/ask/understand/Meaning.h"

namespace tabletalk::ask {

/// A meaning near another one: the same but for one piece.
struct Variation
{
    const char *name; ///< of the change, as features have it
    Meaning meaning;
};

/// What else a question may mean when its words were taken almost rightly: one output more or fewer,
/// the same name in another table, a value in another column, another thing counted, ordered or
/// grouped by. The ranking decides whether any is better; bounded, in a settled order.
std::vector<Variation> variationsOf(const Meaning &meaning, const Items &items, const SchemaIndex &index);

} // namespace tabletalk::ask
