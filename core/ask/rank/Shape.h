// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/plan/Planner.h"
#include "core/ask/rank/Choices.h"
#include "core/ask/understand/Item.h"
#include "core/ask/understand/Meaning.h"

namespace tabletalk::ask {

/// Notes how a whole query looks beside its question: parts that the words call for and it
/// lacks, parts that nothing calls for, joins, repeated and superfluous columns.
void noteShape(const Items &items, const Meaning &meaning, const Plan &plan, const SchemaIndex &index,
               Choices &choices);

} // namespace tabletalk::ask
