// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/SchemaIndex.h"

#include <vector>

namespace tabletalk::ask {

/// Tables that a question may be about, the likeliest first: those of the built-in analyst's own
/// candidates, those whose names or values the question's words name, and what lies between them.
/// found: what the analyst made of the question, or null when it understood nothing.
std::vector<int> relevantTables(const SchemaIndex &index, const QString &question, const Translation *found);

} // namespace tabletalk::ask
