// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"

#include <QTimeZone>

namespace tabletalk::billing {

enum class Interval { Month, Year };

QString intervalName(Interval interval);
std::optional<Interval> intervalFromName(QStringView name);
inline int monthsOf(Interval interval)
{
    constexpr int monthsOfYear = 12;
    return interval == Interval::Year ? monthsOfYear : 1;
}

/// Half-open: the moment at which it ends belongs to the next.
struct Period
{
    int number = 0; ///< from 0; negative before the anchor
    Instant begin;
    Instant end;

    bool contains(Instant at) const { return begin <= at && at < end; }
    friend bool operator==(const Period &, const Period &) = default;
};

/// The periods that begin at an anchor, month by month or year by year, at its time of day on
/// the clocks of a time zone. Each is reckoned from the anchor, so that the 31st becomes the
/// last day of a short month and the 31st again after it. Where the clocks leave out the
/// time, a period begins as much later as they are put forward; where it comes twice, the first
/// time. No moment is in two periods, and none is in none.
class Cadence
{
public:
    /// A zone that this machine does not know is UTC.
    Cadence(Instant anchor, const QString &timeZone, Interval interval);

    Instant beginOf(int number) const;
    Period period(int number) const { return {number, beginOf(number), beginOf(number + 1)}; }
    Period at(Instant moment) const;

private:
    QTimeZone m_zone;
    qint64 m_anchor; ///< what the clocks of the zone show at it, in milliseconds
    int m_months;
    Instant m_exactly;
};

} // namespace tabletalk::billing
