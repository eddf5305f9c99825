// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/TurnQueue.h"

#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

const TenantId first = *TenantId::fromString(u"00000000-0000-4000-8000-000000000001"_s);
const TenantId second = *TenantId::fromString(u"00000000-0000-4000-8000-000000000002"_s);

QStringList popAll(TurnQueue<QString> &queue)
{
    QStringList order;
    while (!queue.isEmpty())
        order += queue.pop();
    return order;
}

} // namespace

class TestTurnQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoComesLateWithLittleDoesNotWaitForWhoCameWithMuch()
    {
        TurnQueue<QString> queue;
        for (const QString &work : {u"a1"_s, u"a2"_s, u"a3"_s, u"a4"_s})
            queue.push(first, work);
        queue.push(second, u"b1"_s);
        queue.push({}, u"c1"_s);
        QCOMPARE(queue.size(), size_t(6));
        QCOMPARE(popAll(queue), QStringList({u"a1"_s, u"b1"_s, u"c1"_s, u"a2"_s, u"a3"_s, u"a4"_s}));
        QCOMPARE(queue.size(), size_t(0));
    }

    void whoComesAgainTakesItsTurnBehindTheOthers()
    {
        TurnQueue<QString> queue;
        queue.push(first, u"a1"_s);
        queue.push(second, u"b1"_s);
        QCOMPARE(queue.pop(), u"a1"_s);
        queue.push(first, u"a2"_s);
        queue.push(second, u"b2"_s);
        QCOMPARE(popAll(queue), QStringList({u"b1"_s, u"a2"_s, u"b2"_s}));
    }

    void whatIsSettledGoesBeforeAllThatComesLater()
    {
        TurnQueue<QString> queue;
        queue.push(first, u"a1"_s);
        queue.push(first, u"a2"_s);
        queue.push(first, u"a3"_s);
        queue.settle();
        queue.push(second, u"b1"_s);
        queue.push(first, u"a4"_s);
        QCOMPARE(popAll(queue), QStringList({u"a1"_s, u"a2"_s, u"a3"_s, u"b1"_s, u"a4"_s}));
    }

    void allThatWaitsIsTakenInItsOrderAndNothingIsLeft()
    {
        TurnQueue<QString> queue;
        queue.push(first, u"a1"_s);
        queue.push(first, u"a2"_s);
        queue.settle();
        queue.push(second, u"b1"_s);
        const std::deque<QString> taken = queue.takeAll();
        QCOMPARE(QStringList(taken.begin(), taken.end()), QStringList({u"a1"_s, u"a2"_s, u"b1"_s}));
        QVERIFY(queue.isEmpty());
        queue.push(second, u"b2"_s);
        QCOMPARE(popAll(queue), QStringList({u"b2"_s}));
    }
};

static const bool registered = tabletalk::test::add<TestTurnQueue>();
#include "tst_TurnQueue.moc"
