// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/billing/Money.h"
#include "core/billing/Periods.h"

namespace tabletalk::billing {

/// What the rest of a period costs from a moment on, of the price for all of it, to the minor
/// unit. All of it at the beginning, nothing at the end, and never more later than earlier.
///
/// Changing at a moment credits remainder(old) and charges remainder(new). A span of a plan
/// therefore costs remainder(begin) - remainder(end), and spans of one plan add up to its price,
/// in however many pieces: no unit is made and none is lost.
Money remainder(const Money &price, const Period &period, Instant from);

/// What the span before a moment cost: the price less remainder().
Money elapsed(const Money &price, const Period &period, Instant until);

} // namespace tabletalk::billing
