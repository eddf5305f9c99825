// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/understand/Item.h"
#include "core/ask/understand/Meaning.h"

namespace tabletalk::ask {

/// Turns the items of a question into one meaning, from left to right. Wherever the
/// sentence leaves more than one way open it asks choices, so that running it again with
/// other answers gives the other meanings.
Meaning interpret(const Words &words, const Items &items, const SchemaIndex &index, Choices &choices);

} // namespace tabletalk::ask
