// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/read/Period.h"
#include "core/ask/read/Word.h"
#include "core/base/Instant.h"

#include <optional>

namespace tabletalk::ask {

/// Words of a question that name a time: "in March 2019", "before 5 May", "last 30 days".
struct PeriodPhrase
{
    Period period;
    size_t words = 1;
};

/// The longest phrase that begins at a word and names a time, if one does. What is relative
/// ("last month") is so to now; days are those of UTC and weeks begin on Monday. A bare year
/// is a number and no phrase, except in "from 2015 to 2017".
std::optional<PeriodPhrase> periodAt(const Words &words, size_t at, Instant now);

/// The years from first to last, both included.
Period wholeYears(int first, int last);

} // namespace tabletalk::ask
