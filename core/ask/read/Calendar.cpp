// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/read/Calendar.h"

#include <QTimeZone>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace tabletalk::ask {

std::optional<TimeUnit> timeUnit(QStringView lower)
{
    static constexpr std::pair<QStringView, TimeUnit> units[] = {
        {u"hour", TimeUnit::Hour},    {u"day", TimeUnit::Day},         {u"week", TimeUnit::Week},
        {u"month", TimeUnit::Month},  {u"quarter", TimeUnit::Quarter}, {u"year", TimeUnit::Year},
        {u"decade", TimeUnit::Decade}};
    if (lower.endsWith(u's'))
        lower.chop(1);
    const auto found = std::ranges::find(units, lower, &std::pair<QStringView, TimeUnit>::first);
    return found == std::end(units) ? std::nullopt : std::optional(found->second);
}

QDate startOf(TimeUnit unit, QDate day)
{
    switch (unit) {
    case TimeUnit::Hour:
    case TimeUnit::Day:
        return day;
    case TimeUnit::Week:
        return day.addDays(1 - day.dayOfWeek());
    case TimeUnit::Month:
        return {day.year(), day.month(), 1};
    case TimeUnit::Quarter:
        return {day.year(), (day.month() - 1) / 3 * 3 + 1, 1};
    case TimeUnit::Year:
        return {day.year(), 1, 1};
    case TimeUnit::Decade:
        return {day.year() / 10 * 10, 1, 1};
    }
    return day;
}

QDate plus(QDate day, TimeUnit unit, qint64 count)
{
    switch (unit) {
    case TimeUnit::Hour:
    case TimeUnit::Day:
        return day.addDays(count);
    case TimeUnit::Week:
        return day.addDays(7 * count);
    case TimeUnit::Month:
        return day.addMonths(int(count));
    case TimeUnit::Quarter:
        return day.addMonths(3 * int(count));
    case TimeUnit::Year:
        return day.addYears(int(count));
    case TimeUnit::Decade:
        return day.addYears(10 * int(count));
    }
    return day;
}

Period range(QDate from, QDate to)
{
    Period period;
    if (from.isValid())
        period.from = from.startOfDay(QTimeZone::utc());
    if (to.isValid())
        period.to = to.startOfDay(QTimeZone::utc());
    const auto borders = [&](TimeUnit unit) {
        return (!from.isValid() || startOf(unit, from) == from) && (!to.isValid() || startOf(unit, to) == to);
    };
    period.grain = borders(TimeUnit::Year)    ? Period::Grain::Year
                   : borders(TimeUnit::Month) ? Period::Grain::Month
                                              : Period::Grain::Day;
    return period;
}

Period unitAround(QDate day, TimeUnit unit, qint64 moved)
{
    const QDate from = plus(startOf(unit, day), unit, moved);
    return range(from, plus(from, unit, 1));
}

static int indexOf(std::span<const QStringView> names, QStringView lower)
{
    for (size_t i = 0; i < names.size(); ++i) {
        if (names[i] == lower || (names[i].size() > 3 && lower.size() == 3 && names[i].startsWith(lower)))
            return int(i) + 1;
    }
    return 0;
}

int monthNamed(QStringView lower)
{
    static constexpr std::array<QStringView, 12> names{u"january",   u"february", u"march",    u"april",
                                                       u"may",       u"june",     u"july",     u"august",
                                                       u"september", u"october",  u"november", u"december"};
    return lower == u"sept" ? 9 : indexOf(names, lower);
}

int weekdayNamed(QStringView lower)
{
    static constexpr std::array<QStringView, 7> names{u"monday", u"tuesday",  u"wednesday", u"thursday",
                                                      u"friday", u"saturday", u"sunday"};
    if (lower.endsWith(u"days"))
        lower.chop(1);
    return lower.size() == 3 ? 0 : indexOf(names, lower);
}

} // namespace tabletalk::ask
