// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Problem.h"
#include "server/jobs/Housekeeping.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <atomic>
#include <latch>
#include <stdexcept>

using namespace tabletalk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestHousekeeping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tasksAreDoneAgainAndAgainThoughOneFails()
    {
        std::atomic<int> done = 0;
        Housekeeping housekeeping({{u"fails"_s, [] { throw Problem::of(ProblemCode::Busy); }},
                                   {u"fails oddly"_s, [] { throw std::runtime_error("odd"); }},
                                   {u"works"_s, [&] { ++done; }}},
                                  0ms, 1ms);
        QTRY_VERIFY_WITH_TIMEOUT(done >= 3, 10'000);
    }

    void stoppingWaitsForTheTaskAtHandAndStartsNoOther()
    {
        std::latch inside(1);
        std::atomic<bool> finished = false;
        std::atomic<int> second = 0;
        Housekeeping housekeeping({{u"long"_s,
                                    [&] {
                                        inside.count_down();
                                        while (!finished)
                                            std::this_thread::yield();
                                    }},
                                   {u"next"_s, [&] { ++second; }}},
                                  0ms, 1h);
        inside.wait();
        std::thread stopping([&] { housekeeping.stop(); });
        finished = true;
        stopping.join();
        QVERIFY(second <= 1); // it may have begun before the stop was asked
        const int count = second;
        housekeeping.stop();
        QCOMPARE(second.load(), count);
    }

    void nothingHappensBeforeItsTime()
    {
        std::atomic<int> done = 0;
        {
            Housekeeping housekeeping({{u"later"_s, [&] { ++done; }}}, 1h, 1h);
        }
        QCOMPARE(done.load(), 0);
    }
};

static const bool registered = tabletalk::test::add<TestHousekeeping>();
#include "tst_Housekeeping.moc"
