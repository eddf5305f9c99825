// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/SchemaIndex.h"
#include "core/ask/read/Word.h"

namespace tabletalk::ask {

/// The words of a question said more plainly where a schema knows only that: "unpaid" as "not paid", "GPA" as
/// "average grade points", "cost per day" as "daily cost", and function words that are misspelt as they are spelt.
Words inPlainWords(Words words, const SchemaIndex &index);

} // namespace tabletalk::ask
