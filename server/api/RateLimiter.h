// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "server/api/Call.h"
#include "server/api/Operation.h"

#include <QHash>

#include <mutex>

namespace tabletalk {

/// A token bucket: so many at once, and then so many a second.
struct RateLimit
{
    double burst = 1;
    double perSecond = 1;
};

struct RateLimits
{
    RateLimit read{200, 100};
    RateLimit write{60, 20};
    RateLimit ask{30, 10};
    RateLimit signIn{30, 1};          ///< slow password hashes hang on it
    RateLimit probe{20, 0.5};         ///< what tells whether a name or a token exists
    RateLimit publicAddress{100, 50}; ///< other public operations, by address
    double organizationShare = 20;    ///< all of an organisation together, in times of one caller
    int maxBuckets = 100'000;
};

/// How often somebody may call. A signed-in caller (an API key counts as one of its own) has
/// one bucket for each class, a key with a rate of its own one more, and all of an organisation
/// share one; whoever is not signed in shares those of the address.
/// Thread-safe; bounded: when it is full, the callers who were silent longest start anew.
class RateLimiter
{
public:
    RateLimiter(const Clock &clock, RateLimits limits);

    /// Takes one token; throws RateLimited with the seconds to wait when there is none.
    void check(RateClass rate, const Identity &caller);
    void check(RateClass rate, const QString &address);
    /// What the plan of an organisation allows all of it together.
    void checkPlan(TenantId tenant, int perMinute);

    qsizetype size() const;

private:
    struct Bucket
    {
        double tokens = 0;
        qint64 at = 0; ///< milliseconds since the epoch
    };

    RateLimit limitOf(RateClass rate, bool signedIn) const;
    void take(const QString &key, const RateLimit &limit);
    void makeRoom();

    const Clock &m_clock;
    const RateLimits m_limits;
    mutable std::mutex m_mutex;
    QHash<QString, Bucket> m_buckets;
};

} // namespace tabletalk
