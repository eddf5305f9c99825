// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/Mention.h"
#include "core/ask/link/SchemaIndex.h"
#include "core/ask/read/Word.h"

namespace tabletalk::ask {

/// Stored values that the words from begin up to, but not including, end may name, best first.
std::vector<Mention> valuesNamed(const Words &words, size_t begin, size_t end, const SchemaIndex &index);

} // namespace tabletalk::ask
