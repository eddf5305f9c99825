// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/administration/AdministrationService.h"

#include "core/access/Access.h"
#include "core/base/Clock.h"
#include "server/administration/AdministrationStore.h"
#include "server/api/Cursor.h"
#include "server/base/WorkerPool.h"
#include "server/billing/SubscriptionBook.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/SearchPattern.h"
#include "server/usage/LocalDays.h"

#include <QCoreApplication>
#include <QStorageInfo>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int daysShown = 30;
constexpr int mostListed = 200;

void add(api::UsageFigures &sum, const api::UsageFigures &more)
{
    const qint64 answered = sum.answered + more.answered;
    if (answered > 0) // the averages, weighed
        sum.averageMs = (sum.averageMs * sum.answered + more.averageMs * more.answered) / answered;
    sum.questions += more.questions;
    sum.answered = answered;
    sum.failed += more.failed;
    sum.rowsReturned += more.rowsReturned;
    sum.inputTokens += more.inputTokens;
    sum.outputTokens += more.outputTokens;
    sum.costMicros += more.costMicros;
}

/// The figures of each day and of all together.
struct Days
{
    std::vector<api::UsageDay> days;
    api::UsageFigures last;
    api::UsageFigures all;
};

Days daysFrom(const std::vector<LocalDay> &days, const std::vector<AdministrationStore::Bucket> &buckets)
{
    Days result;
    auto bucket = buckets.begin();
    for (const LocalDay &day : days) {
        result.last = {};
        for (; bucket != buckets.end() && bucket->at < day.end; ++bucket)
            add(result.last, bucket->figures);
        add(result.all, result.last);
        result.days.push_back({day.date.toString(Qt::ISODate), result.last.questions, result.last.answered,
                               result.last.failed, result.last.inputTokens + result.last.outputTokens,
                               result.last.costMicros});
    }
    return result;
}

/// Ids are written in hexadecimal digits, so the empty text is before all of them.
QString positionOf(const std::optional<QString> &cursor)
{
    return cursor ? decodeCursor(*cursor, 1).front() : u""_s;
}

template <class Page>
void cutToPage(Page &page, int limit)
{
    if (page.items.size() <= size_t(limit))
        return;
    page.items.resize(size_t(limit));
    page.nextCursor = encodeCursor({page.items.back().id.toString()});
}

} // namespace

AdministrationService::AdministrationService(AdministrationParts parts)
    : m_parts(std::move(parts))
    , m_started(std::chrono::steady_clock::now())
{}

/// A database that takes no write is what this is to tell, so that failing is an answer.
Awaitable<api::ServerHealth> AdministrationService::health()
{
    using namespace std::chrono;
    api::ServerHealth found;
    found.version = QStringLiteral(TABLETALK_VERSION);
    found.database = m_parts.sharesDatabase ? u"postgresql"_s : u"sqlite"_s;
    found.uptimeSeconds = duration_cast<seconds>(steady_clock::now() - m_started).count();
    const auto begin = steady_clock::now();
    auto write = [node = m_parts.node](Transaction &transaction) { AdministrationStore(transaction).checkWrite(node); };
    try {
        co_await m_parts.database.write(std::move(write));
        found.writes = true;
    } catch (const Problem &) {
        found.writes = false;
    }
    found.writeMs = duration_cast<milliseconds>(steady_clock::now() - begin).count();
    auto measure = [path = m_parts.dataDirectory] {
        const QStorageInfo disk(path);
        return std::pair(disk.bytesAvailable(), disk.bytesTotal());
    };
    const auto [free, total] = co_await m_parts.controlPool.run(TenantId(), std::move(measure));
    found.diskFreeBytes = std::max<qint64>(0, free);
    found.diskTotalBytes = std::max<qint64>(0, total);
    co_return found;
}

Awaitable<api::AdminStats> AdministrationService::stats()
{
    const Instant now = m_parts.clock.now();
    api::ServerHealth measured = co_await health();
    auto count = [now, node = m_parts.node, measured = std::move(measured)](Transaction &transaction) {
        AdministrationStore store(transaction);
        const std::vector<LocalDay> days = lastDays(QTimeZone::utc(), now, daysShown);
        const Instant begin = days.front().begin;
        const Instant end = days.back().end;
        Days used = daysFrom(days, store.buckets(begin, end));
        const AdministrationStore::Users users = store.countUsers();
        api::AdminStats stats;
        stats.tenants = store.tenantsByState();
        stats.users = users.users;
        stats.operators = users.operators;
        stats.activeUsers = store.activeUsers(begin, end);
        stats.today = used.last;
        stats.last30Days = used.all;
        stats.days = std::move(used.days);
        stats.connections = store.connectionsByState();
        stats.connectionKinds = store.connectionsByKind();
        const AdministrationStore::Agents agents = store.countAgents();
        stats.agents = agents.agents;
        stats.activeAgents = agents.active;
        stats.failedJobs = store.failedJobs(begin);
        stats.storageBytes = store.storageBytes();
        stats.health = measured;
        stats.health.nodes = store.nodes(node, now);
        return stats;
    };
    co_return co_await m_parts.database.read(std::move(count));
}

Awaitable<api::AdminUserList> AdministrationService::users(api::AdminSearchRequest request)
{
    const int limit = pageLimit(request.limit);
    auto find = [limit, after = positionOf(request.cursor),
                 search = searchPattern(request.search)](Transaction &transaction) {
        return AdministrationStore(transaction).users(after, search, limit + 1);
    };
    api::AdminUserList page;
    page.items = co_await m_parts.database.read(std::move(find));
    cutToPage(page, limit);
    co_return page;
}

Awaitable<api::AdminConnectionList> AdministrationService::connections(api::AdminSearchRequest request)
{
    const int limit = pageLimit(request.limit);
    auto find = [limit, after = positionOf(request.cursor),
                 search = searchPattern(request.search)](Transaction &transaction) {
        return AdministrationStore(transaction).connections(after, search, limit + 1);
    };
    api::AdminConnectionList page;
    page.items = co_await m_parts.database.read(std::move(find));
    cutToPage(page, limit);
    co_return page;
}

Awaitable<api::AdminAgentList> AdministrationService::agents(api::AdminAgentRequest request)
{
    const int limit = pageLimit(request.limit);
    AdministrationStore::AgentFilter filter;
    filter.after = positionOf(request.cursor);
    filter.search = searchPattern(request.search);
    filter.visibility = request.visibility.value_or(QString());
    if (!filter.visibility.isEmpty() && !visibilityFromName(filter.visibility))
        throw Problem::invalid(u"params.visibility"_s,
                               QCoreApplication::translate("Administration", "expected private, shared, team, "
                                                                             "organization or public"));
    auto find = [limit, filter, now = m_parts.clock.now()](Transaction &transaction) {
        AdministrationStore::AgentFilter counted = filter;
        counted.usedSince = lastDays(QTimeZone::utc(), now, daysShown).front().begin;
        return AdministrationStore(transaction).agents(counted, limit + 1);
    };
    api::AdminAgentList page;
    page.items = co_await m_parts.database.read(std::move(find));
    cutToPage(page, limit);
    co_return page;
}

Awaitable<api::TenantUsageList> AdministrationService::usage()
{
    auto find = [now = m_parts.clock.now()](Transaction &transaction) {
        const std::vector<LocalDay> days = lastDays(QTimeZone::utc(), now, daysShown);
        return AdministrationStore(transaction).usageByTenant(days.front().begin, days.back().end, mostListed);
    };
    api::TenantUsageList list;
    list.items = co_await m_parts.database.read(std::move(find));
    co_return list;
}

Awaitable<api::AdminTenantDetails> AdministrationService::tenant(api::AdminTenantRequest request)
{
    auto find = [id = request.id, now = m_parts.clock.now()](Transaction &transaction) {
        const TenantScope scope = TenantScope::ofOperator(id);
        AdministrationStore store(transaction);
        const std::vector<LocalDay> days = lastDays(QTimeZone::utc(), now, daysShown);
        auto details = store.tenant(scope, days.front().begin, mostListed);
        if (!details)
            throw Problem::of(ProblemCode::NotFound);
        const HeldPlan held = SubscriptionBook::held(transaction, scope);
        details->plan = held.plan;
        if (held.subscription)
            details->subscriptionState = billing::stateName(held.subscription->state);
        if (held.grant)
            details->grantReason = held.grant->reason;
        Days used = daysFrom(days, store.bucketsOf(scope, days.front().begin, days.back().end));
        details->last30Days = used.all;
        details->days = std::move(used.days);
        details->storageBytes = store.storageBytesOf(scope);
        return *std::move(details);
    };
    co_return co_await m_parts.database.read(std::move(find));
}

} // namespace tabletalk
