// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "core/base/Problem.h"

#include <QTime>

#include <set>
#include <vector>

class QTimeZone;

namespace tabletalk::schedule {

/// When something happens again and again. Times of day are those of a time zone.
struct Timetable
{
    enum class Kind {
        Minutes,  ///< every so many minutes, by elapsed time
        Hourly,   ///< at a minute of each hour, by elapsed time: also in both hours that have one name
        Daily,    ///< at a time of day
        Weekdays, ///< the same, Monday to Friday
        Weekly,   ///< the same on some days of the week
        Monthly,  ///< the same on a day of the month; on the last where a month has not so many
    };
    Kind kind = Kind::Daily;
    int every = 15;     ///< minutes
    int minute = 0;     ///< of the hour
    QTime at{8, 0};     ///< to the minute
    std::set<int> days; ///< 1 Monday to 7 Sunday
    int day = 1;        ///< of the month

    friend bool operator==(const Timetable &, const Timetable &) = default;
};

inline constexpr int shortestPause = 15;         ///< minutes
inline constexpr int longestPause = 7 * 24 * 60; ///< of "every so many minutes"

/// InvalidRequest names what is out of range.
Result<void> check(const Timetable &timetable);

/// The first time after that moment. A time of day that a change of clocks leaves out is taken at the first
/// moment after the gap, one that exists twice the first time alone.
Instant nextAfter(const Timetable &timetable, const QTimeZone &zone, Instant after);

/// The next few.
std::vector<Instant> nextTimes(const Timetable &timetable, const QTimeZone &zone, Instant after, int count);

/// "Every day at 08:00".
QString inWords(const Timetable &timetable);

} // namespace tabletalk::schedule
