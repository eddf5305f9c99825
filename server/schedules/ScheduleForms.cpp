// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/schedules/ScheduleForms.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

using schedule::Condition;
using schedule::Timetable;

template <class Value, size_t count>
Result<Value> named(const std::array<std::pair<const char *, Value>, count> &names, const QString &name,
                    const QString &path)
{
    QStringList known;
    for (const auto &[text, value] : names) {
        if (name == QLatin1StringView(text))
            return value;
        known << QString::fromLatin1(text);
    }
    return std::unexpected(Problem::invalid(
        path, QCoreApplication::translate("Schedules", "expected one of %1").arg(known.join(u", "_s))));
}

constexpr std::array<std::pair<const char *, Timetable::Kind>, 6> kinds{{{"minutes", Timetable::Kind::Minutes},
                                                                         {"hourly", Timetable::Kind::Hourly},
                                                                         {"daily", Timetable::Kind::Daily},
                                                                         {"weekdays", Timetable::Kind::Weekdays},
                                                                         {"weekly", Timetable::Kind::Weekly},
                                                                         {"monthly", Timetable::Kind::Monthly}}};
constexpr std::array<std::pair<const char *, Condition::On>, 5> places{{{"always", Condition::On::Always},
                                                                        {"rows", Condition::On::Rows},
                                                                        {"firstRow", Condition::On::FirstRow},
                                                                        {"anyRow", Condition::On::AnyRow},
                                                                        {"rowCount", Condition::On::RowCount}}};
constexpr std::array<std::pair<const char *, Condition::Test>, 4> tests{{{"below", Condition::Test::Below},
                                                                         {"above", Condition::Test::Above},
                                                                         {"equals", Condition::Test::Equals},
                                                                         {"changed", Condition::Test::Changed}}};

} // namespace

Result<Timetable> toTimetable(const api::ScheduleTimes &times)
{
    const auto kind = named(kinds, times.kind, u"params.times.kind"_s);
    if (!kind)
        return std::unexpected(kind.error());
    Timetable timetable;
    timetable.kind = *kind;
    timetable.every = times.every.value_or(0);
    timetable.minute = times.minute.value_or(0);
    timetable.at = QTime::fromString(times.at.value_or(QString()), u"HH:mm"_s);
    if (times.days)
        timetable.days = {times.days->begin(), times.days->end()};
    timetable.day = times.day.value_or(0);
    if (auto sound = schedule::check(timetable); !sound)
        return std::unexpected(std::move(sound).error());
    return timetable;
}

Result<Condition> toCondition(const api::ScheduleCondition &said)
{
    const auto place = named(places, said.on, u"params.condition.on"_s);
    if (!place)
        return std::unexpected(place.error());
    Condition condition;
    condition.on = *place;
    if (*place != Condition::On::Always && *place != Condition::On::Rows) {
        const auto test = named(tests, said.test.value_or(QString()), u"params.condition.test"_s);
        if (!test)
            return std::unexpected(test.error());
        condition.test = *test;
    }
    condition.column = said.column.value_or(QString());
    condition.value = said.value.value_or(QString());
    if (auto sound = schedule::check(condition); !sound)
        return std::unexpected(std::move(sound).error());
    return condition;
}

QTimeZone zoneNamed(const QString &name)
{
    const QTimeZone zone(name.toUtf8());
    return zone.isValid() ? zone : QTimeZone::utc();
}

} // namespace tabletalk
