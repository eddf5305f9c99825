// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/SchemaIndex.h"
#include "core/ask/understand/Meaning.h"
#include "core/base/Instant.h"

namespace tabletalk::ask {

/// An age that is held against the date something began with ("older than 80" where a date of birth is kept)
/// becomes the stretch of time in which that date lies for somebody so old now.
void settleAges(Meaning &meaning, const SchemaIndex &index, Instant now);

} // namespace tabletalk::ask
