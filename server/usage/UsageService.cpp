// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/usage/UsageService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/platform/PlatformDatabase.h"
#include "server/usage/LocalDays.h"
#include "server/usage/UsageStore.h"

#include <QLoggingCategory>
#include <QTimeZone>

#include <algorithm>

namespace tabletalk {

Q_LOGGING_CATEGORY(lcUsage, "tabletalk.usage")

namespace {

constexpr int daysShown = 30;

/// The organisation's calendar; UTC when this machine does not know its time zone.
std::vector<LocalDay> daysOf(UsageStore &store, Instant now, int count)
{
    const QTimeZone zone(store.timeZone().toUtf8());
    return lastDays(zone.isValid() ? zone : QTimeZone::utc(), now, count);
}

api::UsageFigures figuresOf(const UsageSums &sums)
{
    return {.questions = sums.questions,
            .answered = sums.answered,
            .failed = sums.questions - sums.answered,
            .rowsReturned = sums.rows,
            .averageMs = sums.answered > 0 ? (sums.answeredMs + sums.answered / 2) / sums.answered : 0};
}

void logLoss(const std::exception_ptr &failure)
{
    try {
        std::rethrow_exception(failure);
    } catch (const Problem &problem) {
        qCWarning(lcUsage).noquote() << "A question was not counted:" << problem.title << problem.detail;
    } catch (...) {
        qCWarning(lcUsage) << "A question was not counted.";
    }
}

} // namespace

UsageService::UsageService(PlatformDatabase &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{}

void UsageService::record(const TenantScope &scope, const QuestionUsage &usage)
{
    const Instant at = m_clock.now();
    QuestionUsage kept = usage;
    kept.rows = std::max<qint64>(0, usage.rows);
    kept.ms = std::max<qint64>(0, usage.ms);
    m_database.writeLater([scope, kept, at, id = makeUuid7(at)](
                              Transaction &transaction) { UsageStore(transaction, scope).insert(id, at, kept); },
                          logLoss);
}

Awaitable<api::UsageFigures> UsageService::today(TenantScope scope)
{
    auto count = [scope, now = m_clock.now()](Transaction &transaction) {
        UsageStore store(transaction, scope);
        const LocalDay day = daysOf(store, now, 1).front();
        return figuresOf(store.sums(day.begin, day.end));
    };
    co_return co_await m_database.read(std::move(count));
}

Awaitable<api::UsageSummary> UsageService::summary(TenantScope scope)
{
    auto count = [scope, now = m_clock.now()](Transaction &transaction) {
        UsageStore store(transaction, scope);
        const std::vector<LocalDay> days = daysOf(store, now, daysShown);
        const Instant begin = days.front().begin;
        const Instant end = days.back().end;
        return api::UsageSummary{figuresOf(store.sums(begin, end)), store.users(begin, end)};
    };
    co_return co_await m_database.read(std::move(count));
}

Awaitable<api::UsageDaily> UsageService::daily(TenantScope scope)
{
    auto count = [scope, now = m_clock.now()](Transaction &transaction) {
        UsageStore store(transaction, scope);
        api::UsageDaily daily;
        for (const LocalDay &day : daysOf(store, now, daysShown)) {
            const UsageSums sums = store.sums(day.begin, day.end);
            daily.items.push_back(
                {day.date.toString(Qt::ISODate), sums.questions, sums.answered, sums.questions - sums.answered});
        }
        return daily;
    };
    co_return co_await m_database.read(std::move(count));
}

} // namespace tabletalk
