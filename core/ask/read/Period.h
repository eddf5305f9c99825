// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

namespace tabletalk::ask {

/// A stretch of time that a question names, or times that come again and again.
struct Period
{
    enum class Sort {
        Range,       ///< [from, to) by the calendar
        MonthOfYear, ///< in March, whatever the year: first to last, January is 1
        DayOfWeek,   ///< on Mondays: first to last, Monday is 1
        TimeOfDay,   ///< after 10 am: minutes from midnight, [first, last)
    };
    /// The coarsest unit whose borders both ends keep, which says what a column must tell.
    enum class Grain { Second, Day, Month, Year };

    Sort sort = Sort::Range;
    Grain grain = Grain::Day;
    QDateTime from; ///< UTC; not valid where the period has no beginning
    QDateTime to;   ///< the first moment after it; not valid where it has no end
    int first = 0;
    int last = 0;

    /// Whole years, as an interval of numbers; for columns that hold years alone.
    bool isOfYears() const { return sort == Sort::Range && grain == Grain::Year; }
    friend bool operator==(const Period &, const Period &) = default;
};

} // namespace tabletalk::ask
