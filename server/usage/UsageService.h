// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Usage.h"
#include "server/api/TextStream.h"
#include "server/base/Async.h"
#include "server/usage/UsageStore.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;
class Transaction;

/// What one question cost, told when its answer has ended.
struct QuestionUsage
{
    UsageOf of;
    bool answered = false;
    qint64 rows = 0;
    qint64 ms = 0; ///< from the question to the end of the answer
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    qint64 costMicros = 0;
};

/// Counts what organisations ask, and tells it by the days of their own time zone. The
/// zone is applied when reading, so changing it moves earlier questions to their new day.
/// Thread-safe.
class UsageService
{
public:
    UsageService(PlatformDatabase &database, const Clock &clock);

    /// Within the transaction that ends the answer, so that each is counted once or not at all.
    static void recordIn(Transaction &transaction, const TenantScope &scope, const QuestionUsage &usage, Instant now);

    Awaitable<api::UsageFigures> today(TenantScope scope);
    /// The days of daily() together.
    Awaitable<api::UsageSummary> summary(TenantScope scope);
    /// The last 30 days with today, oldest first, days without use included.
    Awaitable<api::UsageDaily> daily(TenantScope scope);
    Awaitable<api::UsageDashboard> dashboard(TenantScope scope);
    /// What the plan allows, and how much of it is used.
    Awaitable<api::LimitList> limits(TenantScope scope);
    /// CSV, a day at a time.
    TextStream exportDays(TenantScope scope, const api::UsageExportRequest &request);

private:
    PlatformDatabase &m_database;
    const Clock &m_clock;
};

} // namespace tabletalk
