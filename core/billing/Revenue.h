// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/billing/Subscription.h"

namespace tabletalk::billing {

/// A price as so much a month.
Money monthly(const Money &price, Interval interval);

/// The monthly recurring revenue of a subscription: nothing while it is tried and when it is
/// over. One that is suspended counts until its period ends, which ends it.
Money recurring(const Subscription &subscription);

/// The same from what was invoiced: the whole prices of the lines that reach over a moment.
Money recurring(const std::vector<Line> &lines, Instant at, Currency currency);

enum class Movement { None, New, Expansion, Contraction, Churn, Reactivation };

/// How recurring revenue moved. returned: the organisation had left before.
Movement movementOf(const Money &before, const Money &after, bool returned);

} // namespace tabletalk::billing
