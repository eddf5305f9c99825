// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/usage/UsageService.h"

#include "core/base/Clock.h"
#include "core/export/Csv.h"
#include "server/limits/Limits.h"
#include "server/platform/PlatformDatabase.h"
#include "server/usage/LocalDays.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int daysShown = 30;
constexpr int mostDays = 366;
constexpr int mostShares = 100;  ///< of people, keys, workspaces or models that are told
constexpr int mostLines = 5'000; ///< of one day in a file

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
            .averageMs = sums.answered > 0 ? (sums.answeredMs + sums.answered / 2) / sums.answered : 0,
            .inputTokens = sums.inputTokens,
            .outputTokens = sums.outputTokens,
            .costMicros = sums.costMicros};
}

UsageSums sumsBetween(UsageStore &store, Instant begin, Instant end)
{
    UsageSums all;
    for (const UsageStore::Bucket &bucket : store.buckets(begin, end))
        all += bucket.sums;
    return all;
}

std::vector<api::UsageShare> sharesOf(UsageStore &store, UsageStore::By by, Instant begin, Instant end)
{
    std::vector<api::UsageShare> shares;
    for (const UsageStore::Share &share : store.shares(by, begin, end, mostShares))
        shares.push_back({share.id, share.name, share.detail, figuresOf(share.sums), share.lastAt});
    return shares;
}

QByteArray heading()
{
    return csvLine({u"day"_s, u"person"_s, u"workspace"_s, u"apiKey"_s, u"model"_s, u"questions"_s, u"answered"_s,
                    u"rows"_s, u"inputTokens"_s, u"outputTokens"_s, u"costMicros"_s});
}

QByteArray lineOf(const QDate &day, const UsageStore::Line &line)
{
    constexpr CsvStyle style{.guardFormulas = true};
    return csvLine({day.toString(Qt::ISODate), line.person, line.workspace, line.apiKey, line.model,
                    line.sums.questions, line.sums.answered, line.sums.rows, line.sums.inputTokens,
                    line.sums.outputTokens, line.sums.costMicros},
                   style);
}

} // namespace

UsageService::UsageService(PlatformDatabase &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{}

void UsageService::recordIn(Transaction &transaction, const TenantScope &scope, const QuestionUsage &usage, Instant now)
{
    UsageSums sums;
    sums.questions = 1;
    sums.answered = usage.answered ? 1 : 0;
    sums.rows = std::max<qint64>(0, usage.rows);
    sums.answeredMs = usage.answered ? std::max<qint64>(0, usage.ms) : 0;
    sums.inputTokens = usage.inputTokens;
    sums.outputTokens = usage.outputTokens;
    sums.costMicros = usage.costMicros;
    UsageStore(transaction, scope).add(now, usage.of, sums);
}

Awaitable<api::UsageFigures> UsageService::today(TenantScope scope)
{
    auto count = [scope, now = m_clock.now()](Transaction &transaction) {
        UsageStore store(transaction, scope);
        const LocalDay day = daysOf(store, now, 1).front();
        return figuresOf(sumsBetween(store, day.begin, day.end));
    };
    co_return co_await m_database.read(scope, std::move(count));
}

Awaitable<api::UsageSummary> UsageService::summary(TenantScope scope)
{
    auto count = [scope, now = m_clock.now()](Transaction &transaction) {
        UsageStore store(transaction, scope);
        const std::vector<LocalDay> days = daysOf(store, now, daysShown);
        const Instant begin = days.front().begin;
        const Instant end = days.back().end;
        return api::UsageSummary{figuresOf(sumsBetween(store, begin, end)), store.users(begin, end)};
    };
    co_return co_await m_database.read(scope, std::move(count));
}

Awaitable<api::UsageDaily> UsageService::daily(TenantScope scope)
{
    auto count = [scope, now = m_clock.now()](Transaction &transaction) {
        UsageStore store(transaction, scope);
        const std::vector<LocalDay> days = daysOf(store, now, daysShown);
        const auto buckets = store.buckets(days.front().begin, days.back().end);
        api::UsageDaily daily;
        auto bucket = buckets.begin();
        for (const LocalDay &day : days) {
            UsageSums sums;
            for (; bucket != buckets.end() && bucket->at < day.end; ++bucket)
                sums += bucket->sums;
            daily.items.push_back({day.date.toString(Qt::ISODate), sums.questions, sums.answered,
                                   sums.questions - sums.answered, sums.inputTokens + sums.outputTokens,
                                   sums.costMicros});
        }
        return daily;
    };
    co_return co_await m_database.read(scope, std::move(count));
}

Awaitable<api::UsageDashboard> UsageService::dashboard(TenantScope scope)
{
    auto count = [scope, now = m_clock.now()](Transaction &transaction) {
        Limits(transaction, scope, now).requireFeature(billing::Feature::Analytics);
        UsageStore store(transaction, scope);
        const std::vector<LocalDay> days = daysOf(store, now, daysShown);
        const auto shares = [&](UsageStore::By by) { return sharesOf(store, by, days.front().begin, days.back().end); };
        return api::UsageDashboard{shares(UsageStore::By::User),
                                   shares(UsageStore::By::Workspace),
                                   shares(UsageStore::By::ApiKey),
                                   shares(UsageStore::By::Model),
                                   store.storage(),
                                   shares(UsageStore::By::Agent)};
    };
    co_return co_await m_database.read(scope, std::move(count));
}

Awaitable<api::LimitList> UsageService::limits(TenantScope scope)
{
    auto look = [scope, now = m_clock.now()](Transaction &transaction) {
        return Limits(transaction, scope, now).list();
    };
    co_return co_await m_database.read(scope, std::move(look));
}

TextStream UsageService::exportDays(TenantScope scope, const api::UsageExportRequest &request)
{
    const int count = request.days.value_or(daysShown);
    if (count < 1 || count > mostDays)
        throw Problem::invalid(u"params.days"_s,
                               QCoreApplication::translate("Usage", "expected 1 to %1").arg(mostDays));
    struct Position
    {
        std::vector<LocalDay> days;
        size_t next = 0;
        bool begun = false;
    };
    auto position = std::make_shared<Position>();
    TextStream stream{"text/csv; charset=utf-8", "usage.csv", {}};
    stream.next = [&database = m_database, scope, position, count,
                   now = m_clock.now()]() -> Awaitable<std::optional<std::string>> {
        if (position->begun && position->next == position->days.size())
            co_return std::nullopt;
        auto read = [scope, position, count, now](Transaction &transaction) {
            UsageStore store(transaction, scope);
            if (!position->begun) {
                Limits(transaction, scope, now).requireFeature(billing::Feature::Analytics);
                position->days = daysOf(store, now, count);
            }
            const LocalDay &day = position->days[position->next];
            return store.lines(day.begin, day.end, mostLines);
        };
        const std::vector<UsageStore::Line> lines = co_await database.read(scope, std::move(read));
        std::string text = position->begun ? std::string() : heading().toStdString();
        position->begun = true;
        const QDate date = position->days[position->next++].date;
        for (const UsageStore::Line &line : lines)
            text += lineOf(date, line).toStdString();
        co_return text;
    };
    return stream;
}

} // namespace tabletalk
