// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/limits/PlanRates.h"

#include "core/base/Clock.h"
#include "server/billing/SubscriptionBook.h"
#include "server/platform/PlatformDatabase.h"

#include <algorithm>
#include <limits>

namespace tabletalk {

namespace {

constexpr size_t remembered = 10'000;
constexpr std::chrono::seconds rememberedFor{15};

} // namespace

PlanRates::PlanRates(PlatformDatabase &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
    , m_rates(remembered)
{}

Awaitable<std::optional<int>> PlanRates::perMinute(TenantScope scope)
{
    const Instant now = m_clock.now();
    if (const auto known = m_rates.find(scope.tenant()); known && now - known->at < rememberedFor)
        co_return known->perMinute;
    auto look = [scope](Transaction &transaction) {
        return SubscriptionBook::held(transaction, scope).plan.limits.requestsPerMinute;
    };
    const std::optional<qint64> most = co_await m_database.read(scope, std::move(look));
    Rate rate{std::nullopt, now};
    if (most)
        rate.perMinute = int(std::clamp<qint64>(*most, 1, std::numeric_limits<int>::max()));
    m_rates.put(scope.tenant(), rate);
    co_return rate.perMinute;
}

} // namespace tabletalk
