// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/plan/Planner.h"
#include "core/ask/understand/Item.h"
#include "core/ask/understand/Meaning.h"

namespace tabletalk::ask {

/// What was understood, in sentences: "Shows the number of orders for each customer, where the
/// city of the customers is “Paris”. The highest number of orders comes first."
QString explain(const Meaning &meaning, const SchemaIndex &index);

/// Which tables were put together, and by what; empty when there is one.
QString explainJoins(const Plan &plan, const SchemaIndex &index);

/// What words were taken for where they do not say so themselves: values, other words for a
/// name, misspelt ones. One sentence each.
QStringList explainWords(const Meaning &meaning, const Items &items, const Words &words, const SchemaIndex &index);

} // namespace tabletalk::ask
