// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/billing/Proration.h"

namespace tabletalk::billing {

Money remainder(const Money &price, const Period &period, Instant from)
{
    if (from <= period.begin)
        return price;
    if (from >= period.end)
        return noMoney(price.currency);
    return scaled(price, (period.end - from).count(), (period.end - period.begin).count());
}

Money elapsed(const Money &price, const Period &period, Instant until)
{
    return price - remainder(price, period, until);
}

} // namespace tabletalk::billing
