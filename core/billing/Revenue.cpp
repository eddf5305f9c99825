// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/billing/Revenue.h"

namespace tabletalk::billing {

Money monthly(const Money &price, Interval interval)
{
    return scaled(price, 1, monthsOf(interval));
}

Money recurring(const Subscription &subscription)
{
    const bool counts = subscription.state != State::Trialing && subscription.state != State::Cancelled;
    return counts ? monthly(subscription.plan.price, subscription.plan.interval)
                  : noMoney(subscription.plan.price.currency);
}

Money recurring(const std::vector<Line> &lines, Instant at, Currency currency)
{
    Money sum = noMoney(currency);
    for (const Line &line : lines) {
        if (line.begin <= at && at < line.end)
            sum = sum + monthly(line.price, line.plan.interval);
    }
    return sum;
}

Movement movementOf(const Money &before, const Money &after, bool returned)
{
    if (before.amount == after.amount)
        return Movement::None;
    if (before.amount == 0)
        return returned ? Movement::Reactivation : Movement::New;
    if (after.amount == 0)
        return Movement::Churn;
    return after.amount > before.amount ? Movement::Expansion : Movement::Contraction;
}

} // namespace tabletalk::billing
