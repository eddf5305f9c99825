// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/billing/Money.h"

namespace tabletalk::billing {

struct TaxRate
{
    int basisPoints = 0;      ///< hundredths of a per cent: 1000 is 10 %
    bool isInclusive = false; ///< prices hold the tax already

    friend bool operator==(const TaxRate &, const TaxRate &) = default;
};

/// net + tax is gross, always.
struct Taxed
{
    Money net;
    Money tax;
    Money gross;

    friend bool operator==(const Taxed &, const Taxed &) = default;
};

/// The tax of one line of an invoice, rounded half away from zero; the tax of an invoice is the
/// sum of its lines'. A line that takes another back has its tax with the other sign, exactly.
Taxed taxed(const Money &amount, TaxRate rate);

/// The same for an amount that holds the tax in any case, such as what is credited of an invoice.
Taxed taxedFromGross(const Money &gross, TaxRate rate);

} // namespace tabletalk::billing
