// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/billing/Periods.h"

#include <QDateTime>

#include <chrono>

namespace tabletalk::billing {

namespace {

constexpr qint64 msOfDay = std::chrono::milliseconds(std::chrono::hours(24)).count();

qint64 offsetAt(const QTimeZone &zone, qint64 utc)
{
    constexpr qint64 msOfSecond = 1000;
    return qint64{zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utc, Qt::UTC))} * msOfSecond;
}

/// The moment at which the clocks of a zone show a time. QDateTime leaves open what it makes
/// of times that do not exist or come twice.
qint64 momentOf(const QTimeZone &zone, qint64 shown)
{
    const qint64 before = offsetAt(zone, shown - offsetAt(zone, shown) - msOfDay);
    if (offsetAt(zone, shown - before) == before)
        return shown - before;
    const qint64 after = offsetAt(zone, shown - before + msOfDay);
    if (offsetAt(zone, shown - after) == after)
        return shown - after;
    return shown - before; // left out: as much later as the clocks were put forward
}

} // namespace

QString intervalName(Interval interval)
{
    return interval == Interval::Year ? QStringLiteral("year") : QStringLiteral("month");
}

std::optional<Interval> intervalFromName(QStringView name)
{
    for (const Interval interval : {Interval::Month, Interval::Year}) {
        if (name == intervalName(interval))
            return interval;
    }
    return std::nullopt;
}

Cadence::Cadence(Instant anchor, const QString &timeZone, Interval interval)
    : m_zone(timeZone.toLatin1())
    , m_months(monthsOf(interval))
    , m_exactly(anchor)
{
    if (!m_zone.isValid())
        m_zone = QTimeZone::utc();
    m_anchor = anchor.msSinceEpoch + offsetAt(m_zone, anchor.msSinceEpoch);
}

Instant Cadence::beginOf(int number) const
{
    if (number == 0)
        return m_exactly; // also where the clocks show its time twice
    const QDateTime shown = QDateTime::fromMSecsSinceEpoch(m_anchor, Qt::UTC).addMonths(number * m_months);
    return Instant{momentOf(m_zone, shown.toMSecsSinceEpoch())};
}

Period Cadence::at(Instant moment) const
{
    constexpr qint64 longestMonth = 31 * msOfDay;
    // A guess that is never too late, then forward.
    const qint64 elapsed = moment.msSinceEpoch - m_exactly.msSinceEpoch;
    int number = static_cast<int>(elapsed / (longestMonth * m_months));
    while (beginOf(number) > moment)
        --number;
    while (beginOf(number + 1) <= moment)
        ++number;
    return period(number);
}

} // namespace tabletalk::billing
