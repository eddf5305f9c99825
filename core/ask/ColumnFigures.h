// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/ExactSum.h"
#include "core/base/Cell.h"

#include <QSet>

#include <optional>

namespace tabletalk::ask {

/// The figures at the foot of a column, over the whole result. Texts are plain decimals or
/// ISO 8601; what would mean nothing (the sum of telephone numbers) is absent.
struct ColumnTotals
{
    qint64 values = 0; ///< cells that hold something
    qint64 empty = 0;
    std::optional<qint64> distinct; ///< absent beyond ColumnFigures::countedDistinct
    std::optional<QString> sum;
    std::optional<QString> average;
    std::optional<QString> minimum;
    std::optional<QString> maximum;
    bool exact = true; ///< false when numbers were too long to be added digit by digit
};

/// What is known of one result column after its cells went by. Says what kind of
/// column it is by looking at the cells, since expressions often come without a type.
class ColumnFigures
{
public:
    /// Distinct values are counted up to this many, in bounded memory.
    static constexpr qsizetype countedDistinct = 10'000;

    explicit ColumnFigures(const ResultColumn &column);

    void add(const Cell &cell);

    const QString &name() const { return m_column.name; }
    QString words() const; ///< the name as a person would say it

    bool isNumber() const;     ///< every value that is present is a number
    bool isMoment() const;     ///< dates, times stamps, years or months
    bool isIdentifier() const; ///< numbers or codes that only tell rows apart
    bool isMeasure() const { return isNumber() && !isMoment() && !isIdentifier(); }
    bool isLabel() const { return !isMeasure() && !isMoment() && m_values > 0 && m_binary == 0; }
    bool addsUp() const; ///< counts and sums, whose total means something

    qint64 values() const { return m_values; }
    double sum() const { return m_sum; }
    double minimum() const { return m_minimum; }
    double maximum() const { return m_maximum; }

    ColumnTotals totals() const;

    /// A cell of this column as it reads in a sentence: grouped digits, two decimals.
    QString say(const Cell &cell) const;
    QString sayNumber(double number) const;

private:
    void addNumber(const Cell &cell, double number);
    void countDistinct(const Cell &cell);

    ResultColumn m_column;
    std::vector<QString> m_words;
    qint64 m_values = 0;
    qint64 m_numbers = 0;
    qint64 m_moments = 0;
    qint64 m_binary = 0;
    bool m_allWhole = true;
    double m_sum = 0;
    double m_minimum = 0;
    double m_maximum = 0;
    qint64 m_empty = 0;
    ExactSum m_exactSum;
    Cell m_least; ///< as they came, numbers only
    Cell m_greatest;
    QString m_earliest; ///< of the texts that read as dates
    QString m_latest;
    QSet<size_t> m_distinct; ///< hashes
    bool m_tooManyDistinct = false;
};

} // namespace tabletalk::ask
