// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/say/PeriodWords.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

static QString translated(const char *text)
{
    return QCoreApplication::translate("PeriodWords", text);
}

static QString moment(const QDateTime &at, Period::Grain grain)
{
    return at.toString(grain == Period::Grain::Second ? u"yyyy-MM-dd HH:mm"_s : u"yyyy-MM-dd"_s);
}

static QString rangeWords(const Period &period)
{
    const bool seconds = period.grain == Period::Grain::Second;
    const QString from = moment(period.from, period.grain);
    if (!period.to.isValid())
        return translated("is %1 or later").arg(from);
    if (!period.from.isValid())
        return translated("is before %1").arg(moment(period.to, period.grain));
    const QString last = moment(seconds ? period.to : period.to.addDays(-1), period.grain);
    return from == last ? translated("is %1").arg(from) : translated("is from %1 to %2").arg(from, last);
}

static QString clockWords(const Period &period)
{
    const auto clock = [](int minutes) { return QTime(minutes / 60, minutes % 60).toString(u"HH:mm"_s); };
    if (period.last >= 24 * 60)
        return translated("is %1 or later in the day").arg(clock(period.first));
    if (period.first <= 0)
        return translated("is before %1 in the day").arg(clock(period.last));
    return translated("is from %1 to %2 in the day").arg(clock(period.first), clock(period.last));
}

QString periodWords(const Period &period)
{
    const QLocale english = QLocale::c();
    switch (period.sort) {
    case Period::Sort::MonthOfYear:
        return translated("is in %1 of any year").arg(english.monthName(period.first));
    case Period::Sort::DayOfWeek:
        return period.first == period.last ? translated("is on a %1").arg(english.dayName(period.first))
                                           : translated("is on a day from %1 to %2")
                                                 .arg(english.dayName(period.first), english.dayName(period.last));
    case Period::Sort::TimeOfDay:
        return clockWords(period);
    case Period::Sort::Range:
        break;
    }
    return rangeWords(period);
}

} // namespace tabletalk::ask
