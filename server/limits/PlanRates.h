// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "server/api/RequestAllowance.h"
#include "server/base/LruCache.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;

/// How often plans let organisations call. Remembered for a moment, since every request asks: a change of plan
/// counts that much later. Thread-safe.
class PlanRates final : public RequestAllowance
{
public:
    PlanRates(PlatformDatabase &database, const Clock &clock);

    Awaitable<std::optional<int>> perMinute(TenantScope scope) override;

private:
    struct Rate
    {
        std::optional<int> perMinute;
        Instant at;
    };

    PlatformDatabase &m_database;
    const Clock &m_clock;
    LruCache<TenantId, Rate> m_rates;
};

} // namespace tabletalk
