// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Schedules.h"

namespace tabletalk::ui {

/// The words of schedules that several views share.
QString outcomeText(const QString &outcome);
/// "active", "paused"; with what came last.
QString scheduleStateText(const api::Schedule &schedule);
/// "Mon 2 Mar 2026 08:00", by the clocks of a time zone; as momentText() where it is not known here.
QString momentIn(const QString &timeZone, Instant at);
/// "stock below 10"; empty for always.
QString conditionText(const api::ScheduleCondition &condition);
/// "mail to 2, webhook, csv file"
QString deliveryText(const api::ScheduleDelivery &delivery);

} // namespace tabletalk::ui
