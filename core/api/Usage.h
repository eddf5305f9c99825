// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk::api {

/// GET usage/today: since midnight in the organisation's time zone
struct UsageFigures
{
    qint64 questions = 0;
    qint64 answered = 0;
    qint64 failed = 0;
    qint64 rowsReturned = 0;
    qint64 averageMs = 0;
};
BOOST_DESCRIBE_STRUCT(UsageFigures, (), (questions, answered, failed, rowsReturned, averageMs))

struct UsageDay
{
    QString day; ///< YYYY-MM-DD in the organisation's time zone
    qint64 questions = 0;
    qint64 answered = 0;
    qint64 failed = 0;
};
BOOST_DESCRIBE_STRUCT(UsageDay, (), (day, questions, answered, failed))

/// GET usage/daily: the last 30 days, oldest first, days without use included
struct UsageDaily
{
    std::vector<UsageDay> items;
};
BOOST_DESCRIBE_STRUCT(UsageDaily, (), (items))

/// GET usage/summary: the last 30 days together
struct UsageSummary
{
    UsageFigures last30Days;
    qint64 activeMembers = 0;
};
BOOST_DESCRIBE_STRUCT(UsageSummary, (), (last30Days, activeMembers))

} // namespace tabletalk::api
