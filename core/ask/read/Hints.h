// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"
#include "core/schema/Vocabulary.h"

namespace tabletalk::ask {

inline constexpr qsizetype maxHintsLength = 10'000; ///< UTF-16 units that are read

/// A vocabulary out of hints that are written in words, for one question:
///     client means customer · "buyer" is a synonym of customer · EMEA refers to region = 'Europe'
///     revenue = sum of paid invoices · revenue = SUM(invoices.total) WHERE …
///     gross margin = price minus cost
/// One hint a line or sentence. What cannot be read, or names what the schema does not
/// have, is passed over.
Vocabulary vocabularyFromHints(const QString &hints, const Schema &schema);

} // namespace tabletalk::ask
