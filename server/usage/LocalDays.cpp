// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/usage/LocalDays.h"

#include <QDateTime>
#include <QTimeZone>

namespace tabletalk {

namespace {

/// Midnight, or the first moment after it where the clocks skip midnight.
Instant beginOf(QDate date, const QTimeZone &zone)
{
    return Instant{date.startOfDay(zone).toMSecsSinceEpoch()};
}

} // namespace

std::vector<LocalDay> lastDays(const QTimeZone &zone, Instant now, int count)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(now.msSinceEpoch, zone).date();
    std::vector<LocalDay> days;
    days.reserve(static_cast<size_t>(count));
    for (int back = count - 1; back >= 0; --back) {
        const QDate date = today.addDays(-back);
        days.push_back({date, beginOf(date, zone), beginOf(date.addDays(1), zone)});
    }
    return days;
}

} // namespace tabletalk
