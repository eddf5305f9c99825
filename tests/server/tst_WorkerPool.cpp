// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Problem.h"
#include "server/base/WorkerPool.h"
#include "tests/support/TestRunner.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <QTest>

#include <semaphore>
#include <thread>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

TenantId tenant(int number)
{
    return TenantId(QUuid(uint(number), 0, 0, 0, 0, 0, 0, 0, 0, 0, 1));
}

/// Keeps the threads of a pool busy until it is told to let go.
struct Gate
{
    std::binary_semaphore entered{0};
    std::binary_semaphore open{0};
    void pass()
    {
        entered.release();
        open.acquire();
    }
};

} // namespace

class TestWorkerPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theResultComesBackOnTheCoroutinesOwnThread()
    {
        WorkerPool pool({.name = u"test"_s, .threads = 2});
        boost::asio::io_context context;
        int result = 0;
        std::thread::id worker;
        std::thread::id after;
        auto ask = [&]() -> Awaitable<void> {
            auto work = [&worker] {
                worker = std::this_thread::get_id();
                return 42;
            };
            result = co_await pool.run(tenant(1), work);
            after = std::this_thread::get_id();
        };
        boost::asio::co_spawn(context, ask, boost::asio::detached);
        context.run();
        QCOMPARE(result, 42);
        QVERIFY(worker != std::this_thread::get_id());
        QVERIFY(after == std::this_thread::get_id());
    }

    void aProblemOfTheWorkReachesTheCoroutine()
    {
        WorkerPool pool({.name = u"test"_s, .threads = 1});
        boost::asio::io_context context;
        std::optional<ProblemCode> caught;
        auto ask = [&]() -> Awaitable<void> {
            auto work = [] { throw Problem::of(ProblemCode::DatabaseTimeout); };
            try {
                co_await pool.run(tenant(1), work);
            } catch (const Problem &problem) {
                caught = problem.code;
            }
        };
        boost::asio::co_spawn(context, ask, boost::asio::detached);
        context.run();
        QCOMPARE(caught, ProblemCode::DatabaseTimeout);
    }

    void aFullQueueSaysBusyAtOnceAndWhenToComeBack()
    {
        WorkerPool pool({.name = u"test"_s, .threads = 1, .queueLimit = 1});
        Gate gate;
        QVERIFY(pool.post(tenant(1), [&gate] { gate.pass(); }));
        gate.entered.acquire();
        QVERIFY(pool.post(tenant(1), [] {}));
        QCOMPARE(pool.figures().waiting, 1);

        boost::asio::io_context context;
        std::optional<Problem> caught;
        auto ask = [&]() -> Awaitable<void> {
            auto work = [] {};
            try {
                co_await pool.run(tenant(2), work);
            } catch (const Problem &problem) {
                caught = problem;
            }
        };
        boost::asio::co_spawn(context, ask, boost::asio::detached);
        context.run();
        QVERIFY(caught);
        QCOMPARE(caught->code, ProblemCode::Busy);
        QVERIFY(caught->retryAfterSeconds.has_value());
        gate.open.release();
    }

    void oneTenantsQueueIsBoundedOnItsOwn()
    {
        WorkerPool pool({.name = u"test"_s, .threads = 1, .queueLimit = 100, .perTenant = 1, .perTenantQueue = 2});
        Gate gate;
        QVERIFY(pool.post(tenant(1), [&gate] { gate.pass(); }));
        gate.entered.acquire();
        QVERIFY(pool.post(tenant(1), [] {}));
        QVERIFY(pool.post(tenant(1), [] {}));
        QVERIFY(!pool.post(tenant(1), [] {}));
        QVERIFY(pool.post(tenant(2), [] {}));
        gate.open.release();
    }

    void aTenantHoldsNoMoreThreadsThanItsShare()
    {
        WorkerPool pool({.name = u"test"_s, .threads = 2, .perTenant = 1});
        Gate gate;
        std::binary_semaphore secondRan{0};
        QVERIFY(pool.post(tenant(1), [&gate] { gate.pass(); }));
        gate.entered.acquire();
        QVERIFY(pool.post(tenant(1), [&secondRan] { secondRan.release(); }));

        // The other thread is free, but only for others.
        std::binary_semaphore otherRan{0};
        QVERIFY(pool.post(tenant(2), [&otherRan] { otherRan.release(); }));
        otherRan.acquire();
        QVERIFY(!secondRan.try_acquire());
        gate.open.release();
        secondRan.acquire();
    }

    void tenantsAreServedInTurn()
    {
        WorkerPool pool({.name = u"test"_s, .threads = 1});
        Gate gate;
        QVERIFY(pool.post(tenant(9), [&gate] { gate.pass(); }));
        gate.entered.acquire();
        std::vector<int> order;
        for (int i = 0; i < 3; ++i)
            QVERIFY(pool.post(tenant(1), [&order] { order.push_back(1); }));
        QVERIFY(pool.post(tenant(2), [&order] { order.push_back(2); }));
        std::binary_semaphore done{0};
        QVERIFY(pool.post(tenant(3), [&] { order.push_back(3); }));
        QVERIFY(pool.post(tenant(1), [&done] { done.release(); }));
        gate.open.release();
        done.acquire();
        QCOMPARE(order, (std::vector<int>{1, 2, 3, 1, 1}));
    }

    void stoppingEndsWhatWaitsAndWaitsForWhatRuns()
    {
        WorkerPool pool({.name = u"test"_s, .threads = 1});
        Gate gate;
        std::atomic<bool> ranToItsEnd = false;
        QVERIFY(pool.post(tenant(1), [&] {
            gate.pass();
            ranToItsEnd = true;
        }));
        gate.entered.acquire();

        boost::asio::io_context context;
        std::optional<ProblemCode> caught;
        auto ask = [&]() -> Awaitable<void> {
            auto work = [] { qFatal("must not run"); };
            try {
                co_await pool.run(tenant(1), work);
            } catch (const Problem &problem) {
                caught = problem.code;
            }
        };
        boost::asio::co_spawn(context, ask, boost::asio::detached);
        context.poll();
        std::thread stopper([&pool] { pool.stop(); });
        context.run(); // ends when the coroutine was refused
        QCOMPARE(caught, ProblemCode::Unavailable);
        QVERIFY(!ranToItsEnd);
        gate.open.release();
        stopper.join();
        QVERIFY(ranToItsEnd);
        QVERIFY(!pool.post(tenant(1), [] {}));
    }

    void manyCoroutinesAllComeBack()
    {
        WorkerPool pool({.name = u"test"_s, .threads = 4, .queueLimit = 10'000, .perTenantQueue = 10'000});
        boost::asio::io_context context;
        qint64 sum = 0;
        constexpr int count = 5000;
        auto ask = [&](int number) -> Awaitable<void> {
            auto work = [number] { return number; };
            sum += co_await pool.run(tenant(number % 7), work);
        };
        for (int i = 1; i <= count; ++i)
            boost::asio::co_spawn(context, ask(i), boost::asio::detached);
        context.run();
        QCOMPARE(sum, qint64(count) * (count + 1) / 2);
    }
};

static const bool registered = tabletalk::test::add<TestWorkerPool>();
#include "tst_WorkerPool.moc"
