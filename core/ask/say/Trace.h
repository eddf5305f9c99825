// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Search.h"

namespace tabletalk::ask {

/// Every step from a question to its candidates, one line each, for whoever wants to know why
/// an answer is what it is. A heading before each step, its lines indented. Not translated: it
/// speaks of the program's own parts.
std::vector<QString> traceOf(const Search &search, const std::vector<Found> &found, const SchemaIndex &index,
                             const Weights &weights);

} // namespace tabletalk::ask
