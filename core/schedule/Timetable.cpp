// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/Timetable.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace tabletalk::schedule {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 dayMs = 24 * 60 * minuteMs;
constexpr int minutesOfHour = 60;
/// No hour by the clock is longer, whatever the clocks do: a shift that skips the minute asked for is one hour or less.
constexpr int minutesLookedAt = 4 * minutesOfHour;
constexpr int daysLookedAt = 64; ///< a day of the month comes again sooner

QString tr(const char *text)
{
    return QCoreApplication::translate("Timetable", text);
}

qint64 offsetMs(const QTimeZone &zone, qint64 at)
{
    constexpr qint64 secondMs = 1000;
    return zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(at, QTimeZone::utc())) * secondMs;
}

/// What a clock of the zone shows, as if it were UTC.
qint64 shown(const QTimeZone &zone, qint64 at)
{
    return at + offsetMs(zone, at);
}

/// When a clock of the zone first shows that much or, where it never does, more.
qint64 whenShown(const QTimeZone &zone, qint64 clock)
{
    const qint64 before = offsetMs(zone, clock - dayMs);
    const qint64 after = offsetMs(zone, clock + dayMs);
    const qint64 early = clock - std::max(before, after);
    const qint64 late = clock - std::min(before, after);
    for (const qint64 at : {early, late}) {
        if (shown(zone, at) == clock)
            return at;
    }
    qint64 below = early - 1; // in the gap: the moment in which the clock jumps
    qint64 above = late;
    while (above - below > 1) {
        const qint64 middle = below + (above - below) / 2;
        (shown(zone, middle) < clock ? below : above) = middle;
    }
    return above;
}

bool isOn(const Timetable &timetable, QDate date)
{
    switch (timetable.kind) {
    case Timetable::Kind::Weekdays:
        return date.dayOfWeek() <= Qt::Friday;
    case Timetable::Kind::Weekly:
        return timetable.days.contains(date.dayOfWeek());
    case Timetable::Kind::Monthly:
        return date.day() == std::min(timetable.day, date.daysInMonth());
    default:
        return true;
    }
}

Instant nextDay(const Timetable &timetable, const QTimeZone &zone, Instant after)
{
    const QDateTime clock = QDateTime::fromMSecsSinceEpoch(shown(zone, after.msSinceEpoch), QTimeZone::utc());
    // The day before as well: its time may have been moved into this one.
    for (int i = -1; i < daysLookedAt; ++i) {
        const QDate date = clock.date().addDays(i);
        if (!isOn(timetable, date))
            continue;
        const qint64 at = whenShown(zone, QDateTime(date, timetable.at, QTimeZone::utc()).toMSecsSinceEpoch());
        if (at > after.msSinceEpoch)
            return {at};
    }
    return {after.msSinceEpoch + dayMs}; // not reached with a timetable that passed check()
}

Instant nextMinute(const Timetable &timetable, const QTimeZone &zone, Instant after)
{
    qint64 at = after.msSinceEpoch - after.msSinceEpoch % minuteMs;
    for (int i = 0; i < minutesLookedAt; ++i) {
        at += minuteMs;
        if (shown(zone, at) / minuteMs % minutesOfHour == timetable.minute)
            return {at};
    }
    return {at};
}

QString timeText(QTime time)
{
    return time.toString(u"HH:mm"_s);
}

QString daysText(const std::set<int> &days)
{
    QStringList names;
    for (const int day : days)
        names << QLocale().dayName(day, QLocale::LongFormat);
    return names.join(u", "_s);
}

} // namespace

Result<void> check(const Timetable &timetable)
{
    const auto invalid = [](const char *field, const QString &why) {
        return std::unexpected(Problem::invalid(QString(u"params.times."_s + QString::fromLatin1(field)), why));
    };
    switch (timetable.kind) {
    case Timetable::Kind::Minutes:
        if (timetable.every < shortestPause || timetable.every > longestPause)
            return invalid("every", tr("expected %1 to %2 minutes").arg(shortestPause).arg(longestPause));
        return {};
    case Timetable::Kind::Hourly:
        if (timetable.minute < 0 || timetable.minute >= minutesOfHour)
            return invalid("minute", tr("expected 0 to 59"));
        return {};
    case Timetable::Kind::Weekly:
        if (timetable.days.empty() || *timetable.days.begin() < Qt::Monday || *timetable.days.rbegin() > Qt::Sunday)
            return invalid("days", tr("expected days of the week, 1 (Monday) to 7 (Sunday)"));
        break;
    case Timetable::Kind::Monthly:
        if (constexpr int longestMonth = 31; timetable.day < 1 || timetable.day > longestMonth)
            return invalid("day", tr("expected 1 to 31"));
        break;
    case Timetable::Kind::Daily:
    case Timetable::Kind::Weekdays:
        break;
    }
    if (!timetable.at.isValid() || timetable.at.msecsSinceStartOfDay() % minuteMs != 0)
        return invalid("at", tr("expected a time of day such as 08:30"));
    return {};
}

Instant nextAfter(const Timetable &timetable, const QTimeZone &zone, Instant after)
{
    if (timetable.kind == Timetable::Kind::Minutes) {
        const qint64 pause = timetable.every * minuteMs;
        return {(after.msSinceEpoch / pause + 1) * pause};
    }
    if (timetable.kind == Timetable::Kind::Hourly)
        return nextMinute(timetable, zone, after);
    return nextDay(timetable, zone, after);
}

std::vector<Instant> nextTimes(const Timetable &timetable, const QTimeZone &zone, Instant after, int count)
{
    std::vector<Instant> times;
    for (int i = 0; i < count; ++i) {
        after = nextAfter(timetable, zone, after);
        times.push_back(after);
    }
    return times;
}

QString inWords(const Timetable &timetable)
{
    switch (timetable.kind) {
    case Timetable::Kind::Minutes:
        return tr("Every %1 minutes").arg(timetable.every);
    case Timetable::Kind::Hourly:
        return tr("Every hour at minute %1").arg(timetable.minute);
    case Timetable::Kind::Daily:
        return tr("Every day at %1").arg(timeText(timetable.at));
    case Timetable::Kind::Weekdays:
        return tr("Monday to Friday at %1").arg(timeText(timetable.at));
    case Timetable::Kind::Weekly:
        return tr("%1 at %2").arg(daysText(timetable.days), timeText(timetable.at));
    case Timetable::Kind::Monthly:
        break;
    }
    return tr("On day %1 of each month at %2").arg(QString::number(timetable.day), timeText(timetable.at));
}

} // namespace tabletalk::schedule
