// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Schedules.h"
#include "core/schedule/Condition.h"
#include "core/schedule/Timetable.h"

class QTimeZone;

namespace tabletalk {

/// What the wire says of times and conditions, as the core reckons with it; InvalidRequest names what is wrong.
Result<schedule::Timetable> toTimetable(const api::ScheduleTimes &times);
Result<schedule::Condition> toCondition(const api::ScheduleCondition &condition);

/// UTC where this machine does not know it.
QTimeZone zoneNamed(const QString &name);

} // namespace tabletalk
