// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/RateLimiter.h"

#include "core/base/Problem.h"
#include "core/text/Counted.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <vector>

namespace tabletalk {

RateLimiter::RateLimiter(const Clock &clock, RateLimits limits)
    : m_clock(clock)
    , m_limits(limits)
{}

RateLimit RateLimiter::limitOf(RateClass rate, bool signedIn) const
{
    if (rate == RateClass::SignIn)
        return m_limits.signIn;
    if (rate == RateClass::Probe)
        return m_limits.probe;
    if (!signedIn)
        return m_limits.publicAddress;
    switch (rate) {
    case RateClass::Write:
        return m_limits.write;
    case RateClass::Ask:
        return m_limits.ask;
    case RateClass::Read:
    case RateClass::SignIn:
    case RateClass::Probe:
        break;
    }
    return m_limits.read;
}

void RateLimiter::check(RateClass rate, const Identity &caller)
{
    QString key = caller.apiKeyId ? u'k' + *caller.apiKeyId : u'u' + caller.user.toString();
    key += QChar(u'0' + int(rate));
    if (caller.key && caller.key->perMinute) {
        const double perMinute = *caller.key->perMinute;
        take(u'm' + *caller.apiKeyId, {perMinute, perMinute / 60});
    }
    take(key, limitOf(rate, true));
    const RateLimit whole = limitOf(rate, true);
    take(u'o' + caller.tenant.toString() + QChar(u'0' + int(rate)),
         {whole.burst * m_limits.organizationShare, whole.perSecond * m_limits.organizationShare});
}

void RateLimiter::check(RateClass rate, const QString &address)
{
    QString key = u'a' + address;
    key += rate == RateClass::SignIn ? u's' : rate == RateClass::Probe ? u'n' : u'p';
    take(key, limitOf(rate, false));
}

void RateLimiter::checkPlan(TenantId tenant, int perMinute)
{
    constexpr double secondsAMinute = 60;
    try {
        take(u'l' + tenant.toString(), {double(perMinute), perMinute / secondsAMinute});
    } catch (Problem &problem) {
        problem.detail = QCoreApplication::translate("RateLimiter", "Your plan allows %1 requests a minute, of which "
                                                                    "none is left at this moment.")
                             .arg(perMinute);
        throw;
    }
}

void RateLimiter::take(const QString &key, const RateLimit &limit)
{
    const qint64 now = m_clock.now().msSinceEpoch;
    double missing = 0;
    {
        const std::scoped_lock lock(m_mutex);
        auto bucket = m_buckets.find(key);
        if (bucket == m_buckets.end()) {
            if (m_buckets.size() >= m_limits.maxBuckets)
                makeRoom();
            bucket = m_buckets.insert(key, {limit.burst, now});
        }
        const double seconds = double(std::max<qint64>(0, now - bucket->at)) / 1000.0;
        bucket->tokens = std::min(limit.burst, bucket->tokens + seconds * limit.perSecond);
        bucket->at = now;
        if (bucket->tokens >= 1) {
            bucket->tokens -= 1;
            return;
        }
        missing = 1 - bucket->tokens;
    }
    const int wait = std::max(1, int(std::ceil(missing / limit.perSecond)));
    Problem problem =
        Problem::of(ProblemCode::RateLimited,
                    QCoreApplication::translate("RateLimiter", "More requests came than are allowed in this time."),
                    counted(wait, QCoreApplication::translate("RateLimiter", "Try again in a second."),
                            QCoreApplication::translate("RateLimiter", "Try again in %1 seconds.")));
    problem.retryAfterSeconds = wait;
    throw problem;
}

/// Forgets the half that was silent longest.
void RateLimiter::makeRoom()
{
    std::vector<qint64> times;
    times.reserve(size_t(m_buckets.size()));
    for (const Bucket &bucket : std::as_const(m_buckets))
        times.push_back(bucket.at);
    const auto middle = times.begin() + std::ptrdiff_t(times.size() / 2);
    std::ranges::nth_element(times, middle);
    const qint64 oldest = *middle;
    qsizetype toForget = m_buckets.size() / 2 + 1;
    for (auto bucket = m_buckets.begin(); bucket != m_buckets.end() && toForget > 0;) {
        if (bucket->at <= oldest) {
            bucket = m_buckets.erase(bucket);
            --toForget;
        } else {
            ++bucket;
        }
    }
}

qsizetype RateLimiter::size() const
{
    const std::scoped_lock lock(m_mutex);
    return m_buckets.size();
}

} // namespace tabletalk
