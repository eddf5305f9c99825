// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/understand/Meaning.h"

namespace tabletalk::ask {

/// What was understood, as one sentence in words: "number of orders for each customer,
/// where city is Paris; highest number of orders first; the first 5".
QString explain(const Meaning &meaning, const SchemaIndex &index);

} // namespace tabletalk::ask
