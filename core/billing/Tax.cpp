// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/billing/Tax.h"

namespace tabletalk::billing {

namespace {
constexpr qint64 whole = 10'000; ///< basis points
}

Taxed taxed(const Money &amount, TaxRate rate)
{
    if (rate.isInclusive)
        return taxedFromGross(amount, rate);
    const Money tax = scaled(amount, rate.basisPoints, whole);
    return {amount, tax, amount + tax};
}

Taxed taxedFromGross(const Money &gross, TaxRate rate)
{
    const Money tax = scaled(gross, rate.basisPoints, whole + rate.basisPoints);
    return {gross - tax, tax, gross};
}

} // namespace tabletalk::billing
