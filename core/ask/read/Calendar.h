// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/read/Period.h"

#include <QStringView>

#include <optional>

namespace tabletalk::ask {

/// A unit of time that people count and name.
enum class TimeUnit { Hour, Day, Week, Month, Quarter, Year, Decade };

/// "days" -> Day; nothing for other words.
std::optional<TimeUnit> timeUnit(QStringView lower);

/// The first day of the unit that a day lies in.
QDate startOf(TimeUnit unit, QDate day);

/// So many units later; a month without that day gives its last.
QDate plus(QDate day, TimeUnit unit, qint64 count);

/// The unit that a day lies in, moved by so many units.
Period unitAround(QDate day, TimeUnit unit, qint64 moved = 0);

/// From a day to the day before another.
Period range(QDate from, QDate to);

/// 1 to 12 for the name of a month or its beginning; 0 for other words.
int monthNamed(QStringView lower);

/// 1, Monday, to 7 for the name of a day, also in the plural; 0 for other words.
int weekdayNamed(QStringView lower);

} // namespace tabletalk::ask
