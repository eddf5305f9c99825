// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"

#include <QString>

#include <array>
#include <string_view>

namespace tabletalk::ask {

/// Adds numbers as the decimals that they are written as, so that a million amounts of money
/// add up to the cent. A double counts as its shortest decimal text. Holds 63 digits before
/// the point and 36 after it; a number beyond that makes the sum inexact for good.
class ExactSum
{
public:
    void add(qint64 number) { addParts(number < 0 ? 0 - quint64(number) : quint64(number), number < 0); }
    void add(double number);
    /// A decimal text such as "-12.50"; an exponent, or no number at all, makes the sum inexact.
    void addText(std::string_view text);
    void add(const Cell &cell);

    bool isExact() const { return m_exact; }
    /// The sum as a plain decimal text with the most decimals that a number had.
    QString text() const;
    /// The sum divided by a positive count, rounded half away from zero to four more decimals
    /// than the numbers have; without needless zeros.
    QString average(qint64 count) const;
    double toDouble() const { return text().toDouble(); }
    int sign() const;

private:
    static constexpr int whole = 7;     ///< limbs of nine digits before the point
    static constexpr int fractions = 4; ///< and after it
    static constexpr qint64 base = 1'000'000'000;
    using Limbs = std::array<qint64, whole + fractions>;

    void addParts(quint64 magnitude, bool negative);
    Limbs magnitude(bool *negative) const;
    static QString format(const Limbs &limbs, bool negative, int decimals);

    Limbs m_limbs{}; ///< least first; carried over only when read, which 9 thousand million additions allow
    int m_decimals = 0;
    bool m_exact = true;
};

} // namespace tabletalk::ask
