// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Usage.h"
#include "server/base/Async.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;

/// What one question cost, told when its answer has ended.
struct QuestionUsage
{
    UserId user;
    bool answered = false;
    qint64 rows = 0;
    qint64 ms = 0; ///< from the question to the end of the answer
};

/// Keeps what organisations ask, and counts it by the days of their own time zone. The
/// zone is applied when reading, so changing it moves earlier questions to their new day.
/// Thread-safe.
class UsageService
{
public:
    UsageService(PlatformDatabase &database, const Clock &clock);

    /// Queued and stored a moment later: an answer does not wait for it.
    void record(const TenantScope &scope, const QuestionUsage &usage);

    Awaitable<api::UsageFigures> today(TenantScope scope);
    /// The days of daily() together.
    Awaitable<api::UsageSummary> summary(TenantScope scope);
    /// The last 30 days with today, oldest first, days without use included.
    Awaitable<api::UsageDaily> daily(TenantScope scope);

private:
    PlatformDatabase &m_database;
    const Clock &m_clock;
};

} // namespace tabletalk
