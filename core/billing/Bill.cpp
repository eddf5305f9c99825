// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/billing/Bill.h"

namespace tabletalk::billing {

Bill billOf(const std::vector<Line> &lines, TaxRate rate, Currency currency)
{
    Bill bill{{}, {noMoney(currency), noMoney(currency), noMoney(currency)}};
    for (const Line &line : lines) {
        const Taxed each = taxed(line.amount, rate);
        bill.total = {bill.total.net + each.net, bill.total.tax + each.tax, bill.total.gross + each.gross};
        bill.lines.push_back({line, each});
    }
    return bill;
}

QString seriesName(Series series)
{
    return series == Series::Invoice ? QStringLiteral("invoice") : QStringLiteral("credit_note");
}

QString documentNumber(Series series, qint64 count)
{
    constexpr int digits = 6;
    const QString prefix = series == Series::Invoice ? QStringLiteral("INV-") : QStringLiteral("CN-");
    return prefix + QString::number(count).rightJustified(digits, u'0');
}

} // namespace tabletalk::billing
