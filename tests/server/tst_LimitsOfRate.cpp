// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Problem.h"
#include "server/api/RateLimiter.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

Identity caller(int number)
{
    Identity identity;
    identity.user = UserId(QUuid(uint(number), 0, 0, 0, 0, 0, 0, 0, 0, 0, 1));
    return identity;
}

/// Seconds to wait, 0 when the call may pass.
template <class Who>
int waitOf(RateLimiter &limiter, RateClass rate, const Who &who)
{
    try {
        limiter.check(rate, who);
        return 0;
    } catch (const Problem &problem) {
        return problem.code == ProblemCode::RateLimited ? problem.retryAfterSeconds.value_or(-1) : -2;
    }
}

} // namespace

class TestLimitsOfRate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBurstPassesAndThenTheRateCounts()
    {
        ManualClock clock({1'000'000});
        RateLimits limits;
        limits.ask = {.burst = 2, .perSecond = 0.5};
        RateLimiter limiter(clock, limits);
        QCOMPARE(waitOf(limiter, RateClass::Ask, caller(1)), 0);
        QCOMPARE(waitOf(limiter, RateClass::Ask, caller(1)), 0);
        QCOMPARE(waitOf(limiter, RateClass::Ask, caller(1)), 2);
        clock.advance(std::chrono::seconds(1));
        QCOMPARE(waitOf(limiter, RateClass::Ask, caller(1)), 1);
        clock.advance(std::chrono::seconds(1));
        QCOMPARE(waitOf(limiter, RateClass::Ask, caller(1)), 0);
    }

    void callersKeysAndClassesDoNotShare()
    {
        ManualClock clock({1'000'000});
        RateLimits limits;
        limits.ask = limits.write = {.burst = 1, .perSecond = 0.1};
        RateLimiter limiter(clock, limits);
        QCOMPARE(waitOf(limiter, RateClass::Ask, caller(1)), 0);
        QVERIFY(waitOf(limiter, RateClass::Ask, caller(1)) > 0);
        QCOMPARE(waitOf(limiter, RateClass::Ask, caller(2)), 0);
        QCOMPARE(waitOf(limiter, RateClass::Write, caller(1)), 0);
        Identity key = caller(1);
        key.apiKeyId = u"key"_s;
        QCOMPARE(waitOf(limiter, RateClass::Ask, key), 0);
    }

    /// However many people and keys an organisation has, it leaves room for the others.
    void allOfAnOrganisationShareOneLimit()
    {
        ManualClock clock({1'000'000});
        RateLimits limits;
        limits.ask = {.burst = 2, .perSecond = 1};
        limits.organizationShare = 3;
        RateLimiter limiter(clock, limits);
        const auto of = [](int person, uint organization) {
            Identity identity = caller(person);
            identity.tenant = TenantId(QUuid(organization, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2));
            return identity;
        };
        for (int person = 1; person <= 6; ++person)
            QCOMPARE(waitOf(limiter, RateClass::Ask, of(person, 1)), 0);
        QCOMPARE(waitOf(limiter, RateClass::Ask, of(7, 1)), 1);
        QCOMPARE(waitOf(limiter, RateClass::Ask, of(8, 2)), 0);
        clock.advance(std::chrono::seconds(1));
        QCOMPARE(waitOf(limiter, RateClass::Ask, of(9, 1)), 0);
    }

    void aKeyMayHaveARateOfItsOwnAcrossAllClasses()
    {
        ManualClock clock({1'000'000});
        RateLimiter limiter(clock, {});
        Identity key = caller(1);
        key.apiKeyId = u"key"_s;
        KeyGrant grant;
        grant.perMinute = 2;
        key.key = std::make_shared<const KeyGrant>(grant);
        QCOMPARE(waitOf(limiter, RateClass::Read, key), 0);
        QCOMPARE(waitOf(limiter, RateClass::Write, key), 0);
        QCOMPARE(waitOf(limiter, RateClass::Read, key), 30);
        QCOMPARE(waitOf(limiter, RateClass::Read, caller(1)), 0); // its maker is not slowed down
        clock.advance(std::chrono::seconds(30));
        QCOMPARE(waitOf(limiter, RateClass::Read, key), 0);
    }

    void addressesAreCountedForThoseWhoAreNotSignedIn()
    {
        ManualClock clock({1'000'000});
        RateLimits limits;
        limits.signIn = {.burst = 1, .perSecond = 0.1};
        RateLimiter limiter(clock, limits);
        QCOMPARE(waitOf(limiter, RateClass::SignIn, u"192.0.2.1"_s), 0);
        QCOMPARE(waitOf(limiter, RateClass::SignIn, u"192.0.2.1"_s), 10);
        QCOMPARE(waitOf(limiter, RateClass::SignIn, u"192.0.2.2"_s), 0);
        QCOMPARE(waitOf(limiter, RateClass::Read, u"192.0.2.1"_s), 0);
    }

    void strangersCannotFillTheMemory()
    {
        ManualClock clock({1'000'000});
        RateLimits limits;
        limits.maxBuckets = 100;
        limits.signIn = {.burst = 1, .perSecond = 0.001};
        RateLimiter limiter(clock, limits);
        for (int i = 0; i < 10'000; ++i) {
            clock.advance(std::chrono::milliseconds(1));
            limiter.check(RateClass::SignIn, u"address %1"_s.arg(i));
        }
        QVERIFY(limiter.size() <= 100);
        // The newest are still remembered.
        QVERIFY(waitOf(limiter, RateClass::SignIn, u"address 9999"_s) > 0);
    }

    void aClockThatGoesBackGivesNothing()
    {
        ManualClock clock({1'000'000});
        RateLimits limits;
        limits.ask = {.burst = 1, .perSecond = 1};
        RateLimiter limiter(clock, limits);
        QCOMPARE(waitOf(limiter, RateClass::Ask, caller(1)), 0);
        clock.advance(std::chrono::seconds(-60));
        QCOMPARE(waitOf(limiter, RateClass::Ask, caller(1)), 1);
        clock.advance(std::chrono::seconds(1));
        QCOMPARE(waitOf(limiter, RateClass::Ask, caller(1)), 0);
    }
};

static const bool registered = tabletalk::test::add<TestLimitsOfRate>();
#include "tst_LimitsOfRate.moc"
