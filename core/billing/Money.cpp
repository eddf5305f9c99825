// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/billing/Money.h"

#include "core/base/Problem.h"

#include <boost/multiprecision/cpp_int.hpp>

#include <QCoreApplication>

#include <limits>

namespace tabletalk::billing {

namespace {

using Wide = boost::multiprecision::int128_t;

Problem outOfRange()
{
    return Problem::of(ProblemCode::TooLarge,
                       QCoreApplication::translate("Billing", "An amount of money has more digits than can be kept."));
}

qint64 narrowed(const Wide &value)
{
    if (value > std::numeric_limits<qint64>::max() || value < std::numeric_limits<qint64>::min())
        throw outOfRange();
    return static_cast<qint64>(value);
}

Currency common(const Money &a, const Money &b)
{
    if (a.currency != b.currency)
        throw Problem::of(ProblemCode::Internal, QCoreApplication::translate("Billing", "%1 and %2 cannot be added.")
                                                     .arg(a.currency.code(), b.currency.code()));
    return a.currency;
}

} // namespace

Money operator+(const Money &a, const Money &b)
{
    return {narrowed(Wide(a.amount) + Wide(b.amount)), common(a, b)};
}

Money operator-(const Money &a, const Money &b)
{
    return {narrowed(Wide(a.amount) - Wide(b.amount)), common(a, b)};
}

Money operator-(const Money &money)
{
    return {narrowed(-Wide(money.amount)), money.currency};
}

Money scaled(const Money &money, qint64 numerator, qint64 denominator, Rounding rounding)
{
    if (denominator == 0)
        throw Problem::of(ProblemCode::Internal,
                          QCoreApplication::translate("Billing", "An amount of money was divided by nothing."));
    const Wide product = Wide(money.amount) * Wide(numerator);
    const Wide divisor(denominator);
    const Wide whole = product / divisor; // towards zero
    const Wide rest = product - whole * divisor;
    const Wide twice = abs(rest) * 2;
    if (rounding == Rounding::TowardsZero || twice < abs(divisor))
        return {narrowed(whole), money.currency};
    const bool negative = (product < 0) != (divisor < 0);
    return {narrowed(negative ? Wide(whole - 1) : Wide(whole + 1)), money.currency};
}

QString moneyText(const Money &money)
{
    const bool negative = money.amount < 0;
    const quint64 magnitude =
        negative ? quint64{0} - static_cast<quint64>(money.amount) : static_cast<quint64>(money.amount);
    const int decimals = money.currency.minorDigits();
    QString digits = QString::number(magnitude).rightJustified(decimals + 1, u'0');
    QString fraction;
    if (decimals > 0) {
        fraction = u'.' + digits.right(decimals);
        digits.chop(decimals);
    }
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, u',');
    return (negative ? QStringLiteral("-") : QString()) + digits + fraction + u' ' + money.currency.code();
}

} // namespace tabletalk::billing
