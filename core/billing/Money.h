// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/billing/Currency.h"

namespace tabletalk::billing {

/// An amount in the minor unit of its currency: yen, cents. Never a floating-point number.
/// What does not fit 64 bits, and sums of two currencies, are thrown as a Problem: a wrong
/// amount is never stored.
struct Money
{
    qint64 amount = 0;
    Currency currency;

    friend bool operator==(const Money &, const Money &) = default;
};

Money operator+(const Money &a, const Money &b);
Money operator-(const Money &a, const Money &b);
Money operator-(const Money &money);

inline Money noMoney(Currency currency)
{
    return {0, currency};
}

enum class Rounding {
    HalfAwayFromZero, ///< as invoices do; a credit is rounded as the charge that it takes back
    TowardsZero
};

/// money * numerator / denominator; the product may be as large as it likes.
Money scaled(const Money &money, qint64 numerator, qint64 denominator, Rounding rounding = Rounding::HalfAwayFromZero);

/// "29,800 JPY", "-1,234.50 EUR": the same in every language.
QString moneyText(const Money &money);

} // namespace tabletalk::billing
