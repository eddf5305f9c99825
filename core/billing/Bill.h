// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/billing/Subscription.h"
#include "core/billing/Tax.h"

namespace tabletalk::billing {

struct BillLine
{
    Line line;
    Taxed taxed;
};

/// The lines of an invoice with their tax, and what they come to. A total below nothing is
/// a credit note's.
struct Bill
{
    std::vector<BillLine> lines;
    Taxed total;
};

Bill billOf(const std::vector<Line> &lines, TaxRate rate, Currency currency);

/// Documents are counted in two series.
enum class Series { Invoice, CreditNote };
QString seriesName(Series series);
/// "INV-000042", "CN-000007"
QString documentNumber(Series series, qint64 count);

} // namespace tabletalk::billing
