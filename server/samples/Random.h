// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>

#include <array>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace tabletalk::sampledata {

/// Numbers that look random and are the same on every platform: SplitMix64
/// (Steele, Lea, Flood 2014) and integer arithmetic only, since the standard
/// library's distributions and mathematics differ between compilers.
/// Each table draws from its own sequence, so changing one leaves the others alone.
class Random
{
public:
    explicit Random(const char *sequence);

    uint64_t next();

    /// Evenly from low to high, both included; low <= high.
    int between(int low, int high);

    /// As between, but around the middle far more often than at the ends.
    int bell(int low, int high);

    /// An index below count, the first ones far more often than the last; count > 0.
    int skewed(int count);

    /// True in that many of a hundred cases.
    bool percent(int cases);

    /// An index, each as often as its weight says. The weights are at least 0, and one is above.
    int weighted(std::initializer_list<int> weights);

    template <class T>
    T pick(const std::vector<T> &list)
    {
        return list[static_cast<size_t>(between(0, static_cast<int>(list.size()) - 1))];
    }

    template <class T>
    T pickSkewed(const std::vector<T> &list)
    {
        return list[static_cast<size_t>(skewed(static_cast<int>(list.size())))];
    }

private:
    uint64_t m_state;
};

/// How often something happens over the year and over the years.
struct Season
{
    /// Relative frequency of January to December.
    std::array<int, 12> months = {10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10};
    /// Relative frequency of Monday to Sunday.
    std::array<int, 7> weekdays = {10, 10, 10, 10, 10, 10, 10};
    /// Growth in percent from the first year to the second, of the first year, and again each year.
    int yearlyGrowth = 0;
};

/// Draws dates between two days, following a season.
class Timeline
{
public:
    Timeline(QDate first, QDate last, const Season &season = {});

    QDate pick(Random &random) const;

    /// That many dates, earliest first: rows written in this order look as if they grew over time.
    std::vector<QDate> draw(Random &random, int count) const;

private:
    QDate m_first;
    std::vector<int> m_weightUpTo; ///< running total of the weights, one entry a day
};

/// "2026-06-30"
QString isoDate(QDate date);
/// "2026-06-30 08:05:00"
QString isoTime(QDate date, int minuteOfDay);

/// Evenly from first to last, both included.
QDate dateBetween(Random &random, QDate first, QDate last);

/// Cents as the amount that goes into a DECIMAL column.
double money(int cents);

} // namespace tabletalk::sampledata
