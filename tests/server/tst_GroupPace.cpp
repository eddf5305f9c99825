// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/GroupPace.h"

#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace std::chrono_literals;

/// How many pieces of work are committed together.
class TestGroupPace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstGroupTakesAllThereMayBe() { QCOMPARE(GroupPace().mostPieces(), GroupPace::largest); }

    void onAFastDiskAGroupTakesAFewMilliseconds()
    {
        GroupPace pace;
        pace.ran(500, 125ms);
        pace.committed(1ms);
        QCOMPARE(pace.mostPieces(), size_t(16));
    }

    void aSlowDiskIsWaitedForWithMoreAtOnce()
    {
        GroupPace pace;
        pace.ran(100, 50ms);
        pace.committed(100ms);
        QCOMPARE(pace.mostPieces(), size_t(200));
    }

    void itFollowsWhatChanges()
    {
        GroupPace pace;
        pace.ran(10, 100ms);
        QCOMPARE(pace.mostPieces(), GroupPace::smallest);
        for (int i = 0; i < 50; ++i)
            pace.ran(10, 100us);
        QVERIFY(pace.mostPieces() > 300);
    }

    void itStaysWithinItsBounds()
    {
        GroupPace pace;
        pace.ran(1, 10s);
        QCOMPARE(pace.mostPieces(), GroupPace::smallest);
        GroupPace quick;
        quick.ran(1'000'000, 1us);
        QCOMPARE(quick.mostPieces(), GroupPace::largest);
    }
};

static const bool registered = tabletalk::test::add<TestGroupPace>();
#include "tst_GroupPace.moc"
