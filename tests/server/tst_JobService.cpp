// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/JobService.h"
#include "server/platform/PostgresDatabase.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestPlatform.h"
#include "tests/support/TestRunner.h"

#include <QProcess>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <latch>
#include <mutex>
#include <thread>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

constexpr int waitMs = 30'000;

/// Waits until the handler's stop is asked, as a long job does at its next step.
void waitForStop(const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any asked;
    std::unique_lock lock(mutex);
    asked.wait(lock, stop, [] { return false; });
}

/// Collects what handlers saw; thread-safe.
class Log
{
public:
    void add(const QString &line)
    {
        const std::lock_guard lock(m_mutex);
        m_lines.append(line);
    }
    QStringList lines() const
    {
        const std::lock_guard lock(m_mutex);
        return m_lines;
    }

private:
    mutable std::mutex m_mutex;
    QStringList m_lines;
};

/// Once it is told to, the next who asks for the time waits for something to happen, and finds that it is an hour
/// later.
class InterruptingClock final : public Clock
{
public:
    explicit InterruptingClock(Instant start)
        : m_now(start.msSinceEpoch)
    {}
    Instant now() const override
    {
        if (m_armed.exchange(false)) {
            m_happening();
            m_now += 3'600'000;
        }
        return {m_now.load()};
    }
    void interruptNext(std::function<void()> happening)
    {
        m_happening = std::move(happening);
        m_armed = true;
    }

private:
    mutable std::atomic<qint64> m_now;
    mutable std::atomic<bool> m_armed = false;
    std::function<void()> m_happening;
};

/// Another server is in the way of each piece of writing, once: it is undone and run again.
class CrowdedDatabase final : public PlatformDatabase
{
public:
    explicit CrowdedDatabase(PlatformDatabase &real)
        : m_real(real)
    {}
    void flush() override { m_real.flush(); }
    void stop() override {}
    bool isReady() override { return m_real.isReady(); }

private:
    struct InTheWay
    {
    };
    Awaitable<void> awaitRead(TenantId, Erased work) override { co_await m_real.read(std::move(work)); }
    Awaitable<void> awaitWrite(TenantId, Erased work) override { co_await m_real.write(std::move(work)); }
    void blockOnRead(TenantId, const Erased &work) override { m_real.readNow(work); }
    void blockOnWrite(TenantId, const Erased &work) override
    {
        try {
            m_real.writeNow([&](Transaction &transaction) {
                work(transaction);
                throw InTheWay();
            });
        } catch (const InTheWay &) {
            m_real.writeNow(work);
        }
    }
    void queueWrite(TenantId, Erased work, std::function<void(std::exception_ptr)> failed) override
    {
        m_real.writeLater(std::move(work), std::move(failed));
    }

    PlatformDatabase &m_real;
};

QString endText(const JobEnd &end)
{
    const QStringList names = {u"queued"_s, u"running"_s, u"done"_s, u"failed"_s, u"cancelled"_s};
    return names[static_cast<int>(end.state)];
}

} // namespace

class TestJobService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aJobRunsWithItsPayloadForItsOrganisationAndIsDone()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        JobService jobs(*platform.database, platform.clock);
        Log log;
        jobs.addKind(
            {u"greet"_s,
             [&](JobContext &job) { log.add(QString::fromUtf8(job.payload) + u' ' + job.scope.tenant().toString()); },
             [&](const JobEnd &end) { log.add(endText(end)); }});
        jobs.start();
        const JobId id = test::runAwaitable(jobs.enqueue(scope, u"greet"_s, "hello"));
        QTRY_COMPARE_WITH_TIMEOUT(log.lines(), (QStringList{u"hello "_s + scope.tenant().toString(), u"done"_s}),
                                  waitMs);
        const JobStatus status = jobs.statusNow(scope, id);
        QCOMPARE(status.state, JobState::Done);
        QCOMPARE(status.attempts, 1);
        QVERIFY(status.finishedAt);
    }

    void theJobsOfADeletedOrganisationEndAndNoneBegins()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        const TenantScope other = platform.makeTenant();
        JobService jobs(*platform.database, platform.clock, {.threads = 1});
        Log log;
        std::atomic<int> begun = 0;
        jobs.addKind({u"long"_s,
                      [&](JobContext &job) {
                          ++begun;
                          waitForStop(job.stop);
                      },
                      [&](const JobEnd &end) { log.add(endText(end)); }});
        jobs.addKind({u"short"_s, [&](JobContext &job) { log.add(job.scope.tenant().toString()); }, {}});
        jobs.start();
        jobs.enqueueNow(scope, u"long"_s, {});
        QTRY_COMPARE_WITH_TIMEOUT(begun.load(), 1, waitMs);
        jobs.enqueueNow(scope, u"short"_s, {}); // waits behind it
        QVERIFY(jobs.endTenantNow(scope.tenant(), std::chrono::milliseconds(waitMs)));
        QCOMPARE(log.lines(), QStringList{u"cancelled"_s}); // it has ended, not only been asked to
        jobs.enqueueNow(other, u"short"_s, {});
        QTRY_COMPARE_WITH_TIMEOUT(log.lines(), (QStringList{u"cancelled"_s, other.tenant().toString()}), waitMs);
    }

    void aFailedAttemptIsTriedAgainAfterItsBackOffUntilNoneIsLeft()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        JobService jobs(*platform.database, platform.clock);
        std::atomic<int> runs = 0;
        std::atomic<int> ends = 0;
        JobKind kind{u"fail"_s,
                     [&](JobContext &) {
                         ++runs;
                         throw Problem::of(ProblemCode::CannotConnect, u"no way"_s);
                     },
                     [&](const JobEnd &) { ++ends; }};
        kind.maxAttempts = 2;
        kind.backOff = std::chrono::hours(1); // capped at 30 minutes
        jobs.addKind(kind);
        jobs.start();
        const JobId id = jobs.enqueueNow(scope, u"fail"_s, {});
        // runs first: the job is queued before it runs as well as after.
        QTRY_COMPARE_WITH_TIMEOUT(runs == 1 && jobs.statusNow(scope, id).state == JobState::Queued, true, waitMs);
        jobs.wake();
        QCOMPARE(runs.load(), 1);
        platform.clock.advance(std::chrono::minutes(31));
        jobs.wake();
        QTRY_COMPARE_WITH_TIMEOUT(ends.load(), 1, waitMs);
        QCOMPARE(runs.load(), 2);
        const JobStatus status = jobs.statusNow(scope, id);
        QCOMPARE(status.state, JobState::Failed);
        QCOMPARE(status.problemCode, u"cannot_connect"_s);
        QCOMPARE(status.problemDetail, u"no way"_s);
    }

    void anythingThrownIsAFailureAndTheThreadGoesOn()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        JobServiceOptions one;
        one.threads = 1;
        JobService jobs(*platform.database, platform.clock, one);
        jobs.addKind({u"odd"_s, [](JobContext &) { throw 42; }, {}});
        jobs.addKind({u"good"_s, [](JobContext &) {}, {}});
        jobs.start();
        const JobId odd = jobs.enqueueNow(scope, u"odd"_s, {});
        const JobId good = jobs.enqueueNow(scope, u"good"_s, {});
        QTRY_COMPARE_WITH_TIMEOUT(jobs.statusNow(scope, good).state, JobState::Done, waitMs);
        QTRY_COMPARE_WITH_TIMEOUT(jobs.statusNow(scope, odd).problemCode, u"internal"_s, waitMs);
    }

    void cancellingReachesARunningJob()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        JobService jobs(*platform.database, platform.clock);
        std::latch running(1);
        Log log;
        jobs.addKind({u"long"_s,
                      [&](JobContext &job) {
                          running.count_down();
                          waitForStop(job.stop);
                          throw Problem::of(ProblemCode::Cancelled);
                      },
                      [&](const JobEnd &end) { log.add(endText(end)); }});
        jobs.start();
        const JobId id = jobs.enqueueNow(scope, u"long"_s, {});
        running.wait();
        QVERIFY(test::runAwaitable(jobs.cancel(scope, id)));
        QTRY_COMPARE_WITH_TIMEOUT(log.lines(), QStringList{u"cancelled"_s}, waitMs);
        QCOMPARE(jobs.statusNow(scope, id).state, JobState::Cancelled);
        QVERIFY(!jobs.cancelNow(scope, id));
    }

    void cancellingAWaitingJobEndsItAtOnce()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        JobService jobs(*platform.database, platform.clock);
        Log log;
        jobs.addKind({u"never"_s, [&](JobContext &) { log.add(u"ran"_s); },
                      [&](const JobEnd &end) { log.add(endText(end) + QString::fromUtf8(end.payload)); }});
        const JobId id = jobs.enqueueNow(scope, u"never"_s, "!");
        QVERIFY(jobs.cancelNow(scope, id));
        QCOMPARE(jobs.statusNow(scope, id).state, JobState::Cancelled);
        jobs.start();
        QTRY_COMPARE_WITH_TIMEOUT(log.lines(), QStringList{u"cancelled!"_s}, waitMs);
    }

    void jobsOfOthersDoNotExist()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        const TenantScope other = platform.makeTenant();
        JobService jobs(*platform.database, platform.clock);
        const JobId id = jobs.enqueueNow(scope, u"kind"_s, {});
        QCOMPARE(test::problemOf([&] { jobs.cancelNow(other, id); }), ProblemCode::NotFound);
        QCOMPARE(test::problemOf([&] { jobs.statusNow(other, id); }), ProblemCode::NotFound);
        QCOMPARE(jobs.statusNow(scope, id).state, JobState::Queued);
    }

    void aKeyKeepsTheSameWorkFromWaitingTwice()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        JobService jobs(*platform.database, platform.clock);
        const JobId first = jobs.enqueueNow(scope, u"onboard"_s, {}, u"connection 1"_s);
        QCOMPARE(jobs.enqueueNow(scope, u"onboard"_s, {}, u"connection 1"_s), first);
        QVERIFY(jobs.enqueueNow(scope, u"onboard"_s, {}, u"connection 2"_s) != first);
        QVERIFY(jobs.cancelNow(scope, first));
        QVERIFY(jobs.enqueueNow(scope, u"onboard"_s, {}, u"connection 1"_s) != first);
    }

    void oneOrganisationCannotFillTheQueue()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        JobServiceOptions options;
        options.waitingPerTenant = 3;
        JobService jobs(*platform.database, platform.clock, options);
        for (int i = 0; i < 3; ++i)
            jobs.enqueueNow(scope, u"kind"_s, {});
        QCOMPARE(test::problemOf([&] { jobs.enqueueNow(scope, u"kind"_s, {}); }), ProblemCode::Busy);
        jobs.enqueueNow(platform.makeTenant(), u"kind"_s, {});
    }

    void organisationsTakeTurns()
    {
        test::TestPlatform platform;
        const TenantScope busy = platform.makeTenant();
        const TenantScope quiet = platform.makeTenant();
        JobServiceOptions one;
        one.threads = 1;
        JobService jobs(*platform.database, platform.clock, one);
        Log log;
        jobs.addKind({u"kind"_s, [&](JobContext &job) { log.add(QString::fromUtf8(job.payload)); }, {}});
        for (int i = 0; i < 20; ++i)
            jobs.enqueueNow(busy, u"kind"_s, "busy");
        platform.clock.advance(std::chrono::seconds(1));
        jobs.enqueueNow(quiet, u"kind"_s, "quiet");
        jobs.start();
        QTRY_COMPARE_WITH_TIMEOUT(log.lines().size(), 21, waitMs);
        QVERIFY(log.lines().indexOf(u"quiet"_s) <= 1);
    }

    void stoppingInterruptsJobsWhichGoOnAtTheNextStart()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        std::atomic<int> runs = 0;
        Log log;
        const auto makeKind = [&](bool waits) {
            return JobKind{u"long"_s,
                           [&, waits](JobContext &job) {
                               ++runs;
                               log.add(QString::fromUtf8(job.checkpoint) + QString::number(job.attempt));
                               if (waits) {
                                   job.keep("half ");
                                   waitForStop(job.stop);
                               }
                           },
                           {}};
        };
        JobId id;
        {
            JobService jobs(*platform.database, platform.clock);
            jobs.addKind(makeKind(true));
            jobs.start();
            id = jobs.enqueueNow(scope, u"long"_s, {});
            QTRY_COMPARE_WITH_TIMEOUT(runs.load(), 1, waitMs);
        }
        platform.reopen();
        JobService jobs(*platform.database, platform.clock);
        jobs.addKind(makeKind(false));
        QCOMPARE(jobs.statusNow(scope, id).state, JobState::Queued);
        jobs.start();
        QTRY_COMPARE_WITH_TIMEOUT(jobs.statusNow(scope, id).state, JobState::Done, waitMs);
        QCOMPARE(log.lines(), (QStringList{u"1"_s, u"half 1"_s}));
    }

    /// A thread that had looked whether the service stops, and takes a job when those that run were asked to end.
    void aJobTakenWhileTheServiceStopsIsInterruptedToo()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        const InterruptingClock later(platform.clock.now() + std::chrono::minutes(30));
        InterruptingClock clock(platform.clock.now());
        JobService jobs(*platform.database, clock, {.threads = 2});
        std::atomic<int> begun = 0;
        std::latch asked(1); // the job that ran before
        jobs.addKind({u"first"_s,
                      [&](JobContext &job) {
                          ++begun;
                          waitForStop(job.stop);
                          asked.count_down();
                      },
                      {}});
        jobs.addKind({u"second"_s, [&](JobContext &job) { waitForStop(job.stop); }, {}});
        const JobId first = jobs.enqueueNow(scope, u"first"_s, {});
        const JobId second = JobService(*platform.database, later).enqueueNow(scope, u"second"_s, {}); // not due yet
        jobs.start();
        QTRY_COMPARE_WITH_TIMEOUT(begun.load(), 1, waitMs);
        std::thread stopping;
        clock.interruptNext([&] {
            stopping = std::thread([&] { jobs.stop(); });
            asked.wait();
        });
        jobs.wake();
        asked.wait();
        stopping.join();
        for (const JobId id : {first, second}) {
            QCOMPARE(jobs.statusNow(scope, id).state, JobState::Queued);
            QCOMPARE(jobs.statusNow(scope, id).attempts, 0);
        }
    }

    /// What was noted of a job when its taking was undone would keep the job from being taken, for ever.
    void aJobWhoseTakingIsUndoneIsTakenAgain()
    {
        test::TestPlatform platform;
        CrowdedDatabase crowded(*platform.database);
        JobService jobs(crowded, platform.clock);
        std::atomic<int> runs = 0;
        jobs.addKind({.name = u"kind"_s, .run = [&](JobContext &) { ++runs; }, .ended = {}, .mostAtOnce = 1});
        std::vector<std::pair<TenantScope, JobId>> all;
        for (int i = 0; i < 3; ++i) {
            const TenantScope scope = platform.makeTenant();
            all.emplace_back(scope, jobs.enqueueNow(scope, u"kind"_s, {}));
        }
        jobs.start();
        for (const auto &each : all) {
            QTRY_COMPARE_WITH_TIMEOUT(jobs.statusNow(each.first, each.second).state, JobState::Done, waitMs);
            QCOMPARE(jobs.statusNow(each.first, each.second).attempts, 1);
        }
        QCOMPARE(runs.load(), 3);
        for (const auto &each : all)
            QVERIFY(jobs.endTenantNow(each.first.tenant(), std::chrono::milliseconds(waitMs))); // none is left
    }

    /// A stop reaches into drivers, which may wait; whoever queues a job meanwhile must not.
    void aStopIsAskedForWithoutHoldingOthersUp()
    {
        test::TestPlatform platform;
        const TenantScope first = platform.makeTenant();
        const TenantScope second = platform.makeTenant();
        JobService jobs(*platform.database, platform.clock);
        std::atomic<int> running = 0;
        std::atomic<int> queued = 0;
        jobs.addKind({u"long"_s,
                      [&](JobContext &job) {
                          std::latch asked(1);
                          const std::stop_callback atStop(job.stop, [&] {
                              jobs.wake();
                              ++queued;
                              asked.count_down();
                          });
                          ++running;
                          asked.wait();
                      },
                      {}});
        jobs.start();
        jobs.enqueueNow(first, u"long"_s, {});
        jobs.enqueueNow(second, u"long"_s, {});
        QTRY_COMPARE_WITH_TIMEOUT(running.load(), 2, waitMs);
        QVERIFY(jobs.endTenantNow(first.tenant(), std::chrono::milliseconds(waitMs)));
        QCOMPARE(queued.load(), 1);
        jobs.stop();
        QCOMPARE(queued.load(), 2);
    }

    void whoseJobWasCancelledBeforeItStartedIsToldAlsoWhenTheServiceStops()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        JobService jobs(*platform.database, platform.clock);
        Log log;
        jobs.addKind({u"never"_s, [](JobContext &) {}, [&](const JobEnd &end) { log.add(endText(end)); }});
        QVERIFY(jobs.cancelNow(scope, jobs.enqueueNow(scope, u"never"_s, {})));
        jobs.stop();
        QCOMPARE(log.lines(), QStringList{u"cancelled"_s});
    }

    /// The other server can only store that somebody wants it.
    void aJobCancelledAtAnotherServerIsAskedToStop()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        JobServiceOptions one;
        one.sharesDatabase = true;
        one.lease = std::chrono::milliseconds(300);
        JobService jobs(*platform.database, platform.clock, one);
        JobService elsewhere(*platform.database, platform.clock, one);
        std::latch running(1);
        jobs.addKind({u"long"_s,
                      [&](JobContext &job) {
                          running.count_down();
                          waitForStop(job.stop);
                      },
                      {}});
        jobs.start();
        const JobId id = jobs.enqueueNow(scope, u"long"_s, {});
        running.wait();
        QVERIFY(elsewhere.cancelNow(scope, id));
        QTRY_COMPARE_WITH_TIMEOUT(jobs.statusNow(scope, id).state, JobState::Cancelled, waitMs);
    }

    void aCancelledJobThatFailsIsNotTriedAgain()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        JobService jobs(*platform.database, platform.clock);
        JobService elsewhere(*platform.database, platform.clock);
        std::atomic<int> runs = 0;
        Log log;
        jobs.addKind({.name = u"odd"_s,
                      .run =
                          [&](JobContext &job) {
                              ++runs;
                              elsewhere.cancelNow(scope, job.id); // nobody here is told
                              throw Problem::of(ProblemCode::Internal);
                          },
                      .ended = [&](const JobEnd &end) { log.add(endText(end)); },
                      .maxAttempts = 3});
        jobs.start();
        const JobId id = jobs.enqueueNow(scope, u"odd"_s, {});
        QTRY_COMPARE_WITH_TIMEOUT(runs.load(), 1, waitMs);
        QTRY_COMPARE_WITH_TIMEOUT(jobs.statusNow(scope, id).state, JobState::Queued, waitMs);
        platform.clock.advance(std::chrono::hours(1));
        jobs.wake();
        QTRY_COMPARE_WITH_TIMEOUT(log.lines(), QStringList{u"cancelled"_s}, waitMs);
        QCOMPARE(runs.load(), 1);
    }

    /// The child starts a job and says so; the parent kills it in the middle of the job.
    void aJobWhoseProcessWasKilledRunsAgain()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        JobId id;
        {
            JobService jobs(*platform.database, platform.clock);
            id = jobs.enqueueNow(scope, u"long"_s, {});
        }
        platform.database.reset();
        QProcess child;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"TABLETALK_TEST_RUN_JOBS_IN"_s, platform.place.directory());
        environment.insert(u"TABLETALK_TEST_RUN_JOBS_URL"_s, platform.place.url());
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), {u"--class"_s, u"TestJobService"_s, u"runsUntilKilled"_s});
        QByteArray said;
        while (!said.contains("job runs") && child.waitForReadyRead(waitMs))
            said += child.readAllStandardOutput();
        QVERIFY(said.contains("job runs"));
        child.kill();
        QVERIFY(child.waitForFinished());

        platform.reopen();
        JobService jobs(*platform.database, platform.clock);
        std::atomic<int> attempt = 0;
        jobs.addKind({u"long"_s, [&](JobContext &job) { attempt = job.attempt; }, {}});
        QCOMPARE(jobs.statusNow(scope, id).state, JobState::Running);
        jobs.start();
        QTRY_COMPARE_WITH_TIMEOUT(jobs.statusNow(scope, id).state, JobState::Done, waitMs);
        QCOMPARE(attempt.load(), 2);
    }

    /// The child of the test above; nothing by itself.
    void runsUntilKilled()
    {
        PlatformDatabaseOptions options;
        options.directory = qEnvironmentVariable("TABLETALK_TEST_RUN_JOBS_IN");
        if (options.directory.isEmpty())
            return;
        const ManualClock clock{Instant{1'700'000'000'000}};
        const QString url = qEnvironmentVariable("TABLETALK_TEST_RUN_JOBS_URL");
        const auto database = orThrow(url.isEmpty() ? PlatformDatabase::open(options, clock)
                                                    : PostgresDatabase::open({.url = url, .ownerUrl = {}}, clock));
        JobService jobs(*database, clock);
        std::latch never(1);
        jobs.addKind({u"long"_s,
                      [&](JobContext &) {
                          std::puts("job runs");
                          std::fflush(stdout);
                          never.wait();
                      },
                      {}});
        jobs.start();
        never.wait();
    }

    void aJobThatKillsItsProcessEveryTimeIsGivenUp()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        const JobId id = [&] {
            JobService jobs(*platform.database, platform.clock);
            return jobs.enqueueNow(scope, u"poison"_s, {});
        }();
        platform.database->writeNow([&](Transaction &transaction) {
            for (int i = 0; i < 3; ++i) { // three processes took it and died
                transaction.execute(scope, u"jobs/start_job"_s,
                                    {{u"id"_s, stored(id)}, {u"owner"_s, u"dead"_s}, {u"lease_until"_s, 0}});
                if (i < 2)
                    transaction.execute(scope, u"jobs/requeue_job"_s,
                                        {{u"id"_s, stored(id)}, {u"attempts"_s, i + 1}, {u"run_after"_s, 0}});
            }
        });
        JobService jobs(*platform.database, platform.clock);
        Log log;
        jobs.addKind(
            {u"poison"_s, [&](JobContext &) { log.add(u"ran"_s); }, [&](const JobEnd &end) { log.add(endText(end)); }});
        jobs.start();
        QCOMPARE(jobs.statusNow(scope, id).state, JobState::Failed);
        QCOMPARE(log.lines(), QStringList{u"failed"_s});
    }

    void aJobOfAnotherServerIsLeftAloneWhileItsLeaseLasts()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        JobServiceOptions shared;
        shared.sharesDatabase = true;
        JobService jobs(*platform.database, platform.clock, shared);
        const JobId id = jobs.enqueueNow(scope, u"long"_s, {});
        const Instant leaseUntil = platform.clock.now() + shared.lease;
        platform.database->writeNow([&](Transaction &transaction) {
            transaction.execute(
                scope, u"jobs/start_job"_s,
                {{u"id"_s, stored(id)}, {u"owner"_s, u"other server"_s}, {u"lease_until"_s, stored(leaseUntil)}});
        });
        jobs.addKind({u"long"_s, [](JobContext &) {}, {}});
        jobs.start();
        QCOMPARE(jobs.statusNow(scope, id).state, JobState::Running);
        jobs.stop();
        platform.clock.advance(shared.lease + std::chrono::seconds(1));
        jobs.start();
        QTRY_COMPARE_WITH_TIMEOUT(jobs.statusNow(scope, id).state, JobState::Done, waitMs);
    }

    void theJobsOfThePredecessorGoOnAtOnce()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        JobServiceOptions options;
        options.sharesDatabase = true;
        options.owner = u"again"_s;
        options.deadOwner = u"crashed"_s;
        JobService jobs(*platform.database, platform.clock, options);
        const auto startedBy = [&](const QString &owner) {
            const JobId id = jobs.enqueueNow(scope, u"long"_s, {});
            const Instant leaseUntil = platform.clock.now() + options.lease;
            platform.database->writeNow([&](Transaction &transaction) {
                transaction.execute(
                    scope, u"jobs/start_job"_s,
                    {{u"id"_s, stored(id)}, {u"owner"_s, owner}, {u"lease_until"_s, stored(leaseUntil)}});
            });
            return id;
        };
        const JobId left = startedBy(options.deadOwner);
        const JobId others = startedBy(u"elsewhere"_s);
        jobs.addKind({u"long"_s, [](JobContext &) {}, {}});
        jobs.start();
        QTRY_COMPARE_WITH_TIMEOUT(jobs.statusNow(scope, left).state, JobState::Done, waitMs);
        QCOMPARE(jobs.statusNow(scope, others).state, JobState::Running);
    }

    void endedJobsArePruned()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        JobService jobs(*platform.database, platform.clock);
        const JobId ended = jobs.enqueueNow(scope, u"kind"_s, {});
        const JobId waiting = jobs.enqueueNow(scope, u"kind"_s, {});
        QVERIFY(jobs.cancelNow(scope, ended));
        platform.clock.advance(std::chrono::hours(2));
        jobs.pruneOlderThan(std::chrono::hours(1));
        QCOMPARE(test::problemOf([&] { jobs.statusNow(scope, ended); }), ProblemCode::NotFound);
        QCOMPARE(jobs.statusNow(scope, waiting).state, JobState::Queued);
    }
};

static const bool registered = tabletalk::test::add<TestJobService>();
#include "tst_JobService.moc"
