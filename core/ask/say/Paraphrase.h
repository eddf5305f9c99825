// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/SchemaIndex.h"
#include "core/ask/understand/Meaning.h"

namespace tabletalk::ask {

/// A question of which the meaning is to be understood, with the names of the schema: "Show the
/// name of the customers where the city is 'Paris'". In English, as the analyst reads it; empty
/// where it has no words for something.
QString questionFor(const Meaning &meaning, const SchemaIndex &index);

} // namespace tabletalk::ask
